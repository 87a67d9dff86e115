#include "report/quoted_source.h"

#include <algorithm>

#include "base/fold.h"
#include "base/format.h"
#include "base/text.h"
#include "report/paint.h"

namespace prereq {
namespace {

constexpr std::size_t kBefore = 60;  // bytes of a long line that are shown before the place
constexpr std::size_t kAfter = 60;   // and behind it

// As a terminal shows it, on one line.
std::string Shown(std::string_view bytes) {
  std::string line(bytes);
  std::ranges::replace(line, '\t', ' ');
  return Printable(line);
}

// The next byte at or behind `at` that begins a character.
std::size_t AtCharacter(std::string_view line, std::size_t at) {
  while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80) ++at;
  return at;
}

}  // namespace

std::string QuoteSource(const Location& where, const SourceLines& lines, const TextStyle& style) {
  if (!lines || where.line <= 0 || where.column <= 0) return {};
  const std::optional<std::string> source = lines(where.path, where.line);
  const auto column = static_cast<std::size_t>(where.column) - 1;
  if (!source || column > source->size()) return {};
  const std::size_t begin = column > kBefore ? AtCharacter(*source, column - kBefore) : 0;
  const std::size_t end = AtCharacter(*source, std::min(source->size(), column + kAfter));
  const std::string front = begin > 0 ? "…" : "";
  const std::string before = front + Shown(std::string_view(*source).substr(begin, column - begin));
  const std::string line =
      fmt::format("{}{}{}", before, Shown(std::string_view(*source).substr(column, end - column)),
                  end < source->size() ? "…" : "");
  const std::string number = fmt::format("{}", where.line);
  return fmt::format("  {} | {}\n  {} | {}{}\n", number, line, std::string(number.size(), ' '),
                     std::string(DisplayWidth(before), ' '), Painted("^", Paint::kBold, style));
}

}  // namespace prereq
