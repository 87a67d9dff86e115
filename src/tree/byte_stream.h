// Values as bytes and back, for what only this very build reads again. Reading never goes past the
// end: a reader that ran out, or met something impossible, says so once and yields zeros from then.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "prereq/facts.h"

namespace prereq {

class ByteWriter {
 public:
  void Unsigned(std::uint64_t value) {
    while (value >= 0x80) {
      bytes_ += static_cast<char>(value | 0x80U);
      value >>= 7U;
    }
    bytes_ += static_cast<char>(value);
  }
  void Signed(std::int64_t value) {  // zigzag: small magnitudes stay short
    Unsigned((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void Text(std::string_view text) {
    Unsigned(text.size());
    bytes_ += text;
  }
  void Stretch(Span span) {
    Unsigned(span.offset);
    Unsigned(span.length);
  }
  [[nodiscard]] std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t Unsigned() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (bytes_.empty()) return Fail();
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    return Fail();
  }
  /// At most `most`.
  std::uint64_t Unsigned(std::uint64_t most) {
    const std::uint64_t value = Unsigned();
    return value <= most ? value : Fail();
  }
  std::int64_t Signed() {
    const std::uint64_t value = Unsigned();
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
  }
  std::string_view Text() {
    const std::uint64_t length = Unsigned();
    if (length > bytes_.size()) return Fail(), std::string_view();
    const std::string_view text = bytes_.substr(0, length);
    bytes_.remove_prefix(length);
    return text;
  }
  Span Stretch() {
    const std::uint64_t offset = Unsigned();
    return {offset, Unsigned()};
  }
  /// Everything was read, and nothing was wrong.
  [[nodiscard]] bool IsWhole() const { return ok_ && bytes_.empty(); }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }

 private:
  std::uint64_t Fail() {
    ok_ = false;
    bytes_ = {};
    return 0;
  }

  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace prereq
