#include "plan/ranges.h"

#include <algorithm>

#include "base/numbered_name.h"
#include "base/text.h"

namespace prereq {

std::string RangeAfter::ShownNumbers() const {
  std::vector<std::string> shown;
  for (const Number number : numbers) shown.push_back(ShowNumber(number));
  return Join(shown, ", ");
}

std::vector<ModuleId> ModulesWithin(const Renaming& renaming, const Reference& range) {
  std::vector<ModuleId> ids;
  for (const ModuleId id : renaming.facts().order.Sequence()) {
    const Number before = *renaming.Before(id);
    if (range.written <= before && before <= *range.written_last) ids.push_back(id);
  }
  return ids;
}

RangeAfter RangeOf(const Renaming& renaming, const std::vector<ModuleId>& ids) {
  RangeAfter range;
  for (const ModuleId id : ids) {
    range.changes |= renaming.Before(id) != renaming.After(id);
    range.leaves |= renaming.Leaves(id);
    if (renaming.After(id)) range.numbers.push_back(*renaming.After(id));
  }
  if (range.numbers.empty()) return range;
  std::ranges::sort(range.numbers);
  const Number first = range.numbers.front();
  const Number last = range.numbers.back();
  std::size_t within = renaming.target().inserted.size();
  for (const NewModule& added : renaming.target().inserted) {
    if (added.number < first || last < added.number) --within;
  }
  for (int i = 0; i < static_cast<int>(renaming.facts().modules.size()); ++i) {
    const auto after = renaming.After({i});
    if (after && first <= *after && *after <= last) ++within;
  }
  range.is_range = !range.leaves && within == range.numbers.size() && first != last;
  return range;
}

}  // namespace prereq
