#include "references/notebook_lines.h"

#include <algorithm>
#include <cstdint>

namespace prereq::references {
namespace {

std::optional<std::uint32_t> Hex4(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text.substr(0, 4)) {
    const bool digit = c >= '0' && c <= '9';
    const char low = static_cast<char>(c | 0x20);
    if (!digit && (low < 'a' || low > 'f')) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(digit ? c - '0' : low - 'a' + 10);
  }
  return value;
}

void AppendUtf8(std::string& text, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

// Appends the character of the escape at `at` (a backslash); returns its length, 0 when malformed.
std::size_t AppendEscape(std::string& text, std::string_view json, std::size_t at) {
  if (at + 1 >= json.size()) return 0;
  constexpr std::string_view kLetters = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
  const std::size_t letter = kLetters.find(json[at + 1]);
  if (letter != std::string_view::npos) {
    text += kMeanings[letter];
    return 2;
  }
  if (json[at + 1] != 'u') return 0;
  const auto first = Hex4(json.substr(at + 2));
  if (!first) return 0;
  if (*first >= 0xD800 && *first < 0xDC00 && json.substr(at + 6).starts_with("\\u")) {
    const auto second = Hex4(json.substr(at + 8));
    if (second && *second >= 0xDC00 && *second < 0xE000) {
      AppendUtf8(text, 0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00));
      return 12;
    }
  }
  AppendUtf8(text, *first);
  return 6;
}

}  // namespace

std::size_t PlainText::Raw(std::size_t offset) const {
  if (pieces.empty()) return 0;
  auto next = std::ranges::upper_bound(pieces, offset, {}, &Piece::plain);
  if (next == pieces.begin()) return pieces.front().raw;
  const Piece& piece = *(next - 1);
  return piece.escape ? piece.raw : piece.raw + (offset - piece.plain);
}

std::size_t PlainText::RawEnd(std::size_t end) const {
  if (end == 0 || pieces.empty()) return Raw(end);
  auto next = std::ranges::upper_bound(pieces, end - 1, {}, &Piece::plain);
  if (next == pieces.begin()) return pieces.front().raw;
  const Piece& piece = *(next - 1);
  if (!piece.escape) return piece.raw + (end - piece.plain);
  return next == pieces.end() ? piece.raw : next->raw;  // an escape is always followed by a piece
}

std::optional<PlainText> UnescapeStrings(std::string_view json) {
  PlainText plain;
  plain.text.reserve(json.size());
  std::size_t at = json.find('"');
  while (at != std::string_view::npos) {
    ++at;
    for (;;) {
      const std::size_t stop = json.find_first_of("\"\\", at);
      if (stop == std::string_view::npos) return std::nullopt;
      if (stop > at) {
        plain.pieces.push_back({plain.text.size(), at, false});
        plain.text += json.substr(at, stop - at);
      }
      at = stop;
      if (json[at] == '"') break;
      plain.pieces.push_back({plain.text.size(), at, true});
      const std::size_t length = AppendEscape(plain.text, json, at);
      if (length == 0) return std::nullopt;
      at += length;
    }
    plain.pieces.push_back({plain.text.size(), at, true});  // the closing quote
    if (plain.text.empty() || plain.text.back() != '\n') plain.text += '\n';
    at = json.find('"', at + 1);
  }
  return plain;
}

}  // namespace prereq::references
