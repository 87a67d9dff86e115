// Whether all claims of a graph can hold together: yes or no, in linear time.
#pragma once

#include <vector>

#include "prereq/graph.h"

namespace prereq {

/// Whether some order gives every module a number of its own out of `slots` (rising, at least as
/// many as modules) and satisfies every claim but the `ignored` ones. The answer no is not to be
/// relied upon when `ignored` holds a claim that only a phase step makes. O(n + c) for c claims
/// that are listed, phases included; a claim of `first` or `last` counts as n.
bool AllFit(const Graph& graph, const std::vector<Number>& slots,
            const std::vector<ClaimId>& ignored);

}  // namespace prereq
