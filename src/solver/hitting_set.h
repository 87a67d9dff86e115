// The cheapest set of elements that meets every given set. Serves the ways out of conflicts and
// cycles, and the smallest conflict itself.
#pragma once

#include <cstdint>
#include <vector>

namespace prereq {

struct HittingSetProblem {
  std::vector<std::int64_t> weight;    // per element, > 0
  std::vector<std::vector<int>> sets;  // none empty; elements by index
};

struct HittingSetAnswer {
  std::vector<int> chosen;  // ascending; hits every set, whether or not it is proved cheapest
  std::int64_t cost = 0;
  std::int64_t bound = 0;  // no hitting set costs less; equals cost when proved
  bool proved = false;
  std::int64_t nodes = 0;
};

/// Exact within `node_budget` branch-and-bound nodes, else the best found and an honest bound.
/// Deterministic. Independent parts are solved one by one; bounds come from dual ascent.
HittingSetAnswer MinimumHittingSet(const HittingSetProblem& problem, std::int64_t node_budget);

}  // namespace prereq
