#include "base/quoted_word.h"

#include <array>
#include <charconv>
#include <utility>

#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::array<std::pair<char, char>, 5> kEscapes = {
    {{'\\', '\\'}, {'"', '"'}, {'\n', 'n'}, {'\t', 't'}, {'\r', 'r'}}};

}  // namespace

std::string QuoteWord(std::string_view text) {
  std::string quoted = "\"";
  while (!text.empty()) {
    const char c = text.front();
    std::size_t length = Utf8Length(text);
    const auto* escape = kEscapes.begin();
    while (escape != kEscapes.end() && escape->first != c) ++escape;
    if (escape != kEscapes.end()) {
      quoted += {'\\', escape->second};
    } else if (length == 0 || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      quoted += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
      length = 1;
    } else {
      quoted += length == 1 ? std::string(1, c) : Printable(text.substr(0, length));
    }
    text.remove_prefix(length);
  }
  return quoted + '"';
}

std::optional<QuotedWord> ReadQuotedWord(std::string_view text) {
  if (!text.starts_with('"')) return std::nullopt;
  QuotedWord word;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"') {
      word.length = at + 1;
      return word;
    }
    if (text[at] == '\\' && at + 1 < text.size()) {
      const auto* escape = kEscapes.begin();
      while (escape != kEscapes.end() && escape->second != text[at + 1]) ++escape;
      if (escape != kEscapes.end()) {
        word.text += escape->first;
        ++at;
        continue;
      }
      unsigned byte = 0;
      const std::string_view digits = text.substr(at + 1).substr(0, 3);
      if (digits.size() == 3 && digits[0] == 'x' &&
          std::from_chars(digits.data() + 1, digits.data() + 3, byte, 16).ptr ==
              digits.data() + 3) {
        word.text += static_cast<char>(byte);
        at += 3;
        continue;
      }
    }
    word.text += text[at];
  }
  return std::nullopt;
}

}  // namespace prereq
