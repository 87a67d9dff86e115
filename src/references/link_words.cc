#include "references/link_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kLongestWords = 2 * kReach;

// Where the target that holds `at` begins and ends: no blank, bracket or quote stands in it.
struct Target {
  std::size_t begin = 0, end = 0;
};

Target TargetAround(std::string_view text, Span reference) {
  static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|,");
  const std::size_t low = reference.offset > kReach ? reference.offset - kReach : 0;
  const std::size_t high = std::min(text.size(), reference.end() + kReach);
  Target target{reference.offset, reference.end()};
  while (target.begin > low && !kEnds.Has(text[target.begin - 1])) --target.begin;
  while (target.end < high && !kEnds.Has(text[target.end])) ++target.end;
  return target;
}

// The words from `begin` to `close`, which must stand on the same line.
std::optional<Span> Until(std::string_view text, std::size_t begin, std::string_view close) {
  const std::string_view near = text.substr(std::min(begin, text.size()), kLongestWords);
  const std::size_t end = near.find(close);
  if (end == 0 || end == std::string_view::npos || near.substr(0, end).find('\n') < end) {
    return std::nullopt;
  }
  return Span{begin, end};
}

std::optional<Span> WordsInMarkdown(std::string_view text, std::size_t begin) {
  const std::size_t low = begin > kReach ? begin - kReach : 0;
  std::size_t open = begin;
  while (open > low && text[open - 1] != '(' && text[open - 1] != '\n') --open;
  if (open < 3 || open == low || text[open - 1] != '(' || text[open - 2] != ']') {
    return std::nullopt;
  }
  const auto link = LinkTextAround(text, open - 2);
  if (!link || link->text_end == link->text_begin) return std::nullopt;
  if (begin >= link->target_end) return std::nullopt;  // behind the link
  return Span{link->text_begin, link->text_end - link->text_begin};
}

std::optional<Span> WordsInHtml(std::string_view text, Target target) {
  const std::string_view before = text.substr(0, target.begin);
  if (!before.ends_with("=\"") && !before.ends_with("='")) return std::nullopt;
  const std::size_t close = text.find_first_of("<>\n", target.end);
  if (close == std::string_view::npos || text[close] != '>') return std::nullopt;
  return Until(text, close + 1, "</");
}

// `` `words <target>`_ ``
std::optional<Span> WordsInRst(std::string_view text, Target target) {
  if (target.begin == 0 || text[target.begin - 1] != '<') return std::nullopt;
  const std::size_t end = SkipBlanksBack(text, target.begin - 1);
  const std::size_t low = end > kReach ? end - kReach : 0;
  std::size_t begin = end;
  while (begin > low && text[begin - 1] != '`' && text[begin - 1] != '\n') --begin;
  if (begin == low || begin == end || text[begin - 1] != '`') return std::nullopt;
  return Span{begin, end - begin};
}

std::optional<Span> WordsInAsciiDoc(std::string_view text, Target target) {
  const std::string_view written = text.substr(target.begin, target.end - target.begin);
  const std::string_view before = text.substr(0, target.begin);
  if (before.ends_with("<<") && target.end < text.size() && text[target.end] == ',') {
    return Until(text, target.end + 1, ">>");
  }
  const bool macro = written.find("://") != std::string_view::npos ||
                     written.starts_with("link:") || written.starts_with("xref:") ||
                     before.ends_with("link:") || before.ends_with("xref:");
  if (!macro || target.end >= text.size() || text[target.end] != '[') return std::nullopt;
  return Until(text, target.end + 1, "]");
}

// `[[target][words]]`
std::optional<Span> WordsInOrg(std::string_view text, Target target) {
  const std::string_view before = text.substr(0, target.begin);
  if (!before.ends_with("[[") || !text.substr(target.end).starts_with("][")) return std::nullopt;
  return Until(text, target.end + 2, "]]");
}

// `#link("target")[words]`
std::optional<Span> WordsInTypst(std::string_view text, Target target) {
  if (!text.substr(target.end).starts_with("\")[")) return std::nullopt;
  return Until(text, target.end + 3, "]");
}

// `\href{target}{words}`
std::optional<Span> WordsInTex(std::string_view text, Target target) {
  if (target.begin == 0 || text[target.begin - 1] != '{') return std::nullopt;
  if (!text.substr(target.end).starts_with("}{")) return std::nullopt;
  return Until(text, target.end + 2, "}");
}

// `[[target|words]]` of wikis and of notes
std::optional<Span> WordsInWiki(std::string_view text, Target target) {
  const std::string_view before = text.substr(0, target.begin);
  if (!before.ends_with("[[") || !text.substr(target.end).starts_with("|")) return std::nullopt;
  return Until(text, target.end + 1, "]]");
}

// `"words":target`
std::optional<Span> WordsInTextile(std::string_view text, Target target) {
  if (target.begin == 0 || text[target.begin - 1] != '"' || text[target.begin] != ':') {
    return std::nullopt;
  }
  const std::size_t end = target.begin - 1;
  const std::size_t low = end > kReach ? end - kReach : 0;
  std::size_t begin = end;
  while (begin > low && text[begin - 1] != '"' && text[begin - 1] != '\n') --begin;
  if (begin == low || begin == end || text[begin - 1] != '"') return std::nullopt;
  return Span{begin, end - begin};
}

}  // namespace

std::optional<Span> WordsOfLink(const Scan& scan, Span reference) {
  return WordsOfLink(scan.text, scan.format, reference);
}

std::optional<Span> WordsOfLink(std::string_view text, const FileFormat& format, Span reference) {
  if (auto words = WordsInMarkdown(text, reference.offset)) return words;
  const Target target = TargetAround(text, reference);
  if (auto words = WordsInHtml(text, target)) return words;
  if (auto words = WordsInWiki(text, target)) return words;
  if (format.Is("typst")) return WordsInTypst(text, target);
  if (format.Is("latex")) return WordsInTex(text, target);
  if (format.Is("textile")) return WordsInTextile(text, target);
  if (format.Is("restructuredtext")) return WordsInRst(text, target);
  if (format.Is("asciidoc")) return WordsInAsciiDoc(text, target);
  return format.Is("org") ? WordsInOrg(text, target) : std::nullopt;
}

std::string_view TargetOfWords(std::string_view text, const FileFormat& format, std::size_t at) {
  static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|,"), kOpens("[>|{");
  if (const auto link = LinkTextAround(text, at)) {
    return text.substr(link->target_begin, link->target_end - link->target_begin);
  }
  const std::size_t low = at > kReach ? at - kReach : 0;
  std::size_t open = at;
  while (open > low && !kOpens.Has(text[open - 1]) && text[open - 1] != '\n') --open;
  // Places that lie in the target, in one markup or another.
  std::array<std::size_t, 5> inside{};
  std::size_t count = 0;
  if (open > low && text[open - 1] == '>') {
    const std::size_t tag = text.substr(low, open - low).rfind("href=");
    constexpr std::size_t kQuote = 6;  // bytes of `href="`
    if (tag != std::string_view::npos) inside[count++] = low + tag + kQuote;
  } else {
    for (std::size_t back = 2; back <= 4 && back <= open; ++back) inside[count++] = open - back;
  }
  const std::size_t behind = text.substr(at, kReach).find_first_of("<\n");
  if (behind != std::string_view::npos) inside[count++] = at + behind + 1;
  for (const std::size_t place : std::span(inside).first(count)) {
    if (place >= text.size() || kEnds.Has(text[place])) continue;
    const auto words = WordsOfLink(text, format, {place, 1});
    if (!words || at < words->offset || words->end() <= at) continue;
    const Target target = TargetAround(text, {place, 1});
    return text.substr(target.begin, target.end - target.begin);
  }
  return {};
}

}  // namespace prereq::references
