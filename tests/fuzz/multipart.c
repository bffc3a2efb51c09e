// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a form with files: taken or refused alike, and with the same parts, whole and in pieces. The first byte is the
// length of the pieces.
#include "format/multipart.h"

#include "base/buffer.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool begin(void *context, const struct multipart_part *part, struct problems *problems)
{
    (void)problems;
    size_t bad_at;
    if (!part->name.length || !text_is_utf8(part->name, &bad_at) || !text_is_utf8(part->file_name, &bad_at))
        abort();
    buffer_add((struct buffer *)context, part->name);
    buffer_add_character((struct buffer *)context, part->is_file ? 'f' : 'v');
    buffer_add((struct buffer *)context, part->file_name);
    return true;
}

static bool take(void *context, struct text bytes, struct problems *problems)
{
    (void)problems;
    buffer_add((struct buffer *)context, bytes);
    return true;
}

static bool end(void *context, struct problems *problems)
{
    (void)problems;
    buffer_add_character((struct buffer *)context, '|');
    return true;
}

static bool read_form(struct text body, size_t piece, struct buffer *seen)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct multipart *multipart = multipart_new(TEXT("multipart/form-data; boundary=B"),
                                                (struct multipart_sink){seen, begin, take, end}, &problems);
    bool good = true;
    for (size_t at = 0; good && at < body.length; at += piece)
        good = multipart_feed(multipart, text_slice(body, at, at + piece), &problems);
    good = good && multipart_finish(multipart, &problems);
    if (good == (problems.count > 0))
        abort();
    multipart_free(multipart);
    arena_free(arena);
    return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    struct text body = {(const char *)data + 1, size - 1};
    struct buffer whole = {0}, pieces = {0};
    bool taken = read_form(body, body.length + 1, &whole);
    bool taken_in_pieces = read_form(body, (size_t)data[0] + 1, &pieces);
    if (taken != taken_in_pieces || (taken && !text_equal(buffer_text(&whole), buffer_text(&pieces))))
        abort();
    buffer_dispose(&whole);
    buffer_dispose(&pieces);
    return 0;
}
