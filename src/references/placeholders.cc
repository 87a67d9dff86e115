// Numbers that go on in a placeholder of a template, a string or a script.
#include <algorithm>
#include <array>

#include "references/scan_text.h"
#include "references/shapes.h"

namespace prereq::references {

bool IsPlaceholder(const Scan& scan, std::size_t at) {
  constexpr std::array<std::string_view, 6> kOpen = {"{{", "{%", "${", "$(", "#{", "<%"};
  if (scan.format.Is("latex") || at >= scan.text.size()) return false;
  const std::string_view rest = scan.text.substr(at, kReach);
  const auto begins = [&](std::string_view mark) { return rest.starts_with(mark); };
  if (std::ranges::any_of(kOpen, begins)) return true;
  const char next = rest.size() > 1 ? rest[1] : '\n';
  if (rest[0] == '$') return IsLetter(next) || next == '_';
  if (rest[0] == '{') return IsWord(next) || next == '}';
  if (rest[0] == '%') return next == 'd' || next == 'i' || next == 's' || next == 'u';
  if (rest[0] != '"' && rest[0] != '\'' && rest[0] != '`') return false;
  const std::size_t sign = SkipBlanks(rest, 1);
  return sign < rest.size() && rest[sign] == '+';
}

bool IsHalfNumber(const Scan& scan, const Token& token) {
  const auto width = static_cast<std::size_t>(scan.lexicon.width());
  return token.digits() < width && IsPlaceholder(scan, token.end);
}

}  // namespace prereq::references
