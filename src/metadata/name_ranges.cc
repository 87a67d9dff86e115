#include "metadata/name_ranges.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/text.h"
#include "series/course_words.h"

namespace prereq {
namespace {

// Between numbers.
constexpr auto kNumberMarks = std::to_array<std::string_view>(
    {"–",       "—",      "-",      "...",   "..",   "…",        "to ",    "through ",
     "thru ",   "until ", "up to ", "bis ",  "à ",   "a ",       "hasta ", "até ",
     "fino a ", "tot ",   "t/m ",   "till ", "til ", "jusqu'à ", "по ",    "до ",
     "〜",      "～",     "至",     "到",    "から", "부터 ",    "부터"});

// Words between names, as a whole.
constexpr auto kNameMarks = std::to_array<std::string_view>(
    {"–",      "...", "..",         "…",   "to",      "through", "thru",  "until",
     "up to",  "bis", "bis zu",     "à",   "jusqu'à", "jusqu’à", "hasta", "até",
     "fino a", "tot", "tot en met", "t/m", "till",    "til",     "по",    "до",
     "〜",     "～",  "~",          "至",  "到",      "から",    "부터"});

// Words between names that mean a range only behind one of the others: "de … a", "od … do".
constexpr auto kFromMarks = std::to_array<std::string_view>({"a", "al", "do"});
constexpr auto kFrom =
    std::to_array<std::string_view>({"de", "del", "desde", "da", "dal", "dalla", "dai", "od"});

template <class Words>
bool IsOneOf(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// Without blanks and what closes or opens emphasis, code and quotes.
std::string_view Bare(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\n*_`\"";
  const std::size_t begin = std::min(text.find_first_not_of(kAround), text.size());
  return text.substr(begin, text.find_last_not_of(kAround) + 1 - begin);
}

std::string_view WithoutRemark(std::string_view text) {
  if (!text.starts_with('(')) return text;
  const std::size_t close = text.find(')');
  return close == std::string_view::npos ? text : Bare(text.substr(close + 1));
}

// The words of `text` with one blank between them, in lower case, without the word for a module
// behind the others: "through lesson `04-d.md`".
std::string JoiningWords(std::string_view text) {
  std::string words;
  for (const std::string_view line : Lines(text)) {
    for (const std::string_view word : Split(line, ' ')) {
      if (Trim(word).empty()) continue;
      words += words.empty() ? "" : " ";
      words += Lower(Trim(word));
    }
  }
  const std::size_t blank = words.rfind(' ');
  if (blank != std::string::npos &&
      !CourseWordOf(std::string_view(words).substr(blank + 1)).empty()) {
    words.resize(blank);
  }
  return words;
}

}  // namespace

std::size_t RangeMarkLength(std::string_view text) {
  const auto found = std::ranges::find_if(
      kNumberMarks, [text](std::string_view mark) { return text.starts_with(mark); });
  return found == kNumberMarks.end() ? 0 : found->size();
}

void JoinNames(std::string_view text, ModuleMention& first, const ModuleMention& last) {
  constexpr std::size_t kLongest = 120;  // bytes, with a remark
  const std::size_t end = first.span.end();
  if (first.path.empty() || last.path.empty() || last.span.offset < end ||
      last.span.offset - end > kLongest) {
    return;
  }
  const std::string_view between = text.substr(end, last.span.offset - end);
  const std::string word = JoiningWords(WithoutRemark(Bare(between)));
  bool joined = IsOneOf(kNameMarks, word);
  if (!joined && IsOneOf(kFromMarks, word)) {
    const std::string_view before = Bare(text.substr(0, first.span.offset));
    joined = IsOneOf(kFrom, Lower(before.substr(before.rfind(' ') + 1)));  // npos + 1 is 0
  }
  if (joined) first.last_path = last.path;
}

}  // namespace prereq
