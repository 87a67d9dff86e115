// A number of a page with the words that belong to it: `第9章`, `Figure 2-1`, `9. fejezet`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "passages/numerals.h"

namespace prereq {

/// The words before and behind a number, in lower case.
using WordsAround = std::pair<std::string, std::string>;

/// A number with what stands around it; offsets.
struct Numbered {
  std::size_t begin = 0, digits = 0, digits_end = 0, end = 0;  // with its words; of the numeral
  bool is_part = false;                                        // `2-1`, `2.1`
};

/// What `numeral` is in `text`; nullopt for one inside of a longer word or number. Looks at a
/// bounded stretch.
std::optional<Numbered> NumberedAt(std::string_view text, const Numeral& numeral);

/// The words before the number and its counter behind it, and where no word stands before it the
/// word behind it: `9. fejezet`.
WordsAround AroundNumber(std::string_view text, const Numbered& one);

/// The words of `text` in [begin, end) as they are compared: in lower case, without marks behind.
std::string Words(std::string_view text, std::size_t begin, std::size_t end);

/// Where a word begins that a hyphen joins to the number, `Section-06`, `ADR-3`; the number's begin
/// without one. In a path or a longer name it is a part of that.
std::size_t JoinedBegin(std::string_view text, const Numeral& number);

/// Where a word behind the number that ends at `end` ends, `. fejezet`, `-kun`; `end` where none
/// does.
std::size_t WordBehind(std::string_view text, std::size_t end);

}  // namespace prereq
