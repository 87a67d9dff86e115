// Words and marks in texts of any script.
#pragma once

#include <cstddef>
#include <string_view>

namespace prereq {

/// Bytes of the character at `at`, which is inside `text`, where it belongs to a word: a letter, a
/// digit, a syllable, an ideograph; 0: it is a mark, such as a blank, an arrow, a full stop of any
/// script, or a picture.
std::size_t WordLengthAt(std::string_view text, std::size_t at);
/// Bytes of the character at `at`; at least 1.
std::size_t CharacterLengthAt(std::string_view text, std::size_t at);

}  // namespace prereq
