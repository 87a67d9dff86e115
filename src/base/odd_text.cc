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

constexpr std::string_view kNul("\0", 1);
constexpr std::size_t kFewest = 4;  // units in a row that are text in another encoding

bool IsPlainText(std::uint32_t byte) {
  return (byte >= 0x20 && byte < 0x7F) || byte == '\t' || byte == '\n' || byte == '\r';
}

// How many characters of Latin-1 stand at the begin of `bytes`, each with a zero byte behind it; 0
// for fewer than kFewest.
std::size_t WidePairs(std::string_view bytes) {
  std::size_t pairs = 0;
  for (std::size_t at = 0; at + 1 < bytes.size() && bytes[at + 1] == '\0'; at += 2, ++pairs) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (!IsPlainText(byte) && byte < 0xA0) break;
  }
  return pairs < kFewest ? 0 : pairs;
}

// What programs with another encoding wrote into a text of UTF-16, by what it is at `at`: text of
// one byte a character (`>>` of a shell behind PowerShell's `>`), or units with their bytes the
// other way round, as they are behind an odd number of such bytes.
class OtherEncoding {
 public:
  explicit OtherEncoding(std::string_view bytes) : bytes_(bytes) {}

  // Called for each unit in turn; adds what was found to `text` once the units that hold it are in.
  void Look(std::size_t at, std::uint32_t code, std::string& text) {
    if (at >= end_) Add(text);
    if (at < end_) return;
    if (code < 0x100) return;
    std::size_t end = at;
    if (IsPlainText(code & 0xFFU)) {
      while (end < bytes_.size() && IsByte(end) && bytes_.substr(end + 1, 1) != kNul) {
        found_ += bytes_[end++];
      }
      if (found_.size() < 2 * kFewest) found_.clear();
    } else if ((code & 0xFFU) == 0) {
      const std::size_t byte = bytes_[at] == '\0' ? 1 : 0;
      if (byte == 1 && at > 0 && IsByte(at - 1)) found_ = bytes_[at - 1];
      for (; end + 1 < bytes_.size() && bytes_[end + 1 - byte] == '\0' && IsByte(end + byte);
           end += 2) {
        found_ += bytes_[end + byte];
      }
      if (found_.size() < kFewest) found_.clear();
    }
    end_ = end;
  }
  void Add(std::string& text) {
    if (!found_.empty()) text += ' ' + found_;
    found_.clear();
  }

 private:
  [[nodiscard]] bool IsByte(std::size_t at) const {
    return IsPlainText(static_cast<unsigned char>(bytes_[at]));
  }

  std::string_view bytes_;
  std::string found_;
  std::size_t end_ = 0;  // up to there was looked
};

std::string DecodeUtf16(std::string_view bytes, ByteOrder order) {
  std::string text;
  text.reserve(bytes.size() / 2);
  OtherEncoding other(bytes);
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t code = UnitAt(bytes, at, order);
    other.Look(at, code, text);
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
  other.Add(text);
  return text;
}

// Text of one byte a character with stretches of UTF-16 in it (PowerShell's `>>` behind what
// another program wrote): those as UTF-8, all else as it is.
std::string WithoutWideParts(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t pairs = WidePairs(bytes.substr(at));
    for (std::size_t end = at + 2 * pairs; at < end; at += 2) {
      AppendUtf8(text, static_cast<unsigned char>(bytes[at]));
    }
    if (pairs == 0) text += bytes[at++];
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
  return WithoutNuls(WithoutWideParts(bytes));
}

bool HoldsWidePart(std::string_view bytes) {
  for (std::size_t nul = bytes.find('\0'); nul != std::string_view::npos;
       nul = bytes.find('\0', nul + 1)) {
    if (nul > 0 && WidePairs(bytes.substr(nul - 1)) > 0) return true;
  }
  return false;
}

}  // namespace prereq
