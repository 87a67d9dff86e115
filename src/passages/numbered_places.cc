#include "passages/numbered_places.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/text.h"
#include "passages/counting_words.h"
#include "references/counters.h"
#include "references/scan_text.h"

namespace prereq {
namespace {

using references::CounterEnd;
using references::HasCounter;
using references::IdentifierAt;
using references::IdentifierBefore;
using references::IsBlank;
using references::OrdinalSignEnd;
using references::UnspacedStart;
using references::WordStart;

constexpr std::size_t kMostPart = 3, kLongestWord = 32;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// The end of the character at `at`.
std::size_t CharacterEnd(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && IsContinuation(text[at])) ++at;
  return at;
}

// Where the syllables of Hangul begin that end at `end`; `end` without, or with more than a word's.
std::size_t HangulStart(std::string_view text, std::size_t end) {
  constexpr std::size_t kWide = 3, kMostSyllables = 4;
  std::size_t begin = end;
  while (begin >= kWide && end - begin <= kMostSyllables * kWide) {
    const auto lead = static_cast<unsigned char>(text[begin - kWide]);
    if (lead < 0xEA || lead > 0xED || IdentifierBefore(text, begin)) break;
    begin -= kWide;
  }
  return end - begin > kMostSyllables * kWide ? end : begin;
}

// Where the word before the number at `digits` begins; `digits` where none does. In scripts without
// blanks it is the character in front of it.
std::size_t BeforeNumber(std::string_view text, std::size_t digits) {
  std::size_t end = digits;
  const bool sign = end > 1 && text[end - 1] == '#' && IsBlank(text[end - 2]);  // `Koan #5`
  if (sign) --end;
  while (end > 1 && digits - end < 3 && (text[end - 1] == '*' || text[end - 1] == '`')) --end;
  if (end < digits && !IsBlank(text[end - 1]) && !sign) return digits;  // `3*4`
  if (end > 0 && (IsBlank(text[end - 1]) || text[end - 1] == '~')) --end;
  if (end > 1 && end < digits && text[end - 1] == '.') --end;  // `Fig. 2`
  std::size_t begin = WordStart(text, end);
  if (begin == end) begin = UnspacedStart(text, end, 1);
  return begin == end || end - begin > kLongestWord ? digits : begin;
}

// Where the words before the number of a part begin, which may stand in brackets or go on with a
// short word: `Equation (3.3)`, `\solution{5.1}`, `Solution to 3.3`, `§3.2`; `digits` without.
std::size_t BeforePart(std::string_view text, std::size_t digits) {
  constexpr std::size_t kShort = 3;
  std::size_t at = digits;
  if (at > 0 && (text[at - 1] == '(' || text[at - 1] == '{')) --at;
  const std::size_t blank = at > 0 && (IsBlank(text[at - 1]) || text[at - 1] == '~') ? 1 : 0;
  if (text.substr(0, at - blank).ends_with("§")) return at - blank - std::string_view("§").size();
  const std::size_t begin = BeforeNumber(text, at);
  if (begin == at) {
    const std::size_t hangul = HangulStart(text, at - blank);
    return hangul < at - blank ? hangul : digits;
  }
  if (at - begin <= 2 && text[begin] == 'S' && begin > 0 && text[begin - 1] == '\\')
    return begin - 1;
  const bool joint = at - begin <= kShort + 1 && IsLower(text[begin]);
  const std::size_t first = joint ? BeforeNumber(text, begin) : begin;
  return first < begin && CountsParts(Lower(text.substr(first, begin - first))) ? first : begin;
}

constexpr std::string_view kOrdinalSign = "第";
constexpr std::array<std::string_view, 4> kSectionSigns = {"小节", "小節", "节", "節"};

// `节` behind `第3.2`: it counts sections.
std::string_view SectionSign(std::string_view text, std::size_t begin, std::size_t end) {
  if (!text.substr(begin).starts_with(kOrdinalSign)) return {};
  const std::string_view rest = text.substr(std::min(end, text.size()));
  const auto sign = std::ranges::find_if(
      kSectionSigns, [&](std::string_view one) { return rest.starts_with(one); });
  return sign == kSectionSigns.end() ? std::string_view() : *sign;
}

// `第1-3章`: whether the words that begin at `begin` and the counter behind the part that ends at
// `end` make it a range of modules.
bool IsOrdinalRange(std::string_view text, std::size_t begin, std::size_t end) {
  return OrdinalSignEnd(text, begin) > begin && HasCounter(text, end) &&
         SectionSign(text, begin, end).empty() &&
         text.substr(begin, end - begin).find('-') != std::string_view::npos;
}

}  // namespace

std::size_t WordBehind(std::string_view text, std::size_t end) {
  constexpr std::size_t kShortest = 3;
  std::size_t at = end;
  if (at + 1 < text.size() && text[at] == '.' && IsBlank(text[at + 1])) {
    at += 2;
  } else if (at + 1 < text.size() && text[at] == '-' && IsLetter(text[at + 1])) {
    ++at;  // `6-kun`
  }
  const std::size_t word = at;
  while (at < text.size() && at - word < kLongestWord && !IsDigit(text[at]) && text[at] != '_' &&
         IdentifierAt(text, at)) {
    at = CharacterEnd(text, at);
  }
  return at - word < kShortest || at - word >= kLongestWord ? end : at;
}

std::string Words(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view written = Trim(text.substr(begin, end - begin));
  const bool has_cases = std::ranges::any_of(written, [](char c) {  // beyond ASCII: Latin, Cyrillic
    return static_cast<unsigned char>(c) >= 0xC3 && static_cast<unsigned char>(c) < 0xE0;
  });
  std::string words = has_cases ? FoldName(written) : Lower(written);
  while (!words.empty() &&
         std::string_view(".~({ #*`").find(words.back()) != std::string_view::npos) {
    words.pop_back();
  }
  return words;
}

std::size_t JoinedBegin(std::string_view text, const Numeral& number) {
  static constexpr references::ByteSet kInside("/.-_@\\"), kGoesOn("-/_@");
  const std::size_t digits = number.begin;
  if (!number.digits || digits < 2 || text[digits - 1] != '-') return digits;
  std::size_t begin = digits - 1;
  while (begin > 0 && digits - begin < kLongestWord && IsLetter(text[begin - 1])) --begin;
  const std::string_view word = text.substr(begin, digits - 1 - begin);
  const bool capitals = std::ranges::all_of(word, [](char c) { return IsUpper(c); });
  if (word.size() < 2 || !IsUpper(word.front()) || (!capitals && text[digits] != '0'))
    return digits;
  if (IdentifierBefore(text, begin) || (begin > 0 && kInside.Has(text[begin - 1]))) return digits;
  const std::size_t end = number.end;
  if (end < text.size() && (kGoesOn.Has(text[end]) || IdentifierAt(text, end))) return digits;
  const bool dotted = end + 1 < text.size() && text[end] == '.' && IdentifierAt(text, end + 1);
  return dotted ? digits : begin;
}

std::optional<Numbered> NumberedAt(std::string_view text, const Numeral& numeral) {
  const std::size_t digits = numeral.begin;
  Numbered one{.begin = digits, .digits = digits, .digits_end = numeral.end, .end = numeral.end};
  one.begin = JoinedBegin(text, numeral);
  if (one.begin < digits) return one;
  one.begin = BeforeNumber(text, digits);
  const char next = one.digits_end < text.size() ? text[one.digits_end] : '\n';
  std::size_t part = one.digits_end;
  if (next == '-' || next == '.') {
    ++part;
    while (part < text.size() && IsDigit(text[part])) ++part;
  }
  if (IsOrdinalRange(text, one.begin, part)) part = one.digits_end;
  const std::size_t length = part - one.digits_end;
  one.is_part = length > 1 && length <= kMostPart;
  if (length > 1 && (!one.is_part || IdentifierAt(text, part))) return std::nullopt;
  if (one.is_part) {
    while (next == '.' && part + 1 < text.size() && text[part] == '.' && IsDigit(text[part + 1])) {
      for (++part; part < text.size() && IsDigit(text[part]);) ++part;  // `3.2.3`
    }
    one.end = part;
    one.begin = BeforePart(text, digits);
    if (one.begin == digits) return std::nullopt;
    const char open = text[digits - 1], close = part < text.size() ? text[part] : '\n';
    if ((open == '(' && close == ')') || (open == '{' && close == '}')) ++one.end;
    one.end += SectionSign(text, one.begin, one.end).size();
    return one;
  }
  const std::string_view before = text.substr(0, digits);
  if (before.ends_with("卷") || before.ends_with("巻")) return one;  // the counter comes first
  one.end = CounterEnd(text, one.digits_end);
  if (one.end == one.digits_end && IdentifierAt(text, one.end)) return std::nullopt;
  return one;
}

WordsAround AroundNumber(std::string_view text, const Numbered& one) {
  if (one.is_part && text.substr(one.begin).starts_with(kOrdinalSign) &&
      std::ranges::any_of(kSectionSigns, [&](std::string_view sign) {
        return text.substr(0, one.end).ends_with(sign);
      })) {
    return {"section", {}};
  }
  if (one.begin < one.digits) {
    return {Words(text, one.begin, one.digits),
            std::string(Trim(text.substr(one.digits_end, one.end - one.digits_end)))};
  }
  const std::size_t end = std::max(one.end, WordBehind(text, one.digits_end));
  return {{}, Lower(Trim(text.substr(one.digits_end, end - one.digits_end)))};
}

}  // namespace prereq
