// Git's index after a transaction: renames recorded as `git mv` records them.
#pragma once

#include <string>
#include <vector>

#include "prereq/apply.h"

namespace prereq {

/// The index entries that `moves` concern, as an opaque text for ApplyOptions::index_entries.
/// `directory` is the tree's root, anywhere inside a work tree. kUnreadable, kUnsupported.
Result<std::string> IndexEntriesOf(const std::string& directory,
                                   const std::vector<PathMove>& moves);

/// Renames the entries of `update.moves` (an undo does nothing when they never were renamed),
/// keeping what is staged in them: edits stay unstaged, as after `git mv`. With `update.recovered`
/// it sets the entries that `update.entries` recorded to their names in the tree, whether or not
/// that was done before. One write, or none. kUnreadable: among others when `index.lock` exists.
Status UpdateGitIndex(const std::string& directory, const IndexUpdate& update);

}  // namespace prereq
