// PRQ006 looks at bytes that no fact holds, so it is given the tree.
#pragma once

#include <vector>

#include "prereq/verdict.h"

namespace prereq {

/// Appends a PRQ006 for each conflict that git left in a file which names a module, belongs to one
/// or declares something; not for markers that a page shows in a fence of code. Reads again those
/// files that the scan found to hold a marker. Severities as the policy says.
void FindConflictMarkers(const FileReader& tree, const Facts& facts, const Config& config,
                         std::vector<Finding>& findings);

}  // namespace prereq
