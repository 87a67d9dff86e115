// Which subsets of a graph's claims can hold together: the oracle, asked about claims.
#pragma once

#include <cstdint>
#include <vector>

#include "prereq/graph.h"
#include "solver/ordering.h"

namespace prereq {

/// The windows and precedences that some claims amount to, with the claim behind each.
struct ClaimedProblem {
  std::vector<SlotWindow> windows;  // index: position in `modules`
  std::vector<int> low_claim;       // per module: claim that set the window's low end, −1: none
  std::vector<int> high_claim;
  std::vector<Precedence> precedences;
  std::vector<int> precedence_claim;  // per precedence
};

/// Slot indices whose numbers lie within `low`..`high`; low > high when there are none.
SlotWindow SlotsBetween(const std::vector<Number>& slots, Number low, Number high);

/// Asks whether sets of claims can hold together.
class ClaimOracle {
 public:
  /// Both arguments must outlive the oracle.
  ClaimOracle(const Graph& graph, const std::vector<Number>& slots);

  /// Some of `claims` that already contradict each other, ascending and not minimal (a cycle: in
  /// chain order); empty when an order satisfies all of `claims`.
  std::vector<int> Refute(const std::vector<int>& claims);

  /// Makes a refuted set minimal by deletion, trying its last members first.
  std::vector<int> Minimise(std::vector<int> refuted);

  /// Claims and modules looked at so far.
  [[nodiscard]] std::int64_t work() const { return work_; }

 private:
  ClaimedProblem Build(const std::vector<int>& claims);
  void Narrow(ClaimedProblem& problem, int claim, const BareClaim& what);

  const Graph& graph_;
  const std::vector<Number>& slots_;
  std::vector<int> local_;  // module → position in the problem being built, −1: not in it
  std::int64_t work_ = 0;
};

}  // namespace prereq
