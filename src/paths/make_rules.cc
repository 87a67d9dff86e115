#include "paths/make_rules.h"

#include <algorithm>

#include "base/text.h"
#include "paths/command_lines.h"

namespace prereq {
namespace {

// Where the colon of a rule stands in a line; npos where it is no rule. `$(A:.c=.o)` has others.
std::size_t ColonOfRule(std::string_view line) {
  if (line.starts_with('\t') || line.starts_with('#')) return std::string_view::npos;
  int depth = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '(' || c == '{') ++depth;
    if (c == ')' || c == '}') --depth;
    if (depth > 0) continue;
    if (c == '=' || c == '#') return std::string_view::npos;
    if (c != ':') continue;
    const std::string_view rest = line.substr(i + 1);
    const bool assigns = rest.starts_with('=') || rest.starts_with(":=");
    return assigns ? std::string_view::npos : i;
  }
  return std::string_view::npos;
}

void AddWords(std::string_view part, std::vector<std::string_view>& words) {
  constexpr std::string_view kSpace = " \t\r\n\\|:";
  for (std::size_t at = part.find_first_not_of(kSpace); at < part.size();
       at = part.find_first_not_of(kSpace, at)) {
    const std::size_t end = std::min(part.find_first_of(kSpace, at), part.size());
    words.push_back(part.substr(at, end - at));
    at = end;
  }
}

// Behind the last of the lines from `at` that belong to a recipe.
std::size_t EndOfRecipe(std::string_view text, std::size_t at) {
  std::size_t recipe = at;
  bool goes_on = false;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const bool between = Trim(line).empty() || line.starts_with('#');
    if (!goes_on && !line.starts_with('\t') && !between) break;
    at = std::min(end + 1, text.size());
    goes_on = line.ends_with('\\') && (goes_on || line.starts_with('\t'));
    if (line.starts_with('\t') || goes_on) recipe = at;
  }
  return recipe;
}

}  // namespace

std::vector<MakeRule> FindMakeRules(std::string_view text) {
  std::vector<MakeRule> rules;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t colon = ColonOfRule(text.substr(at, end - at));
    while (end < text.size() && end > at && text[end - 1] == '\\') {
      end = std::min(text.find('\n', end + 1), text.size());
    }
    if (colon != std::string_view::npos) {
      std::string_view needs = text.substr(at + colon + 1, end - at - colon - 1);
      needs = needs.substr(0, std::min(needs.find_first_of("#;"), needs.size()));
      if (needs.find('=') == std::string_view::npos) {
        MakeRule rule;
        AddWords(text.substr(at, colon), rule.targets);
        AddWords(needs, rule.needs);
        const std::size_t begin = std::min(end + 1, text.size());
        rule.recipe = text.substr(begin, EndOfRecipe(text, begin) - begin);
        rules.push_back(std::move(rule));
      }
    }
    at = end + 1;
  }
  return rules;
}

std::string_view TargetsAround(std::string_view text, std::size_t at) {
  constexpr int kMostLines = 200;
  for (int lines = 0; at > 0 && lines < kMostLines; ++lines) {
    const std::string_view line = LineAround(text, at);
    if (!line.starts_with('\t') && !Trim(line).empty()) return line.substr(0, line.find(':'));
    const std::size_t begin = BeginOfLine(text, at);
    if (begin == 0) break;
    at = begin - 1;
  }
  return {};
}

bool IsInMakeRule(std::string_view text, std::size_t at) {
  return ColonOfRule(LineAround(text, at)) != std::string_view::npos;
}

}  // namespace prereq
