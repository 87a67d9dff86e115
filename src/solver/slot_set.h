// Fixed-width bit sets in flat rows: slots a module may take, modules that must come before it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace prereq {

/// `rows` bit sets of `width` bits each, contiguous, all empty at first. Copying copies everything.
class BitRows {
 public:
  BitRows() = default;
  BitRows(int rows, int width)
      : width_(width),
        words_((static_cast<std::size_t>(width) + 63) / 64),
        bits_(static_cast<std::size_t>(rows) * words_, 0) {}

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] std::size_t words() const { return words_; }
  [[nodiscard]] std::uint64_t* row(int r) {
    return bits_.data() + static_cast<std::size_t>(r) * words_;
  }
  [[nodiscard]] const std::uint64_t* row(int r) const {
    return bits_.data() + static_cast<std::size_t>(r) * words_;
  }

  [[nodiscard]] bool Has(int r, int bit) const {
    return (row(r)[bit >> 6] >> (static_cast<unsigned>(bit) & 63u) & 1u) != 0;
  }
  void Add(int r, int bit) { row(r)[bit >> 6] |= Mask(bit); }
  void Remove(int r, int bit) { row(r)[bit >> 6] &= ~Mask(bit); }

  [[nodiscard]] int Count(int r) const {
    int count = 0;
    for (std::size_t w = 0; w < words_; ++w) count += std::popcount(row(r)[w]);
    return count;
  }
  /// Lowest bit, or `width()` when the row is empty.
  [[nodiscard]] int First(int r) const {
    for (std::size_t w = 0; w < words_; ++w) {
      if (row(r)[w] != 0) return static_cast<int>(w * 64) + std::countr_zero(row(r)[w]);
    }
    return width_;
  }
  /// Highest bit, or −1 when the row is empty.
  [[nodiscard]] int Last(int r) const {
    for (std::size_t w = words_; w-- > 0;) {
      if (row(r)[w] != 0) return static_cast<int>(w * 64) + 63 - std::countl_zero(row(r)[w]);
    }
    return -1;
  }
  /// Removes every bit outside low..high. True when that changed the row.
  bool Keep(int r, int low, int high) {
    bool changed = false;
    for (std::size_t w = 0; w < words_; ++w) {
      const std::uint64_t mask =
          Between(low - static_cast<int>(w * 64), high - static_cast<int>(w * 64));
      changed = changed || (row(r)[w] & ~mask) != 0;
      row(r)[w] &= mask;
    }
    return changed;
  }
  /// Calls `visit(bit)` for each bit, rising.
  template <class Visit>
  void ForEach(int r, Visit visit) const {
    for (std::size_t w = 0; w < words_; ++w) {
      for (std::uint64_t bits = row(r)[w]; bits != 0; bits &= bits - 1) {
        visit(static_cast<int>(w * 64) + std::countr_zero(bits));
      }
    }
  }

 private:
  static std::uint64_t Mask(int bit) {
    return std::uint64_t{1} << (static_cast<unsigned>(bit) & 63u);
  }
  // Bits low..high of one word, both possibly outside 0..63.
  static std::uint64_t Between(int low, int high) {
    if (low > 63 || high < 0 || low > high) return 0;
    std::uint64_t mask = ~std::uint64_t{0};
    if (low > 0) mask &= ~std::uint64_t{0} << static_cast<unsigned>(low);
    if (high < 63) mask &= ~std::uint64_t{0} >> static_cast<unsigned>(63 - high);
    return mask;
  }

  int width_ = 0;
  std::size_t words_ = 0;
  std::vector<std::uint64_t> bits_;
};

}  // namespace prereq
