// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the bytes, and wherever they and the room for what comes out are cut: unpacking ends, takes only what it was
// given, and gives the same. The last byte says how they are cut.
#include "base/buffer.h"
#include "format/gzip.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 4096, UTMOST = 1 << 22 };

static void require(bool holds)
{
    if (!holds)
        abort();
}

// How it ended; GZIP_GOOD also if so much came out that it was left off.
static enum gzip_step unpack(struct gzip *gzip, struct text packed, size_t piece, size_t room,
                             struct buffer *to)
{
    char block[ROOM];
    size_t at = 0, got;
    while (at < packed.length && to->length < UTMOST) {
        struct text front = text_slice(packed, at, at + piece), rest = front;
        while (to->length < UTMOST) {
            enum gzip_step step = gzip_unpack(gzip, &rest, block, room, &got);
            require(got <= room && rest.length <= front.length);
            require(rest.length == 0 || rest.bytes + rest.length == front.bytes + front.length);
            buffer_add(to, (struct text){block, got});
            if (step != GZIP_GOOD)
                return step;
            if (got == 0)
                break;
        }
        require(rest.length == 0 || to->length >= UTMOST);
        at += piece;
    }
    return GZIP_GOOD;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct text packed = {(const char *)data, size - 1};
    struct gzip *gzip = gzip_new();
    struct buffer whole = {0}, pieces = {0};
    enum gzip_step step = unpack(gzip, packed, size, ROOM, &whole);
    bool may_end = gzip_may_end(gzip);
    gzip_restart(gzip);
    size_t piece = 1 + data[size - 1] % 16, room = 1 + data[size - 1] / 16;
    enum gzip_step again = unpack(gzip, packed, piece, room, &pieces);
    if (whole.length < UTMOST) {
        require(step == again && (step != GZIP_GOOD || may_end == gzip_may_end(gzip)));
        // Of what was cut short, zlib may hold some that had no room.
        require(step != GZIP_GOOD || !may_end || text_equal(buffer_text(&whole), buffer_text(&pieces)));
    }
    gzip_free(gzip);
    buffer_dispose(&whole);
    buffer_dispose(&pieces);
    return 0;
}
