#include "report/order_word.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/numbered_name.h"
#include "base/quoted_word.h"
#include "base/text.h"

namespace prereq {
namespace {

// Reads back as exactly this name behind a number and `_`.
bool IsPlain(const std::string& slug) {
  return !slug.empty() && IsWordByte(slug.front()) && IsWordByte(slug.back()) &&
         Printable(slug) == slug && std::ranges::all_of(slug, [](char c) {
           return IsWordByte(c) || std::string_view("_-.+").find(c) != std::string_view::npos;
         });
}

}  // namespace

std::string OrderWord(const Facts& facts, const std::optional<Number>& number,
                      const std::string& slug) {
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  const bool plain = IsPlain(slug);
  if (!number) return plain && !SplitNumberedName(slug).number ? slug : QuoteWord(slug);
  const std::string shown = ShowNumber(*number, pattern ? pattern->width() : 1);
  return plain ? shown + "_" + slug : shown + " " + QuoteWord(slug);
}

}  // namespace prereq
