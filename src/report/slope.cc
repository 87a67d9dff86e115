#include "report/slope.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/fold.h"
#include "base/format.h"
#include "base/text.h"
#include "report/plan_words.h"

namespace prereq {
namespace {

constexpr std::size_t kMostRows = 60;
constexpr std::size_t kColumns = 14;  // characters between the names
constexpr long kDotsAcross = 2 * static_cast<long>(kColumns);
constexpr std::size_t kDotsDown = 4;  // of one character

// Dots that lines are drawn with, two by four to a character.
class Dots {
 public:
  explicit Dots(std::size_t rows) : cells_(rows) {}

  void Line(std::size_t from_row, std::size_t to_row) {
    // In quarters of a dot, so that both ends are in the middle of their rows.
    const auto middle = [](std::size_t row) { return static_cast<long>(row) * 16 + 6; };
    const long from = middle(from_row);
    const long to = middle(to_row);
    long last = from;
    for (long x = 0; x < kDotsAcross; ++x) {
      const long here = from + (to - from) * x / (kDotsAcross - 1);
      for (long y = std::min(here, last); y <= std::max(here, last); y += 4) Set(x, y / 4);
      Set(x, here / 4);
      last = here;
    }
  }
  [[nodiscard]] std::string Row(std::size_t row) const {
    std::string text;
    for (const unsigned dots : cells_[row]) {
      const unsigned code = 0x2800U + dots;  // Braille patterns
      if (dots == 0) {
        text += ' ';
        continue;
      }
      text += static_cast<char>(0xE0U | (code >> 12U));
      text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
      text += static_cast<char>(0x80U | (code & 0x3FU));
    }
    return text;
  }

 private:
  void Set(long across, long down) {
    const auto x = static_cast<std::size_t>(across);
    const auto y = static_cast<std::size_t>(down);
    constexpr std::array<std::array<unsigned, kDotsDown>, 2> kBits = {
        {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}};
    cells_[y / kDotsDown][x / 2] |= kBits[x % 2][y % kDotsDown];
  }

  std::vector<std::array<unsigned, kColumns>> cells_;
};

// Rows that a changed line begins in, ends in or passes; also those with a name alone.
std::vector<bool> BusyRows(const Slope& slope, std::size_t rows) {
  std::vector<bool> busy(rows, false);
  std::vector<bool> reached(slope.right.size(), false);
  for (std::size_t i = 0; i < slope.left.size(); ++i) {
    const std::optional<std::size_t> row = slope.new_row[i];
    if (row) reached[*row] = true;
    if (row == i && slope.left[i] == slope.right[i]) continue;
    const std::size_t to = row.value_or(i);
    for (std::size_t k = std::min(i, to); k <= std::max(i, to); ++k) busy[k] = true;
  }
  for (std::size_t i = 0; i < reached.size(); ++i) {
    if (!reached[i]) busy[i] = true;
  }
  return busy;
}

}  // namespace

Slope SlopeOf(const Facts& facts, const Plan& plan) {
  Slope slope;
  std::vector<std::pair<Number, std::string>> after;
  std::map<std::string, std::size_t> rows;  // by name
  for (const ModuleId id : plan.after.Sequence()) {
    const Number number = *plan.after.number(id);
    after.emplace_back(number, PlannedName(facts, number, SlugAfter(facts, plan, id)));
  }
  for (const NewModule& added : plan.target.inserted) {
    after.emplace_back(added.number, PlannedName(facts, added.number, added.slug));
  }
  std::ranges::stable_sort(after, {}, [](const auto& one) { return one.first; });
  for (auto& [number, name] : after) {
    rows.emplace(name, slope.right.size());
    slope.right.push_back(std::move(name));
  }
  for (const ModuleId id : plan.before.Sequence()) {
    slope.left.push_back(NameBefore(facts, plan, id));
    const std::optional<Number> number = plan.after.number(id);
    slope.new_row.emplace_back();
    if (!number) continue;
    const auto row = rows.find(PlannedName(facts, number, SlugAfter(facts, plan, id)));
    if (row != rows.end()) slope.new_row.back() = row->second;
  }
  return slope;
}

std::vector<std::string> DrawSlope(const Slope& slope) {
  const std::size_t rows = std::max(slope.left.size(), slope.right.size());
  const std::vector<bool> busy = BusyRows(slope, rows);
  const auto count = static_cast<std::size_t>(std::ranges::count(busy, true));
  if (count < 2 || count > kMostRows) return {};
  Dots dots(rows);
  std::size_t widest = 0;
  for (std::size_t i = 0; i < slope.left.size(); ++i) {
    if (busy[i]) widest = std::max(widest, DisplayWidth(Printable(slope.left[i])));
    if (slope.new_row[i]) dots.Line(i, *slope.new_row[i]);
  }
  std::vector<std::string> lines;
  for (std::size_t row = 0; row < rows; ++row) {
    if (!busy[row]) {
      std::size_t end = row;
      while (end < rows && !busy[end]) ++end;
      lines.push_back(fmt::format("{} as today", Counted(end - row, "module")));
      row = end - 1;
      continue;
    }
    const std::string left = row < slope.left.size() ? Printable(slope.left[row]) : std::string();
    const std::string right = row < slope.right.size() ? Printable(slope.right[row]) : "";
    std::string line(widest - DisplayWidth(left), ' ');
    line += fmt::format("{} {} {}", left, dots.Row(row), right);
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace prereq
