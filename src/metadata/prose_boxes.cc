#include "metadata/prose_boxes.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/text.h"
#include "metadata/prose_words.h"

namespace prereq {
namespace {

// What stands in a quote, without its marks.
std::string_view InQuote(std::string_view line) {
  return line.substr(std::min(line.find_first_not_of("> \t"), line.size()));
}

// The title of `> ## Title` and of `> [!info]+ Title`, or the kind of the latter; empty for others.
std::string_view TitleInQuote(std::string_view line) {
  const std::string_view text = InQuote(line);
  if (!text.starts_with("[!")) return HeadingLevel(text) > 0 ? text : std::string_view();
  const std::size_t close = std::min(text.find(']'), text.size());
  const std::string_view kind = text.substr(2, close - std::min<std::size_t>(close, 2));
  const std::string_view title = text.substr(std::min(close + 1, text.size()));
  return Trim(title).empty() ? kind : title;
}

// The title of `<Callout title="Title">`, or the name of the component; empty for other lines, and
// where the component ends on its line.
std::string_view TitleOfComponent(std::string_view line) {
  if (line.size() < 3 || line[0] != '<' || !IsUpper(line[1])) return {};
  if (!line.ends_with('>') || line.ends_with("/>") || line.find("</") != line.npos) return {};
  const std::size_t end = line.find_first_of(" \t>");
  const std::string_view name = line.substr(1, end - 1);
  constexpr std::string_view kTitle = "title=";
  const std::size_t given = line.find(kTitle);
  if (given == std::string_view::npos) return name;
  std::string_view title = line.substr(given + kTitle.size());
  const std::size_t begin = title.find_first_of("\"'");
  if (begin > 1) return {};
  title.remove_prefix(begin + 1);
  return title.substr(0, title.find_first_of("\"'"));
}

std::string_view TitleOfColons(std::string_view line) {
  std::string_view title = line.substr(std::min(line.find_first_not_of(": {."), line.size()));
  const std::string_view kind = title.substr(0, title.find_first_of(" :}"));
  if (IsPrerequisiteHead(title)) return title;  // `::: prerequisites`
  title.remove_prefix(std::min(title.find_first_of(" ["), title.size()));
  if (const std::size_t given = title.find("title="); given != std::string_view::npos) {
    title.remove_prefix(given + 6);
  }
  return IsPrerequisiteHead(kind) ? kind : title;  // `::: prereq ::::`
}

std::string_view TitleOfSummary(std::string_view line) {
  std::string_view title = line.substr(line.find("<summary>") + 9);
  title = title.substr(0, title.find("</summary>"));
  if (title.starts_with('<')) title.remove_prefix(std::min(title.find('>') + 1, title.size()));
  return title.substr(0, title.find('<'));
}

}  // namespace

std::size_t HeadingLevel(std::string_view line) {
  for (const char mark : {'#', '='}) {
    const std::size_t level = std::min(line.find_first_not_of(mark), line.size());
    if (level > 0 && level <= 6 && level < line.size() && line[level] == ' ') return level;
  }
  return 0;
}

bool IsHeadHeading(std::string_view text) {
  std::string folded = FoldModuleName(text);
  const std::size_t letters = folded.find_first_not_of("0123456789 ");
  if (letters == std::string::npos) return false;
  folded.erase(0, letters);
  if (IsPrerequisiteHead(folded)) return true;
  for (const std::string_view more :
       {" for ", " of ", " to ", " and setup", " für ", " pour ", " para ", " per "}) {
    const std::size_t at = folded.find(more);
    if (at != std::string::npos && IsPrerequisiteHead(folded.substr(0, at))) return true;
  }
  return false;
}

std::optional<BoxEnd> EndOfBox(std::string_view line) {
  line = Trim(line);
  const auto ends = [](std::string_view title, BoxEnd end) {
    return IsHeadHeading(title) ? std::optional(end) : std::nullopt;
  };
  if (line.starts_with(":::")) return ends(TitleOfColons(line), BoxEnd::kColons);
  if (line.starts_with('.') && line.size() > 1 && IsLetter(line[1])) {
    return ends(line.substr(1), BoxEnd::kBlank);
  }
  if (line.starts_with("!!!") || line.starts_with("???")) {
    return ends(line.substr(std::min(line.find('"'), line.size())), BoxEnd::kIndentation);
  }
  if (line.starts_with('>')) return ends(TitleInQuote(line), BoxEnd::kQuote);
  if (line.find("<summary>") != line.npos) return ends(TitleOfSummary(line), BoxEnd::kDetails);
  return ends(TitleOfComponent(line), BoxEnd::kComponent);
}

bool EndsBox(std::string_view line, BoxEnd end) {
  const std::string_view text = Trim(line);
  switch (end) {
    case BoxEnd::kColons:
      return text.starts_with(":::");
    case BoxEnd::kBlank:
      return text.empty();
    case BoxEnd::kIndentation:
      return !text.empty() && !line.starts_with(' ');
    case BoxEnd::kQuote:
      return !text.starts_with('>') || HeadingLevel(InQuote(text)) > 0;
    case BoxEnd::kDetails:
      return text.starts_with("</details>");
    case BoxEnd::kComponent:
      return text.size() > 2 && text.starts_with("</") && IsUpper(text[2]);
  }
  return true;
}

}  // namespace prereq
