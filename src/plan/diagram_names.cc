#include "plan/diagram_names.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::array<std::string_view, 4> kEndings = {".mmd", ".mermaid", ".dot", ".gv"};
constexpr std::array<std::string_view, 4> kFences = {"mermaid", "dot", "graphviz", "gv"};

// The language behind ``` or ~~~ (also `{mermaid}`); empty for any other line.
std::string FenceLanguage(std::string_view line) {
  std::string_view said = Trim(line);
  const char mark = said.empty() ? ' ' : said.front();
  if ((mark != '`' && mark != '~') || said.size() < 3) return {};
  said = Trim(said.substr(std::min(said.find_first_not_of(mark), said.size())));
  if (said.starts_with('{')) said.remove_prefix(1);
  return Lower(said.substr(0, said.find_first_of(" }:")));
}

bool IsFence(std::string_view line) {
  const std::string_view said = Trim(line);
  return said.starts_with("```") || said.starts_with("~~~");
}

bool StandsInDiagram(const std::string& path, std::string_view above) {
  if (std::ranges::any_of(kEndings, [&](std::string_view end) { return path.ends_with(end); })) {
    return true;
  }
  std::string language;
  bool inside = false;
  for (const std::string_view line : Lines(above)) {
    if (!IsFence(line)) continue;
    inside = !inside;
    language = inside ? FenceLanguage(line) : std::string();
  }
  return inside && std::ranges::find(kFences, language) != kFences.end();
}

// Between quotes, which only a few characters end.
bool IsQuoted(std::string_view above) {
  const std::string_view line = above.substr(above.rfind('\n') + 1);
  return std::ranges::count(line, '"') % 2 == 1;
}

bool IsSafeBare(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (IsAlphanumeric(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80) continue;
    const bool joins = c == '-' && i > 0 && i + 1 < name.size() && IsAlphanumeric(name[i - 1]) &&
                       IsAlphanumeric(name[i + 1]);
    if (!joins) return false;
  }
  return true;
}

}  // namespace

bool BreaksDiagram(const std::string& path, std::string_view bytes, Span span,
                   std::string_view name) {
  if (IsSafeBare(name)) return false;
  const std::string_view above = bytes.substr(0, std::min(span.offset, bytes.size()));
  if (!StandsInDiagram(path, above)) return false;
  return !IsQuoted(above) || name.find_first_of("\"\\#<>&") != std::string_view::npos;
}

}  // namespace prereq
