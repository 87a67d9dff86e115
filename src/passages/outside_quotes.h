// What of a line of code stands outside of its quotes.
#pragma once

#include <cstddef>
#include <string_view>

namespace prereq {

/// Where the quote closes that opens at `at`; the line's length when it does not.
std::size_t QuoteEnd(std::string_view line, std::size_t at);

/// What stands outside quotes of one line: how brackets nest, and where a comment begins.
struct OutsideQuotes {
  int depth = 0, lowest = 0;
  std::size_t comment = 0;  // offset in the line; its length when there is none
  bool plain = true;        // no quote that goes on in the next line
};

/// `comment`: how one begins; may be empty. Linear.
OutsideQuotes LookOutside(std::string_view line, std::string_view comment);

}  // namespace prereq
