#include "report/markdown_text.h"

#include <algorithm>

#include "base/format.h"
#include "base/text.h"

namespace prereq {

std::string MarkdownText(std::string_view text) {
  std::string escaped;
  for (const char c : Printable(text)) {
    if (c == '@') {
      escaped += "&#64;";  // no mention of a person whose name happens to stand there
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '&') {
      escaped += "&amp;";
    } else {
      if (std::string_view("\\`*_{}[]()#+!|~$>").find(c) != std::string_view::npos) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

std::string MarkdownCode(std::string_view text) {
  const std::string shown = Printable(text);
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : shown) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const bool pad = shown.empty() || shown.front() == '`' || shown.back() == '`' ||
                   (shown.front() == ' ' && shown.back() == ' ');
  return pad ? fmt::format("{} {} {}", fence, shown, fence) : fence + shown + fence;
}

std::string FindingDetailsMarkdown(const Finding& finding) {
  std::string text;
  int number = 0;
  for (const Evidence& fact : finding.facts) {
    text += fmt::format("{}. {}: {}", ++number, MarkdownText(fact.kind), MarkdownText(fact.text));
    if (!fact.where.path.empty()) text += fmt::format(" ({})", MarkdownCode(Show(fact.where)));
    text += '\n';
  }
  for (const std::string& line : finding.because) {
    text += fmt::format("{}{}\n", text.empty() ? "" : "\n", MarkdownText(line));
  }
  if (!finding.fix.empty()) {
    text +=
        fmt::format("{}Fix: {}\n", text.empty() ? "" : "\n", MarkdownCode(ShowFix(finding.fix)));
  }
  return text;
}

Location PlaceOf(const Finding& finding) {
  if (!finding.where.path.empty()) return finding.where;
  const auto fact = std::ranges::find_if(
      finding.facts, [](const Evidence& one) { return !one.where.path.empty(); });
  return fact == finding.facts.end() ? Location() : fact->where;
}

int Utf16Length(std::string_view text) {
  int units = 0;
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(Utf8Length(text), 1);
    units += length == 4 ? 2 : 1;
    text.remove_prefix(length);
  }
  return units;
}

}  // namespace prereq
