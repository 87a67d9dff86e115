// What a merge does that git cannot see: two branches give one number, or one slug, to two modules.
#pragma once

#include <vector>

#include "rules/merge_sides.h"

namespace prereq {

/// In `findings` of the merged tree, turns each doubled number (PRQ201) that neither side has alone
/// into a PRQ205 that says which side brings which module, and adds one for each slug that stands
/// twice in a folder of the merged tree and of neither side, and a PRQ209 for each migration that
/// this branch brings too late. A migration's way out is that of its tool.
void FindMergeFaults(const MergeSides& sides, std::vector<Finding>& findings);

}  // namespace prereq
