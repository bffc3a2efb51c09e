// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/encoding.h"

size_t encoding_utf8_sequence(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    if (length == 0)
        return 0;
    unsigned char first = bytes[0];
    if (first < 0x80)
        return 1;
    size_t needed = first >= 0xC2 && first <= 0xDF   ? 2
                    : first >= 0xE0 && first <= 0xEF ? 3
                    : first >= 0xF0 && first <= 0xF4 ? 4
                                                     : 0;
    if (needed == 0 || length < needed)
        return 0;
    // The second byte's range keeps out overlong forms, surrogates and what lies past U+10FFFF.
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < low || bytes[1] > high)
        return 0;
    for (size_t i = 2; i < needed; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return needed;
}

uint32_t encoding_windows_1252(unsigned char byte)
{
    // 80 to 9F; the rest is Latin-1.
    static const uint16_t middle[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
    };
    return byte >= 0x80 && byte <= 0x9F ? middle[byte - 0x80] : byte;
}

static void add_windows_1252(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        uint32_t code_point = encoding_windows_1252(byte);
        buffer_add_code_point(out, code_point || byte == 0 ? code_point : 0xFFFD);
    }
}

static void add_utf8(struct buffer *out, struct text text)
{
    size_t from = 0, at = 0;
    while (at < text.length) {
        size_t sequence = encoding_utf8_sequence(text.bytes + at, text.length - at);
        if (sequence == 0) {
            buffer_add(out, text_slice(text, from, at));
            buffer_add_code_point(out, 0xFFFD);
            from = ++at;
        }
        at += sequence;
    }
    buffer_add(out, text_slice(text, from, text.length));
}

void encoding_add_utf8(struct buffer *out, enum encoding encoding, struct text bytes)
{
    if (encoding == ENCODING_WINDOWS_1252)
        add_windows_1252(out, bytes);
    else
        add_utf8(out, bytes);
}

static void count(struct encoding_evidence *evidence, size_t sequence)
{
    if (sequence == 0)
        evidence->other_bytes++;
    else if (sequence > 1)
        evidence->utf8_sequences++;
}

// Counts what can be decided: everything at the end, before it only what has room for the longest sequence.
static void look_at_pending(struct encoding_evidence *evidence, bool last)
{
    while (evidence->pending_length > 0) {
        size_t length = evidence->pending_length;
        size_t sequence = encoding_utf8_sequence(evidence->pending, length);
        if (sequence == 0 && !last && length < sizeof evidence->pending)
            return;
        count(evidence, sequence);
        size_t used = sequence ? sequence : 1;
        memmove(evidence->pending, evidence->pending + used, length - used);
        evidence->pending_length = length - used;
    }
}

// Bytes at the front that are ASCII, or some of them: never 0 if there is one.
static size_t count_ascii(struct text text)
{
    size_t at = 0;
    for (uint64_t word; at + sizeof word <= text.length; at += sizeof word) {
        memcpy(&word, text.bytes + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    return at ? at : 1;
}

void encoding_look(struct encoding_evidence *evidence, struct text piece)
{
    size_t at = 0;
    while (at < piece.length) {
        if (evidence->pending_length > 0) {
            evidence->pending[evidence->pending_length++] = piece.bytes[at++];
            look_at_pending(evidence, false);
            continue;
        }
        if (!(piece.bytes[at] & 0x80)) {
            at += count_ascii(text_slice(piece, at, piece.length));
            continue;
        }
        size_t sequence = encoding_utf8_sequence(piece.bytes + at, piece.length - at);
        if (sequence == 0 && piece.length - at < 4) {
            evidence->pending[evidence->pending_length++] = piece.bytes[at++];
            look_at_pending(evidence, false);
            continue;
        }
        count(evidence, sequence);
        at += sequence ? sequence : 1;
    }
}

enum encoding encoding_decide(struct encoding_evidence *evidence)
{
    look_at_pending(evidence, true);
    return evidence->other_bytes > evidence->utf8_sequences ? ENCODING_WINDOWS_1252 : ENCODING_UTF8;
}
