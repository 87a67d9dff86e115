#include "discovery/label_mentions.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/text.h"
#include "prereq/facts.h"
#include "references/scan_text.h"
#include "series/course_words.h"

namespace prereq {
namespace {

// How a title is tied to the number before it; its length, 0 when none is.
std::size_t TieAt(std::string_view text, std::size_t at) {
  for (const std::string_view tie : {": ", " (", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "}) {
    if (text.substr(at).starts_with(tie)) return tie.size();
  }
  return 0;
}

// The blank that ends at `end`, TeX's `~` too: its bytes, 0 where none does.
std::size_t BlankBefore(std::string_view text, std::size_t end) {
  const std::string_view before = text.substr(0, end);
  if (before.ends_with(' ') || before.ends_with('~')) return 1;
  return before.ends_with("\xC2\xA0") ? 2 : 0;
}

bool AreCapitals(std::string_view word) {
  return word.size() > 1 && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Where the number of a link begins with the mark in front of it: `[ADR #12](…)`, and behind a word
// in capitals `ADR [12](…)`.
std::size_t MarkBefore(std::string_view text, std::size_t digits) {
  if (digits < 2 || BlankBefore(text, digits - 1) == 0) return digits;
  const char mark = text[digits - 1];
  if (mark != '#' && mark != '[') return digits;
  const std::size_t end = digits - 1 - BlankBefore(text, digits - 1);
  const std::size_t begin = references::WordStart(text, end);
  const bool is_one = mark == '#' || AreCapitals(text.substr(begin, end - begin));
  return is_one && references::LinkTextAround(text, digits) ? digits - 1 : digits;
}

// Whether a name goes on behind the number: `Day-03-trees`, `Day-03/a.md`.
bool GoesOn(std::string_view text, std::size_t digits) {
  static constexpr references::ByteSet kJoints("-_/\\@");
  std::size_t end = digits;
  while (end < text.size() && IsDigit(text[end])) ++end;
  if (end >= text.size()) return false;
  const bool dotted = text[end] == '.' && references::IdentifierAt(text, end + 1);
  return kJoints.Has(text[end]) || dotted || references::IdentifierAt(text, end);
}

// The word before the number at `digits`: `Lesson 2`, `ADR-0002`, `Kap. 2`, and in scripts without
// blanks the character in front of it.
Span LabelBefore(std::string_view text, std::size_t digits, std::string_view own_word) {
  if (digits == 0) return {};
  const char last = text[digits - 1];
  const std::size_t blank = BlankBefore(text, digits);
  const std::size_t end = digits - (last == '-' ? 1 : blank);
  if (end == digits) {
    const std::size_t begin = references::UnspacedStart(text, end, 1);
    return {begin, end - begin};
  }
  std::size_t word = end;
  if (blank > 0 && word > 0 && text[word - 1] == '.') --word;
  std::size_t begin = references::WordStart(text, word);
  if (begin == word) begin = references::UnspacedStart(text, word, 4);
  if (begin == word || (begin > 0 && text[begin - 1] == '/')) return {};
  if (last != '-') return {begin, end - begin};
  // Joined so, only capitals say a label, ADR-0002, or the word of the names, Day-3.
  // `data-01-sales` is the name of a file.
  const std::string_view joined = text.substr(begin, end - begin);
  const bool is_own = !own_word.empty() && !IsLower(joined.front()) &&
                      FoldName(joined) == own_word && !GoesOn(text, digits);
  return is_own || AreCapitals(joined) ? Span{begin, end - begin} : Span{};
}

// `Introduction` of `Introduction and Lecture 2`: where the next label and number begin, and
// without what joins them.
std::string_view BeforeNextLabel(std::string_view title) {
  constexpr std::size_t kLongestJoint = 4;  // "and", "und", "y"
  for (std::size_t digits = title.find_first_of("0123456789"); digits != std::string_view::npos;
       digits = title.find_first_of("0123456789", digits + 1)) {
    if (digits == 0 || title[digits - 1] != ' ') continue;
    const std::size_t begin = references::WordStart(title, digits - 1);
    if (CourseWordOf(title.substr(begin, digits - 1 - begin)).empty()) continue;
    std::string_view before = Trim(title.substr(0, begin));
    const std::size_t joint = before.rfind(' ') + 1;  // npos + 1 is 0
    const bool joins =
        joint > 0 && before.size() - joint < kLongestJoint && !IsUpper(before[joint]);
    if (joins) before = Trim(before.substr(0, joint));
    return before;
  }
  return title;
}

}  // namespace

std::optional<Mention> MentionAt(std::string_view text, std::size_t digits,
                                 std::string_view own_word) {
  const std::size_t front = MarkBefore(text, digits);
  const Span label = LabelBefore(text, front, own_word);
  if (label.length == 0) return std::nullopt;
  Mention mention;
  mention.label = text.substr(label.offset, label.length);
  const bool is_own = !own_word.empty() && FoldName(mention.label) == own_word;
  mention.known = (BlankBefore(text, front) > 0 || is_own) &&
                  std::ranges::find(CourseWords(), mention.label) != CourseWords().end();
  constexpr std::size_t kMostDigits = 4;
  std::size_t i = digits;
  while (i < text.size() && IsDigit(text[i]) && i - digits <= kMostDigits) {
    mention.number = mention.number * 10 + (text[i++] - '0');
  }
  if (i - digits > kMostDigits) return std::nullopt;
  mention.is_marked = front < digits;
  mention.is_cited = text[digits] == '0' && text[digits - 1] == '-' && AreCapitals(mention.label) &&
                     !GoesOn(text, digits) &&
                     (label.offset == 0 || !references::IdentifierBefore(text, label.offset)) &&
                     !text.substr(0, label.offset).ends_with('-');
  mention.begin = label.offset;
  mention.end = i;
  mention.is_item = i + 1 < text.size() && text[i] == '.' && IsDigit(text[i + 1]);
  const std::size_t tie = TieAt(text, i);
  if (tie == 0 || i + tie >= text.size()) return mention;
  const bool colon = text[i] == ':';
  i += tie;
  const std::size_t begin = i;
  while (i < text.size() && (IsLetter(text[i]) || IsDigit(text[i]) || text[i] == ' ' ||
                             text[i] == '&' || text[i] == '-')) {
    ++i;
  }
  const std::string_view title = BeforeNextLabel(Trim(text.substr(begin, i - begin)));
  mention.phrase = title;
  if (colon && std::ranges::count(title, ' ') < 4 && !title.empty() && !title.ends_with('-')) {
    mention.title = title;
  }
  return mention;
}

bool TitledBehind(std::string_view text, std::size_t end, std::string_view slug, bool heading) {
  static constexpr references::ByteSet kMarks(" :.-*_([|`\"\xE2\x80\x93\x94");
  constexpr std::size_t kMostMarks = 8;
  constexpr std::size_t kShortest = 3;  // bytes of a name
  const std::string name = FoldModuleName(slug);
  std::string_view line = text.substr(end, text.find('\n', end) - end);
  if (line.size() > 2 * (slug.size() + kMostMarks)) return false;
  std::size_t marks = 0;
  while (marks < line.size() && marks < kMostMarks && kMarks.Has(line[marks])) ++marks;
  const bool is_marked = line.substr(0, marks).find_first_not_of(' ') != std::string_view::npos;
  if (name.size() < kShortest || marks == 0 || (!is_marked && !heading)) return false;
  return FoldModuleName(line.substr(marks)) == name;
}

bool NumberedBeside(std::string_view text, int number, std::string_view slug) {
  for (std::size_t at = text.find(slug); at != std::string_view::npos;
       at = text.find(slug, at + 1)) {
    std::size_t digits = at;
    while (digits > 0 && !IsDigit(text[digits - 1]) && !IsLetter(text[digits - 1]) &&
           at - digits < 3) {
      --digits;
    }
    int value = 0, factor = 1;
    bool any = false;
    for (; digits > 0 && IsDigit(text[digits - 1]) && factor < 10000; --digits, factor *= 10) {
      value += (text[digits - 1] - '0') * factor;
      any = true;
    }
    if (any && digits < at && value == number) return true;
  }
  return false;
}

}  // namespace prereq
