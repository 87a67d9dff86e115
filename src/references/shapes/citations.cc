// What stands in a citation, beside the key of one, or in a link to another site: parts of other
// books.
#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "references/link_words.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/citations.h"
#include "references/shapes/label.h"

namespace prereq::references {
namespace {

// Whether what is called so cites: `\citep`, `:cite:p:`, `#cite`, `[cite`.
bool CitesBefore(std::string_view text, std::size_t end) {
  static constexpr ByteSet kOfName(":*#\\/_-");
  std::size_t begin = end;
  while (begin > 0 && end - begin < kReach &&
         (IsLetter(text[begin - 1]) || kOfName.Has(text[begin - 1]))) {
    --begin;
  }
  return Lower(text.substr(begin, end - begin)).find("cite") != std::string::npos;
}

// `\citep[see][Chapter 3]{x}`, `:cite:p:`x{Chapter 3}``, `#cite(<x>, supplement: [Chapter 3])`:
// whether `at` stands in an argument of something that cites.
bool IsInCitation(std::string_view text, std::size_t at) {
  const std::size_t low = at > kReach ? at - kReach : 0;
  int closed = 0;  // brackets that close before one opens
  for (std::size_t open = at; open > low; --open) {
    const char c = text[open - 1];
    if (c == '\n') return false;
    if (c == ']' || c == ')' || c == '}') ++closed;
    if (c == '`' && closed <= 0 && CitesBefore(text, open - 1)) return true;
    if (c != '[' && c != '(' && c != '{') continue;
    if (--closed >= 0) continue;
    std::size_t name = open - 1;
    if (name > low && text[name - 1] == ']') {  // the first of two arguments
      const std::size_t first = text.substr(0, name).rfind('[');
      if (first != std::string_view::npos && first >= low) name = first;
    }
    if (CitesBefore(text, name)) return true;
  }
  return false;
}

// Whether `at` stands in the words of a link to another site, in whatever markup.
bool IsInForeignLink(const Scan& scan, std::size_t at) {
  const std::string_view text = scan.text;
  const std::size_t low = at > kReach ? at - kReach : 0;
  const std::string_view near = text.substr(low, 2 * kReach);
  for (std::size_t mark = near.find("://"); mark != std::string_view::npos;
       mark = near.find("://", mark + 1)) {
    std::size_t begin = low + mark;
    while (begin > 0 && IsLetter(text[begin - 1])) --begin;
    const auto words = WordsOfLink(scan, {begin, low + mark + 3 - begin});
    if (!words || at < words->offset || words->end() <= at) continue;
    if (words->offset > 1 && text[words->offset - 2] == '!') continue;  // what a picture shows
    const std::string_view target = text.substr(begin, kReach);
    const std::string_view url = target.substr(0, target.find_first_of(" \t\n\"'<>()[]{}|"));
    if (!scan.lexicon.IsOwnUrl(url) && !scan.lexicon.IsCopyUrl(url)) return true;
  }
  return false;
}

// Whether what follows the `@` at `at` is called as the parts of the own book that pandoc, Quarto
// and Typst count are: `@sec-loops`, `@fig:two`.
bool IsCrossReference(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 28> kKinds = {
      "sec", "fig", "tbl", "tab", "eq",  "eqn", "lst", "ch",  "chap", "cha",
      "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol",  "rem",
      "alg", "tip", "nte", "wrn", "imp", "cau", "app", "part"};
  std::size_t end = at + 1;
  while (end < text.size() && end - at < 8 && IsLetter(text[end])) ++end;
  if (end >= text.size() || (text[end] != '-' && text[end] != ':')) return false;
  return std::ranges::find(kKinds, Lower(text.substr(at + 1, end - at - 1))) != kKinds.end();
}

// Whether an `@` begins the key of a citation.
bool IsCitationKey(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '@' || at + 1 >= text.size()) return false;
  if (!IsLetter(text[at + 1]) || (at > 0 && IsWord(text[at - 1]))) return false;
  return !IsCrossReference(text, at);
}

bool IsKeyByte(char c) { return IsWord(c) || c == '-' || c == ':' || c == '.' || c == '/'; }

// `[see @knuth, Chapter 2]`: whether `at` stands in brackets that cite. O(reach).
bool IsInCitingBrackets(std::string_view text, std::size_t at) {
  const std::size_t low = at > kReach ? at - kReach : 0;
  bool cites = false;
  int closed = 0;
  for (std::size_t open = at; open > low && text[open - 1] != '\n'; --open) {
    if (text[open - 1] == ']') ++closed;
    if (text[open - 1] == '[' && closed-- == 0) return cites;
    if (closed == 0 && IsCitationKey(text, open - 1)) cites = true;
  }
  return false;
}

// `@knuth, Chapter 2`, `@knuth [Chapter 2]`.
bool IsRightBehindKey(std::string_view text, std::size_t at) {
  static constexpr ByteSet kBetween(" \t,;([{");
  const std::size_t low = at > kReach ? at - kReach : 0;
  std::size_t end = at;
  while (end > low && kBetween.Has(text[end - 1])) --end;
  std::size_t begin = end;
  while (begin > low && IsKeyByte(text[begin - 1])) --begin;
  return begin < end && begin > 0 && IsWord(text[end - 1]) && IsCitationKey(text, begin - 1);
}

// Where what a part is said to be of begins, behind `end` and a word such as `of`; npos without
// one.
std::size_t StartOfWhole(std::string_view text, std::size_t end) {
  constexpr std::array<std::string_view, 17> kWords = {"of", "in", "from", "by",  "von", "aus",
                                                       "de", "du", "dans", "di",  "da",  "del",
                                                       "en", "em", "van",  "uit", "из"};
  const std::size_t at = SkipBlanks(text, end);
  std::size_t word = at;
  while (word < text.size() && word - at < 8 && IdentifierAt(text, word)) ++word;
  const std::string said = Lower(text.substr(at, word - at));
  if (std::ranges::find(kWords, said) == kWords.end()) return std::string_view::npos;
  return SkipBlanks(text, word);
}

// `Chapter 2 of @knuth`, `Kapitel 2 in [@knuth]`.
bool IsOfKey(std::string_view text, std::size_t end) {
  std::size_t at = StartOfWhole(text, end);
  while (at < text.size() && (text[at] == '[' || text[at] == '(' || text[at] == '-')) ++at;
  return IsCitationKey(text, at);
}

// Whether the words of the sentence before `at` cite.
bool SentenceCites(std::string_view text, std::size_t at) {
  const std::size_t low = at > kReach ? at - kReach : 0;
  for (std::size_t begin = at; begin > low; --begin) {
    const char c = text[begin - 1];
    const bool stops = c == '.' || c == '?' || c == '!';
    if (c == '\n' || (stops && begin < text.size() && IsBlank(text[begin]))) return false;
    if (IsCitationKey(text, begin - 1)) return true;
  }
  return false;
}

// `_R for Data Science_`, `*The C Book*`: whether a title in emphasis begins at `at`.
bool IsTitleAt(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 120;
  if (at >= text.size() || (text[at] != '_' && text[at] != '*')) return false;
  const std::size_t begin = std::min(text.find_first_not_of(text[at], at), text.size());
  const std::string_view line =
      text.substr(begin, std::min(text.find('\n', begin), begin + kLongest) - begin);
  return !line.empty() && IsUpper(line.front()) && line.find(text[at]) != std::string_view::npos;
}

}  // namespace

bool IsCitedPart(std::string_view text, Span part, bool is_page) {
  const std::size_t at = part.offset;
  // Only pages cite: `@team` and `@brief` are no books.
  const bool by_key = is_page && (IsInCitingBrackets(text, at) || IsRightBehindKey(text, at) ||
                                  IsOfKey(text, part.end()));
  return by_key || IsInCitation(text, at);
}

bool IsOfOtherBook(const Scan& scan, const Reference& reference) {
  const std::string_view text = scan.text;
  const std::size_t at = reference.whole.offset;
  if (IsCitedPart(text, reference.whole, IsPage(scan))) return true;
  const bool is_ours = !scan.lexicon.Owners(reference.written).empty();
  if (IsPage(scan) && !is_ours && SentenceCites(text, at)) return true;
  // `Chapter 7 of [_Surrogates_](https://other.example/book)`
  const std::size_t whole = StartOfWhole(text, reference.whole.end());
  const auto is_foreign_link = [&](std::size_t open) {
    return open < text.size() && text[open] == '[' && IsInForeignLink(scan, open + 1);
  };
  return IsInForeignLink(scan, at) || is_foreign_link(whole) ||
         (!is_ours &&
          (IsTitleAt(text, whole) || is_foreign_link(SkipBlanks(text, reference.whole.end()))));
}

}  // namespace prereq::references
