#include "references/number_joints.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "references/counters.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::array<std::string_view, 10> kListMarks = {"、", "，", "；", "・", ",",
                                                         ";",  "/",  "+",  "&",  "&amp;"};
constexpr std::array<std::string_view, 32> kListWords = {
    "and also", "as well as", "and/or", "and", "or",  "plus", "und", "oder", "sowie", "et",    "ou",
    "y",        "e",          "o",      "i",   "a",   "oraz", "en",  "och",  "og",    "eller", "ja",
    "és",       "ve",         "și",     "và",  "dan", "и",    "или", "і",    "та",    "και"};
constexpr std::array<std::string_view, 9> kWideListWords = {"以及", "或", "及", "和", "与",
                                                            "與",   "跟", "と", "및"};
constexpr std::array<std::string_view, 12> kJointRangeWords = {
    "through", "thru", "until", "to", "bis", "à", "do", "до", "по", "至", "到", "から"};
constexpr std::array<std::string_view, 7> kJointDashes = {"-", "–", "—", "~", "～", "〜", "−"};

template <std::size_t kCount>
constexpr void AddFirsts(const std::array<std::string_view, kCount>& signs, ByteSet& firsts) {
  for (const std::string_view one : signs) firsts.Add(one.front());
}

// Whatever a joint may begin with.
constexpr ByteSet kFirsts = [] {
  ByteSet firsts("");
  AddFirsts(kListMarks, firsts);
  AddFirsts(kListWords, firsts);
  AddFirsts(kWideListWords, firsts);
  AddFirsts(kJointRangeWords, firsts);
  AddFirsts(kJointDashes, firsts);
  return firsts;
}();

// Of a script without blanks between words.
bool IsWide(std::string_view sign) { return static_cast<unsigned char>(sign.front()) >= 0xE3; }

// The longest of `signs` that stands at `at`; empty without one.
template <std::size_t kCount>
std::string_view ListSignAt(std::string_view text, std::size_t at,
                            const std::array<std::string_view, kCount>& signs) {
  std::string_view longest;
  for (const std::string_view one : signs) {
    if (one.size() > longest.size() && text.substr(at).starts_with(one)) longest = one;
  }
  return longest;
}

// The longest of `words` that stands at `at` by itself.
template <std::size_t kCount>
std::string_view ListWordAt(std::string_view text, std::size_t at,
                            const std::array<std::string_view, kCount>& words) {
  std::string_view longest;
  for (const std::string_view one : words) {
    if (one.size() <= longest.size() || !text.substr(at).starts_with(one)) continue;
    if (IsWide(one) || !IdentifierAt(text, at + one.size())) longest = one;
  }
  return longest;
}

// Over blanks, TeX's `~`, and one line end.
std::size_t SkipJointGap(std::string_view text, std::size_t at) {
  const auto skip = [&](std::size_t from) {
    from = SkipBlanks(text, from);
    return from < text.size() && text[from] == '~' ? SkipBlanks(text, from + 1) : from;
  };
  at = skip(at);
  if (at < text.size() && text[at] == '\r') ++at;
  return at < text.size() && text[at] == '\n' ? skip(at + 1) : at;
}

std::size_t SkipEmphasisMarks(std::string_view text, std::size_t at) {
  static constexpr ByteSet kEmphasis("*_`\"'");
  while (at < text.size() && kEmphasis.Has(text[at])) ++at;
  return at;
}

// Over ` (loops)`.
std::size_t SkipAside(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 64;
  const std::size_t open = SkipBlanks(text, at);
  if (open >= text.size() || text[open] != '(') return at;
  const std::string_view inside = text.substr(open, kLongest);
  const std::size_t close = inside.find_first_of(")\n", 1);
  const bool closes = close != std::string_view::npos && inside[close] == ')';
  return closes ? open + close + 1 : at;
}

}  // namespace

NumberJoint NumberJointAt(std::string_view text, std::size_t at) {
  text = text.substr(0, at + std::min(kReach, text.size() - std::min(at, text.size())));
  NumberJoint joint{.end = at};
  const std::size_t begin = SkipAside(text, SkipEmphasisMarks(text, at));
  std::size_t next = SkipJointGap(text, begin);
  if (next >= text.size() || !kFirsts.Has(text[next])) return joint;
  const bool blank = next > begin;
  bool wide = false;
  if (const std::string_view mark = ListSignAt(text, next, kListMarks); !mark.empty()) {
    joint.has_mark = true;
    wide = IsWide(mark);
    const std::size_t end = next + mark.size();
    next = SkipJointGap(text, end);
    joint.is_spaced = next > end;
  }
  const auto passes = [&](std::string_view word) {
    const std::size_t end = SkipJointGap(text, next + word.size());
    if (word.empty() ||
        (!IsWide(word) && (end == next + word.size() || !(blank || joint.is_spaced)))) {
      return false;
    }
    wide = wide || IsWide(word);
    next = end;
    return true;
  };
  joint.has_word =
      passes(ListWordAt(text, next, kListWords)) || passes(ListSignAt(text, next, kWideListWords));
  if (!joint.has_mark && !joint.has_word) {
    const std::string_view dash = ListSignAt(text, next, kJointDashes);
    if (!dash.empty()) {
      joint.is_range = true;
      next = SkipJointGap(text, next + dash.size());
    } else {
      joint.is_range = passes(ListWordAt(text, next, kJointRangeWords));
    }
    if (!joint.is_range) return {.end = at};
  }
  joint.is_spaced = joint.is_spaced || blank || wide;
  next = SkipEmphasisMarks(text, next);
  if (next < text.size() && text[next] == '#') ++next;
  joint.end = SkipBlanks(text, OrdinalSignEnd(text, next));
  return joint;
}

bool IsListGap(std::string_view gap) {
  if (gap.empty() || gap.find_first_of("\r\n(*_`\"';#") != std::string_view::npos) return false;
  const NumberJoint joint = NumberJointAt(gap, 0);
  return !joint.is_range && joint.end == gap.size();
}

bool CountsThings(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '%') return true;
  const std::size_t word = SkipBlanks(text, at);
  if (word == at || !IdentifierAt(text, word) || IsDigit(text[word])) return false;
  const NumberJoint joint = NumberJointAt(text, at);
  return joint.end == at || joint.end >= text.size() || !IsDigit(text[joint.end]);
}

}  // namespace prereq::references
