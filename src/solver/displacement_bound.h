// A bound on how far modules must move that needs no search.
#pragma once

#include <cstdint>

#include "solver/ordering.h"

namespace prereq {

/// No order moves its modules by less in sum: each has to get into its window, and of two that
/// stand in the wrong order both together have to make up for it. Pairs that share no module add
/// up. `problem` must have a solution. O(n² log n) up to kMostExactModules; beyond, only
/// precedences as they are given count: O(e log e).
std::int64_t DisplacementBound(const OrderingProblem& problem);

}  // namespace prereq
