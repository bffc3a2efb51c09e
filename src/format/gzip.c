// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/gzip.h"

#include "base/memory.h"

#define ZLIB_CONST // input is not written to
#include <zlib.h>

enum { WINDOW_BITS = 15, GZIP_ONLY = 16, MAGIC_BYTES = 2 };

enum position {
    BEFORE_FIRST,
    IN_MEMBER,
    BEHIND_MEMBER, // another may follow
    IN_PADDING,
};

struct gzip {
    z_stream stream;
    enum position position;
    bool later; // than the first member
};

struct gzip *gzip_new(void)
{
    struct gzip *gzip = memory_allocate_zeroed(1, sizeof *gzip);
    if (inflateInit2(&gzip->stream, WINDOW_BITS + GZIP_ONLY) != Z_OK)
        memory_exhausted();
    return gzip;
}

void gzip_free(struct gzip *gzip)
{
    if (!gzip)
        return;
    inflateEnd(&gzip->stream);
    memory_free(gzip);
}

void gzip_restart(struct gzip *gzip)
{
    inflateReset(&gzip->stream);
    gzip->position = BEFORE_FIRST;
    gzip->later = false;
}

bool gzip_is_start(struct text bytes)
{
    return text_starts(bytes, TEXT("\x1f\x8b"));
}

bool gzip_may_end(const struct gzip *gzip)
{
    return gzip->position == BEHIND_MEMBER || gzip->position == IN_PADDING;
}

static unsigned within_unsigned(size_t bytes)
{
    return bytes < UINT_MAX ? (unsigned)bytes : UINT_MAX;
}

static enum gzip_step step_of(const struct gzip *gzip, int result)
{
    if (result == Z_MEM_ERROR)
        memory_exhausted();
    if (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR)
        return GZIP_GOOD;
    bool not_even_begun = gzip->later && gzip->stream.total_in <= MAGIC_BYTES;
    return not_even_begun ? GZIP_TRAILING : GZIP_DAMAGED;
}

static enum gzip_step unpack_member(struct gzip *gzip, struct text *packed, char *to, size_t room,
                                    size_t *got)
{
    z_stream *stream = &gzip->stream;
    unsigned input = within_unsigned(packed->length), output = within_unsigned(room);
    stream->next_in = (const unsigned char *)packed->bytes;
    stream->avail_in = input;
    stream->next_out = (unsigned char *)to;
    stream->avail_out = output;
    int result = inflate(stream, Z_NO_FLUSH);
    *packed = text_slice(*packed, input - stream->avail_in, packed->length);
    *got = output - stream->avail_out;
    if (result == Z_STREAM_END)
        gzip->position = BEHIND_MEMBER;
    return step_of(gzip, result);
}

// At the first byte behind a member, or behind the zeros there.
static bool go_on_with(struct gzip *gzip, struct text *packed)
{
    if (packed->bytes[0] == '\0') {
        gzip->position = IN_PADDING;
        *packed = text_slice(*packed, 1, packed->length);
        return true;
    }
    if (gzip->position == IN_PADDING || packed->bytes[0] != '\x1f')
        return false;
    inflateReset(&gzip->stream);
    gzip->position = IN_MEMBER;
    gzip->later = true;
    return true;
}

enum gzip_step gzip_unpack(struct gzip *gzip, struct text *packed, char *to, size_t room, size_t *got)
{
    *got = 0;
    while (packed->length > 0 && *got == 0 && room > 0) {
        if (gzip->position == BEFORE_FIRST)
            gzip->position = IN_MEMBER;
        if (gzip->position != IN_MEMBER) {
            if (!go_on_with(gzip, packed))
                return GZIP_TRAILING;
            continue;
        }
        enum gzip_step step = unpack_member(gzip, packed, to, room, got);
        if (step != GZIP_GOOD)
            return step;
    }
    return GZIP_GOOD;
}

// ---- zlib's own format -------------------------------------------------------------------------------------

enum { PIECE_BYTES = 16 << 10 };

static void pack(struct text bytes, int level, struct buffer *out)
{
    z_stream stream = {0};
    if (deflateInit(&stream, level) != Z_OK)
        memory_exhausted();
    int result = Z_OK;
    while (result == Z_OK) {
        unsigned char piece[PIECE_BYTES];
        unsigned input = within_unsigned(bytes.length);
        stream.next_in = (const unsigned char *)bytes.bytes;
        stream.avail_in = input;
        stream.next_out = piece;
        stream.avail_out = sizeof piece;
        result = deflate(&stream, input == bytes.length ? Z_FINISH : Z_NO_FLUSH);
        bytes = text_slice(bytes, input - stream.avail_in, bytes.length);
        buffer_add(out, (struct text){(const char *)piece, sizeof piece - stream.avail_out});
    }
    deflateEnd(&stream);
}

void zlib_pack(struct text bytes, struct buffer *out)
{
    pack(bytes, Z_DEFAULT_COMPRESSION, out);
}

void zlib_pack_quickly(struct text bytes, struct buffer *out)
{
    enum { QUICK = 3 };
    pack(bytes, QUICK, out);
}

bool zlib_unpack(struct text packed, size_t limit, struct buffer *out)
{
    z_stream stream = {0};
    if (inflateInit(&stream) != Z_OK)
        memory_exhausted();
    struct buffer unpacked = {0};
    int result = Z_OK;
    while (result == Z_OK && unpacked.length <= limit) {
        unsigned char piece[PIECE_BYTES];
        unsigned input = within_unsigned(packed.length);
        stream.next_in = (const unsigned char *)packed.bytes;
        stream.avail_in = input;
        stream.next_out = piece;
        stream.avail_out = sizeof piece;
        result = inflate(&stream, Z_NO_FLUSH);
        packed = text_slice(packed, input - stream.avail_in, packed.length);
        buffer_add(&unpacked, (struct text){(const char *)piece, sizeof piece - stream.avail_out});
    }
    inflateEnd(&stream);
    bool whole = result == Z_STREAM_END && unpacked.length <= limit;
    if (whole)
        buffer_add(out, buffer_text(&unpacked));
    buffer_dispose(&unpacked);
    return whole;
}

size_t zlib_unpacked_bytes(struct text packed, size_t most)
{
    z_stream stream = {0};
    if (inflateInit(&stream) != Z_OK)
        memory_exhausted();
    size_t bytes = 0;
    int result = Z_OK;
    while (result == Z_OK && bytes < most) {
        unsigned char piece[PIECE_BYTES];
        unsigned input = within_unsigned(packed.length);
        stream.next_in = (const unsigned char *)packed.bytes;
        stream.avail_in = input;
        stream.next_out = piece;
        stream.avail_out = sizeof piece;
        result = inflate(&stream, Z_NO_FLUSH);
        packed = text_slice(packed, input - stream.avail_in, packed.length);
        bytes += sizeof piece - stream.avail_out;
    }
    inflateEnd(&stream);
    return bytes;
}
