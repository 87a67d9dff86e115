// Where moves lead: which names must be free, which directories must be made, which become empty.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "apply/preconditions.h"
#include "apply/problems.h"
#include "apply/tree_view.h"
#include "plan/move_map.h"

namespace prereq {

/// Which names come and go.
struct EntryChanges {
  std::vector<PathMove> moves;
  std::vector<std::string> created = {};  // after the moves
  std::set<std::string> removed = {};     // before the moves
};

/// Checks the destinations of `changes` and lists the directories to make (kMade) and those that
/// become empty (kRetired), as git would drop them: never one that holds an untracked file, never
/// one that moves itself. Sorted by path.
std::vector<Transfer> PlanDirectories(TreeView& tree, const EntryChanges& changes,
                                      const CheckSet& skip, Problems& problems);

/// Checks that every directory on the way to `path` is a real one, on device `device`.
void CheckParents(TreeView& tree, const std::string& path, std::uint64_t device,
                  const CheckSet& skip, Problems& problems);

/// Checks that nothing stands at the destinations, or that it moves away or is removed.
void CheckFree(TreeView& tree, const EntryChanges& changes, const CheckSet& skip,
               Problems& problems);

}  // namespace prereq
