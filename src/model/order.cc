#include "prereq/order.h"

#include <algorithm>
#include <tuple>

namespace prereq {

std::vector<ModuleId> Order::Sequence() const {
  std::vector<ModuleId> sequence;
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    if (numbers_[i]) sequence.push_back({static_cast<int>(i)});
  }
  std::ranges::sort(sequence, {}, [&](ModuleId id) { return std::tuple(*number(id), id); });
  return sequence;
}

}  // namespace prereq
