// Good orders quickly: keep as many modules as the oracle agrees to, then swap and shift.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "solver/closure.h"
#include "solver/cost_table.h"
#include "solver/oracle.h"
#include "solver/ordering.h"

namespace prereq {

/// The two parts of a cost in the order in which they count.
struct RankedCost {
  std::int64_t first = 0;
  std::int64_t second = 0;

  auto operator<=>(const RankedCost&) const = default;
};

/// Builds and improves feasible assignments. Deterministic.
class IncumbentFinder {
 public:
  /// All references must outlive the finder; `first` and `second` are the ranked cost tables.
  IncumbentFinder(const OrderingProblem& problem, const Closure& closure, const Oracle& oracle,
                  const CostTable& first, const CostTable& second);

  /// Orders in which to let modules stay: by rank alone, or also backwards and the least entangled
  /// first.
  [[nodiscard]] std::vector<std::vector<int>> GreedyOrders(const std::vector<int>& by_rank,
                                                           bool several) const;

  /// Lets modules stay one by one, in the given order, as long as the oracle agrees, then improves
  /// by local search. nullopt: nothing fits the windows at all. O(n) questions to the oracle.
  [[nodiscard]] std::optional<std::vector<int>> KeepGreedily(const std::vector<int>& order) const;

  /// Swaps of two modules and shifts of one until neither helps. `slot_of` must be feasible.
  void LocalSearch(std::vector<int>& slot_of) const;

  [[nodiscard]] RankedCost CostOf(const std::vector<int>& slot_of) const;
  [[nodiscard]] bool IsFeasible(const std::vector<int>& slot_of) const;

 private:
  struct Places;
  [[nodiscard]] std::int64_t Entangled(int v) const;
  bool TrySwaps(Places& places) const;
  bool TryShifts(Places& places) const;
  bool ShiftFrom(Places& places, int from, int step) const;

  const OrderingProblem& problem_;
  const Closure& closure_;
  const Oracle& oracle_;
  const CostTable& first_;
  const CostTable& second_;
};

}  // namespace prereq
