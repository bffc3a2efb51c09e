// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/case_address.h"

#include "base/buffer.h"
#include "format/form.h"

static bool stays(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

static void add_reference(struct buffer *out, struct text reference)
{
    for (size_t i = 0; i < reference.length; i++) {
        char c = reference.bytes[i];
        if (stays(c) && (c != '.' || i > 0))
            buffer_add(out, (struct text){&reference.bytes[i], 1});
        else
            buffer_print(out, "~%02X", (unsigned)(unsigned char)c);
    }
}

struct text case_address(struct arena *arena, struct text review, struct text reference, struct text below)
{
    struct buffer address = {0};
    buffer_add(&address, TEXT("/reviews/"));
    percent_encode(&address, review);
    buffer_add(&address, TEXT("/cases/"));
    add_reference(&address, reference);
    buffer_add(&address, below);
    struct text text = text_copy(arena, buffer_text(&address));
    buffer_dispose(&address);
    return text;
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The byte that stands at a place after "~"; -1: none, and the sign stands for itself.
static int byte_after(struct text text, size_t at)
{
    if (text.length - at < 3)
        return -1;
    int high = digit(text.bytes[at + 1]), low = digit(text.bytes[at + 2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

bool case_address_read(struct arena *arena, struct text part, struct text *reference)
{
    struct text written;
    if (!percent_decode(arena, part, &written) || !written.length)
        return false;
    char *bytes = arena_allocate(arena, written.length, 1);
    size_t length = 0;
    for (size_t at = 0; at < written.length; at++) {
        int byte = written.bytes[at] == '~' ? byte_after(written, at) : -1;
        bytes[length++] = byte < 0 ? written.bytes[at] : (char)byte;
        at += byte < 0 ? 0 : 2;
    }
    struct text read = {bytes, length};
    if (memchr(bytes, '\0', length) || !text_is_utf8(read, NULL))
        return false;
    *reference = read;
    return true;
}
