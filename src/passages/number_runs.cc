#include "passages/number_runs.h"

#include <algorithm>

#include "base/fold.h"
#include "base/text.h"
#include "passages/tied_words.h"
#include "references/counters.h"
#include "references/number_joints.h"
#include "references/scan_text.h"

namespace prereq {
namespace {

using references::CountsThings;
using references::NumberJoint;
using references::NumberJointAt;

// A label or its plural that ends before the colon in front of `digits`; empty without one.
std::string LabelBeforeColon(std::string_view text, std::size_t digits,
                             const std::vector<std::string>& labels) {
  std::size_t end = references::SkipBlanksBack(text, digits);
  static constexpr std::string_view kWideColon = "：";
  if (text.substr(0, end).ends_with(kWideColon)) {
    end -= kWideColon.size();
  } else if (end > 0 && text[end - 1] == ':') {
    --end;
  } else {
    return {};
  }
  while (end > 0 && (text[end - 1] == '*' || text[end - 1] == '_')) --end;  // `**Chapters:**`
  const std::size_t begin = references::WordStart(text, end);
  std::string word = FoldName(text.substr(begin, end - begin));
  const bool says_label = std::ranges::any_of(
      labels, [&](const std::string& label) { return IsFormOfWord(word, FoldName(label)); });
  return says_label ? word : std::string();
}

bool IsOrdinalSign(const std::string& words) {
  return !words.empty() && references::OrdinalSignEnd(words, 0) == words.size();
}

}  // namespace

// Whether the number `digits` to `digits_end` stands in one run with the one that ends at `end`.
bool NumberRuns::GoesOn(std::size_t end, const std::string& words, std::size_t digits,
                        std::size_t digits_end) const {
  const NumberJoint joint = NumberJointAt(text_, end);
  if (joint.end != digits || joint.end == end) return false;
  if (joint.is_range) return true;
  // "Lesson 2, 3 hours" counts hours, `2/3` may be the second of three.
  const bool plural = std::ranges::any_of(labels_, [&](const std::string& label) {
    return FoldName(label) != words && IsFormOfWord(words, FoldName(label));
  });
  if (joint.has_word || IsOrdinalSign(words)) return true;
  const std::size_t line = text_.rfind('\n', digits);
  const bool starts_line = line != std::string_view::npos && line >= end;
  if (starts_line && digits_end < text_.size() && text_[digits_end] == '.') return false;
  return plural || (joint.is_spaced && !CountsThings(text_, digits_end));
}

NumberRuns::Place NumberRuns::Continue(Numbered& one, WordsAround& around) {
  const bool has_own_sign = IsOrdinalSign(around.first) && !IsOrdinalSign(words_);
  const bool joined =
      end_ > 0 && !one.is_part && !has_own_sign && GoesOn(end_, words_, one.digits, one.digits_end);
  if (joined) {
    around.first = words_;
    one.begin = one.digits;
  } else {
    begin_ = one.begin;
    words_ = around.first;
  }
  const NumberJoint next = NumberJointAt(text_, one.digits_end);
  const bool leads = !one.is_part && next.end < text_.size() && next.end > one.digits_end &&
                     NumeralAt(text_, next.end);
  if (!joined && leads && words_.empty()) {
    words_ = around.first = LabelBeforeColon(text_, one.digits, labels_);
  }
  if (leads) {  // a word between numbers is no counter: `第1和3章`
    around.second = CounterAhead(one);
    one.end = std::min(one.end, one.digits_end);
  }
  end_ = one.is_part || (words_.empty() && around.second.empty()) ? 0 : one.digits_end;
  return {begin_, joined || leads};
}

// The counter behind the last number of the run in which `one` stands; empty without one.
std::string NumberRuns::CounterAhead(const Numbered& one) {
  if (one.digits < counted_until_) return counter_;
  constexpr int kMost = 64;
  std::size_t end = one.digits_end;
  for (int i = 0; i < kMost; ++i) {
    const NumberJoint joint = NumberJointAt(text_, end);
    const auto next = joint.end > end ? NumeralAt(text_, joint.end) : std::nullopt;
    if (!next) break;
    end = next->end;
  }
  counted_until_ = end;
  counter_ = std::string(Trim(text_.substr(end, references::CounterEnd(text_, end) - end)));
  if (!references::CountsModules(counter_)) counter_.clear();
  return counter_;
}

std::optional<Numeral> NumberRuns::After(const Numeral& one) const {
  const NumberJoint joint =
      one.digits ? NumberJoint{.end = one.end} : NumberJointAt(text_, one.end);
  if (joint.end > one.end) {
    if (auto next = NumeralAt(text_, joint.end)) return next;
  }
  return NextNumeral(text_, one.end);
}

bool NumberRuns::Expects(std::size_t digits) const {
  return end_ > 0 && IsOrdinalSign(words_) && NumberJointAt(text_, end_).end == digits;
}

bool SaysAnyLabel(std::string_view word, const std::vector<std::string>& labels) {
  constexpr std::size_t kShortest = 2;
  return std::ranges::any_of(labels, [&](const std::string& written) {
    const std::string label = FoldName(written);
    return IsFormOfWord(word, label) || (word.size() >= kShortest && label.starts_with(word));
  });
}

}  // namespace prereq
