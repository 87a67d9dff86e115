// What an order breaks, claim by claim.
#include <algorithm>
#include <utility>

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

bool ClaimJudge::Holds(const BareClaim& claim) const {
  if (claim.kind == BareClaim::Kind::kPrecedence) {
    const auto before = order_.number(claim.before), after = order_.number(claim.after);
    return !before || !after || *before < *after;
  }
  const auto number = order_.number(claim.module);
  if (!number) return true;
  switch (claim.kind) {
    case BareClaim::Kind::kFirst:
      return number == lowest_ && !lowest_shared_;
    case BareClaim::Kind::kLast:
      return number == highest_ && !highest_shared_;
    default:
      return claim.low <= *number && *number <= claim.high;
  }
}

namespace {

using Numbered = std::pair<Number, ModuleId>;

// Of every pair of a phase step that the order breaks, in no particular order.
void AddBrokenPairs(const Claims& claims, const PhaseStep& step, const Order& order,
                    std::vector<ClaimId>& broken) {
  std::vector<Numbered> after;
  for (const ModuleId id : step.after) {
    if (const auto number = order.number(id)) after.emplace_back(*number, id);
  }
  std::ranges::sort(after);
  for (const ModuleId before : step.before) {
    const auto number = order.number(before);
    if (!number) continue;
    for (const auto& [other, id] : after) {
      if (*number < other) break;
      if (const ClaimId pair = claims.IdOfPair(before, id); pair.value >= 0) broken.push_back(pair);
    }
  }
}

}  // namespace

std::vector<ClaimId> BrokenClaims(const Graph& graph, const Order& order) {
  const ClaimJudge judge(order);
  std::vector<ClaimId> broken;
  const std::vector<Claim>& listed = graph.claims.listed();
  for (std::size_t i = 0; i < listed.size(); ++i) {
    if (!judge.Holds(listed[i])) broken.push_back(graph.claims.IdOfListed(i));
  }
  if (graph.claims.steps().empty()) return broken;
  for (const PhaseStep& step : graph.claims.steps()) {
    AddBrokenPairs(graph.claims, step, order, broken);
  }
  std::ranges::sort(broken);
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
