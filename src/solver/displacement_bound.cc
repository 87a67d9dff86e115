#include "solver/displacement_bound.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "base/index.h"
#include "solver/closure.h"
#include "solver/oracle.h"

namespace prereq {
namespace {

constexpr int kMostClosed = 500;  // modules; beyond, all pairs are too many

// How far a module has to go whatever the others do.
std::int64_t Alone(const OrderingProblem& problem, int module, SlotWindow window) {
  if (problem.is_new[Index(module)]) return 0;
  const std::int64_t from = problem.old_value[Index(module)];
  const std::int64_t low = problem.slot_values[Index(window.low)];
  const std::int64_t high = problem.slot_values[Index(window.high)];
  return std::max({low - from, from - high, std::int64_t{0}});
}

// Every precedence of two modules with old numbers, through others too where that pays.
std::vector<GapPrecedence> Pairs(const OrderingProblem& problem, const Oracle& oracle) {
  std::vector<GapPrecedence> pairs;
  const int n = problem.module_count();
  const auto add = [&](int before, int after, int gap) {
    if (problem.is_new[Index(before)] || problem.is_new[Index(after)]) return;
    pairs.push_back({before, after, gap});
  };
  if (n > kMostClosed) {
    for (const Precedence& p : problem.precedences) add(p.before, p.after, 1);
    return pairs;
  }
  const Closure closure = MakeClosure(n, problem.precedences, oracle.topological_order());
  for (int u = 0; u < n; ++u) {
    for (int v = 0; v < n; ++v) {
      if (closure.Precedes(u, v)) add(u, v, closure.Gap(u, v));
    }
  }
  return pairs;
}

}  // namespace

std::int64_t DisplacementBound(const OrderingProblem& problem) {
  const Oracle oracle(problem.module_count(), problem.slot_count(), problem.precedences);
  const OracleAnswer answer = oracle.Ask(problem.windows);
  if (!answer.feasible) return 0;
  std::vector<std::int64_t> alone;
  std::int64_t sum = 0;
  for (int v = 0; v < problem.module_count(); ++v) {
    alone.push_back(Alone(problem, v, answer.tightened[Index(v)]));
    sum += alone.back();
  }
  // Slots of one value (06 and 06b) have no distance between them.
  const bool rising = std::ranges::adjacent_find(problem.slot_values) == problem.slot_values.end();
  struct Gain {
    std::int64_t more;  // than the two alone
    int before, after;
  };
  std::vector<Gain> gains;
  for (const GapPrecedence& pair : Pairs(problem, oracle)) {
    const std::int64_t together = problem.old_value[Index(pair.before)] -
                                  problem.old_value[Index(pair.after)] + (rising ? pair.gap : 0);
    const std::int64_t more = together - alone[Index(pair.before)] - alone[Index(pair.after)];
    if (more > 0) gains.push_back({more, pair.before, pair.after});
  }
  std::ranges::sort(
      gains, {}, [](const Gain& gain) { return std::tuple(-gain.more, gain.before, gain.after); });
  std::vector<bool> used(alone.size(), false);
  for (const Gain& gain : gains) {
    if (used[Index(gain.before)] || used[Index(gain.after)]) continue;
    used[Index(gain.before)] = used[Index(gain.after)] = true;
    sum += gain.more;
  }
  return sum;
}

}  // namespace prereq
