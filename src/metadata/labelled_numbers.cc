#include "metadata/labelled_numbers.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/fold.h"
#include "metadata/name_ranges.h"

namespace prereq {
namespace {

// Behind the joint of a range and a label said again, where a number follows.
std::optional<std::size_t> PastRangeMark(std::string_view text, std::size_t at,
                                         const std::vector<std::string>& labels) {
  at = PastBlanks(text, at);
  const std::size_t mark = RangeMarkLength(text.substr(at));
  if (mark == 0) return std::nullopt;
  at = PastBlanks(text, at + mark);
  const std::size_t letters = LettersEnd(text, at);
  if (letters > at && IsLabelOf(labels, FoldModuleName(text.substr(at, letters - at)))) {
    at = PastJoints(text, letters);
  }
  return at < text.size() && IsDigit(text[at]) ? std::optional(at) : std::nullopt;
}

// Behind ", ", " / ", " and " between numbers of a list and a remark in parentheses before it; only
// where a number follows that counts nothing itself ("Lesson 2, 3 hours").
std::optional<std::size_t> PastListJoint(std::string_view text, std::size_t at,
                                         NextMark& next_close) {
  at = PastBlanks(text, at);
  if (at < text.size() && text[at] == '(') {
    const std::size_t close = next_close.From(at);
    if (close == std::string_view::npos) return std::nullopt;
    at = PastBlanks(text, close + 1);
  }
  bool joint = IsInChain(text, at);
  if (joint) ++at;
  for (const std::string_view mark : {", and ", ", ", ",", "; ", "and ", "& ", "+ ", "und ", "et ",
                                      "y ", "e ", "и ", "or ", "/ "}) {
    if (joint || !text.substr(at).starts_with(mark)) continue;
    at += mark.size();
    joint = true;
    break;
  }
  if (!joint || at >= text.size() || !IsDigit(text[at])) return std::nullopt;
  std::size_t end = at;
  while (end < text.size() && IsDigit(text[end])) ++end;
  while (end < text.size() && text[end] == ' ') ++end;
  const std::size_t word = LettersEnd(text, end);
  constexpr std::array<std::string_view, 14> kGoOn = {
      "and", "or", "to", "through", "of", "und", "et", "bis", "y", "e", "и", "in", "are", "for"};
  const bool counts =
      word > end && std::ranges::find(kGoOn, text.substr(end, word - end)) == kGoOn.end();
  return counts ? std::nullopt : std::optional(at);
}

}  // namespace

bool IsLabelOf(const std::vector<std::string>& labels, std::string_view word) {
  return std::ranges::any_of(labels, [&](const std::string& label) {
    if (label.empty() || !word.starts_with(label)) return false;
    const std::string_view more = word.substr(label.size());
    return more.empty() || more == "s" || more == "es" || more == "e" || more == "en" ||
           more == "n" || more == "и" || more == "ы";
  });
}

std::size_t LettersEnd(std::string_view text, std::size_t at) {
  while (at < text.size() && IsWordByte(text[at]) && !IsDigit(text[at])) ++at;
  return at;
}

std::size_t PastBlanks(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  while (text.substr(at).starts_with("\u00A0")) at += 2;
  return at;
}

std::size_t PastJoints(std::string_view text, std::size_t at) {
  constexpr std::string_view kMarks = "#-_:.*", kNumero = "№";
  at = PastBlanks(text, at);
  for (int most = 3; most > 0 && at < text.size(); --most, ++at) {
    if (kMarks.find(text[at]) == std::string_view::npos) break;
  }
  if (text.substr(at).starts_with(kNumero)) at += kNumero.size();
  return PastBlanks(text, at);
}

std::optional<NumberInText> NumberInTextAt(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostDigits = 9;
  NumberInText read{{}, at};
  std::size_t& end = read.end;
  while (end < text.size() && IsDigit(text[end])) {
    if (end - at >= kMostDigits) return std::nullopt;
    ++end;
  }
  if (end == at) return std::nullopt;
  read.number.value = ValueOfDigits(text.substr(at, end - at));
  const bool ascii = end < text.size() && static_cast<unsigned char>(text[end]) < 0x80;
  if (ascii && IsLetter(text[end])) {
    const bool alone = end + 1 == text.size() || !IsWordByte(text[end + 1]);
    if (!alone) return std::nullopt;  // "3rd" and "10x"; "30分" and the like end the number
    read.number.suffix = text[end++];
  }
  if (end < text.size() && (text[end] == '%' || text[end] == '_')) return std::nullopt;
  return read;
}

bool IsInChain(std::string_view text, std::size_t at) {
  if (at == 0 || at + 1 >= text.size() || text[at] != '/' || !IsDigit(text[at - 1]) ||
      !IsDigit(text[at + 1])) {
    return false;
  }
  std::size_t begin = at, end = at + 1;
  while (begin > 0 && IsDigit(text[begin - 1])) --begin;
  while (end < text.size() && IsDigit(text[end])) ++end;
  const bool before = begin > 1 && text[begin - 1] == '/' && IsDigit(text[begin - 2]);
  return before || (end + 1 < text.size() && text[end] == '/' && IsDigit(text[end + 1]));
}

NumberList ReadNumberList(std::string_view text, std::size_t at,
                          const std::vector<std::string>& labels, NextMark& next_close) {
  NumberList list{{}, at};
  for (;;) {
    const std::optional<NumberInText> first = NumberInTextAt(text, list.end);
    if (!first) return list;
    ListedNumber listed{{list.end, first->end - list.end}, first->number, std::nullopt};
    list.end = first->end;
    if (const auto second = PastRangeMark(text, first->end, labels)) {
      const std::optional<NumberInText> last = NumberInTextAt(text, *second);
      if (last && last->number.value >= first->number.value) {
        listed.last = last->number;
        list.end = last->end;
        listed.span.length = list.end - listed.span.offset;
      }
    }
    list.numbers.push_back(listed);
    const auto next = PastListJoint(text, list.end, next_close);
    if (!next) return list;
    list.end = *next;
  }
}

}  // namespace prereq
