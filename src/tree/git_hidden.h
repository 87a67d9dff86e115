// Local changes that git was told not to look for: `git update-index --skip-worktree` and
// `--assume-unchanged`.
#pragma once

#include <git2.h>

#include <string>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// Those of the index's flagged files that are on the disk and are not what the index holds, from
/// the work tree's root, sorted. A file that is not there is no change: a sparse checkout leaves it
/// out. One with the size and times that the index knows is not read. kUnreadable, kUnsupported.
Result<std::vector<std::string>> HiddenChanges(git_repository* repository, git_index* index);

/// Gives the entry at `path` the flags for this that `before` has, whose place it took. Returns
/// libgit2's code.
int KeepHidden(git_index* index, const std::string& path, const git_index_entry& before);

}  // namespace prereq
