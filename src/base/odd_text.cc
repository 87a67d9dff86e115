#include "base/odd_text.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace prereq {
namespace {

enum class ByteOrder { kLittle, kBig };

std::uint32_t UnitAt(std::string_view bytes, std::size_t at, ByteOrder order) {
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(bytes[i])};
  };
  return order == ByteOrder::kLittle ? byte(at) | (byte(at + 1) << 8U)
                                     : (byte(at) << 8U) | byte(at + 1);
}

std::string DecodeUtf16(std::string_view bytes, ByteOrder order) {
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t code = UnitAt(bytes, at, order);
    const bool is_high = code >= 0xD800 && code < 0xDC00;
    if (is_high && at + 3 < bytes.size()) {
      const std::uint32_t low = UnitAt(bytes, at + 2, order);
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
        at += 2;
      }
    }
    AppendUtf8(text, code);
  }
  return text;
}

std::string DecodeUtf32(std::string_view bytes, ByteOrder order) {
  std::string text;
  text.reserve(bytes.size() / 4);
  for (std::size_t at = 0; at + 3 < bytes.size(); at += 4) {
    const std::uint32_t first = UnitAt(bytes, at, order), second = UnitAt(bytes, at + 2, order);
    AppendUtf8(text,
               order == ByteOrder::kLittle ? first | (second << 16U) : (first << 16U) | second);
  }
  return text;
}

// The same of four bytes each, of which two are zero and most times three.
std::optional<ByteOrder> WideOrderByZeros(std::string_view bytes) {
  constexpr std::size_t kLook = 4096;
  const std::string_view start = bytes.substr(0, kLook & ~std::size_t{3});
  if (start.size() < 4 || bytes.size() % 4 != 0) return std::nullopt;
  bool little = true, big = true;
  for (std::size_t i = 0; i < start.size(); i += 4) {
    little = little && start[i] != '\0' && start[i + 3] == '\0' && start[i + 2] <= '\x10' &&
             start[i + 2] >= '\0';
    big = big && start[i + 3] != '\0' && start[i] == '\0' && start[i + 1] <= '\x10' &&
          start[i + 1] >= '\0';
  }
  if (little == big) return std::nullopt;
  return little ? ByteOrder::kLittle : ByteOrder::kBig;
}

// Where a text without a mark has its zero bytes: nearly every second one, all on one side.
std::optional<ByteOrder> OrderByZeros(std::string_view bytes) {
  constexpr std::size_t kLook = 4096;
  const std::string_view start = bytes.substr(0, kLook & ~std::size_t{1});
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < start.size(); ++i) {
    if (start[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  const std::size_t most = start.size() / 2;
  if (most < 2 || bytes.size() % 2 != 0) return std::nullopt;
  if (odd * 10 >= most * 7 && even * 20 <= most) return ByteOrder::kLittle;
  if (even * 10 >= most * 7 && odd * 20 <= most) return ByteOrder::kBig;
  return std::nullopt;
}

bool MayStandInText(std::string_view rest, std::size_t length) {
  constexpr std::string_view kControls = "\t\n\v\f\r\x1b";
  const auto c = static_cast<unsigned char>(rest.front());
  return length > 1 ||
         (length == 1 && (c >= 0x20 || kControls.find(rest.front()) != std::string_view::npos));
}

std::optional<std::string> WithoutNuls(std::string_view bytes) {
  constexpr std::size_t kBytesPerNul = 256;
  std::size_t nuls = 0;
  for (std::string_view rest = bytes; !rest.empty();) {  // most binary files end at once
    const bool is_nul = rest.front() == '\0';
    const std::size_t length = is_nul ? 1 : Utf8Length(rest);
    if (!is_nul && !MayStandInText(rest, length)) return std::nullopt;
    if (is_nul) ++nuls;
    rest.remove_prefix(length);
  }
  if (nuls > 1 + bytes.size() / kBytesPerNul) return std::nullopt;
  std::string text(bytes);
  std::ranges::replace(text, '\0', ' ');
  return text;
}

}  // namespace

std::optional<std::string> ReadOddText(std::string_view bytes) {
  constexpr std::string_view kWideLittle("\xff\xfe\0\0", 4), kWideBig("\0\0\xfe\xff", 4);
  if (bytes.starts_with(kWideLittle)) return DecodeUtf32(bytes.substr(4), ByteOrder::kLittle);
  if (bytes.starts_with(kWideBig)) return DecodeUtf32(bytes.substr(4), ByteOrder::kBig);
  if (const auto order = WideOrderByZeros(bytes)) return DecodeUtf32(bytes, *order);
  if (bytes.starts_with("\xff\xfe")) return DecodeUtf16(bytes.substr(2), ByteOrder::kLittle);
  if (bytes.starts_with("\xfe\xff")) return DecodeUtf16(bytes.substr(2), ByteOrder::kBig);
  if (const auto order = OrderByZeros(bytes)) return DecodeUtf16(bytes, *order);
  return WithoutNuls(bytes);
}

}  // namespace prereq
