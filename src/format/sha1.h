// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-1 (FIPS 180-4), and HMAC over it (RFC 2104), for the codes that authenticator apps show: most of them know no other hash.
// For nothing else: SHA-1 is broken as a hash, though not inside an HMAC.
#pragma once

#include "base/text.h"

enum { SHA1_BYTES = 20 };

struct sha1 {
    unsigned char bytes[SHA1_BYTES];
};

struct sha1 sha1_of(struct text text);
struct sha1 sha1_sign(struct text key, struct text text); // HMAC-SHA-1
