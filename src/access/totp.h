// SPDX-License-Identifier: GPL-3.0-or-later
// Codes of authenticator apps: TOTP (RFC 6238) over HOTP (RFC 4226), HMAC-SHA-1, steps of 30 seconds, six digits, which is what
// every such app knows. Pure.
#pragma once

#include "base/text.h"

enum {
    TOTP_SECRET_BYTES = 20,
    TOTP_DIGITS = 6,
    TOTP_STEP_SECONDS = 30,
    TOTP_WINDOW = 1 // steps before and after now: people type slowly and clocks differ
};

int64_t totp_step(int64_t at); // of a time in microseconds
struct text totp_code(struct arena *arena, struct text secret, int64_t step, unsigned digits);
// Whether the code, blanks in it left out, is of a step about now that comes after `last_step`, whose code was taken before; then
// *step is that step.
bool totp_matches(struct text secret, struct text code, int64_t at, int64_t last_step, int64_t *step);
// What an authenticator app reads from a square code: otpauth://totp/ISSUER:NAME?secret=…
struct text totp_address(struct arena *arena, struct text secret, struct text issuer, struct text name);
