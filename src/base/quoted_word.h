// Any bytes as one word in double quotes, and back: how order files carry hostile names.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace prereq {

/// `text` in double quotes, on one line and in UTF-8 whatever it holds: \\ \" \n \t \r, and \xNN
/// for other control bytes and for bytes that are not UTF-8.
std::string QuoteWord(std::string_view text);

struct QuotedWord {
  std::string text;
  std::size_t length = 0;  // of the word as written, both quotes included
};
/// Reads what QuoteWord wrote from the start of `text`. A backslash before anything else stays as
/// it is. nullopt: no double quote at the start, or none that closes it.
std::optional<QuotedWord> ReadQuotedWord(std::string_view text);

}  // namespace prereq
