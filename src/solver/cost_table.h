// What every module costs in every slot, of one part of the cost.
#pragma once

#include <cstdint>
#include <vector>

#include "solver/ordering.h"

namespace prereq {

/// A cost per (module, slot), row by row; ≥ 0.
struct CostTable {
  int columns = 0;
  std::vector<std::int64_t> values;

  [[nodiscard]] std::int64_t at(int module, int slot) const {
    return values[static_cast<std::size_t>(module) * static_cast<std::size_t>(columns) +
                  static_cast<std::size_t>(slot)];
  }
};

/// The weight of the problem's modules in its slots, else their displacement.
inline CostTable MakeCostTable(const OrderingProblem& problem, bool weight) {
  CostTable table;
  table.columns = problem.slot_count();
  for (int v = 0; v < problem.module_count(); ++v) {
    for (int s = 0; s < problem.slot_count(); ++s) {
      const OrderingCost cost = SlotCost(problem, v, s);
      table.values.push_back(weight ? cost.weight : cost.displacement);
    }
  }
  return table;
}

}  // namespace prereq
