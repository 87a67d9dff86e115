#include "base/percent.h"

#include "base/ascii.h"
#include "base/format.h"

namespace prereq {

std::string DecodePercent(std::string_view text) {
  const auto digit = [](char c) {
    if (IsDigit(c)) return c - '0';
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
  };
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && digit(text[at + 1]) >= 0 &&
        digit(text[at + 2]) >= 0) {
      plain += static_cast<char>(digit(text[at + 1]) * 16 + digit(text[at + 2]));
      at += 2;
    } else {
      plain += text[at];
    }
  }
  return plain;
}

std::string EncodePercent(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const bool plain = IsAlphanumeric(c) ||
                       std::string_view("-_.~!$&'()*+,;=:@").find(c) != std::string_view::npos;
    text += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return text;
}

}  // namespace prereq
