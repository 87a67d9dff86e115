// Which numbers an order of these modules may use.
#include <algorithm>
#include <set>

#include "prereq/verdict.h"

namespace prereq {
namespace {

// start..start+count-1, without letter suffixes.
std::vector<Number> Dense(int start, std::size_t count) {
  std::vector<Number> numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back({start + static_cast<int>(i), '\0'});
  return numbers;
}

}  // namespace

std::vector<Number> AllowedNumbers(const Facts& facts) {
  std::set<Number> used;
  for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
    if (const auto number = facts.order.number({i})) used.insert(*number);
  }
  const int start = facts.series.start.value_or(used.empty() ? 1 : used.begin()->value);
  if (used.empty() || facts.series.gaps == Series::Gaps::kClose) {
    return Dense(start, facts.modules.size());
  }
  // New modules, and all but one of those that share a number.
  const std::size_t homeless = facts.modules.size() - used.size();
  if (homeless == 0) return {used.begin(), used.end()};
  const int highest = used.rbegin()->value;
  std::set<int> values;
  for (const Number number : used) values.insert(number.value);
  for (int value = start; value < highest; ++value) {
    if (!values.contains(value)) used.insert({value, '\0'});
  }
  for (std::size_t i = 1; i <= homeless; ++i) {
    used.insert({highest + static_cast<int>(i), '\0'});
  }
  return {used.begin(), used.end()};
}

}  // namespace prereq
