#include "references/headings.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "references/counters.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// `\section{…}`, `\chapter*{…}`.
std::optional<Heading> TexHeadingAt(std::string_view text, std::size_t line, std::size_t end) {
  constexpr std::array<std::string_view, 5> kCommands = {"part", "chapter", "section", "subsection",
                                                         "subsubsection"};
  std::size_t at = SkipBlanks(text, line);
  if (at >= end || text[at] != '\\') return std::nullopt;
  const std::size_t name = ++at;
  while (at < end && IsLetter(text[at])) ++at;
  const auto command = std::ranges::find(kCommands, text.substr(name, at - name));
  if (at < end && text[at] == '*') ++at;
  if (command == kCommands.end() || at >= end || text[at] != '{') return std::nullopt;
  const std::size_t close = std::min(text.find('}', at), end);
  return Heading{at + 1, close, static_cast<int>(command - kCommands.begin()) + 1};
}

// A line with a line of one mark below it, at least as long: reStructuredText.
std::optional<Heading> UnderlinedAt(std::string_view text, std::size_t line, std::size_t end) {
  constexpr std::string_view kMarks = "=-~^\"'`*+#:.";
  if (end + 1 >= text.size() || line == end || IsBlank(text[line])) return std::nullopt;
  const std::size_t below = std::min(text.find('\n', end + 1), text.size());
  const std::string_view mark = Trim(text.substr(end + 1, below - end - 1));
  const std::size_t level = mark.empty() ? std::string_view::npos : kMarks.find(mark.front());
  const bool same = level != std::string_view::npos &&
                    mark.find_first_not_of(mark.front()) == std::string_view::npos;
  if (!same || mark.size() < 3 || mark.size() + 1 < end - line) return std::nullopt;
  return Heading{line, end, static_cast<int>(level) + 1};
}

// A line with `===` or `---` of any length below it, as Markdown allows.
std::optional<Heading> SetextAt(std::string_view text, std::size_t line, std::size_t end) {
  constexpr std::size_t kShortest = 3;
  if (line == end || end + 1 >= text.size() || IsBlank(text[line]) ||
      std::string_view("-=#|>*+").find(text[line]) != std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t below = std::min(text.find('\n', end + 1), text.size());
  const std::string_view mark = Trim(text.substr(end + 1, below - end - 1));
  if (mark.size() < kShortest || (mark.front() != '=' && mark.front() != '-') ||
      mark.find_first_not_of(mark.front()) != std::string_view::npos) {
    return std::nullopt;
  }
  return Heading{line, end, mark.front() == '=' ? 1 : 2};
}

// The mark that begins a heading, as often as its level says.
char MarkOf(const Scan& scan) {
  if (scan.format.Is("asciidoc") || scan.format.Is("typst")) return '=';
  return scan.format.Is("org") ? '*' : '#';
}

// `# …`, in a notebook `"# …`, in AsciiDoc and Typst `= …`, in Org `* …`.
std::optional<Heading> HeadingAt(const Scan& scan, std::size_t line, std::size_t end) {
  const std::string_view text = scan.text;
  if (scan.format.Is("latex")) return TexHeadingAt(text, line, end);
  if (scan.format.Is("restructuredtext")) return UnderlinedAt(text, line, end);
  std::size_t at = line;
  if (scan.path.ends_with(".ipynb")) {
    at = SkipBlanks(text, at);
    if (at < end && text[at] == '"') ++at;
  }
  const char mark = MarkOf(scan);
  const std::size_t marks = at;
  while (at < end && text[at] == mark) ++at;
  const std::size_t level = at - marks;
  if (level == 0 && scan.format.Is("markdown")) return SetextAt(text, line, end);
  if (level == 0 || level > 6 || at >= end || !IsBlank(text[at])) return std::nullopt;
  return Heading{SkipOrnament(text, at), end, static_cast<int>(level)};
}

void EachHtmlHeading(std::string_view text, const std::function<bool(const Heading&)>& visit) {
  for (std::size_t at = text.find("<h"); at != std::string_view::npos;
       at = text.find("<h", at + 2)) {
    const char level = at + 2 < text.size() ? text[at + 2] : ' ';
    if (level < '1' || level > '6') continue;
    const std::size_t begin = text.find('>', at);
    const std::size_t end = std::min(text.find("</h", at), text.size());
    if (begin >= end) continue;
    if (!visit(Heading{SkipOrnament(text, SkipTags(text, begin + 1).at), end, level - '0'})) return;
  }
}

}  // namespace

bool IsCalledPart(std::string_view word) {
  constexpr std::array<std::string_view, 11> kWords = {
      "section", "sect",  "sec",     "subsection", "abschnitt", "sección",
      "sezione", "seção", "sektion", "节",         "節"};
  return std::ranges::find(kWords, word) != kWords.end();
}

void EachHeading(const Scan& scan, const std::function<bool(const Heading&)>& visit) {
  const std::string_view text = scan.text;
  if (scan.format.Is("html")) return EachHtmlHeading(text, visit);
  std::size_t begin = 0;
  if (text.starts_with("---\n")) begin = std::min(text.find("\n---", 3), text.size() - 1) + 1;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const auto heading = HeadingAt(scan, begin, end);
    if (heading && !InFence(scan, begin) && !visit(*heading)) return;
    begin = end + 1;
  }
}

std::optional<HeadingNumber> ReadHeadingNumber(const Scan& scan, const Heading& heading) {
  const std::string_view text = scan.text;
  std::size_t at = heading.begin;
  while (at < heading.end && (IsLetter(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80)) {
    ++at;
  }
  HeadingNumber number;
  number.word = text.substr(heading.begin, at - heading.begin);
  if (!number.word.empty()) {
    const std::size_t joint = at;
    while (at < heading.end && (IsBlank(text[at]) || text[at] == '-' || text[at] == '#')) ++at;
    const bool glued = at == joint && static_cast<unsigned char>(number.word.back()) >= 0x80;
    if ((at == joint && !glued) || at - joint > 2) return std::nullopt;  // glued: `第9章`
  }
  if (at >= heading.end || !IsDigit(text[at])) return std::nullopt;
  const std::size_t item = BehindChapter(scan, at);
  const std::optional<Token> token = ReadToken(scan, item);
  if (!token || IdentifierAt(text, token->end)) return std::nullopt;
  number.token = *token;
  const char next = token->end < text.size() ? text[token->end] : '\n';
  number.section = IsSection(text, token->end);
  number.dashed = next == '-' && token->end + 1 < text.size() && IsDigit(text[token->end + 1]);
  std::size_t mark = token->end;
  const std::size_t counter = CounterEnd(text, mark);
  const bool counts = !number.word.empty() && !IsBlank(next);  // `第9章`
  if (counter > mark && (counts || HasCounter(text, mark))) {
    mark = counter;
  } else if (next == '.' || next == ':' || next == ')') {
    ++mark;
  } else if (const std::size_t colon = SkipBlanks(text, mark);
             colon < heading.end && text[colon] == ':') {  // as French has it
    mark = colon + 1;
  } else if (const std::size_t dash = DashAt(text, SkipBlanks(text, mark)); dash > 0) {
    mark = SkipBlanks(text, mark) + dash;
  }
  const std::size_t title = SkipOrnament(text, mark);
  number.marked = item > at || mark > token->end || title >= heading.end || text[title] == '"';
  number.title = std::min(title, heading.end);
  return number;
}

}  // namespace prereq::references
