// SPDX-License-Identifier: GPL-3.0-or-later
// Forms as browsers send them: application/x-www-form-urlencoded (WHATWG URL, 5), in the body of a request or in the query
// of an address. Strict: what no browser sends is refused, not mended.
#pragma once

#include "base/buffer.h"
#include "base/problem.h"

struct form_field {
    struct text name, value; // valid UTF-8; line ends are LF; no other control character than tab
};
struct form {
    ARRAY_OF(struct form_field) fields;
};

// At most LIMIT_FORM_FIELDS fields. *form is untouched on failure.
bool form_parse(struct arena *arena, struct text encoded, struct form *form, struct problems *problems);
// Adds a field to a form whose parts are read in another way (format/multipart.h), under the same rules.
bool form_add(struct arena *arena, struct form *form, struct text name, struct text value,
              struct problems *problems);

// The value, if the form has exactly one field of that name: who sends two is told nothing about which counts.
bool form_find(const struct form *form, const char *name, struct text *value);
struct text form_value(const struct form *form,
                       const char *name); // the empty text if there is not exactly one
// The next value of that name, as of boxes that were ticked, from *at (0 to begin) on.
bool form_next(const struct form *form, const char *name, size_t *at, struct text *value);

// "%41" is "A"; "+" stays. False if a "%" has no two digits behind it, or NUL or what is not UTF-8 comes out.
bool percent_decode(struct arena *arena, struct text encoded, struct text *decoded);
// As a part of a path or of a query: letters, digits and "-._~" stay (RFC 3986, 2.3), all else is encoded.
void percent_encode(struct buffer *out, struct text text);
