#include "model/module_sequence.h"

namespace prereq {

ModuleSequence::ModuleSequence(const Order& order)
    : order_(order), sequence_(order.Sequence()), place_(order.module_count(), -1) {
  for (std::size_t i = 0; i < sequence_.size(); ++i) {
    place_[static_cast<std::size_t>(sequence_[i].value)] = static_cast<int>(i);
  }
}

std::optional<ModuleId> ModuleSequence::Beside(ModuleId id, int steps) const {
  const int place = place_[static_cast<std::size_t>(id.value)];
  const int there = place + steps;
  if (place < 0 || there < 0 || there >= static_cast<int>(sequence_.size())) return std::nullopt;
  return sequence_[static_cast<std::size_t>(there)];
}

}  // namespace prereq
