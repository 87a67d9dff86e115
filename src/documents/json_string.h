// Escape sequences of JSON strings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace prereq {

/// Appends what the escape sequence at `at` (its backslash) of `json` stands for: a pair of
/// surrogates is one character, half of one is U+FFFD. Returns how many bytes the sequence has; 0,
/// and appends nothing, when it is malformed.
std::size_t AppendJsonEscape(std::string& text, std::string_view json, std::size_t at);

/// The text that a stretch inside a JSON string stands for; nullopt when it is cut out of an escape
/// sequence. Linear.
std::optional<std::string> UnescapeJson(std::string_view raw);

}  // namespace prereq
