// The ordering problem in plain numbers: modules, slots, precedences, windows, costs. What the
// search and the oracles work on; no names, no files.
#pragma once

#include <cstdint>
#include <vector>

namespace prereq {

/// Beyond this many modules there is no exact search: tables of n · m entries stop paying.
constexpr int kMostExactModules = 1000;

/// Slots a module may take: indices into OrderingProblem::slot_values, both inclusive.
/// `low > high` means none.
struct SlotWindow {
  int low = 0;
  int high = 0;

  auto operator<=>(const SlotWindow&) const = default;
};

/// `before` gets a lower slot than `after`. Module indices.
struct Precedence {
  int before = -1;
  int after = -1;

  auto operator<=>(const Precedence&) const = default;
};

/// Which part of the cost comes first.
enum class CostOrder { kWeightFirst, kDisplacementFirst };

/// n modules want distinct slots. Lexicographic cost: weight of the modules that leave their old
/// slot, Σ |new value − old value|, then the slots in canonical module order (see `rank`).
struct OrderingProblem {
  static constexpr int kNoSlot = -1;

  std::vector<std::int64_t> slot_values;  // never falling; displacement is measured in them
  std::vector<SlotWindow> windows;        // per module; its size is the number of modules
  std::vector<Precedence> precedences;
  /// Barriers have indices behind the modules' and take no slot: what precedes one comes before all
  /// that follow it, so that many before many takes a precedence for each of them and not for each
  /// pair. None up to kMostExactModules.
  int barriers = 0;
  std::vector<int> old_slot;            // kNoSlot: new, or its old number is not allowed any more
  std::vector<bool> is_new;             // no old number at all: costs nothing wherever it goes
  std::vector<std::int64_t> old_value;  // read unless is_new
  std::vector<std::int64_t> weight;     // ≥ 0; paid when the module leaves old_slot
  std::vector<int> rank;  // place in the canonical order (old number, seniority, slug)
  CostOrder objective = CostOrder::kWeightFirst;

  [[nodiscard]] int module_count() const { return static_cast<int>(windows.size()); }
  [[nodiscard]] int slot_count() const { return static_cast<int>(slot_values.size()); }
};

/// Cost of one assignment, in the problem's own units.
struct OrderingCost {
  std::int64_t weight = 0;
  std::int64_t displacement = 0;

  auto operator<=>(const OrderingCost&) const = default;
};

/// What `module` costs in `slot`: its weight unless it stays, and how far it goes.
inline OrderingCost SlotCost(const OrderingProblem& problem, int module, int slot) {
  const auto m = static_cast<std::size_t>(module);
  if (problem.is_new[m]) return {};
  const std::int64_t way =
      problem.slot_values[static_cast<std::size_t>(slot)] - problem.old_value[m];
  return {slot == problem.old_slot[m] ? 0 : problem.weight[m], way < 0 ? -way : way};
}

}  // namespace prereq
