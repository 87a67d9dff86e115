#include "documents/encoding.h"

#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// Length of the well-formed UTF-8 sequence at the start of `text`; 0 when it is malformed.
std::size_t SequenceLength(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  // Overlong forms, surrogates, and what lies beyond U+10FFFF.
  if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) >= 0xA0) ||
      (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) >= 0x90)) {
    return 0;
  }
  return length;
}

bool IsForbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x7F || (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r');
}

Error Refusal(const std::string& path, std::string_view text, std::size_t at, std::string what) {
  return {Error::Code::kInvalid, std::move(what), LineIndex(text).At(path, at), {}};
}

}  // namespace

std::size_t ByteOrderMark(std::string_view text) {
  return text.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
}

bool IsWideText(std::string_view text) {
  constexpr std::string_view kZeros("\0\0\0", 3);
  const auto is_zero = [&](std::size_t at) { return at < text.size() && text[at] == '\0'; };
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
         (text.size() >= 2 && is_zero(0) != is_zero(1)) ||
         (text.size() > kZeros.size() && text.starts_with(kZeros) && !is_zero(kZeros.size()));
}

std::optional<Error> RefuseEncoding(const std::string& path, std::string_view text) {
  if (IsWideText(text))
    return Refusal(path, text, 0, "expected UTF-8 text, found UTF-16 or UTF-32");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = SequenceLength(text.substr(at));
    const auto byte = static_cast<unsigned char>(text[at]);
    if (length == 0) {
      return Refusal(path, text, at,
                     fmt::format("expected UTF-8 text, found the stray byte 0x{:02x}", byte));
    }
    if (IsForbidden(text[at])) {
      return Refusal(path, text, at,
                     fmt::format("expected text, found the control byte 0x{:02x}", byte));
    }
    at += length;
  }
  return std::nullopt;
}

}  // namespace prereq
