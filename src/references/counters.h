// The characters behind a number that say what it counts where no blank stands between words: `章`
// of `第3章`, `장` of `3장`.
#pragma once

#include <cstddef>
#include <string_view>

namespace prereq::references {

/// Where the counter ends that follows a number which ends at `end`, perhaps behind a blank: one
/// ideograph, or the Hangul that a blank or mark closes, at most three syllables. `end` where none
/// follows.
std::size_t CounterEnd(std::string_view text, std::size_t end);

/// Where the sign of an ordinal ends that stands at `at`: `第`, `제`; `at` where none does.
std::size_t OrdinalSignEnd(std::string_view text, std::size_t at);

/// Whether the number that ends at `end` has a counter of modules behind it.
bool HasCounter(std::string_view text, std::size_t end);

/// Whether the counter, as CounterEnd gives it, counts parts of a course or book: `章`, `课`,
/// `단계`, but not `가지` ("ways").
bool CountsModules(std::string_view counter);

}  // namespace prereq::references
