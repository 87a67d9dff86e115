#include "passages/fixed_times.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

// Day of the year and minute, as far as they are said.
struct Moment {
  int year = 0, month = 0, day = 0, minute = 0;
  auto operator<=>(const Moment&) const = default;
};

int NumberAt(std::string_view text, std::size_t& at) {
  constexpr int kMost = 100000;
  int value = 0;
  while (at < text.size() && IsDigit(text[at]) && value < kMost)
    value = value * 10 + (text[at++] - '0');
  return value;
}

// The month whose English name or its first three letters begin at `at`; 0 for none.
int MonthAt(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string word = Lower(text.substr(at, 3));
  const auto month = std::ranges::find(kMonths, word);
  return month == kMonths.end() ? 0 : static_cast<int>(month - kMonths.begin()) + 1;
}

// `13:10`, `2024-03-01`, `3/14`, `Mar 1`: what the text begins with, behind marks and a weekday.
std::optional<Moment> MomentOf(std::string_view text) {
  constexpr std::size_t kNear = 24;
  for (std::size_t at = 0; at < std::min(text.size(), kNear); ++at) {
    if (text[at] == '[' || text[at] == '(' || text[at] == '/') return std::nullopt;
    if (IsLetter(text[at]) && (at == 0 || !IsLetter(text[at - 1]))) {
      const int month = MonthAt(text, at);
      std::size_t day = at;
      while (day < text.size() && IsLetter(text[day])) ++day;
      while (day < text.size() && (text[day] == ' ' || text[day] == '.')) ++day;
      if (month != 0 && day < text.size() && IsDigit(text[day])) {
        return Moment{.month = month, .day = NumberAt(text, day)};
      }
      continue;
    }
    if (!IsDigit(text[at])) continue;
    const int first = NumberAt(text, at);
    const char mark = at < text.size() ? text[at] : '\0';
    if (at + 1 >= text.size() || !IsDigit(text[at + 1])) return std::nullopt;
    const std::size_t start = ++at;
    const int second = NumberAt(text, at);
    const bool two = at - start == 2;
    if (mark == ':' && two && first < 24 && second < 60)
      return Moment{.minute = first * 60 + second};
    if (mark == '/' && first <= 12 && second <= 31) return Moment{.month = first, .day = second};
    if (mark != '-' || !two || first < 1900 || at + 1 >= text.size() || text[at] != '-') {
      return std::nullopt;
    }
    ++at;
    return Moment{.year = first, .month = second, .day = NumberAt(text, at)};
  }
  return std::nullopt;
}

}  // namespace

bool HasTimesOfPlaces(std::string_view text, const OrderedBlock& block) {
  std::optional<Moment> last;
  bool rises = false;
  for (const BlockEntry& entry : block.entries) {
    if (entry.body.end() > text.size()) return false;
    const auto moment = MomentOf(text.substr(entry.body.offset, entry.body.length));
    if (!moment || (last && *moment < *last)) return false;
    rises |= last && *last < *moment;
    last = moment;
  }
  return rises;
}

}  // namespace prereq
