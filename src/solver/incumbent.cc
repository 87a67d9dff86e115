#include "solver/incumbent.h"

#include <algorithm>

#include "base/index.h"

namespace prereq {
namespace {

constexpr int kMostImprovements = 50;  // of local search; each one improves the cost

}  // namespace

// An assignment seen from both sides.
struct IncumbentFinder::Places {
  std::vector<int> slot_of;
  std::vector<int> module_at;  // −1: empty
};

IncumbentFinder::IncumbentFinder(const OrderingProblem& problem, const Closure& closure,
                                 const Oracle& oracle, const CostTable& first,
                                 const CostTable& second)
    : problem_(problem), closure_(closure), oracle_(oracle), first_(first), second_(second) {}

RankedCost IncumbentFinder::CostOf(const std::vector<int>& slot_of) const {
  RankedCost cost;
  for (int v = 0; v < problem_.module_count(); ++v) {
    cost.first += first_.at(v, slot_of[Index(v)]);
    cost.second += second_.at(v, slot_of[Index(v)]);
  }
  return cost;
}

bool IncumbentFinder::IsFeasible(const std::vector<int>& slot_of) const {
  std::vector<bool> taken(Index(problem_.slot_count()), false);
  for (std::size_t v = 0; v < slot_of.size(); ++v) {
    const SlotWindow& window = problem_.windows[v];
    if (slot_of[v] < window.low || slot_of[v] > window.high || taken[Index(slot_of[v])]) {
      return false;
    }
    taken[Index(slot_of[v])] = true;
  }
  return std::ranges::all_of(problem_.precedences, [&](const Precedence& p) {
    return slot_of[Index(p.before)] < slot_of[Index(p.after)];
  });
}

std::vector<std::vector<int>> IncumbentFinder::GreedyOrders(const std::vector<int>& by_rank,
                                                            bool several) const {
  if (!several) return {by_rank};
  std::vector<int> loose = by_rank;
  std::ranges::stable_sort(loose, {}, [&](int v) { return Entangled(v); });
  std::vector<int> light = loose;
  std::ranges::stable_sort(light, {},
                           [&](int v) { return Entangled(v) - 4 * problem_.weight[Index(v)]; });
  return {by_rank, {by_rank.rbegin(), by_rank.rend()}, loose, light};
}

// How many modules cannot stay where they are when this one does.
std::int64_t IncumbentFinder::Entangled(int v) const {
  const int at = problem_.old_slot[Index(v)];
  std::int64_t count = 0;
  closure_.ancestors.ForEach(v, [&](int u) { count += problem_.old_slot[Index(u)] > at ? 1 : 0; });
  closure_.descendants.ForEach(v, [&](int w) {
    const int other = problem_.old_slot[Index(w)];
    count += other >= 0 && other < at ? 1 : 0;
  });
  return count;
}

std::optional<std::vector<int>> IncumbentFinder::KeepGreedily(const std::vector<int>& order) const {
  std::vector<SlotWindow> windows = problem_.windows;
  OracleAnswer answer = oracle_.Ask(windows);
  if (!answer.feasible) return std::nullopt;
  std::vector<int> slot_of = answer.slot_of;
  for (const int v : order) {
    const int old = problem_.old_slot[Index(v)];
    if (old == OrderingProblem::kNoSlot) continue;
    const SlotWindow saved = windows[Index(v)];
    if (old < saved.low || old > saved.high) continue;
    windows[Index(v)] = {old, old};
    if (slot_of[Index(v)] == old) continue;  // the last answer already keeps it
    answer = oracle_.Ask(windows);
    if (answer.feasible) {
      slot_of = std::move(answer.slot_of);
    } else {
      windows[Index(v)] = saved;
    }
  }
  LocalSearch(slot_of);
  return slot_of;
}

void IncumbentFinder::LocalSearch(std::vector<int>& slot_of) const {
  Places places{slot_of, std::vector<int>(Index(problem_.slot_count()), -1)};
  for (std::size_t v = 0; v < slot_of.size(); ++v) {
    places.module_at[Index(slot_of[v])] = static_cast<int>(v);
  }
  for (int round = 0; round < kMostImprovements; ++round) {
    const bool swapped = TrySwaps(places);
    const bool shifted = TryShifts(places);
    if (!swapped && !shifted) break;
  }
  slot_of = places.slot_of;
}

// Exchanges the contents of two slots where the precedences, the windows and the cost agree.
bool IncumbentFinder::TrySwaps(Places& places) const {
  const int m = problem_.slot_count();
  bool improved = false;
  std::vector<int> last_ancestor(Index(m), -1);  // per slot: where its module's ancestors end
  const auto refresh = [&] {
    std::vector<int> latest(Index(problem_.module_count()), -1);
    for (const GapPrecedence& cover : closure_.covers) {
      int& at = latest[Index(cover.after)];
      at = std::max(at, places.slot_of[Index(cover.before)]);
    }
    for (int s = 0; s < m; ++s) {
      const int v = places.module_at[Index(s)];
      last_ancestor[Index(s)] = v < 0 ? -1 : latest[Index(v)];
    }
  };
  const auto change = [&](const CostTable& table, int v, int from, int to) {
    return v < 0 ? 0 : table.at(v, to) - table.at(v, from);
  };
  const auto fits = [&](int v, int slot) {
    return v < 0 ||
           (problem_.windows[Index(v)].low <= slot && slot <= problem_.windows[Index(v)].high);
  };
  refresh();
  for (int i = 0; i < m; ++i) {
    for (int j = i + 1; j < m; ++j) {
      const int a = places.module_at[Index(i)];
      const int b = places.module_at[Index(j)];
      if (a >= 0 && b >= 0 && closure_.Precedes(a, b)) break;  // a never passes b
      if ((a < 0 && b < 0) || last_ancestor[Index(j)] >= i || !fits(a, j) || !fits(b, i)) continue;
      const RankedCost delta{change(first_, a, i, j) + change(first_, b, j, i),
                             change(second_, a, i, j) + change(second_, b, j, i)};
      if (delta >= RankedCost{}) continue;
      std::swap(places.module_at[Index(i)], places.module_at[Index(j)]);
      if (a >= 0) places.slot_of[Index(a)] = j;
      if (b >= 0) places.slot_of[Index(b)] = i;
      improved = true;
      refresh();
    }
  }
  return improved;
}

bool IncumbentFinder::TryShifts(Places& places) const {
  bool improved = false;
  for (int from = 0; from < problem_.slot_count(); ++from) {
    for (const int step : {1, -1}) {
      if (ShiftFrom(places, from, step)) improved = true;
    }
  }
  return improved;
}

// Takes a module out and puts it back further on; everything between moves up by one slot.
bool IncumbentFinder::ShiftFrom(Places& places, int from, int step) const {
  const int v = places.module_at[Index(from)];
  if (v < 0) return false;
  RankedCost passed;
  RankedCost best;
  int best_to = -1;
  for (int to = from + step; to >= 0 && to < problem_.slot_count(); to += step) {
    const int w = places.module_at[Index(to)];
    if (w >= 0) {
      if (step > 0 ? closure_.Precedes(v, w) : closure_.Precedes(w, v)) break;
      const SlotWindow& window = problem_.windows[Index(w)];
      if (to - step < window.low || to - step > window.high) break;
      passed.first += first_.at(w, to - step) - first_.at(w, to);
      passed.second += second_.at(w, to - step) - second_.at(w, to);
    }
    if (to < problem_.windows[Index(v)].low || to > problem_.windows[Index(v)].high) continue;
    const RankedCost total{passed.first + first_.at(v, to) - first_.at(v, from),
                           passed.second + second_.at(v, to) - second_.at(v, from)};
    if (total < best) {
      best = total;
      best_to = to;
    }
  }
  if (best_to < 0) return false;
  for (int s = from; s != best_to; s += step) {
    const int w = places.module_at[Index(s + step)];
    places.module_at[Index(s)] = w;
    if (w >= 0) places.slot_of[Index(w)] = s;
  }
  places.module_at[Index(best_to)] = v;
  places.slot_of[Index(v)] = best_to;
  return true;
}

}  // namespace prereq
