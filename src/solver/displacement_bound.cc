#include "solver/displacement_bound.h"

#include <algorithm>
#include <optional>
#include <queue>
#include <tuple>
#include <vector>

#include "base/index.h"
#include "solver/closure.h"
#include "solver/oracle.h"

namespace prereq {
namespace {

// How far a module has to go whatever the others do.
std::int64_t Alone(const OrderingProblem& problem, int module, SlotWindow window) {
  if (problem.is_new[Index(module)]) return 0;
  const std::int64_t from = problem.old_value[Index(module)];
  const std::int64_t low = problem.slot_values[Index(window.low)];
  const std::int64_t high = problem.slot_values[Index(window.high)];
  return std::max({low - from, from - high, std::int64_t{0}});
}

struct Gain {
  std::int64_t more = 0;  // than the two alone
  int before = -1, after = -1;
};

// The largest gain first.
bool Follows(const Gain& one, const Gain& other) {
  return std::tuple(-one.more, one.before, one.after) >
         std::tuple(-other.more, other.before, other.after);
}

// The pairs across barriers, best first, without a list of them: what two gain is the sum of what
// each brings, so that the best of those left goes with the best of those left.
class BarrierGains {
 public:
  BarrierGains(const OrderingProblem& problem, const std::vector<std::int64_t>& alone, bool rising)
      : sides_(Index(problem.barriers)), gap_(rising ? 1 : 0) {
    const int n = problem.module_count();
    for (const Precedence& p : problem.precedences) {
      const bool is_before = p.after >= n;
      const int v = is_before ? p.before : p.after;
      if ((!is_before && p.before < n) || problem.is_new[Index(v)]) continue;
      const std::int64_t old = problem.old_value[Index(v)];
      Sides& sides = sides_[Index((is_before ? p.after : p.before) - n)];
      (is_before ? sides.before : sides.after)
          .push_back({(is_before ? old : -old) - alone[Index(v)], v});
    }
    for (Sides& sides : sides_) {
      std::ranges::sort(sides.before, BringsMore);
      std::ranges::sort(sides.after, BringsMore);
    }
    const std::vector<bool> nobody(alone.size(), false);
    for (std::size_t s = 0; s < sides_.size(); ++s) Push(s, nobody);
  }

  // The best pair of two that are not used; nothing when none gains.
  std::optional<Gain> Best(const std::vector<bool>& used) {
    while (!best_.empty()) {
      const auto [gain, side] = best_.top();
      if (!used[Index(gain.before)] && !used[Index(gain.after)]) return gain;
      best_.pop();
      Push(side, used);
    }
    return std::nullopt;
  }

 private:
  struct Brought {
    std::int64_t amount;
    int module;
  };
  struct Sides {
    std::vector<Brought> before, after;  // who brings most first
    std::size_t next_before = 0, next_after = 0;
  };
  struct OfSide {
    Gain gain;
    std::size_t side;
    bool operator<(const OfSide& other) const {
      return Follows(gain, other.gain) || (!Follows(other.gain, gain) && side > other.side);
    }
  };

  static bool BringsMore(const Brought& one, const Brought& other) {
    return std::tuple(-one.amount, one.module) < std::tuple(-other.amount, other.module);
  }

  void Push(std::size_t side, const std::vector<bool>& used) {
    Sides& sides = sides_[side];
    const auto skip = [&](const std::vector<Brought>& all, std::size_t& next) {
      while (next < all.size() && used[Index(all[next].module)]) ++next;
      return next < all.size();
    };
    if (!skip(sides.before, sides.next_before) || !skip(sides.after, sides.next_after)) return;
    const Brought& before = sides.before[sides.next_before];
    const Brought& after = sides.after[sides.next_after];
    const std::int64_t more = before.amount + after.amount + gap_;
    if (more > 0) best_.push({{more, before.module, after.module}, side});
  }

  std::vector<Sides> sides_;
  std::int64_t gap_;
  std::priority_queue<OfSide> best_;
};

// Every precedence of two modules with old numbers, through others too where that pays.
std::vector<GapPrecedence> Pairs(const OrderingProblem& problem, const Oracle& oracle) {
  std::vector<GapPrecedence> pairs;
  const int n = problem.module_count();
  const auto add = [&](int before, int after, int gap) {
    if (problem.is_new[Index(before)] || problem.is_new[Index(after)]) return;
    pairs.push_back({before, after, gap});
  };
  if (n > kMostExactModules) {
    for (const Precedence& p : problem.precedences) {
      if (p.before < n && p.after < n) add(p.before, p.after, 1);
    }
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
  const Oracle oracle(problem);
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
  std::vector<Gain> gains;
  for (const GapPrecedence& pair : Pairs(problem, oracle)) {
    const std::int64_t together = problem.old_value[Index(pair.before)] -
                                  problem.old_value[Index(pair.after)] + (rising ? pair.gap : 0);
    const std::int64_t more = together - alone[Index(pair.before)] - alone[Index(pair.after)];
    if (more > 0) gains.push_back({more, pair.before, pair.after});
  }
  std::ranges::sort(gains, [](const Gain& one, const Gain& other) { return Follows(other, one); });
  BarrierGains across(problem, alone, rising);
  std::vector<bool> used(alone.size(), false);
  const auto take = [&](const Gain& gain) {
    used[Index(gain.before)] = used[Index(gain.after)] = true;
    sum += gain.more;
  };
  for (const Gain& gain : gains) {
    if (used[Index(gain.before)] || used[Index(gain.after)]) continue;
    for (auto best = across.Best(used); best && Follows(gain, *best); best = across.Best(used)) {
      take(*best);
    }
    if (!used[Index(gain.before)] && !used[Index(gain.after)]) take(gain);
  }
  for (auto best = across.Best(used); best; best = across.Best(used)) take(*best);
  return sum;
}

}  // namespace prereq
