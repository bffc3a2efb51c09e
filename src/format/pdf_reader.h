// SPDX-License-Identifier: GPL-3.0-or-later
// The objects of a PDF (ISO 32000-1), read through libqpdf. A stranger wrote the file: how many objects, how deep they nest
// and how many bytes their streams unpack to is limited (limits.h). Nothing is repaired: a damaged file is refused.
#pragma once

#include "base/problem.h"

enum pdf_kind {
    PDF_NULL,
    PDF_BOOLEAN,
    PDF_INTEGER,
    PDF_REAL,
    PDF_STRING,
    PDF_NAME,
    PDF_ARRAY,
    PDF_DICTIONARY,
    PDF_STREAM,
};

struct pdf_entry;

// References are followed already, so values may form cycles: whoever descends must count or mark.
struct pdf_value {
    enum pdf_kind kind;
    uint32_t number; // of the indirect object that it is; 0: it stands inside another
    uint32_t generation;
    bool boolean;
    int64_t integer;   // of a real, without its fraction
    double real;       // of an integer too
    struct text bytes; // of a string as it is, of a name without its slash
    struct text text;  // of a string, in UTF-8
    const struct pdf_value **items;
    const struct pdf_entry *entries; // of a dictionary or of a stream's
    size_t count;                    // of items or entries
};

struct pdf_entry {
    struct text key; // without its slash
    const struct pdf_value *value;
};

struct pdf_reader;

// The content must live as long as the reader. Reads all objects that the trailer leads to.
bool pdf_reader_open(struct arena *arena, struct text source, struct text content, struct pdf_reader **reader,
                     struct problems *problems);
void pdf_reader_close(struct pdf_reader *reader); // NULL is allowed

bool pdf_reader_encrypted(const struct pdf_reader *reader); // then none of its objects are read
// Whether an encrypted file lets assistive technology have its text. True of any other.
bool pdf_reader_accessible(const struct pdf_reader *reader);
const struct pdf_value *pdf_reader_trailer(const struct pdf_reader *reader);
size_t pdf_reader_numbers(const struct pdf_reader *reader); // one more than the highest object number in use
const struct pdf_value *pdf_reader_object(const struct pdf_reader *reader, size_t number); // NULL: not in use
// A stream's bytes, unpacked, in the arena. Filters other than Flate without a predictor are not read.
bool pdf_reader_stream(struct pdf_reader *reader, struct arena *arena, const struct pdf_value *stream,
                       struct text *bytes, struct problems *problems);

// The value of a key of a dictionary or of a stream's; NULL if there is none, or it is null, or `value` is neither or NULL.
const struct pdf_value *pdf_get(const struct pdf_value *value, const char *key);
const struct pdf_value *pdf_get_text(const struct pdf_value *value, struct text key);
// The same if it is of that kind, else NULL.
const struct pdf_value *pdf_get_kind(const struct pdf_value *value, const char *key, enum pdf_kind kind);
const struct pdf_value *pdf_item(const struct pdf_value *array, size_t index); // NULL beyond the end
bool pdf_is_dictionary(const struct pdf_value *value); // or a stream, which has one; NULL is not
bool pdf_is_name(const struct pdf_value *value, const char *name);
struct text pdf_name(const struct pdf_value *value); // empty if it is none
