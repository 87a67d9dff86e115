// Suppression comments: `prereq: ignore RULE, RULE -- reason` in any language's comment.
#include <array>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/text.h"
#include "policy/config_fields.h"
#include "prereq/baseline.h"

namespace prereq {
namespace {

constexpr std::string_view kMark = "prereq:";
constexpr std::string_view kBlanks = " \t";

// Text formats whose prose would be full of false comment leaders.
bool IsMarkup(std::string_view path) { return FormatOf(path).block_open == "<!--"; }

std::string_view TrimEnd(std::string_view text) {
  const std::size_t last = text.find_last_not_of(kBlanks);
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

// Takes a comment leader off the end of `before`; false when none stands there.
bool TakeLeader(std::string_view& before, bool markup) {
  before = TrimEnd(before);
  constexpr std::array<std::string_view, 12> kLeaders = {"<!--", "{/*", "//!", "///", "//", "/*",
                                                         "{#",   "--",  "..",  "#",   "%",  ";"};
  for (const std::string_view leader : kLeaders) {
    if (markup && leader != "<!--" && leader != "{/*") continue;
    if (!before.ends_with(leader)) continue;
    before.remove_suffix(leader.size());
    while (before.ends_with(leader.back())) before.remove_suffix(1);  // `##`, `;;`
    return !before.ends_with('`');                                    // quoted in documentation
  }
  return false;
}

// Nothing but blanks, or a notebook's quotation mark, before the comment.
bool IsAlone(std::string_view before) {
  return before.find_first_not_of(" \t\"") == std::string_view::npos;
}

// The reason without what closes the comment, or ends a line inside a notebook.
std::string Reason(std::string_view text) {
  text = Trim(text);
  constexpr std::array<std::string_view, 7> kEnds = {"-->",    "*/}",   "*/", "#}",
                                                     "\\n\",", "\\n\"", "\""};
  for (const std::string_view end : kEnds) {
    if (text.ends_with(end)) text = Trim(text.substr(0, text.size() - end.size()));
  }
  return std::string(text);
}

bool IsRuleCharacter(char c) { return IsAlphanumeric(c) || c == '-'; }

struct Directive {
  InlineSuppression suppression;
  bool alone = false;
};

// The directive of one line, if it has one. `number` is the line's.
std::optional<Directive> ParseLine(const std::string& path, std::string_view line, int number,
                                   bool markup) {
  const std::size_t mark = line.find(kMark);
  if (mark == std::string_view::npos) return std::nullopt;
  std::string_view before = line.substr(0, mark);
  if (!TakeLeader(before, markup)) return std::nullopt;
  std::size_t at = line.find_first_not_of(kBlanks, mark + kMark.size());
  if (at == std::string_view::npos || !line.substr(at).starts_with("ignore")) return std::nullopt;
  at += std::string_view("ignore").size();
  Directive directive;
  InlineSuppression& suppression = directive.suppression;
  suppression.whole_file = line.substr(at).starts_with("-file");
  if (suppression.whole_file) at += std::string_view("-file").size();
  if (at < line.size() && IsRuleCharacter(line[at])) return std::nullopt;  // `ignored`
  const auto place = [&](std::size_t offset) {
    return Location{path, number, static_cast<int>(offset) + 1};
  };
  suppression.where = place(mark);
  suppression.line = number;
  directive.alone = IsAlone(before);
  std::size_t dashes = line.find("--", at);
  // `-->` closes the comment; it is not a reason.
  if (dashes != std::string_view::npos && line.substr(dashes).starts_with("-->")) {
    dashes = std::string_view::npos;
  }
  const std::size_t rules_end = std::min(dashes, line.size());
  while (at < rules_end) {
    at = line.find_first_not_of(" \t,", at);
    if (at >= rules_end || !IsRuleCharacter(line[at])) break;
    std::size_t end = at;
    while (end < rules_end && IsRuleCharacter(line[end])) ++end;
    if (line.substr(at, end - at).find_first_not_of('-') == std::string_view::npos) break;
    if (line.substr(at, end - at) == "until") {
      const std::size_t day = std::min(line.find_first_not_of(kBlanks, end), rules_end);
      std::size_t day_end = day;
      while (day_end < rules_end && IsRuleCharacter(line[day_end])) ++day_end;
      Errors no_date;
      suppression.until =
          ReadDate({std::string(line.substr(day, day_end - day)), place(day)}, "", no_date);
      if (suppression.until) at = day_end;
      if (suppression.until) continue;
    }
    suppression.rules.push_back({std::string(line.substr(at, end - at)), place(at)});
    at = end;
  }
  if (dashes != std::string_view::npos) suppression.because = Reason(line.substr(dashes + 2));
  return directive;
}

}  // namespace

std::vector<InlineSuppression> ScanSuppressions(const std::string& path, const std::string& text) {
  std::vector<InlineSuppression> found;
  if (text.find(kMark) == std::string::npos) return found;
  const bool markup = IsMarkup(path);
  std::vector<std::size_t> waiting;  // indices of directives about the next line
  int number = 0;
  for (const std::string_view line : Lines(text)) {
    ++number;
    std::optional<Directive> directive = ParseLine(path, line, number, markup);
    if (directive) {
      if (directive->alone && !directive->suppression.whole_file) waiting.push_back(found.size());
      found.push_back(std::move(directive->suppression));
      if (directive->alone) continue;
    } else if (Trim(line).empty()) {
      continue;
    }
    for (const std::size_t index : waiting) found[index].line = number;
    waiting.clear();
  }
  return found;
}

}  // namespace prereq
