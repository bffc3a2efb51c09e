// SPDX-License-Identifier: GPL-3.0-or-later
// One value as a force sends it, read as what its field declares; nothing is guessed (docs/extracts.md). And its
// canonical form, in which the record keeps it: a JSON value that reads back to exactly the same.
//
//     boolean   true                      number    2.5 (the shortest digits that read back: json_writer.h)
//     integer   14                        date      "2019-03-31"
//     text      "as sent, trimmed"        time      "2019-03-29T18:00:00Z", ".000000" only if it is not zero
//     category  "id"                      time that occurred twice
//                                         {"civil":"2019-10-27 01:30","earlier":"2019-10-27T00:30:00Z","later":"…"}
#pragma once

#include "base/buffer.h"
#include "base/problem.h"
#include "base/zone.h"
#include "format/json.h"
#include "format/json_writer.h"
#include "instrument/column.h"

// Yes and no in one character, the letters in capitals or not.
enum { VALUE_YES_LETTER = 'y', VALUE_YES_DIGIT = '1', VALUE_NO_LETTER = 'n', VALUE_NO_DIGIT = '0' };
enum { VALUE_TO_CAPITAL = 'A' - 'a' };

struct value {
    bool known;
    union {
        bool truth;
        int64_t integer; // FIELD_INTEGER, FIELD_DATE (days), FIELD_TIME (microseconds)
        double number;
        struct text text; // FIELD_TEXT; FIELD_CATEGORY: the id as declared
    };
    uint16_t code;  // FIELD_CATEGORY: the index of the value
    bool ambiguous; // FIELD_TIME: `integer` is the earlier instant, `later` the other
    int64_t later;
};

// Reads a cell. A blank one is an unknown value, which is a problem only if the field is required. The value's text is
// that of the cell or of the field: nothing is copied.
bool value_read(const struct field *field, const struct zone *zone, struct text cell, struct place place,
                struct value *value, struct problems *problems);
// A case reference must be written as it is meant: not empty, not padded, no invisible characters, not too long.
bool value_check_reference(struct text cell, struct place place, struct problems *problems);
// Without blanks at both ends: those of ASCII, the no-break space and the byte order mark.
struct text value_trim(struct text cell);

// The canonical form of a known value, and back; false, *value untouched, if it is none of that field. The text of what
// is parsed lives as long as the node.
void value_write(struct json_writer *json, const struct field *field, const struct zone *zone,
                 const struct value *value);
bool value_parse(const struct field *field, const struct json_node *node, struct value *value);

// Into a row that is unknown so far, of a column of the field's type, with room for ambiguous times if it is a time.
void value_put(struct column *column, size_t row, const struct value *value);
// The same into a column that may be narrow, its times counted from `zero_second`; what is narrow must fit.
void value_put_at(struct column *column, size_t row, const struct value *value, int64_t zero_second);
// Whether a known value of a type that may be narrow has room in a narrow column.
bool value_is_narrow(enum field_type type, const struct value *value, int64_t zero_second);
