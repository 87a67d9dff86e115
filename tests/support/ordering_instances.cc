#include "support/ordering_instances.h"
#include "base/index.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <set>
#include <utility>
#include <vector>

namespace prereq {
namespace {

// std::uniform_int_distribution differs between libraries; this does not.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  int Roll(int sides) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(sides)); }
  bool Chance(double p) { return static_cast<double>(engine_()) < p * 4294967296.0; }
  template <class T>
  void Shuffle(std::vector<T>& items) {
    for (int i = static_cast<int>(items.size()) - 1; i > 0; --i) {
      std::swap(items[Index(i)], items[Index(Roll(i + 1))]);
    }
  }

 private:
  std::mt19937 engine_;
};

// n modules in slots 1..n, free of constraints, module i in slot i.
OrderingProblem Plain(int n) {
  OrderingProblem problem;
  for (int i = 0; i < n; ++i) {
    problem.slot_values.push_back(i + 1);
    problem.windows.push_back({0, n - 1});
    problem.old_slot.push_back(i);
    problem.old_value.push_back(i + 1);
    problem.rank.push_back(i);
  }
  problem.is_new.assign(Index(n), false);
  problem.weight.assign(Index(n), 1);
  return problem;
}

// Moves module i to old slot place[i]; ranks follow the old order.
void Settle(OrderingProblem& problem, const std::vector<int>& place) {
  for (int i = 0; i < problem.module_count(); ++i) {
    const int slot = place[Index(i)];
    problem.old_slot[Index(i)] = slot;
    problem.old_value[Index(i)] = problem.slot_values[Index(slot)];
    problem.rank[Index(i)] = slot;
  }
}

// Each module needs one to three of those before it, most of them near.
void AddCourseNeeds(OrderingProblem& problem, Dice& dice) {
  std::set<std::pair<int, int>> seen;
  for (int v = 1; v < problem.module_count(); ++v) {
    const int needs = 1 + dice.Roll(2);
    for (int k = 0; k < needs; ++k) {
      const int back = dice.Chance(0.7) ? 1 + dice.Roll(std::min(v, 8)) : 1 + dice.Roll(v);
      if (seen.emplace(v - back, v).second) problem.precedences.push_back({v - back, v});
    }
  }
}

}  // namespace

// Adds needs between modules in the wrong order as long as no cycle arises.
OrderingProblem CourseInstance(int modules, int violations, std::uint32_t seed) {
  Dice dice(seed);
  OrderingProblem problem = Plain(modules);
  AddCourseNeeds(problem, dice);
  const auto reaches = [&](int from, int to) {
    std::vector<bool> seen(Index(modules), false);
    std::vector<int> todo{from};
    while (!todo.empty()) {
      const int v = todo.back();
      todo.pop_back();
      if (v == to) return true;
      if (seen[Index(v)]) continue;
      seen[Index(v)] = true;
      for (const Precedence& p : problem.precedences) {
        if (p.before == v) todo.push_back(p.after);
      }
    }
    return false;
  };
  for (int tries = 0, added = 0; added < violations && tries < 1000 * violations; ++tries) {
    const int v = dice.Roll(modules - 1);
    const int u =
        v + 1 + dice.Roll(std::min(6, modules - 1 - v));  // u must come first, stands later
    if (reaches(v, u)) continue;
    problem.precedences.push_back({u, v});
    ++added;
  }
  return problem;
}

OrderingProblem RandomInstance(int modules, double density, std::uint32_t seed) {
  Dice dice(seed);
  OrderingProblem problem = Plain(modules);
  for (int v = 0; v < modules; ++v) {
    for (int u = 0; u < v; ++u) {
      if (dice.Chance(density)) problem.precedences.push_back({u, v});
    }
  }
  std::vector<int> place(Index(modules));
  std::iota(place.begin(), place.end(), 0);
  dice.Shuffle(place);
  Settle(problem, place);
  return problem;
}

OrderingProblem RotationInstance(int modules, std::uint32_t seed) {
  Dice dice(seed);
  OrderingProblem problem = Plain(modules);
  AddCourseNeeds(problem, dice);
  const int by = modules / 3 + dice.Roll(std::max(1, modules / 10));
  std::vector<int> place;
  for (int i = 0; i < modules; ++i) place.push_back((i + by) % modules);
  Settle(problem, place);
  return problem;
}

OrderingProblem ReversalInstance(int modules, std::uint32_t seed) {
  Dice dice(seed);
  OrderingProblem problem = Plain(modules);
  AddCourseNeeds(problem, dice);
  std::vector<int> place;
  for (int i = 0; i < modules; ++i) place.push_back(modules - 1 - i);
  Settle(problem, place);
  return problem;
}

OrderingProblem InsertInstance(int modules, int fresh, std::uint32_t seed) {
  OrderingProblem problem = CourseInstance(modules, 2, seed);
  Dice dice(seed + 77);
  for (int k = 0; k < fresh; ++k) {
    const int id = problem.module_count();
    problem.slot_values.push_back(id + 1);
    problem.old_slot.push_back(OrderingProblem::kNoSlot);
    problem.old_value.push_back(0);
    problem.is_new.push_back(true);
    problem.weight.push_back(1);
    problem.rank.push_back(id);
    problem.windows.push_back({});
    const int after = dice.Roll(modules - 1);
    problem.precedences.push_back({after, id});
    // Only before modules that nothing forces in front of `after`.
    std::vector<bool> above(Index(id + 1), false);
    above[Index(after)] = true;
    for (bool again = true; again;) {
      again = false;
      for (const Precedence& p : problem.precedences) {
        if (above[Index(p.after)] && !above[Index(p.before)]) {
          above[Index(p.before)] = again = true;
        }
      }
    }
    const int before = after + 1 + dice.Roll(modules - 1 - after);
    if (!above[Index(before)]) problem.precedences.push_back({id, before});
  }
  for (SlotWindow& window : problem.windows) window = {0, problem.slot_count() - 1};
  return problem;
}

OrderingProblem PinsInstance(int modules, int pins, std::uint32_t seed) {
  OrderingProblem problem = CourseInstance(modules, 2, seed);
  Dice dice(seed + 99);
  for (int k = 0; k < pins; ++k) {
    const int v = dice.Roll(modules);
    const int slot = std::clamp(v + dice.Roll(9) - 4, 0, modules - 1);
    const int spread = k % 2 == 0 ? 0 : 2;
    problem.windows[Index(v)] = {std::max(0, slot - spread), std::min(modules - 1, slot + spread)};
  }
  return problem;
}

OrderingProblem TinyInstance(int modules, std::uint32_t seed) {
  Dice dice(seed);
  const int slots = modules + (dice.Chance(0.4) ? dice.Roll(3) : 0);
  OrderingProblem problem = Plain(modules);
  problem.slot_values.clear();
  std::int64_t value = 1;
  for (int s = 0; s < slots; ++s) {
    problem.slot_values.push_back(value);
    value += dice.Chance(0.2) ? dice.Roll(4) : 1;
  }
  std::vector<int> place(Index(slots));
  std::iota(place.begin(), place.end(), 0);
  dice.Shuffle(place);
  place.resize(Index(modules));
  Settle(problem, place);
  const double density = 0.1 * dice.Roll(6);
  for (int v = 0; v < modules; ++v) {
    problem.windows[Index(v)] = {0, slots - 1};
    if (dice.Chance(0.15)) {
      const int low = dice.Roll(slots);
      problem.windows[Index(v)] = {low, std::min(slots - 1, low + dice.Roll(3))};
    }
    if (dice.Chance(0.1)) {
      problem.is_new[Index(v)] = true;
      problem.old_slot[Index(v)] = OrderingProblem::kNoSlot;
    } else if (dice.Chance(0.05)) {
      problem.old_slot[Index(v)] = OrderingProblem::kNoSlot;  // its number is gone
      problem.old_value[Index(v)] = value + 3;
    } else if (v > 0 && dice.Chance(0.05)) {
      problem.old_slot[Index(v)] = problem.old_slot[Index(v - 1)];  // a doubled number
      if (problem.old_slot[Index(v)] >= 0)
        problem.old_value[Index(v)] = problem.old_value[Index(v - 1)];
    }
    problem.weight[Index(v)] = dice.Chance(0.5) ? 1 : dice.Roll(6);
    for (int u = 0; u < v; ++u) {
      if (dice.Chance(density)) problem.precedences.push_back({u, v});
    }
  }
  problem.objective = dice.Chance(0.3) ? CostOrder::kDisplacementFirst : CostOrder::kWeightFirst;
  // Ranks must be distinct: by old slot, then index.
  std::vector<int> order(Index(modules));
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](int v) {
    return problem.is_new[Index(v)] ? slots : problem.old_slot[Index(v)];
  });
  for (int i = 0; i < modules; ++i) problem.rank[Index(order[Index(i)])] = i;
  return problem;
}

}  // namespace prereq
