// Which of the next 64 bytes of a text have a property: one bit each, the first as the lowest.
#pragma once

#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace prereq {

/// How many bytes a mask speaks of.
inline constexpr int kMaskBytes = 64;

#if defined(__SSE2__)
template <class Test>  // from 16 bytes to 16 bytes of all ones or none
std::uint64_t MaskBySixteen(const char* text, Test test) {
  std::uint64_t mask = 0;
  for (int i = 3; i >= 0; --i) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i));
    mask = (mask << 16U) | static_cast<std::uint32_t>(_mm_movemask_epi8(test(bytes)));
  }
  return mask;
}
#endif

/// Those that are ASCII digits. `text` holds 64 bytes.
inline std::uint64_t DigitMask(const char* text) {
#if defined(__SSE2__)
  const __m128i zero = _mm_set1_epi8('0'), nine = _mm_set1_epi8(9);
  return MaskBySixteen(text, [&](__m128i bytes) {
    const __m128i value = _mm_sub_epi8(bytes, zero);
    return _mm_cmpeq_epi8(_mm_min_epu8(value, nine), value);
  });
#else
  std::uint64_t mask = 0;
  for (int i = kMaskBytes - 1; i >= 0; --i) {
    mask = (mask << 1U) | (text[i] >= '0' && text[i] <= '9' ? 1U : 0U);
  }
  return mask;
#endif
}

/// Those that are `wanted`. `text` holds 64 bytes.
inline std::uint64_t EqualMask(const char* text, char wanted) {
#if defined(__SSE2__)
  const __m128i all = _mm_set1_epi8(wanted);
  return MaskBySixteen(text, [&](__m128i bytes) { return _mm_cmpeq_epi8(bytes, all); });
#else
  std::uint64_t mask = 0;
  for (int i = kMaskBytes - 1; i >= 0; --i) mask = (mask << 1U) | (text[i] == wanted ? 1U : 0U);
  return mask;
#endif
}

}  // namespace prereq
