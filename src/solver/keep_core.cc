#include "solver/keep_core.h"

#include <algorithm>
#include <tuple>

#include "base/index.h"

namespace prereq {
KeepCoreFinder::KeepCoreFinder(const OrderingProblem& problem)
    : problem_(problem), oracle_(problem) {}

// The candidates behind one refusal: where the chains of precedences that squeeze the overfull
// interval's modules begin. Not minimal.
std::optional<std::vector<int>> KeepCoreFinder::Suspects(const std::vector<bool>& candidates,
                                                         const std::vector<bool>& fixed) const {
  std::vector<bool> kept = fixed;
  for (std::size_t v = 0; v < kept.size(); ++v) kept[v] = kept[v] || candidates[v];
  const OracleAnswer answer = oracle_.Ask(KeepWindows(problem_, kept));
  if (answer.feasible) return std::nullopt;
  std::vector<int> suspects;
  for (const int module : answer.hall.modules) {
    int v = module;
    for (int c = answer.low_cause[Index(v)]; c >= 0; c = answer.low_cause[Index(v)]) {
      v = problem_.precedences[Index(c)].before;
    }
    if (answer.hall.low > 0 && candidates[Index(v)]) suspects.push_back(v);
    v = module;
    for (int c = answer.high_cause[Index(v)]; c >= 0; c = answer.high_cause[Index(v)]) {
      v = problem_.precedences[Index(c)].after;
    }
    const bool bounded = answer.hall.high < problem_.slot_count() - 1;
    if (bounded && candidates[Index(v)]) suspects.push_back(v);
  }
  std::ranges::sort(suspects);
  suspects.erase(std::unique(suspects.begin(), suspects.end()), suspects.end());
  return suspects;
}

std::optional<std::vector<int>> KeepCoreFinder::Find(
    const std::vector<bool>& candidates, const std::vector<bool>& fixed,
    const std::vector<double>& reluctance, const std::function<bool()>& should_stop) const {
  std::optional<std::vector<int>> suspects = Suspects(candidates, fixed);
  if (!suspects) return std::nullopt;
  std::vector<bool> now(candidates.size(), false);
  for (const int v : *suspects) now[Index(v)] = true;
  // Oracle oddity guard: if the traced part alone is not refused, start from everything.
  if (!Suspects(now, fixed)) {
    now = candidates;
    suspects->clear();
    for (std::size_t v = 0; v < now.size(); ++v) {
      if (now[v]) suspects->push_back(static_cast<int>(v));
    }
  }
  std::ranges::stable_sort(*suspects, std::greater<>(),
                           [&](int v) { return reluctance[Index(v)]; });
  std::vector<int> core;
  for (const int v : *suspects) {
    if (should_stop && should_stop()) return std::nullopt;
    if (!now[Index(v)]) continue;
    now[Index(v)] = false;
    const std::optional<std::vector<int>> smaller = Suspects(now, fixed);
    if (!smaller) {
      now[Index(v)] = true;
      core.push_back(v);
      continue;
    }
    std::vector<bool> next(now.size(), false);
    for (const int w : *smaller) next[Index(w)] = true;
    for (const int w : core) next[Index(w)] = true;
    if (Suspects(next, fixed)) now = std::move(next);
  }
  std::ranges::sort(core);
  return core;
}

}  // namespace prereq
