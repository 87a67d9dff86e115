// Why one module has to come before another.
#pragma once

#include <vector>

#include "prereq/graph.h"

namespace prereq {

/// What forces `before` to have a smaller number than `after`.
struct Why {
  std::vector<ClaimId> chain;  // the shortest, in order; empty: nothing forces it
  std::vector<ClaimId> all;    // every claim on some way between the two, by id
};

/// Follows precedences, `first` and `last`; of windows only those of the two modules themselves,
/// when one ends before the other begins. O(n + c) for c claims that
/// are listed, and what is answered.
Why FindWhy(const Graph& graph, ModuleId before, ModuleId after);

}  // namespace prereq
