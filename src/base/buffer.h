// SPDX-License-Identifier: GPL-3.0-or-later
// Text that grows: the one way to build a long text. Zero-initialised with a limit; dispose frees it.
// A write past the limit sets `overflowed` and drops what does not fit, so that it can be asked once at the end.
#pragma once

#include "base/text.h"

struct buffer {
    char *bytes;
    size_t length, capacity;
    size_t limit; // 0: none, for text whose size the program itself controls
    bool overflowed;
};

void buffer_dispose(struct buffer *buffer);
void buffer_clear(struct buffer *buffer); // keeps the memory
void buffer_add(struct buffer *buffer, struct text text);
void buffer_add_character(struct buffer *buffer, char character);
void buffer_add_code_point(struct buffer *buffer, uint32_t code_point); // as UTF-8; a surrogate adds U+FFFD
void buffer_print(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct text buffer_text(const struct buffer *buffer); // valid until the next change
