// SPDX-License-Identifier: GPL-3.0-or-later
// The objects of a PDF file (ISO 32000-1, 7.3 and 7.5): numbered, written in any order, packed, and found by the table of
// references at the end. The same calls give the same bytes.
#pragma once

#include "base/buffer.h"

struct pdf_slot {
    size_t at, length; // in `plain` or `streams`
    bool stream;
};

struct pdf_objects {
    struct arena *arena;
    ARRAY_OF(struct pdf_slot) slots; // of object 1 and on
    struct buffer plain, streams;
    size_t open; // object that is being written; 0: none
};

void pdf_objects_init(struct pdf_objects *objects, struct arena *arena);
void pdf_objects_dispose(struct pdf_objects *objects);

// Objects are counted from 1. A number can be referred to before its object is written.
size_t pdf_object_number(struct pdf_objects *objects);
// Writes the object into the buffer that is returned, until it ends.
struct buffer *pdf_object_begin(struct pdf_objects *objects, size_t number);
void pdf_object_end(struct pdf_objects *objects);
// A stream. The entries stand in its dictionary beside its length; it is packed here unless they already name a filter.
void pdf_stream(struct pdf_objects *objects, size_t number, struct text entries, struct text bytes,
                bool packed);

// Pieces of objects.
void pdf_add_number(struct buffer *out, double number); // to the thousandth
void pdf_add_reference(struct buffer *out, size_t number);
void pdf_add_string(struct buffer *out, struct text text); // UTF-8 in; what a reader shows
void pdf_add_bytes(struct buffer *out, struct text bytes); // as they are

// The whole file. `identity` is 32 hexadecimal digits.
void pdf_file(struct pdf_objects *objects, size_t catalog, size_t information, struct text identity,
              struct buffer *out);
