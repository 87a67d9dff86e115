#include "references/mentions.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "references/shapes.h"

namespace prereq::references {
namespace {

// Whether no word goes on with what ends at `at`; a number may.
bool PhraseStops(std::string_view text, std::size_t at) {
  const std::size_t next = SkipBlanks(text, at);
  return next >= text.size() || IsDigit(text[next]) || !IdentifierAt(text, next);
}

}  // namespace

bool HoldsOnlyMarks(std::string_view gap) {
  for (std::size_t at = 0; at < gap.size();) {
    if (gap[at] == '<') {
      const std::size_t end = TagEnd(gap, at);
      at = end > at ? end : at + 1;
    } else if (gap[at] == '&') {
      std::size_t end = at + 1;
      while (end < gap.size() && (IsWord(gap[end]) || gap[end] == '#')) ++end;
      at = end < gap.size() && gap[end] == ';' ? end + 1 : at + 1;
    } else if (gap[at] == '_') {
      ++at;
    } else if (IdentifierAt(gap, at)) {
      return false;
    } else {
      do {
        ++at;
      } while (at < gap.size() && (static_cast<unsigned char>(gap[at]) & 0xC0U) == 0x80U);
    }
  }
  return true;
}

bool PhraseBegins(std::string_view text, std::size_t line, std::size_t at) {
  if (at > line && IdentifierBefore(text, at)) return false;
  const std::size_t before = SkipBlanksBack(text, at);
  if (before <= line || IsDigit(text[before - 1]) || text[before - 1] == '_') return true;
  if (!IdentifierBefore(text, before)) return true;
  return before > line + 1 && IsLower(text[before - 1]) && IsDigit(text[before - 2]);
}

bool IsRecordFormat(const Scan& scan) {
  const FileContent content = scan.format.content;
  return content == FileContent::kData || content == FileContent::kCode ||
         content == FileContent::kBuild;
}

bool MentionLine::IsOfOne() const {
  return !mentions.empty() && std::ranges::all_of(mentions, [&](const Mention& one) {
    return one.module == mentions.front().module;
  });
}

const MentionLine& MentionReader::LineAt(std::size_t begin, std::size_t end) {
  constexpr std::size_t kKept = 8;
  for (const MentionLine& line : lines_) {
    if (line.begin == begin) return line;
  }
  lines_.push_back(Read(begin, end));
  if (lines_.size() > kKept) lines_.pop_front();
  return lines_.back();
}

inline bool MentionReader::MayBegin(std::size_t at, std::size_t begin) const {
  const char c = text_[at];
  if (!IsLetter(c) && static_cast<unsigned char>(c) < 0xC0) return false;
  const bool starts = at == begin || !IsLetter(text_[at - 1]) ||
                      (at > begin + 1 && text_[at - 2] == '\\');  // `\n` of a string
  return starts && scan_.lexicon.MayBeginName(text_, at);
}

MentionLine MentionReader::Read(std::size_t begin, std::size_t end) const {
  MentionLine line{begin, end, {}};
  auto found = FirstEndingBehind(scan_, begin);
  const bool code = IsRecordFormat(scan_);
  for (std::size_t at = begin; at < end;) {
    while (found != scan_.found.end() && found->reference.whole.end() <= at) ++found;
    if (found != scan_.found.end() && found->reference.whole.offset <= at) {
      const Reference& one = found->reference;
      const bool sure = IsSure(one) && one.module && !found->weak;
      Mention mention{.begin = one.whole.offset,
                      .end = one.whole.end(),
                      .module = {},
                      .whole = true,
                      .path = sure && IsTarget(scan_, *found),
                      .read = true};
      if (mention.path) Widen(mention, line);
      at = std::max(at + 1, mention.end);
      if (sure) {
        mention.module = *one.module;
        line.mentions.push_back(mention);
      }
      continue;
    }
    const std::size_t stop =
        found == scan_.found.end() ? end : std::min(end, found->reference.whole.offset);
    while (at < stop && !MayBegin(at, begin)) ++at;
    if (at >= stop) continue;
    // Most words begin no name, which is told by two bytes.
    const bool plain = !code && !IsUpper(text_[at]);
    std::optional<NameMatch> match = plain ? NameIn(at, end, code) : std::nullopt;
    if (plain && !match) {
      ++at;
      continue;
    }
    const bool inside = at > begin && IdentifierBefore(text_, at);
    const bool joined = inside && text_[at - 1] == '_';
    const bool numbered =
        inside &&
        (IsDigit(text_[at - 1]) ||
         (joined && (IsDigit(text_[at - 2]) ||
                     (at > begin + 2 && IsLower(text_[at - 2]) && IsDigit(text_[at - 3])))));
    if (inside && !numbered && !(code && joined)) {
      ++at;
      continue;
    }
    if (!plain) match = NameIn(at, end, code);
    if (!match) {
      ++at;
      continue;
    }
    const std::size_t behind = at + match->length;
    const bool whole =
        code || (!inside && PhraseBegins(text_, begin, at) && PhraseStops(text_, behind));
    line.mentions.push_back(
        {.begin = at, .end = behind, .module = match->modules.front(), .whole = whole});
    at = behind;
  }
  return line;
}

// All of the path that the reference is a part of.
void MentionReader::Widen(Mention& mention, const MentionLine& line) const {
  static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|,;=");
  while (mention.begin > line.begin && !kEnds.Has(text_[mention.begin - 1])) --mention.begin;
  while (mention.end < line.end && !kEnds.Has(text_[mention.end])) ++mention.end;
}

// A name at `at`, in code also before a word for its number: `loops_NUMBER`.
std::optional<NameMatch> MentionReader::NameIn(std::size_t at, std::size_t end, bool code) const {
  constexpr std::size_t kShortest = 2;
  auto match = scan_.lexicon.NameAt(text_, at);
  if (!match && IsUpper(text_[at])) match = CamelWord(at, end);
  if (!match && code) {
    std::size_t stop = at;
    while (stop < end && IsWord(text_[stop])) ++stop;
    const std::string_view word = text_.substr(at, stop - at);
    if (word.find('_') != std::string_view::npos && EndsInNumberWord(word)) {
      match = scan_.lexicon.SlugAtStart(word);
    }
  }
  if (match && (match->modules.size() != 1 || match->length < kShortest)) match.reset();
  return match;
}

// `GraphTheory` of graph_theory.
std::optional<NameMatch> MentionReader::CamelWord(std::size_t at, std::size_t end) const {
  constexpr std::size_t kLongest = 64;
  std::string words;
  std::size_t stop = at;
  for (; stop < end && IsWord(text_[stop]) && words.size() < kLongest; ++stop) {
    if (IsUpper(text_[stop]) && stop > at && IsLower(text_[stop - 1])) words += '_';
    words += text_[stop];
  }
  if (words.size() == stop - at) return std::nullopt;  // one word
  auto match = scan_.lexicon.Slug(words);
  if (match) match->length = match->whole = stop - at;
  return match;
}

std::optional<LineBeside> MentionReader::Beside(std::size_t begin, std::size_t end, int step) {
  constexpr int kAround = 2, kMostTags = 3;
  for (int steps = 1, tags = 0; steps <= kAround; ++steps) {
    if (step < 0) {
      if (begin == 0) return std::nullopt;
      end = begin - 1;
      const std::size_t low = end - std::min(end, kLongestLine + 1);
      const std::size_t mark = text_.substr(low, end - low).rfind('\n');
      if (mark == std::string_view::npos && low > 0) return std::nullopt;  // too long to be read
      begin = mark == std::string_view::npos ? 0 : low + mark + 1;
    } else {
      if (end + 1 >= text_.size()) return std::nullopt;
      begin = end + 1;
      const std::size_t length = text_.substr(begin, kLongestLine + 1).find('\n');
      end = length == std::string_view::npos ? text_.size() : begin + length;
    }
    const std::string_view said = Trim(text_.substr(begin, end - begin));
    if (end - begin > kLongestLine || said.empty()) return std::nullopt;
    if (said.front() != '<' && said.size() > 2 && HoldsOnlyMarks(said))
      return std::nullopt;  // `---`, `===`
    if (said.front() == '<' && HoldsOnlyMarks(said) && ++tags <= kMostTags) {
      --steps;
      continue;
    }
    const MentionLine& line = LineAt(begin, end);
    if (line.mentions.empty()) continue;
    if (!line.IsOfOne()) return std::nullopt;
    return LineBeside{step * steps, line};
  }
  return std::nullopt;
}

}  // namespace prereq::references
