// What a merge does that git cannot see: two branches give one number, or one slug, to two modules.
#pragma once

#include <string>
#include <vector>

#include "prereq/verdict.h"
#include "sites/site_tools.h"

namespace prereq {

/// The sides of a merge; borrowed facts need modules, order and name problems only.
struct MergeSides {
  const Facts& merged;
  const Facts& ours;
  const Facts& theirs;
  std::string theirs_name;           // the revision as the user wrote it
  bool conflicts = false;            // git cannot merge them by itself
  std::vector<FoundSiteTool> tools;  // of the merged tree, that show some of its modules
};

/// In `findings` of the merged tree, turns each doubled number (PRQ201) that neither side has alone
/// into a PRQ205 that says which side brings which module, and adds one for each slug that stands
/// twice in a folder of the merged tree and of neither side. A migration's way out is that of its
/// tool.
void NameMergeCollisions(const MergeSides& sides, std::vector<Finding>& findings);

}  // namespace prereq
