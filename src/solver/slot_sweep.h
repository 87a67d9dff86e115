// Fills the slots from the first to the last and keeps every set of placed modules that may still
// lead to a good enough order: exact where these are few, a beam of the best where they are many.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "solver/closure.h"
#include "solver/cost_table.h"
#include "solver/domains.h"
#include "solver/ordering.h"

namespace prereq {

/// What a relaxation's prices say about single decisions: an order costs (scaled) at least the
/// bound plus the reduced costs of its slots plus the slack of its precedences.
struct Potential {
  std::vector<std::int64_t> reduced;  // per (module, slot), ≥ 0
  std::vector<std::int64_t> empty;    // per slot that stays empty, ≥ 0
  struct Slack {
    int before, after;
    std::int64_t price;  // paid when `before` stands in front of the slot and `after` behind it
  };
  std::vector<std::vector<Slack>> slack;  // per slot
  std::int64_t gap = 0;                   // what may be added to the bound
};

/// Which orders a sweep looks for.
struct SweepGoal {
  enum class Best { kFirstCost, kSecondCost, kSmallest };
  Best best = Best::kSecondCost;  // kSmallest: the smallest slot vector by `by_rank`
  std::int64_t limit_first = 0;   // for kSmallest no order may cost less than both limits say
  std::int64_t limit_second = 0;
  const Potential* of_first = nullptr;  // may be null, also below
  const Potential* of_second = nullptr;
  const std::vector<int>* by_rank = nullptr;
};

struct SweepAnswer {
  bool complete = true;      // false: sets were left out, or it gave up
  std::vector<int> slot_of;  // the best order found; empty: none
  std::int64_t states = 0;   // sets looked at
};

/// Dynamic programming over sets of placed modules (Lawler 1964, Held & Karp 1962), cut by bounds.
/// Two ways to place the same set with the same first cost leave the cheaper one.
class SlotSweep {
 public:
  /// All references must outlive the sweep. `should_stop` may be empty.
  SlotSweep(const OrderingProblem& problem, const Closure& closure, const CostTable& first,
            const CostTable& second, const std::function<bool()>& should_stop);

  /// The best order inside the domains. Gives up when one slot has more than `width` sets.
  SweepAnswer Exact(const Domains& domains, const SweepGoal& goal, int width);

  /// A good order inside the domains: only the `width` most promising sets go on.
  SweepAnswer Beam(const Domains& domains, const SweepGoal& goal, int width);

 private:
  // A set of placed modules and the best way there.
  struct State {
    std::int64_t first = 0, second = 0;              // cost so far
    std::int64_t added_first = 0, added_second = 0;  // to the bounds
    int parent = -1, module = -1;                    // −1: the slot stays empty
  };
  // One way from a set of the slot before; with kSmallest all of them are kept.
  struct Edge {
    int parent, child, module;
    std::int64_t second;
  };
  struct Layer {
    std::vector<int> parent, module;  // per state
    std::vector<Edge> edges;
  };

  SweepAnswer Run(const Domains& domains, const SweepGoal& goal, int width, bool beam);
  void Prepare(const Domains& domains);
  void Expand(int slot, const SweepGoal& goal, std::size_t most);
  void ExpandState(std::size_t i, int slot, const SweepGoal& goal);
  void TryModule(std::size_t i, int module, int slot, const SweepGoal& goal);
  void Insert(const std::uint64_t* bits, const State& state, const SweepGoal& goal);
  void GrowTable(bool by_first);
  void Thin(std::size_t width, const SweepGoal& goal);
  void KeepLayer();
  [[nodiscard]] std::vector<int> Trace(const SweepGoal& goal) const;
  [[nodiscard]] std::vector<int> TraceSmallest(const std::vector<int>& by_rank);
  void DropDeadEdges();

  const Closure& closure_;
  const CostTable& first_;
  const CostTable& second_;
  const std::function<bool()>& should_stop_;
  int n_, m_;
  std::size_t words_;

  std::vector<std::vector<int>> may_take_;  // per slot: modules
  std::vector<std::vector<int>> must_;      // per slot: modules that have none later
  std::vector<State> now_, next_;
  std::vector<std::uint64_t> now_bits_, next_bits_, scratch_;
  std::vector<int> table_;  // open addressing: a state of next_, −1: free
  std::vector<Layer> layers_;
  std::vector<Edge> edges_;  // into next_

  // Slack of the state at hand, and what placing a module saves of it.
  struct Settled {
    std::int64_t slack = 0;
    std::vector<std::int64_t> relief;  // per module; zero between states
  };
  Settled settled_first_, settled_second_;
};

}  // namespace prereq
