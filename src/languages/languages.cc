#include <algorithm>

#include "languages/language.h"

namespace prereq {

extern const Language kC, kCpp, kCSharp, kGo, kJava, kJavaScript, kJulia, kKotlin, kLua, kPhp,
    kPython, kR, kRuby, kRust, kScala, kShell, kSwift, kTypeScript;

std::span<const Language* const> Languages() {
  static constexpr std::array<const Language*, 18> kRows = {
      &kC,   &kCpp,    &kCSharp, &kGo,   &kJava, &kJavaScript, &kJulia, &kKotlin, &kLua,
      &kPhp, &kPython, &kR,      &kRuby, &kRust, &kScala,      &kShell, &kSwift,  &kTypeScript};
  return kRows;
}

const Language* FindLanguage(std::string_view name) {
  const auto found = std::ranges::find(Languages(), name, &Language::name);
  return found == Languages().end() ? nullptr : *found;
}

NameParts PartsOfName(const Language& language, std::string_view name) {
  NameParts parts;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find(language.separator), name.size());
    if (end > 0) parts.emplace_back(name.substr(0, end));
    name.remove_prefix(std::min(end + language.separator.size(), name.size()));
  }
  return parts;
}

}  // namespace prereq
