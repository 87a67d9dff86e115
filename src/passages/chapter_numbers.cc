#include "passages/chapter_numbers.h"

#include <algorithm>
#include <array>

#include "passages/counting_words.h"
#include "passages/other_books.h"
#include "passages/tied_words.h"
#include "references/number_joints.h"
#include "references/shapes.h"

namespace prereq {
namespace {

bool SaysChapter(std::string_view before, const std::pair<std::string, std::string>& around) {
  constexpr std::array<std::string_view, 4> kShort = {"ch", "chap", "chs", "kap"};
  const bool is_short = std::ranges::find(kShort, around.first) != kShort.end();
  if (is_short && before.find('.') != std::string_view::npos) return true;
  return SaysLabel(around, {"chapter"}, {"Chapter"});
}

}  // namespace

ChapterNumbers::ChapterNumbers(std::string_view path, std::string_view text, const Facts& facts)
    : text_(text),
      format_(FormatOf(path)),
      is_asked_(facts.series.labels.empty() && !references::IsLicence(path)) {}

std::optional<Span> ChapterNumbers::Read(Span words, Span digits,
                                         const std::pair<std::string, std::string>& around,
                                         std::string_view own) {
  if (!is_asked_) return std::nullopt;
  const bool goes_on = ContinuesList(digits);
  const std::string_view before = text_.substr(words.offset, digits.offset - words.offset);
  if (!goes_on && !SaysChapter(before, around)) return std::nullopt;
  const bool is_plural = goes_on || !IsLabelOfBook({around.first});
  if (!goes_on) list_begin_ = words.offset;
  list_end_ = is_plural ? digits.end() : 0;
  const Span whole{list_begin_, words.end() - list_begin_};
  return IsOfAnotherBook(text_, format_, whole, own) ? std::nullopt : std::optional(whole);
}

// "chapters 4, 5 and 6".
bool ChapterNumbers::ContinuesList(Span digits) const {
  if (list_end_ == 0 || digits.offset <= list_end_) return false;
  return references::IsListGap(text_.substr(list_end_, digits.offset - list_end_));
}

}  // namespace prereq
