#include "include/fermat.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define IFMA __attribute__((target("avx512f,avx512ifma")))

int fermat_is_supported(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512ifma");
}

// Replaces x by x * y / 2^(52 digits) modulo n, times 2 in the lanes where `doubled` is 1. Both are below 4 n, and y may
// be x.
IFMA static void multiply(
    __m512i *x, const __m512i *y, const __m512i *n, __m512i inverse, size_t digits, __m512i doubled) {
  const __m512i zero = _mm512_setzero_si512();
  // Sums of up to 160 halves of products, which 64 bits hold: they are made digits of 52 bits only at the end.
  __m512i sum[FERMAT_MAXIMUM + 1];
  for (size_t j = 0; j <= digits; j++) sum[j] = zero;
  for (size_t i = 0; i < digits; i++) {
    const __m512i digit = y[i];
    __m512i low = _mm512_madd52lo_epu64(sum[0], x[0], digit);
    // The multiple of n that makes the lowest digit 0.
    const __m512i factor = _mm512_madd52lo_epu64(zero, low, inverse);
    low = _mm512_madd52lo_epu64(low, n[0], factor);
    __m512i carry = _mm512_srli_epi64(low, FERMAT_DIGIT_BITS);
    for (size_t j = 1; j < digits; j++) {
      __m512i next = _mm512_add_epi64(sum[j], carry);
      carry = zero;
      next = _mm512_madd52lo_epu64(next, x[j], digit);
      next = _mm512_madd52hi_epu64(next, x[j - 1], digit);
      next = _mm512_madd52lo_epu64(next, n[j], factor);
      next = _mm512_madd52hi_epu64(next, n[j - 1], factor);
      sum[j - 1] = next;
    }
    const __m512i high = _mm512_madd52hi_epu64(zero, x[digits - 1], digit);
    sum[digits - 1] = _mm512_madd52hi_epu64(high, n[digits - 1], factor);
  }
  const __m512i mask = _mm512_set1_epi64((1LL << FERMAT_DIGIT_BITS) - 1);
  __m512i carry = zero;
  for (size_t j = 0; j < digits; j++) {
    const __m512i value = _mm512_add_epi64(_mm512_sllv_epi64(sum[j], doubled), carry);
    x[j] = _mm512_and_si512(value, mask);
    carry = _mm512_srli_epi64(value, FERMAT_DIGIT_BITS);
  }
}

IFMA void fermat_power(
    uint64_t *power, const uint64_t *base, const uint64_t *number, const uint64_t *inverse, size_t digits,
    size_t bits) {
  const __m512i zero = _mm512_setzero_si512();
  __m512i x[FERMAT_MAXIMUM];
  __m512i a[FERMAT_MAXIMUM];
  __m512i n[FERMAT_MAXIMUM];
  if (digits > FERMAT_MAXIMUM) return;
  for (size_t j = 0; j < digits; j++) {
    x[j] = _mm512_loadu_si512(power + j * FERMAT_LANES);
    a[j] = base ? _mm512_loadu_si512(base + j * FERMAT_LANES) : zero;
    n[j] = _mm512_loadu_si512(number + j * FERMAT_LANES);
  }
  const __m512i k = _mm512_loadu_si512(inverse);
  const __m512i one = _mm512_set1_epi64(1);
  // The exponent's bits are those of n but for the last.
  for (size_t bit = bits - 1; bit > 0; bit--) {
    const size_t place = bit / FERMAT_DIGIT_BITS;
    const size_t shift = bit % FERMAT_DIGIT_BITS;
    if (base) {
      multiply(x, x, n, k, digits, zero);
      if (number[place * FERMAT_LANES] >> shift & 1) multiply(x, a, n, k, digits, zero);
    } else {
      const __m512i isSet = _mm512_and_si512(_mm512_srl_epi64(n[place], _mm_cvtsi64_si128((long long)shift)), one);
      multiply(x, x, n, k, digits, isSet);
    }
  }
  for (size_t j = 0; j < digits; j++) _mm512_storeu_si512(power + j * FERMAT_LANES, x[j]);
}

#else

int fermat_is_supported(void) { return 0; }

void fermat_power(
    uint64_t *power, const uint64_t *base, const uint64_t *number, const uint64_t *inverse, size_t digits,
    size_t bits) {
  (void)power, (void)base, (void)number, (void)inverse, (void)digits, (void)bits;
}

#endif
