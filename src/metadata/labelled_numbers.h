// Numbers in running text and the labels before them: "Lessons 2, 3 and 5-7", "Lesson 1 – Lesson
// 3".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/next_mark.h"
#include "prereq/facts.h"

namespace prereq {

/// Whether a folded word is one of `labels`, also in the plural: `lessons`, `lektionen`.
bool IsLabelOf(const std::vector<std::string>& labels, std::string_view word);
/// Where the letters at `at` end, those of any alphabet.
std::size_t LettersEnd(std::string_view text, std::size_t at);
/// Behind the blanks at `at`, those that do not break included.
std::size_t PastBlanks(std::string_view text, std::size_t at);
/// Behind blanks and at most three marks of `#-_:.*`, or a `№`: what joins label and number.
std::size_t PastJoints(std::string_view text, std::size_t at);

/// A number with its letter, `3` or `3b`, and where it ends.
struct NumberInText {
  Number number;
  std::size_t end = 0;
};
/// The number at `at`; nullopt where it belongs to something else: `3rd`, `10x`, `30%`.
std::optional<NumberInText> NumberInTextAt(std::string_view text, std::size_t at);

/// Whether the `/` at `at` is one of several between numbers: "Module 1/2/3". One alone ties a
/// lesson to its phase, or counts parts: "3/10".
bool IsInChain(std::string_view text, std::size_t at);

/// One entry of a list; a range where it has a last number.
struct ListedNumber {
  Span span;
  Number first;
  std::optional<Number> last;
};
struct NumberList {
  std::vector<ListedNumber> numbers;
  std::size_t end = 0;  // where the list was left
};
/// The list that begins at `at`, whose ranges may say one of `labels` again. `next_close` finds the
/// next `)` of the same text.
NumberList ReadNumberList(std::string_view text, std::size_t at,
                          const std::vector<std::string>& labels, NextMark& next_close);

}  // namespace prereq
