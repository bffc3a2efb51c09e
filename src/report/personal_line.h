// SPDX-License-Identifier: GPL-3.0-or-later
// One text, and where in it stands what would tell of a person.
#pragma once

#include "report/personal_terms.h"

struct personal_word {
    struct text text;
    size_t from, to; // bytes of the folded text
    bool allowed;
};
struct personal_hit {
    enum personal_kind kind;
    size_t first, end; // words
};
struct personal_line {
    struct arena *arena;
    struct text folded;
    ARRAY_OF(struct personal_word) words;
    ARRAY_OF(struct personal_hit) hits;
};

void personal_line_read(struct arena *arena, const struct personal_terms *terms, struct text text,
                        struct personal_line *line);
// Whether every word of it is one that the office allowed.
bool personal_hit_is_allowed(const struct personal_line *line, struct personal_hit hit);

// For the files of this module.
void personal_line_hit(struct personal_line *line, enum personal_kind kind, size_t first, size_t end);
// What has the form of an e-mail address, a telephone number, a postcode or a National Insurance number, from a word on.
void personal_line_find_forms(struct personal_line *line, size_t first);
// Whoever is named from a word on: first name and surname, or an initial, with other names and initials between.
void personal_line_find_names(const struct personal_terms *terms, struct personal_line *line, size_t first);
