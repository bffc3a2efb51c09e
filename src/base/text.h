// SPDX-License-Identifier: GPL-3.0-or-later
// A piece of text that somebody else owns: pointer and length, not NUL-terminated, UTF-8 unless said
// otherwise. Zeroed is the empty text. Passed by value.
#pragma once

#include "base/arena.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
    const char *bytes;
    size_t length;
};

#define TEXT(literal) ((struct text){("" literal), sizeof(literal) - 1})
// For printf's "%.*s", which ends at a NUL and cannot count beyond INT_MAX.
#define TEXT_PRINT(text) \
    ((text).length < INT_MAX ? (int)(text).length : INT_MAX), ((text).bytes ? (text).bytes : "")

struct text text_from(const char *terminated); // NULL gives the empty text
struct text text_copy(struct arena *arena, struct text text);
const char *text_terminated(struct arena *arena, struct text text); // a copy that ends with NUL
struct text text_print(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));

bool text_equal(struct text a, struct text b);
bool text_equal_ignoring_case(struct text a, struct text b); // ASCII letters only
int text_compare(struct text a, struct text b);              // by bytes, as memcmp
bool text_starts(struct text text, struct text prefix);
bool text_ends(struct text text, struct text suffix);
bool text_is_among(struct text text, const char *const *texts, size_t count);
#define TEXT_IS_AMONG(text, texts) text_is_among(text, texts, sizeof(texts) / sizeof *(texts)) // of an array
bool text_find(struct text text, struct text part, size_t *at);
struct text text_slice(struct text text, size_t from, size_t to); // bounds are clipped
struct text text_trim(struct text text);                          // ASCII blanks at both ends
// Takes the part before the separator off the front of rest; false when rest was used up.
bool text_split(struct text *rest, char separator, struct text *part);
uint64_t text_hash(struct text text); // for tables in memory; not for strangers' keys on disk

// The whole text must be the number: an optional '-', then ASCII digits; no blanks. Untouched on failure.
bool text_to_int64(struct text text, int64_t *number);

bool text_is_utf8(struct text text, size_t *bad_at); // strict: no surrogates, no overlong forms
// The code point at a position of valid UTF-8; *at moves on to the next.
uint32_t text_code_point(struct text text, size_t *at);
// Code points of valid UTF-8, which is what a person counts as a column, near enough.
size_t text_characters(struct text text);
