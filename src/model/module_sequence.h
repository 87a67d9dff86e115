// An order, ready for many questions about neighbours.
#pragma once

#include <optional>
#include <vector>

#include "prereq/order.h"

namespace prereq {

/// Which module stands beside which. Keeps a reference to the order, which must not change.
class ModuleSequence {
 public:
  /// O(n log n).
  ModuleSequence(const Order& order);  // NOLINT(google-explicit-constructor): the same thing

  [[nodiscard]] std::optional<Number> number(ModuleId id) const { return order_.number(id); }
  /// The next numbered module by (number, id), and the one before; nullopt at the end and for a
  /// module without a number. O(1).
  [[nodiscard]] std::optional<ModuleId> Next(ModuleId id) const { return Beside(id, 1); }
  [[nodiscard]] std::optional<ModuleId> Previous(ModuleId id) const { return Beside(id, -1); }

 private:
  [[nodiscard]] std::optional<ModuleId> Beside(ModuleId id, int steps) const;

  const Order& order_;
  std::vector<ModuleId> sequence_;
  std::vector<int> place_;  // by module: index into sequence_, −1 without a number
};

}  // namespace prereq
