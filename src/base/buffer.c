// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/buffer.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>

void buffer_dispose(struct buffer *buffer)
{
    memory_free(buffer->bytes);
    *buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    buffer->overflowed = false;
}

// Room for so many more bytes and one for a NUL, or false past the limit.
static bool reserve(struct buffer *buffer, size_t more)
{
    size_t needed;
    if (__builtin_add_overflow(buffer->length, more, &needed) || __builtin_add_overflow(needed, 1, &needed))
        memory_exhausted();
    if (buffer->limit && needed - 1 > buffer->limit) {
        buffer->overflowed = true;
        return false;
    }
    if (needed > buffer->capacity) {
        size_t wider = buffer->capacity ? buffer->capacity : 256;
        while (wider < needed)
            if (__builtin_mul_overflow(wider, 2, &wider))
                memory_exhausted();
        buffer->bytes = memory_resize(buffer->bytes, wider);
        buffer->capacity = wider;
    }
    return true;
}

void buffer_add(struct buffer *buffer, struct text text)
{
    if (text.length == 0 || !reserve(buffer, text.length))
        return;
    memcpy(buffer->bytes + buffer->length, text.bytes, text.length);
    buffer->length += text.length;
}

void buffer_add_character(struct buffer *buffer, char character)
{
    buffer_add(buffer, (struct text){&character, 1});
}

void buffer_add_code_point(struct buffer *buffer, uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    char bytes[4];
    size_t length;
    if (c < 0x80) {
        bytes[0] = (char)c;
        length = 1;
    } else if (c < 0x800) {
        bytes[0] = (char)(0xC0 | c >> 6);
        bytes[1] = (char)(0x80 | (c & 0x3F));
        length = 2;
    } else if (c < 0x10000) {
        bytes[0] = (char)(0xE0 | c >> 12);
        bytes[1] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (c & 0x3F));
        length = 3;
    } else {
        bytes[0] = (char)(0xF0 | c >> 18);
        bytes[1] = (char)(0x80 | (c >> 12 & 0x3F));
        bytes[2] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[3] = (char)(0x80 | (c & 0x3F));
        length = 4;
    }
    buffer_add(buffer, (struct text){bytes, length});
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list values, again;
    va_start(values, format);
    va_copy(again, values);
    int length = vsnprintf(NULL, 0, format, values);
    va_end(values);
    if (length > 0 && reserve(buffer, (size_t)length)) {
        vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

struct text buffer_text(const struct buffer *buffer)
{
    return (struct text){buffer->bytes, buffer->length};
}
