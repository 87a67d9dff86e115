// Cycles among the precedences: per knot of modules its shortest cycle and the cheapest claims to
// drop so that no cycle is left (minimum weighted feedback arc set).
#pragma once

#include <cstdint>
#include <vector>

#include "prereq/graph.h"

namespace prereq {

struct FeedbackOptions {
  bool without_policy = false;       // what policy alone says is treated as dropped already
  std::int64_t work = 200'000'000;   // deterministic limit a component: claims looked at
  std::int64_t node_budget = 20000;  // per hitting set
};

/// A strongly connected component with a cycle in it.
struct CycleComponent {
  std::vector<ModuleId> members;  // by id

  /// A cycle as precedence claims in chain order; it starts at its lowest module id.
  std::vector<ClaimId> shortest;
  bool shortest_proved = false;  // no cycle of this component has fewer claims

  std::vector<ClaimId> drop;  // without these the component has no cycle; ascending
  std::int64_t drop_cost = 0;
  std::int64_t drop_bound = 0;
  bool drop_proved = false;  // nothing cheaper does
};

/// Every strongly connected component of two or more modules (or with a claim from a module to
/// itself), by lowest member. Exact up to the limits (implicit hitting set over cycles found when
/// needed), beyond them a valid answer with a bound from cycles that share no claim. Costs are
/// DropCost of core/conflict.h. O(n + e) outside the components; deterministic.
std::vector<CycleComponent> FindCycleComponents(const Graph& graph,
                                                const FeedbackOptions& options = {});

}  // namespace prereq
