// What changing the number of each module costs under `--minimize edits`.
#pragma once

#include <cstdint>
#include <vector>

#include "prereq/plan.h"

namespace prereq {

/// For each module the paths that would get another name (its own, of mirrors that follow, inside)
/// and the certain references that would be edited if it got another number: at least 1. 0 for a
/// module without a number. What belongs to no single module (ranges, links, re-sorted blocks) does
/// not count, nor what only `PlanOptions` beyond `mirrors` and `history` would edit. Needs
/// Facts::references; independent of any new order. O(references · log). Errors as of PlanRewrites.
Result<std::vector<std::int64_t>> EditWeights(const Facts& facts,
                                              const std::vector<Mirror>& mirrors,
                                              const std::vector<Name>& history);

}  // namespace prereq
