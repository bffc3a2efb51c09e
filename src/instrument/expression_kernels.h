// SPDX-License-Identifier: GPL-3.0-or-later
// The loops in which nearly all time goes, each of them once in portable code and once for processors with AVX2: the same
// source, compiled twice. A plane is a bit a row; arrays that are written never overlap those that are read.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kernels {
    // Comparisons: truths of rows that are known.
    void (*equal)(const int32_t *a, const int32_t *b, size_t rows, const uint64_t *known, uint64_t *truths);
    void (*less)(const int32_t *a, const int32_t *b, size_t rows, const uint64_t *known, uint64_t *truths);
    void (*more)(const int32_t *a, const int32_t *b, size_t rows, const uint64_t *known, uint64_t *truths);
    void (*equal_to)(const int32_t *a, int32_t b, size_t rows, const uint64_t *known, uint64_t *truths);
    void (*less_than)(const int32_t *a, int32_t b, size_t rows, const uint64_t *known, uint64_t *truths);
    void (*more_than)(const int32_t *a, int32_t b, size_t rows, const uint64_t *known, uint64_t *truths);
    void (*equal_code)(const uint16_t *a, uint16_t b, size_t rows, const uint64_t *known, uint64_t *truths);
    void (*equal_codes)(const uint16_t *a, const uint16_t *b, size_t rows, const uint64_t *known,
                        uint64_t *truths);

    // Arithmetic: false if a result does not fit; `subtract_freely` where all are known to fit.
    bool (*add)(const int32_t *a, const int32_t *b, size_t rows, int32_t *out);
    bool (*subtract)(const int32_t *a, const int32_t *b, size_t rows, int32_t *out);
    bool (*multiply)(const int32_t *a, const int32_t *b, size_t rows, int32_t *out);
    void (*subtract_freely)(const int32_t *a, const int32_t *b, size_t rows, int32_t *out);
    bool (*within)(const int32_t *a, size_t rows, int32_t least, int32_t most); // all of them
    void (*blend)(const uint64_t *takes_then, const int32_t *then, const int32_t *otherwise, size_t rows,
                  int32_t *out);

    // Three-valued logic without faults: truths and known.
    void (*both)(const uint64_t *a, const uint64_t *b, size_t words, uint64_t *out);
    void (*not )(const uint64_t *a, const uint64_t *known, size_t words, uint64_t *out);
    void (*and)(const uint64_t *a, const uint64_t *a_known, const uint64_t *b, const uint64_t *b_known,
                size_t words, uint64_t *out, uint64_t *known);
    void (* or)(const uint64_t *a, const uint64_t *a_known, const uint64_t *b, const uint64_t *b_known,
                size_t words, uint64_t *out, uint64_t *known);
    void (*select)(const uint64_t *condition, const uint64_t *then, const uint64_t *otherwise, size_t words,
                   uint64_t *out);
    // Of the open rows, those that are decided and those whose rule is not known; `where` may be NULL.
    void (*try)(const uint64_t *truths, const uint64_t *known, const uint64_t *where, size_t words,
                uint64_t *open, uint64_t *decided, uint64_t *unknown);
};

extern const struct kernels kernels_portable, kernels_avx2;
