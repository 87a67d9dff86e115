#include "metadata/markdown_page.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "metadata/prose_words.h"
#include "prereq/facts.h"

namespace prereq {
namespace {

// Directives of MyST whose body is text.
constexpr std::array<std::string_view, 20> kTextDirectives = {
    "admonition", "attention", "caution",  "danger",     "error",   "hint",         "important",
    "note",       "seealso",   "tip",      "warning",    "topic",   "sidebar",      "margin",
    "aside",      "card",      "dropdown", "list-table", "prereqs", "prerequisites"};

// The marks at the begin of a fence with such a directive, ```` ```{note} ````; 0 for other lines.
std::size_t MarksOfDirective(std::string_view line) {
  const char mark = line.empty() ? ' ' : line.front();
  if (mark != '`' && mark != '~') return 0;
  const std::size_t marks = std::min(line.find_first_not_of(mark), line.size());
  if (marks < 3 || marks == line.size() || line[marks] != '{') return 0;
  const std::size_t close = line.find('}', marks);
  if (close == std::string_view::npos) return 0;
  const std::string_view name = line.substr(marks + 1, close - marks - 1);
  return std::ranges::find(kTextDirectives, name) == kTextDirectives.end() ? 0 : marks;
}

void WriteDirectives(std::string& page) {
  std::string open;  // the marks of the directive that is open
  std::string code;  // those of a fence of code
  for (const std::string_view raw : Lines(page)) {
    const std::string_view line = Trim(raw);
    const auto at = static_cast<std::size_t>(line.data() - page.data());
    const std::size_t marks =
        line.empty() ? 0 : std::min(line.find_first_not_of(line.front()), line.size());
    const bool fence = marks >= 3 && (line.front() == '`' || line.front() == '~');
    if (!fence) continue;
    const std::string_view said = line.substr(0, marks);
    if (!code.empty()) {
      if (said.starts_with(code) && marks == line.size()) code.clear();
      continue;
    }
    const bool closes = !open.empty() && said.starts_with(open) && marks == line.size();
    if (!closes && MarksOfDirective(line) == 0) {
      code = said;
      continue;
    }
    open = closes ? std::string() : std::string(said);
    std::fill_n(page.begin() + static_cast<std::ptrdiff_t>(at), marks, ':');
  }
}

// Where the path stands in the target of a link that a template makes; empty where it is not one.
Span PathOfTemplate(std::string_view target) {
  constexpr std::array<std::string_view, 2> kOpens = {"{%", "{{"};
  constexpr std::array<std::string_view, 2> kCloses = {"%}", "}}"};
  const auto* const open = std::ranges::find(kOpens, target.substr(0, 2));
  if (open == kOpens.end()) return {};
  const std::size_t close = target.find(kCloses[static_cast<std::size_t>(open - kOpens.begin())]);
  if (close == std::string_view::npos) return {};
  const std::string_view rest = target.substr(close + 2), inside = target.substr(0, close);
  // `{{ site.baseurl }}/docs/02-beta`
  if (rest.starts_with('/') && rest.find('{') == std::string_view::npos) {
    return {close + 2, rest.size()};
  }
  if (const std::size_t quote = inside.find_first_of("\"'"); quote != std::string_view::npos) {
    const std::size_t end = inside.find(inside[quote], quote + 1);
    if (end == std::string_view::npos) return {};
    return {quote + 1, end - quote - 1};
  }
  constexpr std::string_view kLink = "link ";
  const std::size_t link = inside.find(kLink);
  if (link == std::string_view::npos) return {};
  const std::size_t begin = std::min(inside.find_first_not_of(' ', link + kLink.size()), close);
  return {begin, std::min(inside.find(' ', begin), close) - begin};
}

void WriteTemplates(std::string& page) {
  constexpr std::string_view kMiddle = "]({";
  constexpr std::size_t kLongestTarget = 300;  // bytes
  for (std::size_t at = page.find(kMiddle); at != std::string::npos;
       at = page.find(kMiddle, at + kMiddle.size())) {
    const std::size_t begin = at + 2;
    const std::string_view near = std::string_view(page).substr(begin, kLongestTarget);
    std::string_view target = near.substr(0, near.find_first_of(")\n"));
    const Span path = PathOfTemplate(target);
    if (path.length == 0) continue;
    // What `link` of Jekyll names is a path from the root.
    const bool rooted = target.starts_with("{%") && target.find("link ") < path.offset;
    const bool quoted =
        path.offset > 0 && (target[path.offset - 1] == '"' || target[path.offset - 1] == '\'');
    const std::size_t size = target.size();
    std::fill_n(page.begin() + static_cast<std::ptrdiff_t>(begin), path.offset, ' ');
    std::fill_n(page.begin() + static_cast<std::ptrdiff_t>(begin + path.end()), size - path.end(),
                ' ');
    if (rooted && !quoted) page[begin + path.offset - 1] = '/';
  }
}

}  // namespace

void WriteMarkdown(std::string& page) {
  WriteDirectives(page);
  WriteRoles(page, '}');
  WriteTemplates(page);
  if (page.find("list-table") != std::string::npos) JoinCellsOfLists(page);
}

void JoinCellsOfLists(std::string& page) {
  const std::vector<std::string_view> lines = Lines(page);
  std::vector<std::size_t> joints;
  const auto column = [](std::string_view line) { return line.find_first_not_of(" \t"); };
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::string_view head = Trim(lines[i]), below = Trim(lines[i + 1]);
    if (!head.starts_with("* - ") || !below.starts_with("- ")) continue;
    const bool third = i + 2 < lines.size() && Trim(lines[i + 2]).starts_with("- ") &&
                       column(lines[i + 2]) == column(lines[i + 1]);
    if (third || !IsPrerequisiteHead(head.substr(4))) continue;
    joints.push_back(static_cast<std::size_t>(lines[i + 1].data() - page.data()) - 1);
  }
  for (const std::size_t at : joints) page[at] = ':';
}

void WriteRoles(std::string& page, char mark) {
  const std::string open = {mark, '`'};
  for (std::size_t at = page.find(open); at != std::string::npos; at = page.find(open, at + 2)) {
    const std::size_t close = page.find_first_of("`\n", at + 2);
    if (close == std::string::npos || page[close] != '`') continue;
    if (std::string_view(page).substr(0, close).find('<', at) == std::string_view::npos) continue;
    page[at + 1] = page[close] = ' ';
  }
}

}  // namespace prereq
