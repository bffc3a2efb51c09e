// SPDX-License-Identifier: GPL-3.0-or-later
// The encodings in which forces send text files, told apart by their bytes.
#pragma once

#include "base/buffer.h"

enum encoding { ENCODING_UTF8, ENCODING_WINDOWS_1252 };

// Length in bytes of the UTF-8 sequence at the front of the bytes; 0 if it is none (strict: no surrogates, no
// overlong forms) or is cut short.
size_t encoding_utf8_sequence(const char *bytes, size_t length);

// The code point of a byte of Windows-1252; 0 for the five bytes it leaves undefined (81 8D 8F 90 9D) and for NUL.
uint32_t encoding_windows_1252(unsigned char byte);

// Appends the text as UTF-8. A byte that the encoding does not know becomes U+FFFD.
void encoding_add_utf8(struct buffer *out, enum encoding encoding, struct text bytes);

// What was seen in a file: fed in pieces of any size, then asked.
struct encoding_evidence {
    uint64_t utf8_sequences; // of two bytes and more
    uint64_t other_bytes;    // from 0x80, that are part of no such sequence
    char pending[4];         // a sequence that may go on in the next piece
    size_t pending_length;
};
void encoding_look(struct encoding_evidence *evidence, struct text piece);
// After the last piece: UTF-8 unless more of what is not ASCII speaks for Windows-1252.
enum encoding encoding_decide(struct encoding_evidence *evidence);
