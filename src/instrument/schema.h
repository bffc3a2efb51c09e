// SPDX-License-Identifier: GPL-3.0-or-later
// What a case, or an entry of its log, is made of: named, typed fields. An instrument declares it; files are
// read by it; expressions are checked against it.
#pragma once

#include "base/civil.h"

enum field_type {
    FIELD_BOOLEAN,
    FIELD_INTEGER, // int64
    FIELD_NUMBER,  // IEEE double
    FIELD_TEXT,
    FIELD_CATEGORY, // text that is the id of one of the declared values
    FIELD_DATE,     // days since 1970-01-01
    FIELD_TIME,     // an instant: microseconds since 1970-01-01 00:00 UTC
    FIELD_DURATION, // elapsed time in microseconds; only results of expressions have it
    FIELD_TYPE_COUNT,
};

// One value of a category.
struct category_value {
    struct text id;
    struct localised label;
    struct text *aliases; // what forces write for it; compared without case, the id itself included
    size_t alias_count;
};

struct field {
    struct text id;
    enum field_type type;
    bool required; // a row without it is rejected
    bool personal; // may identify a person: never printed in a public edition
    struct localised label;
    struct text *headers; // header names under which forces send it; compared without case
    size_t header_count;
    struct category_value *values; // of a category
    size_t value_count;
    enum civil_order date_order; // of day and month, where the instrument names one
};

struct schema {
    struct field *fields;
    size_t count;
};

const char *field_type_name(enum field_type type); // as written in an instrument: "time"
bool field_type_from_name(struct text name, enum field_type *type);
const char *field_type_words(enum field_type type); // for messages, marked for translation: "a date and time"
// The index of a field by its id; false if there is none.
bool schema_find(const struct schema *schema, struct text id, size_t *index);
bool category_find(const struct field *field, struct text id, size_t *index);
