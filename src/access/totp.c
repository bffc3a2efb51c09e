// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/totp.h"

#include "base/buffer.h"
#include "format/base32.h"
#include "format/form.h"
#include "format/secret.h"
#include "format/sha1.h"

int64_t totp_step(int64_t at)
{
    return at / 1000000 / TOTP_STEP_SECONDS;
}

struct text totp_code(struct arena *arena, struct text secret, int64_t step, unsigned digits)
{
    char counter[8];
    for (int i = 0; i < 8; i++)
        counter[i] = (char)((uint64_t)step >> (56 - 8 * i));
    struct sha1 hash = sha1_sign(secret, (struct text){counter, sizeof counter});
    unsigned at = hash.bytes[SHA1_BYTES - 1] & 15;
    uint32_t number = ((uint32_t)hash.bytes[at] & 0x7f) << 24 | (uint32_t)hash.bytes[at + 1] << 16 |
                      (uint32_t)hash.bytes[at + 2] << 8 | hash.bytes[at + 3];
    char *code = arena_allocate(arena, digits + 1, 1);
    for (unsigned i = digits; i > 0; i--, number /= 10)
        code[i - 1] = (char)('0' + number % 10);
    code[digits] = 0;
    return (struct text){code, digits};
}

// False if it is not six digits, with blanks where people put them.
static bool read_digits(struct text code, char digits[static TOTP_DIGITS])
{
    size_t count = 0;
    for (size_t i = 0; i < code.length; i++) {
        if (code.bytes[i] == ' ')
            continue;
        if (code.bytes[i] < '0' || code.bytes[i] > '9' || count == TOTP_DIGITS)
            return false;
        digits[count++] = code.bytes[i];
    }
    return count == TOTP_DIGITS;
}

bool totp_matches(struct text secret, struct text code, int64_t at, int64_t last_step, int64_t *step)
{
    char digits[TOTP_DIGITS];
    if (!read_digits(code, digits))
        return false;
    struct arena *arena = arena_new();
    struct text given = {digits, TOTP_DIGITS};
    bool matches = false;
    int64_t found = 0;
    // All of the window, whichever matches: no time tells which.
    for (int64_t tried = totp_step(at) - TOTP_WINDOW; tried <= totp_step(at) + TOTP_WINDOW; tried++) {
        bool same = secret_same(totp_code(arena, secret, tried, TOTP_DIGITS), given);
        if (same && tried > last_step && !matches) {
            matches = true;
            found = tried;
        }
    }
    arena_free(arena);
    if (matches)
        *step = found;
    return matches;
}

struct text totp_address(struct arena *arena, struct text secret, struct text issuer, struct text name)
{
    struct buffer out = {0};
    buffer_add(&out, TEXT("otpauth://totp/"));
    percent_encode(&out, issuer);
    buffer_add(&out, TEXT(":"));
    percent_encode(&out, name);
    buffer_print(&out, "?secret=%.*s&issuer=", TEXT_PRINT(base32_text(arena, secret)));
    percent_encode(&out, issuer);
    buffer_print(&out, "&algorithm=SHA1&digits=%d&period=%d", TOTP_DIGITS, TOTP_STEP_SECONDS);
    struct text address = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return address;
}
