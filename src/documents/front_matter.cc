#include "documents/front_matter.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The lines from `at` on between a first line `fence` and the next `fence` (for YAML also `...`).
std::optional<Span> Fenced(std::string_view text, std::size_t at, std::string_view fence) {
  std::optional<std::size_t> begin;
  for (const std::string_view line : Lines(text.substr(at))) {
    const auto offset = static_cast<std::size_t>(line.data() - text.data());
    const std::string_view trimmed = Trim(line);
    const bool is_fence =
        trimmed == fence || (begin.has_value() && fence == "---" && trimmed == "...");
    if (!begin) {
      if (!is_fence) return std::nullopt;
      begin = std::min(text.find('\n', offset), text.size() - 1) + 1;
    } else if (is_fence) {
      return Span{*begin, offset - *begin};
    }
  }
  return std::nullopt;
}

// Whether a line can begin a YAML map: `title: …`.
bool BeginsMap(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 40) return false;
  if (colon + 1 < line.size() && line[colon + 1] != ' ') return false;
  return std::ranges::all_of(line.substr(0, colon), [](char c) {
    return IsAlphanumeric(c) || c == '_' || c == '-' || c == '.';
  });
}

std::optional<FrontMatterPart> InComment(std::string_view text, std::size_t at) {
  constexpr std::string_view kOpen = "<!--";
  const std::size_t open = text.find_first_not_of(" \t\r\n", at);
  if (open == std::string_view::npos || !text.substr(open).starts_with(kOpen)) return std::nullopt;
  const std::size_t inside = open + kOpen.size();
  const std::size_t close = text.find("-->", inside);
  if (close == std::string_view::npos) return std::nullopt;
  const std::size_t first = text.find_first_not_of(" \t\r\n", inside);
  if (first >= close) return std::nullopt;
  const std::string_view body = text.substr(0, close);
  if (const auto fenced = Fenced(body, first, "---")) {
    return FrontMatterPart{FrontMatterPart::Language::kYaml, *fenced};
  }
  if (const auto fenced = Fenced(body, first, "+++")) {
    return FrontMatterPart{FrontMatterPart::Language::kToml, *fenced};
  }
  const std::string_view line = text.substr(first, text.find('\n', first) - first);
  // From the start of its line on, so that the indentation of its lines agrees.
  const std::size_t begin = std::max(text.rfind('\n', first) + 1, inside);
  if (!BeginsMap(line)) return std::nullopt;
  return FrontMatterPart{FrontMatterPart::Language::kComment, {begin, close - begin}};
}

}  // namespace

std::optional<FrontMatterPart> FindFrontMatter(std::string_view text) {
  const std::size_t at = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  if (const auto yaml = Fenced(text, at, "---")) {
    return FrontMatterPart{FrontMatterPart::Language::kYaml, *yaml};
  }
  if (const auto toml = Fenced(text, at, "+++")) {
    return FrontMatterPart{FrontMatterPart::Language::kToml, *toml};
  }
  return InComment(text, at);
}

}  // namespace prereq
