#include "solver/claim_oracle.h"

#include <algorithm>

#include "base/index.h"
#include "solver/oracle.h"

namespace prereq {
namespace {

bool ConcernsAll(const BareClaim& claim) {
  return claim.kind == Claim::Kind::kFirst || claim.kind == Claim::Kind::kLast;
}

// The claims behind a Hall witness: for each of its modules the chain of precedences that put it
// inside the interval, down to the window where the chain began.
std::vector<int> Culprits(const ClaimedProblem& problem, const OracleAnswer& answer,
                          int slot_count) {
  std::vector<int> claims;
  const auto add = [&](int claim) {
    if (claim >= 0) claims.push_back(claim);
  };
  for (const int module : answer.hall.modules) {
    int v = module;
    if (answer.hall.low > 0) {
      for (int c = answer.low_cause[Index(v)]; c >= 0; c = answer.low_cause[Index(v)]) {
        add(problem.precedence_claim[Index(c)]);
        v = problem.precedences[Index(c)].before;
      }
      add(problem.low_claim[Index(v)]);
    }
    v = module;
    if (answer.hall.high < slot_count - 1) {
      for (int c = answer.high_cause[Index(v)]; c >= 0; c = answer.high_cause[Index(v)]) {
        add(problem.precedence_claim[Index(c)]);
        v = problem.precedences[Index(c)].after;
      }
      add(problem.high_claim[Index(v)]);
    }
  }
  std::ranges::sort(claims);
  claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
  return claims;
}

std::vector<int> ClaimsOfCycle(const ClaimedProblem& problem, const std::vector<int>& cycle) {
  std::vector<int> claims;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    const Precedence step{cycle[i], cycle[(i + 1) % cycle.size()]};
    const auto found = std::ranges::find(problem.precedences, step);
    claims.push_back(
        problem.precedence_claim[Index(static_cast<int>(found - problem.precedences.begin()))]);
  }
  // `first` and `last` claim many precedences: one such claim may stand in two places.
  std::vector<int> once = claims;
  std::ranges::sort(once);
  const auto doubled = std::unique(once.begin(), once.end());
  if (doubled == once.end()) return claims;
  once.erase(doubled, once.end());
  return once;
}

}  // namespace

SlotWindow SlotsBetween(const std::vector<Number>& slots, Number low, Number high) {
  const auto first = std::ranges::lower_bound(slots, low);
  const auto last = std::ranges::upper_bound(slots, high);
  return {static_cast<int>(first - slots.begin()), static_cast<int>(last - slots.begin()) - 1};
}

ClaimOracle::ClaimOracle(const Graph& graph, const std::vector<Number>& slots)
    : graph_(graph), slots_(slots), local_(graph.slugs.size(), -1) {}

// Modules that no claim mentions may take any slot, so they never make a set of claims impossible
// (there are slots enough for all); `first` and `last` mention every module.
ClaimedProblem ClaimOracle::Build(const std::vector<int>& claims) {
  ClaimedProblem problem;
  const int last_slot = static_cast<int>(slots_.size()) - 1;
  std::vector<ModuleId> modules;
  const auto enter = [&](ModuleId id) {
    if (local_[Index(id.value)] >= 0) return;
    local_[Index(id.value)] = static_cast<int>(modules.size());
    modules.push_back(id);
    problem.windows.push_back({0, last_slot});
  };
  for (const int c : claims) {
    const BareClaim claim = graph_.claims.bare({c});
    if (ConcernsAll(claim)) {
      for (int v = 0; v < graph_.module_count(); ++v) enter({v});
    } else if (claim.kind == Claim::Kind::kPrecedence) {
      enter(claim.before);
      enter(claim.after);
    } else {
      enter(claim.module);
    }
  }
  problem.low_claim.assign(modules.size(), -1);
  problem.high_claim.assign(modules.size(), -1);
  for (const int c : claims) Narrow(problem, c, graph_.claims.bare({c}));
  for (const ModuleId id : modules) local_[Index(id.value)] = -1;
  work_ += static_cast<std::int64_t>(modules.size() + problem.precedences.size() + claims.size());
  return problem;
}

void ClaimOracle::Narrow(ClaimedProblem& problem, int claim, const BareClaim& what) {
  const auto precede = [&](int before, int after) {
    problem.precedences.push_back({before, after});
    problem.precedence_claim.push_back(claim);
  };
  if (what.kind == Claim::Kind::kPrecedence) {
    precede(local_[Index(what.before.value)], local_[Index(what.after.value)]);
    return;
  }
  const int module = local_[Index(what.module.value)];
  if (ConcernsAll(what)) {
    for (int other = 0; other < static_cast<int>(problem.windows.size()); ++other) {
      if (other == module) continue;
      what.kind == Claim::Kind::kFirst ? precede(module, other) : precede(other, module);
    }
    return;
  }
  const SlotWindow window = SlotsBetween(slots_, what.low, what.high);
  SlotWindow& now = problem.windows[Index(module)];
  if (window.low > now.low) {
    now.low = window.low;
    problem.low_claim[Index(module)] = claim;
  }
  if (window.high < now.high) {
    now.high = window.high;
    problem.high_claim[Index(module)] = claim;
  }
}

std::vector<int> ClaimOracle::Refute(const std::vector<int>& claims) {
  const ClaimedProblem problem = Build(claims);
  const int slot_count = static_cast<int>(slots_.size());
  const Oracle oracle(static_cast<int>(problem.windows.size()), slot_count, problem.precedences);
  const OracleAnswer answer = oracle.Ask(problem.windows);
  if (answer.feasible) return {};
  if (!answer.cycle.empty()) return ClaimsOfCycle(problem, answer.cycle);
  return Culprits(problem, answer, slot_count);
}

std::vector<int> ClaimOracle::Minimise(std::vector<int> refuted) {
  std::ranges::sort(refuted);
  std::vector<int> necessary;
  while (!refuted.empty()) {
    const int candidate = refuted.back();
    refuted.pop_back();
    std::vector<int> rest = refuted;
    rest.insert(rest.end(), necessary.begin(), necessary.end());
    std::ranges::sort(rest);
    std::vector<int> smaller = Refute(rest);
    if (smaller.empty()) {
      necessary.push_back(candidate);
      continue;
    }
    // What the new refutation does not use is superfluous too.
    std::ranges::sort(smaller);
    std::erase_if(refuted, [&](int c) { return !std::ranges::binary_search(smaller, c); });
  }
  std::ranges::sort(necessary);
  return necessary;
}

}  // namespace prereq
