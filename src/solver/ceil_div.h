// Division that rounds up.
#pragma once

#include <cstdint>

namespace prereq {

/// ⌈a / b⌉ for b > 0 and any `a`.
constexpr std::int64_t CeilDiv(std::int64_t a, std::int64_t b) {
  return a >= 0 ? (a + b - 1) / b : -(-a / b);
}

}  // namespace prereq
