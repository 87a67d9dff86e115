#include "passages/neighbour_in_links.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"
#include "passages/neighbour_terms.h"
#include "passages/neighbour_words.h"

namespace prereq {
namespace {

constexpr std::array<std::string_view, 1> kNextMarks = {"next"};
constexpr std::array<std::string_view, 2> kPreviousMarks = {"previous", "prev"};

std::span<const std::string_view> MarksFor(bool next) {
  return next ? std::span<const std::string_view>(kNextMarks) : kPreviousMarks;
}

constexpr std::size_t kLongestWords = 80, kLongestTag = 512;

std::string_view Between(std::string_view line, Span span) {
  return line.substr(span.offset, span.length);
}

// Whether the words, or those before a colon, say which neighbour is meant, and no more.
bool Says(std::string_view words, bool next, std::span<const std::string> labels) {
  if (words.size() > kLongestWords) return false;
  for (const std::string_view mark : {":", "\xEF\xBC\x9A"})
    words = words.substr(0, words.find(mark));
  return HoldsWords(words) && SaysNeighbourAlone(words, next, labels) &&
         !SaysNeighbourAlone(words, !next, labels);
}

// The path that holds `inside`, as far as a link's target goes.
Span TargetAround(std::string_view line, Span inside) {
  constexpr std::string_view kEnds = " \t\r\"'`<>()[]{}|,";
  std::size_t begin = inside.offset, end = inside.end();
  while (begin > 0 && kEnds.find(line[begin - 1]) == std::string_view::npos) --begin;
  while (end < line.size() && kEnds.find(line[end]) == std::string_view::npos) ++end;
  return {begin, end - begin};
}

// The words from `begin` up to `close`, trimmed.
std::optional<Span> UpTo(std::string_view line, std::size_t begin, std::string_view close) {
  const std::string_view near = line.substr(std::min(begin, line.size()), kLongestWords * 2);
  const std::size_t end = near.find(close);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view words = Trim(near.substr(0, end));
  return Span{static_cast<std::size_t>(words.data() - line.data()), words.size()};
}

// The words before `end`, from behind `open` on, trimmed.
std::optional<Span> BackTo(std::string_view line, std::size_t end, std::string_view open) {
  const std::size_t low = end - std::min(end, kLongestWords * 2);
  const std::size_t at = line.substr(low, end - low).rfind(open);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t begin = low + at + open.size();
  const std::string_view words = Trim(line.substr(begin, end - begin));
  return Span{static_cast<std::size_t>(words.data() - line.data()), words.size()};
}

// What a link of Markdown, HTML, reStructuredText, AsciiDoc, Org, a wiki or LaTeX says.
std::optional<Span> WordsOfLinkTo(std::string_view line, Span target) {
  const std::string_view before = line.substr(0, target.offset);
  const std::string_view behind = line.substr(target.end());
  if (before.ends_with("](") || before.ends_with("](<")) {
    return BackTo(line, before.rfind("]("), "[");
  }
  if (before.ends_with("<<") && behind.starts_with(",")) {
    return UpTo(line, target.end() + 1, ">>");
  }
  if (before.ends_with("<") && behind.starts_with(">`"))
    return BackTo(line, before.size() - 1, "`");
  if (before.ends_with("[[")) {
    if (behind.starts_with("][")) return UpTo(line, target.end() + 2, "]]");
    if (behind.starts_with("|")) return UpTo(line, target.end() + 1, "]]");
  }
  if (before.ends_with("{") && behind.starts_with("}{")) return UpTo(line, target.end() + 2, "}");
  const std::string_view written = Between(line, target);
  if ((written.starts_with("link:") || written.starts_with("xref:")) && behind.starts_with("[")) {
    return UpTo(line, target.end() + 1, "]");
  }
  const std::size_t close = behind.substr(0, kLongestTag).find_first_of("<>");
  if (close == std::string_view::npos || behind[close] != '>') return std::nullopt;
  auto words = UpTo(line, target.end() + close + 1, "</");
  if (!words) return words;
  const std::size_t inner = Between(line, *words).rfind('>') + 1;  // npos + 1 is 0
  return Span{words->offset + inner, words->length - inner};
}

// `next="../03_loops"`, `prev={"…"}`: the attribute that the target is given to.
std::optional<Span> Attribute(std::string_view line, Span target, bool next) {
  std::size_t end = target.offset;
  while (end > 0 && std::string_view("\"'{`").find(line[end - 1]) != std::string_view::npos) --end;
  if (end == target.offset || end == 0 || line[end - 1] != '=') return std::nullopt;
  std::size_t begin = --end;
  while (begin > 0 && (IsLetter(line[begin - 1]) || line[begin - 1] == '-')) --begin;
  const std::string name = Lower(line.substr(begin, end - begin));
  const bool is_it = std::ranges::any_of(MarksFor(next), [&](std::string_view mark) {
    return name == mark || name.ends_with("-" + std::string(mark)) ||
           (name.starts_with(mark) && begin + mark.size() < end &&
            IsUpper(line[begin + mark.size()]));
  });
  return is_it ? std::optional(Span{begin, end - begin}) : std::nullopt;
}

// `class="nav-next"`, `rel="next"`, `aria-label="Nächste Lektion"` of the tag that the target
// stands in.
std::optional<Span> OfTag(std::string_view line, Span target, bool next,
                          std::span<const std::string> labels) {
  const std::size_t low = target.offset - std::min(target.offset, kLongestTag);
  const std::size_t open = line.substr(low, target.offset - low).find_last_of("<>");
  if (open == std::string_view::npos || line[low + open] != '<') return std::nullopt;
  const std::size_t begin = low + open;
  const std::size_t length = line.substr(begin, 2 * kLongestTag).find('>');
  if (length == std::string_view::npos) return std::nullopt;
  const std::string_view tag = line.substr(begin, length);
  for (std::size_t quote = tag.find_first_of("\"'"); quote != std::string_view::npos;) {
    const std::size_t close = tag.find(tag[quote], quote + 1);
    if (close == std::string_view::npos) break;
    const std::string_view value = tag.substr(quote + 1, close - quote - 1);
    const std::size_t name = tag.substr(0, quote).find_last_of(" \t") + 1;  // npos + 1 is 0
    const std::string key = Lower(tag.substr(name, quote - name));
    const bool marks = key == "class=" || key == "classname=" || key == "rel=" || key == "id=";
    const bool words = key == "aria-label=" || key == "title=";
    const Span span{begin + quote + 1, value.size()};
    if (words && Says(value, next, labels)) return span;
    std::string parts = Lower(value);
    std::ranges::replace_if(
        parts, [](char c) { return !IsWordByte(c) || c == '_'; }, ' ');
    for (const std::string_view part : Split(parts, ' ')) {
      const auto known = MarksFor(next);
      if (marks && std::ranges::find(known, part) != known.end()) return span;
    }
    quote = tag.find_first_of("\"'", close + 1);
  }
  return std::nullopt;
}

// Whether a part of a key, `pagination_next` or `nextLesson`, begins at `at`.
bool BeginsPart(std::string_view line, std::size_t at) {
  return at == 0 || !IsWordByte(line[at - 1]) || (IsUpper(line[at]) && IsLower(line[at - 1]));
}

bool IsAlone(std::string_view text, std::size_t begin, std::size_t end) {
  const auto is_part = [](char c) { return IsWordByte(c) || c == '_'; };
  return (begin == 0 || !is_part(text[begin - 1])) && (end >= text.size() || !is_part(text[end]));
}

}  // namespace

std::optional<Span> NeighbourKey(std::string_view line, std::string_view lowered, bool next) {
  for (const std::string_view word : MarksFor(next)) {
    for (const std::string_view mark : {"rel=\"", "rel='", "rel="}) {
      const std::size_t rel = lowered.find(mark);
      if (rel == std::string_view::npos) continue;
      const std::size_t at = rel + mark.size();
      if (lowered.substr(at).starts_with(word) && IsAlone(lowered, at, at + word.size())) {
        return Span{at, word.size()};
      }
    }
  }
  const std::size_t begin = lowered.find_first_not_of(" \t\"'-:{");
  if (begin == std::string_view::npos) return std::nullopt;
  std::size_t end = begin;
  while (end < line.size() && (IsWordByte(line[end]) || line[end] == '_' || line[end] == '-'))
    ++end;
  std::size_t mark = end;
  while (mark < line.size() &&
         std::string_view("\"' ").find(line[mark]) != std::string_view::npos) {
    ++mark;
  }
  if (mark >= line.size() || (line[mark] != ':' && line[mark] != '=')) return std::nullopt;
  for (const std::string_view word : MarksFor(next)) {
    const std::size_t at = lowered.substr(0, end).find(word, begin);
    const std::size_t last = at + word.size();
    if (at == std::string_view::npos || !BeginsPart(line, at)) continue;
    const bool ends = last == end || !IsLower(line[last]);
    if (ends) return Span{begin, end - begin};
  }
  return std::nullopt;
}

bool SaysNeighbourInLink(std::string_view word, bool next) {
  constexpr std::size_t kLongestEnding = 6;  // three letters of Cyrillic, two of Chinese
  const auto is_it = [&](const NeighbourTerm& one) {
    if (!one.is_stem) return word == one.word;
    return word.starts_with(one.word) && word.size() - one.word.size() <= kLongestEnding;
  };
  return std::ranges::any_of(NeighbourTermsOfLinks(next), is_it);
}

std::optional<Span> WordsOfLinkAround(std::string_view line, Span target) {
  return WordsOfLinkTo(line, TargetAround(line, target));
}

std::optional<Span> NeighbourWordsOfLink(std::string_view line, Span inside, bool next,
                                         std::span<const std::string> labels) {
  const Span target = TargetAround(line, inside);
  if (const auto attribute = Attribute(line, target, next)) return attribute;
  const auto words = WordsOfLinkTo(line, target);
  if (words && Says(Between(line, *words), next, labels)) return words;
  return OfTag(line, target, next, labels);
}

}  // namespace prereq
