// SPDX-License-Identifier: GPL-3.0-or-later
// What a browser sends as the token of its session, as its device and with its forms: any bytes are refused, or are exactly what
// this program made.
#include "access/device.h"
#include "access/session.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void never_ours(struct text text)
{
    struct secret_key key = {{1}};
    struct text device = {0};
    static const char token[] = "00000000000000000000000000000000000000000000000000000000000000aa";
    if (device_cookie_is_good(&key, text, TEXT("reviewer"), 0, &device) || device.length)
        abort(); // it would have found a signature
    if (csrf_check(text_from(token), text))
        abort();
}

// One's own cookie, with the input put into it at the place that its first byte names.
static void changed(struct text text)
{
    struct arena *arena = arena_new();
    struct secret_key key = secret_key_new();
    struct text device, cookie = device_cookie_new(arena, &key, TEXT("reviewer"), 1000000);
    if (!device_cookie_is_good(&key, cookie, TEXT("reviewer"), 1000000, &device))
        abort();
    size_t at = text.length ? (unsigned char)text.bytes[0] % cookie.length : 0;
    struct text end = text_slice(cookie, at + text.length, cookie.length);
    char *bytes = arena_allocate(arena, cookie.length + text.length + 1, 1);
    memcpy(bytes, cookie.bytes, at);
    if (text.length)
        memcpy(bytes + at, text.bytes, text.length);
    if (end.length)
        memcpy(bytes + at + text.length, end.bytes, end.length);
    struct text mixed = {bytes, at + text.length + end.length};
    if (device_cookie_is_good(&key, mixed, TEXT("reviewer"), 1000000, &device) != text_equal(mixed, cookie))
        abort();
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text text = {(const char *)data, size};
    bool valid = session_token_is_valid(text);
    for (size_t i = 0; i < size; i++)
        if (valid && !(data[i] >= '0' && data[i] <= '9') && !(data[i] >= 'a' && data[i] <= 'f'))
            abort();
    if (valid && size != 64)
        abort();
    never_ours(text);
    changed(text);
    return 0;
}
