// PRQ207 looks at files that no fact holds, so it is given the tree.
#pragma once

#include <vector>

#include "prereq/verdict.h"

namespace prereq {

/// Appends a PRQ207 for each tool of sites/site_tools.h that shows modules of the series as text
/// sorts them, where that is not as their numbers do. Severities as the policy says.
void FindTextOrder(const FileReader& tree, const Facts& facts, const Config& config,
                   std::vector<Finding>& findings);

}  // namespace prereq
