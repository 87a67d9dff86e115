// PRQ207 looks at files that no fact holds, so it is given the tree.
#pragma once

#include <vector>

#include "prereq/verdict.h"
#include "sites/site_tools.h"

namespace prereq {

/// Appends a PRQ207 for each of `tools` (those of the tree that show modules of the series) that
/// shows or runs them in another order than their numbers. Severities as the policy says.
void FindTextOrder(const FileReader& tree, const std::vector<FoundSiteTool>& tools,
                   const Facts& facts, const Config& config, std::vector<Finding>& findings);

}  // namespace prereq
