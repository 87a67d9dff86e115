#include "documents/json_string.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

// The code unit that the four hex digits at the start of `text` write.
std::optional<char32_t> HexUnit(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  char32_t value = 0;
  for (const char c : text.substr(0, 4)) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(LowerChar(c));
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

}  // namespace

std::size_t AppendJsonEscape(std::string& text, std::string_view json, std::size_t at) {
  if (at + 1 >= json.size()) return 0;
  constexpr std::string_view kLetters = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
  const std::size_t letter = kLetters.find(json[at + 1]);
  if (letter != std::string_view::npos) {
    text += kMeanings[letter];
    return 2;
  }
  if (json[at + 1] != 'u') return 0;
  const auto first = HexUnit(json.substr(at + 2));
  if (!first) return 0;
  if (*first >= 0xD800 && *first < 0xDC00 && json.substr(at + 6).starts_with("\\u")) {
    const auto second = HexUnit(json.substr(at + 8));
    if (second && *second >= 0xDC00 && *second < 0xE000) {
      AppendUtf8(text, 0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00));
      return 12;
    }
  }
  AppendUtf8(text, *first);
  return 6;
}

std::optional<std::string> UnescapeJson(std::string_view raw) {
  std::string text;
  for (std::size_t at = 0; at < raw.size();) {
    if (raw[at] == '"') return std::nullopt;
    if (raw[at] != '\\') {
      text += raw[at++];
      continue;
    }
    const std::size_t length = AppendJsonEscape(text, raw, at);
    if (length == 0) return std::nullopt;
    at += length;
  }
  return text;
}

}  // namespace prereq
