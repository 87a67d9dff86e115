// Cycles among precedences: strongly connected components and a shortest cycle inside each.
#pragma once

#include <vector>

#include "prereq/graph.h"

namespace prereq {

/// A closed chain of precedences: claims[i] leads from modules[i] to modules[(i + 1) % size].
struct Cycle {
  std::vector<ModuleId> modules;
  std::vector<ClaimId> claims;
};

/// The strongly connected components that hold a cycle (two or more modules, or one that precedes
/// itself), each sorted by id, sorted by their first member. Only the precedences in `claims`
/// count. O(modules + claims), by Tarjan's algorithm as Boost.Graph implements it.
std::vector<std::vector<ModuleId>> CyclicComponents(const Graph& graph,
                                                    const std::vector<ClaimId>& claims);

/// A shortest cycle inside one component, starting at its lowest-numbered module (modules without a
/// number last, then by slug); among equally short ones the first in that order.
/// O(component modules · claims), by breadth-first search from every member.
Cycle ShortestCycle(const Graph& graph, const std::vector<ClaimId>& claims,
                    const std::vector<ModuleId>& component, const Order& order);

}  // namespace prereq
