// What an order breaks, claim by claim.
#include <algorithm>

#include "prereq/graph.h"

namespace prereq {

ClaimJudge::ClaimJudge(const Order& order) : order_(order) {
  for (int i = 0; i < static_cast<int>(order.module_count()); ++i) {
    const std::optional<Number> number = order.number({i});
    if (!number) continue;
    if (!lowest_ || *number <= *lowest_) {
      lowest_shared_ = lowest_ == number;
      lowest_ = number;
    }
    if (!highest_ || *highest_ <= *number) {
      highest_shared_ = highest_ == number;
      highest_ = number;
    }
  }
}

bool ClaimJudge::Holds(const Claim& claim) const {
  if (claim.kind == Claim::Kind::kPrecedence) {
    const auto before = order_.number(claim.before), after = order_.number(claim.after);
    return !before || !after || *before < *after;
  }
  const auto number = order_.number(claim.module);
  if (!number) return true;
  switch (claim.kind) {
    case Claim::Kind::kFirst:
      return number == lowest_ && !lowest_shared_;
    case Claim::Kind::kLast:
      return number == highest_ && !highest_shared_;
    default:
      return claim.low <= *number && *number <= claim.high;
  }
}

std::vector<ClaimId> BrokenClaims(const Graph& graph, const Order& order) {
  const ClaimJudge judge(order);
  std::vector<ClaimId> broken;
  for (int c = 0; c < static_cast<int>(graph.claims.size()); ++c) {
    if (!judge.Holds(graph.claim({c}))) broken.push_back({c});
  }
  return broken;
}

std::vector<Number> SharedNumbers(const Order& order) {
  const std::vector<ModuleId> sequence = order.Sequence();
  std::vector<Number> shared;
  for (std::size_t i = 1; i < sequence.size(); ++i) {
    const Number number = *order.number(sequence[i]);
    if (number != *order.number(sequence[i - 1])) continue;
    if (shared.empty() || shared.back() != number) shared.push_back(number);
  }
  return shared;
}

}  // namespace prereq
