// Paragraphs in lines of a terminal.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// `text` in lines of at most 78 bytes, each behind two blanks and with a line end; a longer word
/// stands alone.
std::string Wrapped(std::string_view text);

}  // namespace prereq
