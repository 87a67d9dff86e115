#include "documents/front_matter.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kLongestHead = 4096;  // bytes of a page that tell how it begins

// The lines from `at` on between a first line `opening` and the next `fence` (for YAML also `...`).
std::optional<Span> Fenced(std::string_view text, std::size_t at, std::string_view fence,
                           std::string_view opening) {
  std::optional<std::size_t> begin;
  for (const std::string_view line : Lines(text.substr(at))) {
    const auto offset = static_cast<std::size_t>(line.data() - text.data());
    const std::string_view trimmed = Trim(line);
    const bool is_fence =
        begin ? trimmed == fence || (fence == "---" && trimmed == "...") : trimmed == opening;
    if (!begin) {
      if (!is_fence) return std::nullopt;
      begin = std::min(text.find('\n', offset), text.size() - 1) + 1;
    } else if (is_fence) {
      return Span{*begin, offset - *begin};
    }
  }
  return std::nullopt;
}

std::optional<Span> Fenced(std::string_view text, std::size_t at, std::string_view fence) {
  return Fenced(text, at, fence, fence);
}

// `{` at the page's very start with a quoted key first, to a line `}` or the end of its own line.
std::optional<Span> Object(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '{') return std::nullopt;
  const std::size_t first = text.find_first_not_of(" \t\r\n", at + 1);
  if (first == std::string_view::npos || text[first] != '"') return std::nullopt;
  for (const std::string_view line : Lines(text.substr(at))) {
    const auto begin = static_cast<std::size_t>(line.data() - text.data());
    const std::size_t end = begin + line.find_last_not_of(" \t\r") + 1;  // npos + 1 is 0
    const bool whole = begin == at && line.find('}') != std::string_view::npos;
    if (whole && !Trim(line).ends_with('}')) return std::nullopt;  // `{"a": 1} and text`
    if (whole || (line.starts_with('}') && Trim(line) == "}")) return Span{at, end - at};
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
  // `<!---` opens one as well.
  const std::size_t marks = text.find_first_not_of('-', open + kOpen.size());
  const std::size_t dashes = std::min(marks, text.size()) - open - kOpen.size();
  const std::size_t inside = open + kOpen.size() + (dashes == 1 ? 1 : 0);
  const std::size_t close = text.find(dashes == 1 ? "--->" : "-->", inside);
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
  using Language = FrontMatterPart::Language;
  const std::size_t at = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  struct Opening {
    std::string_view line, fence;
    Language language;
  };
  constexpr std::array<Opening, 5> kOpenings = {{{"---", "---", Language::kYaml},
                                                 {"+++", "+++", Language::kToml},
                                                 {"---yaml", "---", Language::kYaml},
                                                 {"---toml", "---", Language::kToml},
                                                 {"---json", "---", Language::kJson}}};
  for (const Opening& opening : kOpenings) {
    if (const auto part = Fenced(text, at, opening.fence, opening.line)) {
      return FrontMatterPart{opening.language, *part};
    }
  }
  if (const auto object = Object(text, at)) return FrontMatterPart{Language::kJson, *object};
  return InComment(text, at);
}

std::optional<std::size_t> FindUnclosedFrontMatter(std::string_view text) {
  if (FindFrontMatter(text)) return std::nullopt;
  const std::size_t at = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const std::vector<std::string_view> lines = Lines(text.substr(at, kLongestHead));
  if (lines.size() < 2) return std::nullopt;
  const std::string_view opening = Trim(lines[0]), first = Trim(lines[1]);
  if (first.empty() || !IsLower(first.front())) return std::nullopt;
  const std::size_t name = first.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-");
  const bool sets = name != std::string_view::npos && Trim(first.substr(name)).starts_with('=');
  const bool unclosed =
      (opening == "---" && BeginsMap(first)) || (opening == "+++" && sets) ||
      (opening == "<!--" && BeginsMap(first) && text.find("-->") == std::string_view::npos);
  return unclosed ? std::optional(at) : std::nullopt;
}

}  // namespace prereq
