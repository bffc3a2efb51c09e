// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the fields of a form and as a cookie header: what is taken is clean text within the limits, and what is
// encoded again comes back.
#include "format/cookie.h"
#include "format/form.h"

#include "base/limits.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_value(struct arena *arena, struct text value)
{
    struct buffer encoded = {0};
    struct text decoded;
    percent_encode(&encoded, value);
    if (!percent_decode(arena, buffer_text(&encoded), &decoded) || !text_equal(decoded, value))
        abort();
    buffer_dispose(&encoded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct text input = {(const char *)data, size}, value;
    struct form form = {0};
    bool good = form_parse(arena, input, &form, &problems);
    if (good == (problems.count > 0) || form.fields.count > LIMIT_FORM_FIELDS)
        abort();
    for (size_t i = 0; i < form.fields.count; i++)
        check_value(arena, form.fields.items[i].value);
    if (cookie_find(input, TEXT("session"), &value) && memchr(value.bytes, ';', value.length))
        abort();
    arena_free(arena);
    return 0;
}
