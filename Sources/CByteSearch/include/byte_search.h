#ifndef TRAILSIFT_BYTE_SEARCH_H
#define TRAILSIFT_BYTE_SEARCH_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

// Sixteen bytes at a time: what a JSON string ends at or must not hold. Swift's SIMD types compile
// to code that is slower than eight-byte words. The functions are inline, so a call costs nothing.

/// The index of the first of 16 bytes that is `"`, `\` or below 0x20; 16 if none is. By eight-byte
/// words, for every processor.
static inline uint32_t trailsift_first_special_by_words(const uint8_t *bytes) {
  const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
  for (uint32_t half = 0; half < 16; half += 8) {
    uint64_t word;
    memcpy(&word, bytes + half, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    // `(x - 1) & ~x` has its top bit set in a byte that was 0. A borrow can set it wrongly in a
    // later byte, never in an earlier one, so the lowest bit is reliable.
    const uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');
    const uint64_t found = (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
                            ((word - ones * 0x20) & ~word)) & tops;
    if (found != 0) return half + ((uint32_t)__builtin_ctzll(found) >> 3);
  }
  return 16;
}

/// The index of the first of 16 bytes that is `"`, `\` or below 0x20; 16 if none is.
static inline uint32_t trailsift_first_special(const uint8_t *bytes) {
#if defined(__SSE2__)
  const __m128i all = _mm_loadu_si128((const __m128i *)bytes);
  const __m128i quote = _mm_cmpeq_epi8(all, _mm_set1_epi8('"'));
  const __m128i backslash = _mm_cmpeq_epi8(all, _mm_set1_epi8('\\'));
  const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(all, _mm_set1_epi8(0x1F)), all);
  const __m128i found = _mm_or_si128(_mm_or_si128(quote, backslash), control);
  // Bit 16 stops the count where no byte was found.
  return (uint32_t)__builtin_ctz((uint32_t)_mm_movemask_epi8(found) | 0x10000);
#elif defined(__aarch64__) && defined(__ARM_NEON)
  const uint8x16_t all = vld1q_u8(bytes);
  const uint8x16_t quote = vceqq_u8(all, vdupq_n_u8('"'));
  const uint8x16_t backslash = vceqq_u8(all, vdupq_n_u8('\\'));
  const uint8x16_t control = vcltq_u8(all, vdupq_n_u8(0x20));
  const uint8x16_t found = vorrq_u8(vorrq_u8(quote, backslash), control);
  // Four bits of each byte, since NEON has no instruction that gathers one of each.
  const uint8x8_t nibbles = vshrn_n_u16(vreinterpretq_u16_u8(found), 4);
  const uint64_t bits = vget_lane_u64(vreinterpret_u64_u8(nibbles), 0);
  return bits == 0 ? 16 : (uint32_t)__builtin_ctzll(bits) >> 2;
#else
  return trailsift_first_special_by_words(bytes);
#endif
}

#endif
