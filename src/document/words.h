// SPDX-License-Identifier: GPL-3.0-or-later
// What every format says in the same words. Texts are made in the given arena.
#pragma once

#include "document/checked.h"

struct text words_table(struct arena *arena, const struct checked_document *checked,
                        const struct block *block); // "Table 1"
struct text words_chart(struct arena *arena, const struct checked_document *checked,
                        const struct block *block); // "Figure 1"
struct text words_note(struct arena *arena, const struct checked_document *checked,
                       struct text id); // "note 1"
struct text words_proportion(struct arena *arena, enum language language, int64_t part,
                             int64_t base); // "3 of 9"
struct text words_column(struct arena *arena,
                         const struct table_column *column); // its heading, with the unit in brackets
// The heading of the column of groups, where groups of rows are a column.
struct text words_groups(enum language language, const struct table *table);
// A run without any markup: its text, "expansion (text)", " [note 1]" or "[redacted: reason]".
struct text words_run(struct arena *arena, const struct checked_document *checked, const struct run *run);
// A whole line; runs on new lines are set apart by `line_break`.
struct text words_runs(struct arena *arena, const struct checked_document *checked, const struct runs *runs,
                       struct text line_break);
// The same in one line and without its references to notes, for a list of contents.
struct text words_title(struct arena *arena, const struct checked_document *checked, const struct runs *runs);
struct text words_cell(struct arena *arena, const struct checked_document *checked, const struct cell *cell,
                       struct text line_break);

// What stands under the title: "Published", "31 March 2019".
struct fact {
    const char *label; // to be translated
    struct text text;
    bool is_key; // by which programs know the document: in the same words in all languages, which are English
};
enum { FACTS_MOST = 3 };
size_t words_facts(struct arena *arena, const struct document *document, struct fact facts[FACTS_MOST]);

// The imprint, which every format of a document that has one prints last: by what the publication can be checked. The
// hashes are hexadecimal.
enum { IMPRINT_MOST = 3 };
size_t words_imprint(const struct checked_document *checked, struct fact facts[IMPRINT_MOST]);

// A telephone as an address: "tel:+441632960001".
struct text words_dialled(struct arena *arena, struct text telephone);
// "en-GB", "cy-GB": programs look for their dictionaries by country.
struct text words_language(enum language language);
// The name of a file in the same folder as a link: in a review's id may be what is not allowed there.
struct text words_file_link(struct arena *arena, struct text name);
