#include "sites/natural_order.h"

#include <algorithm>
#include <compare>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/text.h"

namespace prereq {
namespace {

// Digits without zeros in front: the longer ones are the larger number.
std::strong_ordering CompareDigits(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

std::strong_ordering CompareNames(std::string_view one, std::string_view other) {
  const std::string a = FoldModuleName(one), b = FoldModuleName(other);
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i] == ' ' || b[j] == ' ') {  // what punctuation became
      if (a[i] == ' ') ++i;
      if (j < b.size() && b[j] == ' ') ++j;
      continue;
    }
    if (!IsDigit(a[i]) || !IsDigit(b[j])) {
      if (a[i] != b[j]) return a[i] <=> b[j];
      ++i, ++j;
      continue;
    }
    const std::size_t end_a = std::min(a.find_first_not_of("0123456789", i), a.size());
    const std::size_t end_b = std::min(b.find_first_not_of("0123456789", j), b.size());
    const auto order = CompareDigits(std::string_view(a).substr(i, end_a - i),
                                     std::string_view(b).substr(j, end_b - j));
    if (order != std::strong_ordering::equal) return order;
    i = end_a, j = end_b;
  }
  return (a.size() - i) <=> (b.size() - j);
}

bool IsIndex(std::string_view name) {
  const std::string stem = Lower(name.substr(0, name.find('.')));
  return stem == "index" || stem == "readme" || stem == "main";
}

}  // namespace

bool StandsBeforeByNumber(std::string_view a, std::string_view b) {
  const std::vector<std::string_view> one = Split(a, '/'), other = Split(b, '/');
  for (std::size_t i = 0; i < one.size() && i < other.size(); ++i) {
    const bool file = i + 1 == one.size(), other_file = i + 1 == other.size();
    if (file != other_file) return file;
    if (one[i] == other[i]) continue;
    if (file && IsIndex(one[i]) != IsIndex(other[i])) return IsIndex(one[i]);
    const auto order = CompareNames(one[i], other[i]);
    if (order != std::strong_ordering::equal) return order == std::strong_ordering::less;
    return one[i] < other[i];
  }
  return one.size() < other.size();
}

}  // namespace prereq
