// Whether bytes are text that a parser may trust: UTF-8 without bytes that hide or end it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "prereq/result.h"

namespace prereq {

/// Length of the UTF-8 byte order mark at the start of `text`: 3 or 0.
std::size_t ByteOrderMark(std::string_view text);

/// Whether `text` is of units of two or four bytes: by its mark, or by a zero byte at its begin.
bool IsWideText(std::string_view text);

/// Why `text` cannot be parsed as UTF-8 text, at the first offending byte: UTF-16 or UTF-32,
/// malformed UTF-8, NUL and other control bytes besides tab, LF and CR. nullopt: it can. O(n).
std::optional<Error> RefuseEncoding(const std::string& path, std::string_view text);

}  // namespace prereq
