#pragma once
#include <stdint.h>
#include <stddef.h>

/// How many numbers `fermat_power` works on at once, and how many bits a digit has.
#define FERMAT_LANES 8
#define FERMAT_DIGIT_BITS 52
/// The most digits that a number may have.
#define FERMAT_MAXIMUM 40

/// Whether this processor has the instructions (AVX-512 IFMA) that `fermat_power` needs.
int fermat_is_supported(void);

/// For eight odd numbers n at once: a base to the power of (n - 1) / 2, modulo n, in Montgomery's form.
///
/// Digit d of number l stands at [d * FERMAT_LANES + l], the lowest digit first. The numbers are below 2^bits, and the
/// digits have 4 bits more than that.
///
/// power: on entry 2^(52 digits) modulo n, which is 1 in that form; on return congruent to the power, below 4 n.
/// base: the bases in the same form, where all n are the same number; NULL for the base 2.
/// number: the numbers n. inverse: -1 / n modulo 2^52.
void fermat_power(
    uint64_t *power, const uint64_t *base, const uint64_t *number, const uint64_t *inverse, size_t digits,
    size_t bits);
