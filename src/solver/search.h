// The exact search: branch and bound over which slots modules may take, in three stages.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "solver/incumbent.h"
#include "solver/ordering.h"

namespace prereq {

struct SearchOptions {
  std::int64_t node_budget = 200000;  // over all stages; the answer depends on nothing else …
  std::function<bool()> should_stop;  // … unless this says so: asked now and then; may be empty
  bool heuristics = true;             // false: only the first greedy order (for tests)
  int root_iterations = 600;          // of the relaxation
  int node_iterations = 40;
  int trials = 6;           // modules tried both ways before a node is parted
  int sweep_width = 16000;  // sets of modules at one slot that end a node by counting; 0: never
};

struct SearchResult {
  std::vector<int> slot_of;
  OrderingCost cost;
  bool weight_proved = false;        // with kDisplacementFirst: among orders of this displacement
  bool displacement_proved = false;  // with kWeightFirst: among orders of this weight
  bool canonical = false;            // the smallest slot vector among all of this cost
  std::int64_t weight_bound = 0;
  std::int64_t displacement_bound = 0;
  std::int64_t nodes = 0;
  bool stopped = false;  // by the budget or should_stop
};

/// The cheapest assignment, nullopt when there is none. Stage one minimises the part of the cost
/// that comes first, stage two the other among those, stage three takes the smallest slot vector in
/// order of `rank`. Deterministic as long as should_stop stays false.
std::optional<SearchResult> SearchCheapest(const OrderingProblem& problem,
                                           const SearchOptions& options);

/// Up to `limit` assignments of exactly the cost of `best`, the canonical one first, then by slot
/// vector in order of `rank`. `complete`: there are no others.
struct Alternatives {
  std::vector<std::vector<int>> slot_of;
  bool complete = false;
};
Alternatives SearchAlternatives(const OrderingProblem& problem, const SearchResult& best,
                                std::size_t limit, const SearchOptions& options);

}  // namespace prereq
