// SPDX-License-Identifier: GPL-3.0-or-later
// What would tell of a person, as words that are looked for: references of the cases of a review's extracts, what the force sent in fields
// that the instrument calls personal, words that announce a date of birth; and those that the office allowed.
#pragma once

#include "base/limits.h"
#include "base/text_map.h"
#include "report/results.h"

enum personal_kind {
    PERSONAL_ALLOWED,
    PERSONAL_REFERENCE,
    PERSONAL_VALUE,
    PERSONAL_DATE,
    PERSONAL_BIRTH, // words that announce a date of birth
    PERSONAL_EMAIL,
    PERSONAL_TELEPHONE,
    PERSONAL_POSTCODE,
    PERSONAL_NATIONAL_INSURANCE,
    PERSONAL_KIND_COUNT,
};

// Words, joined without anything between them.
struct personal_term {
    enum personal_kind kind;
    struct text literal; // of a short one, as it is written: "C/1"; else empty
    bool dated;          // of PERSONAL_BIRTH: only before a whole date ("born again in 2019" tells none)
};

enum { PERSONAL_LONGEST_BYTES = 200 };

struct personal_terms {
    struct arena *arena;
    struct text source;      // of what is read now
    struct text_map index;   // by the joined words
    struct text_map pairs;   // "sian rees", "rees sian", "s rees": nothing else than may stand between them
    struct text_map dates;   // "1985-03-07"
    struct text_map middles; // of the names, words that may
    ARRAY_OF(struct personal_term) list;
    struct text_map ordinary; // words of the instrument, which names nobody
};

bool personal_terms_read(struct arena *arena, const struct results *results, struct personal_terms *terms,
                         struct problems *problems);

// For the files of this module. The words are folded (report/lookalikes.h).
void personal_terms_add(struct personal_terms *terms, struct text key, enum personal_kind kind,
                        struct text literal);
void personal_terms_add_value(struct personal_terms *terms, struct text value, enum personal_kind kind);
void personal_terms_add_names(struct personal_terms *terms, struct text value);
void personal_terms_add_ordinary(struct personal_terms *terms, struct text text);
void personal_terms_add_note(struct personal_terms *terms, struct text note);
void personal_terms_add_address(struct personal_terms *terms, struct text value);
void personal_terms_add_date(struct personal_terms *terms, struct text value);
bool personal_is_digit(char byte);
size_t personal_count_digits(struct text text);
