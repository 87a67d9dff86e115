// The language server protocol over a pair of streams: findings in an editor.
#pragma once

#include <iosfwd>

#include "cli/args.h"

namespace prereq {

/// Serves one client until it says `exit` or closes `in`: diagnostics of the whole tree when a file
/// is opened or saved, fixes as code actions, hover, definition. What an editor has not saved is
/// not seen. Yields the exit status: 0 after `shutdown`, else 2. Writes nothing but the protocol to
/// `out`.
int ServeLsp(const Options& options, std::istream& in, std::ostream& out);

}  // namespace prereq
