#include "solver/problem.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/index.h"
#include "solver/claim_oracle.h"

namespace prereq {
namespace {

// Of many modules each pair of a step would be too many precedences.
void AddStep(OrderingProblem& problem, const PhaseStep& step) {
  const int barrier = problem.module_count() + problem.barriers++;
  for (const ModuleId id : step.before) problem.precedences.push_back({id.value, barrier});
  for (const ModuleId id : step.after) problem.precedences.push_back({barrier, id.value});
}

void AddClaim(OrderingProblem& problem, const BareClaim& claim, const std::vector<Number>& slots) {
  if (claim.kind == Claim::Kind::kPrecedence) {
    problem.precedences.push_back({claim.before.value, claim.after.value});
    return;
  }
  const int module = claim.module.value;
  if (claim.kind == Claim::Kind::kWindow) {
    const SlotWindow allowed = SlotsBetween(slots, claim.low, claim.high);
    SlotWindow& window = problem.windows[Index(module)];
    window.low = std::max(window.low, allowed.low);
    window.high = std::min(window.high, allowed.high);
    return;
  }
  for (int other = 0; other < problem.module_count(); ++other) {
    if (other == module) continue;
    problem.precedences.push_back(claim.kind == Claim::Kind::kFirst ? Precedence{module, other}
                                                                    : Precedence{other, module});
  }
}

// The old slots of each barrier's modules: the last of those before it, the first of those behind.
std::vector<SlotWindow> OldSlotsAtBarriers(const OrderingProblem& problem) {
  std::vector<SlotWindow> ends(Index(problem.barriers), {problem.slot_count(), -1});
  const int n = problem.module_count();
  for (const Precedence& p : problem.precedences) {
    if (p.after >= n) {
      int& last = ends[Index(p.after - n)].high;
      last = std::max(last, problem.old_slot[Index(p.before)]);
    } else if (p.before >= n && problem.old_slot[Index(p.after)] >= 0) {
      int& first = ends[Index(p.before - n)].low;
      first = std::min(first, problem.old_slot[Index(p.after)]);
    }
  }
  return ends;
}

// Pins every module whose old slot lies in no stretch between the two ends of a broken claim.
void Freeze(OrderingProblem& problem) {
  std::vector<bool> affected(Index(problem.slot_count()), false);
  const auto affect = [&](int a, int b) {
    const int low = std::max(std::min(a, b), 0);
    const int high = std::min(std::max(a, b), problem.slot_count() - 1);
    for (int s = low; s <= high; ++s) affected[Index(s)] = true;
  };
  for (const SlotWindow& ends : OldSlotsAtBarriers(problem)) {
    if (ends.low <= ends.high) affect(ends.low, ends.high);
  }
  for (const Precedence& p : problem.precedences) {
    if (p.before >= problem.module_count() || p.after >= problem.module_count()) continue;
    const int before = problem.old_slot[Index(p.before)];
    const int after = problem.old_slot[Index(p.after)];
    if (before >= 0 && after >= 0 && before >= after) affect(before, after);
  }
  for (int v = 0; v < problem.module_count(); ++v) {
    const int old = problem.old_slot[Index(v)];
    if (old < 0) continue;
    if (old < problem.windows[Index(v)].low) affect(old, problem.windows[Index(v)].low);
    if (old > problem.windows[Index(v)].high) affect(problem.windows[Index(v)].high, old);
  }
  for (int v = 0; v < problem.module_count(); ++v) {
    const int old = problem.old_slot[Index(v)];
    if (old >= 0 && !affected[Index(old)]) problem.windows[Index(v)] = {old, old};
  }
}

}  // namespace

OrderingProblem MakeOrderingProblem(const Facts& facts, const Graph& graph,
                                    const std::vector<Number>& slots,
                                    const ProposeOptions& options) {
  OrderingProblem problem;
  const int n = graph.module_count();
  for (const Number slot : slots) problem.slot_values.push_back(slot.value);
  problem.windows.assign(Index(n), {0, static_cast<int>(slots.size()) - 1});
  problem.is_new.assign(Index(n), false);
  for (int v = 0; v < n; ++v) {
    const std::optional<Number> number = facts.order.number({v});
    problem.is_new[Index(v)] = !number;
    problem.old_value.push_back(number ? number->value : 0);
    const auto slot = number ? std::ranges::lower_bound(slots, *number) : slots.end();
    problem.old_slot.push_back(slot == slots.end() || *slot != *number
                                   ? OrderingProblem::kNoSlot
                                   : static_cast<int>(slot - slots.begin()));
    const bool weighed = options.objective == Objective::kEdits && !options.weights.empty();
    problem.weight.push_back(!number ? 0 : weighed ? options.weights[Index(v)] : 1);
  }
  if (n > kMostExactModules) {
    for (const PhaseStep& step : graph.claims.steps()) AddStep(problem, step);
    for (const Claim& claim : graph.claims.listed()) AddClaim(problem, claim, slots);
  } else {
    for (int c = 0; c < static_cast<int>(graph.claims.size()); ++c) {
      AddClaim(problem, graph.claims.bare({c}), slots);
    }
  }
  std::ranges::sort(problem.precedences);
  problem.precedences.erase(std::unique(problem.precedences.begin(), problem.precedences.end()),
                            problem.precedences.end());

  std::vector<int> by_rank(Index(n));
  std::iota(by_rank.begin(), by_rank.end(), 0);
  std::ranges::sort(by_rank, {}, [&](int v) {
    const std::optional<Number> number = facts.order.number({v});
    const int seniority = options.seniority.empty() ? 0 : options.seniority[Index(v)];
    return std::tuple(!number, number.value_or(Number{}), -seniority, graph.slugs[Index(v)], v);
  });
  problem.rank.resize(Index(n));
  for (int i = 0; i < n; ++i) problem.rank[Index(by_rank[Index(i)])] = i;
  if (options.objective == Objective::kDisplacement) {
    problem.objective = CostOrder::kDisplacementFirst;
  }
  if (options.freeze_unaffected) Freeze(problem);
  return problem;
}

}  // namespace prereq
