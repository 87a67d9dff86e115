// Writing a result to a file that a user names, and to nothing else.
#pragma once

#include <string>
#include <string_view>

#include "prereq/result.h"

namespace prereq {

/// Makes `bytes` the content of the file at `path`, as a shell's `>` would, but for what a tree
/// from a stranger could hold: a symlink of that name, a link on a relative path or inside a git
/// repository that leads out of it, a file with a second name, a pipe without a reader. Those are
/// kInvalid, and nothing is written. Devices and `/dev/fd/N` are written to. kUnreadable: the
/// system refused.
Status WriteOutputFile(const std::string& path, std::string_view bytes);

}  // namespace prereq
