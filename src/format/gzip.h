// SPDX-License-Identifier: GPL-3.0-or-later
// Unpacks gzip (RFC 1952) as it comes: several members one after the other are one text, and zeros behind the last
// are padding. Checksums and lengths are checked. How much comes out is the caller's to limit. Also zlib's format of
// the streams in other files: the only file over zlib.
#pragma once

#include "base/buffer.h"

struct gzip;

enum gzip_step {
    GZIP_GOOD,
    GZIP_DAMAGED,  // inside a member
    GZIP_TRAILING, // behind a member comes what is no further one
};

struct gzip *gzip_new(void);
void gzip_free(struct gzip *gzip); // NULL is allowed
void gzip_restart(struct gzip *gzip);

bool gzip_is_start(struct text bytes); // by its first two bytes

// Takes bytes off the front of *packed and puts at most `room` into `to`. With *got 0, *packed is empty: more is needed.
enum gzip_step gzip_unpack(struct gzip *gzip, struct text *packed, char *to, size_t room, size_t *got);
// Whether the packed bytes may end here.
bool gzip_may_end(const struct gzip *gzip);

// Packs bytes in zlib's format (RFC 1950), or unpacks a whole such text; false if it is damaged, cut short or gives more than
// `limit` bytes. Nothing is added then.
void zlib_pack(struct text bytes, struct buffer *out);
void zlib_pack_quickly(struct text bytes, struct buffer *out); // in half the time, a tenth larger
bool zlib_unpack(struct text packed, size_t limit, struct buffer *out);
// How many bytes it unpacks to, as far as it is not damaged; counting ends once there are at least `most`.
size_t zlib_unpacked_bytes(struct text packed, size_t most);
