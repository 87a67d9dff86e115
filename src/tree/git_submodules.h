// Submodules after a transaction: git keeps the path of each one's work tree in its repository.
#pragma once

#include <string>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// Sets `core.worktree` of every submodule that `moves` took along, as `git mv` does. `directory`
/// is the tree's root; the moves are those that the tree went and the index followed. Submodules
/// that hold their own `.git` directory, or are not checked out, need nothing. kUnreadable.
Status RelocateSubmodules(const std::string& directory, const std::vector<PathMove>& moves);

}  // namespace prereq
