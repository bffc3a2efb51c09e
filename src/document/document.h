// SPDX-License-Identifier: GPL-3.0-or-later
// A document as a tree that every format is written from: one tree a language, with the same ids in each. Build it
// with the functions below, hand the trees of all languages to document_check (document/check.h), and give what that
// returns to the writers (document/writers.h). Nothing is laid out here, and nothing is escaped.
//
// Everything lives in the document's arena. Texts that are passed in are not copied: they live as long as the
// document. A text is UTF-8 in the document's language, without markup and without line breaks.
#pragma once

#include "base/civil.h"
#include "base/decimal.h"

// ---- A line of text: a flat list of runs. ------------------------------------------------------------------

struct run {
    struct text text;
    bool strong;
    bool new_line; // begins on a new line of the same paragraph or cell
    bool foreign;  // `language` says in which language the text is, where it is not the document's
    enum language language;
    struct text link; // https:, http:, mailto:, tel:, a relative file, or "#id" of a block
    struct text
        expansion; // of an abbreviation, which is printed as "Hate Crime Support Officer (HCSO)": every
                   // abbreviation is expanded so at its first use, and stands alone, without this, after it
    struct text note;      // id of the note that this run refers to; its own text may then be empty
    struct text redaction; // why something is not shown here; the text is empty
    struct text speech;    // what a synthetic voice says instead of the text
    bool
        verbatim; // somebody's own words that nobody may edit: abbreviations and figures in them are not held
                  // against the document
    bool
        code; // to be typed letter by letter: a paragraph that is one such run is a block of code on web pages and in Markdown
    bool is_number; // the text tells `number`, in digits or in words ("two")
    int64_t number;
    struct text trace; // under which `craffu trace` names the cases behind the number; empty: none
    struct text
        instead; // what is said where the number is withheld ("fewer than five cases"); no writer prints it
    struct text
        agrees; // trace of another run's number that the text agrees with ("was"); it has `instead`, too
};

struct runs {
    struct run *items;
    size_t count, capacity;
    struct arena *arena;
};

// Each returns the run just added, valid until the next one is added, to set more of it: run_add(r, t)->strong = true.
struct run *run_add(struct runs *runs, struct text text);
struct run *run_link(struct runs *runs, struct text text, struct text link);
struct run *run_abbreviation(struct runs *runs, struct text text, struct text expansion);
// A number in a sentence; `shown` may be a word, and empty shows digits.
struct run *run_number(struct runs *runs, int64_t number, struct text shown, struct text trace);

// ---- Blocks ------------------------------------------------------------------------------------------------

enum block_kind {
    BLOCK_HEADING,
    BLOCK_PARAGRAPH,
    BLOCK_LIST,
    BLOCK_TABLE,
    BLOCK_CHART,
    BLOCK_CONTENTS, // the headings of the document with links
    BLOCK_INSET,    // set apart: a quotation, a point to remember
    BLOCK_WARNING,  // set apart and urgent
    BLOCK_NOTE,     // what a run's `note` refers to; numbered in the order of the document
    BLOCK_CONTACT,
    BLOCK_PAGE_BREAK, // a hint for formats that have pages
};

// What can hold blocks: the document's body, an item of a list, an inset, a warning. Headings, tables, figures,
// contents, notes and page breaks stand in the body only.
struct blocks {
    struct block **items;
    size_t count, capacity;
    struct document *document;
};

struct heading {
    int level; // 1 to 3, below the document's title
    struct runs runs;
};

enum list_kind { LIST_BULLETS, LIST_NUMBERS };
struct list {
    enum list_kind kind;
    struct blocks **items;
    size_t count, capacity;
    struct document *document;
};

struct contact {
    struct text name;
    ARRAY_OF(struct text) address;     // lines
    struct text telephone, email, web; // web is an address that begins with https:// or http://
    struct arena *arena;
};

// ---- Tables ------------------------------------------------------------------------------------------------

enum column_kind {
    COLUMN_TEXT,
    COLUMN_COUNT,
    COLUMN_PROPORTION, // always "3 of 9": never a percentage without its base
    COLUMN_DATE,
    COLUMN_DECIMAL, // a number that counts no cases: a share, a coefficient, the number of a recommendation
};

bool column_kind_is_number(enum column_kind kind);

// How a decimal is to be read. People read "29.6 %"; where a cell holds nothing but a number, the column's heading has the sign.
enum measure { MEASURE_PLAIN, MEASURE_PERCENT };

struct text decimal_words(struct arena *arena, struct decimal decimal,
                          enum measure measure); // for people: "29.6 %", "−0.25"

// One of several values that the cells of a column of text tell in words ("12.1 % to 47.9 %"). Formats for programs have a
// column for each instead of the words: together the values must say all that the words do.
struct column_value {
    struct text id;      // joined to the column's
    struct text heading; // joined to the column's: "at least"
    bool is_words;       // else decimals
    enum measure measure;
};

struct table_column {
    struct text id; // names the column in CSV and JSON: the same in all languages
    struct text heading;
    enum column_kind kind;
    bool row_header;      // the cells of this column name their rows; one column of every table does
    unsigned share;       // of the width, in proportion to the other columns' shares; 0 is 1
    struct text unit;     // "cases", "days"; empty: none
    enum measure measure; // of COLUMN_DECIMAL
    ARRAY_OF(struct column_value) values; // of COLUMN_TEXT; none: its cells are words and no more
};

// A cell is never blank. A new row's cells are CONTENT_UNSET, which document_check refuses.
enum content_kind {
    CONTENT_UNSET,
    CONTENT_RUNS,
    CONTENT_COUNT,
    CONTENT_PROPORTION,
    CONTENT_DATE,
    CONTENT_DECIMAL,
    CONTENT_EMPTY
};
// Of a cell without a value: what kind of reason there is. Spreadsheets print [x], [z] or [c] for it.
enum absence {
    ABSENCE_NOT_AVAILABLE,  // there could be a value
    ABSENCE_NOT_APPLICABLE, // there can be none
    ABSENCE_SUPPRESSED,     // there is one, and it is not shown, so that nobody can be recognised
    ABSENCE_COUNT,
};

// In the order of the column's values.
enum cell_value_kind { VALUE_DECIMAL, VALUE_WORDS, VALUE_ABSENT };
struct cell_value {
    enum cell_value_kind kind;
    struct decimal decimal;
    struct text words; // VALUE_ABSENT: why there is none
};

struct cell {
    enum content_kind kind;
    struct runs runs;                   // CONTENT_RUNS
    int64_t count;                      // CONTENT_COUNT; of CONTENT_PROPORTION the part
    int64_t base;                       // of CONTENT_PROPORTION the whole; at least 1 and at least the part
    struct civil_date date;             // CONTENT_DATE
    struct decimal decimal;             // CONTENT_DECIMAL
    enum measure measure;               // of CONTENT_DECIMAL: the column's
    ARRAY_OF(struct cell_value) values; // CONTENT_RUNS: as many as the column has
    struct text trace;  // under which `craffu trace` names the cases behind the number; empty: none
    struct text reason; // CONTENT_EMPTY: why, in words for the reader ("No comment", "Not applicable")
    struct text
        mark; // CONTENT_EMPTY: what stands in the cell instead of the reason, where the table's notes explain it; empty: none
    enum absence absence; // CONTENT_EMPTY
    // Of what is made from counts (an interval, a share, a comment on an outcome): the traces of all of them, with any of
    // which it is withheld. No writer prints them.
    ARRAY_OF(struct text) follows;
};

struct body_row {
    struct cell *cells; // as many as the table has columns
    bool total;         // its counts are the sums of its group's other rows
};

// The counts of a column, or the parts of its proportions, without total rows, add up to `base`; each proportion then
// has this base.
struct group_sum {
    size_t column;
    int64_t base;
};

// Rows that belong together, and what they must add up to.
struct row_group {
    struct text id;
    struct text heading; // empty: none; else printed as a row of its own
    struct text
        name; // of a group without a heading: what figures and formats for programs call it; people's tables do not print it
    size_t first, count; // rows
    ARRAY_OF(struct group_sum) sums;
    struct arena *arena;
};

struct table_note {
    struct text id;
    struct runs runs;
};

struct table {
    struct runs caption;
    ARRAY_OF(struct table_column) columns;
    ARRAY_OF(struct body_row) rows;
    ARRAY_OF(struct row_group *) groups; // none, or every row is in one
    struct text groups_heading; // what a group is ("Criterion"), where groups are a column; empty: "Group"
    ARRAY_OF(struct table_note *) notes;
    struct runs source; // where the figures come from; none: not printed
    struct document *document;
};

// ---- Charts ------------------------------------------------------------------------------------------------

// A picture of a table of the same document, drawn from its very cells: it has no figures of its own. Rows that are
// totals are not drawn.
enum chart_kind {
    CHART_BARS, // a bar for each row: its one column
    CHART_STACKED, // a bar for each row, of one piece for each of its columns; or, where the table has groups and
                   // there is one column, a bar for each group, of one piece for each of its rows
    CHART_TREND,     // a line for each column, through the rows in their order
    CHART_INTERVALS, // a point for each row with the interval around it: columns estimate, low, high
};

struct chart {
    enum chart_kind kind;
    struct text table;        // id of the table, which stands in the body
    ARRAY_OF(size_t) columns; // of the table: counts or proportions
    struct runs caption;
    struct text alternative; // what is to be seen, in whole sentences, for those who do not see it
    struct document *document;
};

struct block {
    enum block_kind kind;
    struct text id; // unique in the document, equal in all languages
    bool named;     // the id was given, not made from the heading's id and the block's position
    union {
        struct heading heading;
        struct runs runs; // paragraph, note
        struct list list;
        struct table table;
        struct chart chart;
        struct blocks blocks; // inset, warning
        struct contact contact;
        int contents_depth; // heading levels that the contents list
    };
};

// ---- The document ------------------------------------------------------------------------------------------

struct document_format {
    struct text name; // "CSV", "PDF, large print", "Audio (not available)"
    struct text link; // empty: it is not available
};
struct document_edition {
    enum language language;
    struct text link;
    struct text large_print,
        audio; // its web page in large print and the one with audio; empty: there is none
};

// A page of the site that a document stands in; only web pages print them.
struct document_page {
    struct text title, link;
    bool current; // the document is this page, or belongs to it
};

// The office that publishes: how its documents look. Nothing of it is required.
struct identity {
    struct text logo;                 // the bytes of a PNG file; empty: none
    unsigned logo_width, logo_height; // of the picture, in its own pixels
    struct text logo_alternative;     // what it shows, in the document's language
    bool has_accent;
    uint32_t accent; // 0xRRGGBB, dark enough for white text upon it (at least 7 to 1)
};

struct document {
    struct arena *arena;
    enum language language;
    struct text title; // the only heading of its level
    struct text subtitle;
    struct text organisation;
    struct civil_date date; // of publication
    struct text identifier; // the review's: the same in all languages
    bool is_page; // of a site: its identifier is the name of its files, and no reference to be printed
    struct text version;
    struct text description; // one sentence for catalogues and search
    struct text draft;       // a whole sentence: why this is a draft; empty: it is none. Shown on every page
    struct text marking;     // confidentiality, as the office writes it; empty: none. Shown on every page
    struct text publisher;   // the publisher's statement, at the end
    bool imprint; // says at the end by what it can be checked: its hash, the commitment, the audit log
    struct text commitment; // hash of the frame from which the cases were drawn; empty: none
    struct text audit_log;  // end of the audit log when the review was published; empty: none
    struct identity identity;
    ARRAY_OF(struct document_edition) editions; // in other languages
    ARRAY_OF(struct document_format) formats;
    ARRAY_OF(struct document_page) pages; // of the site; none: the document stands alone
    struct text feed;                     // address of the site's feed; empty: none
    struct blocks body;
    struct text section; // id of the latest heading, for the ids of blocks that have no name
    size_t in_section;
};

struct document *document_new(struct arena *arena, enum language language);
struct document_edition *document_edition(struct document *document, enum language language,
                                          struct text link);
void document_format(struct document *document, struct text name, struct text link);
void document_page(struct document *document, struct text title, struct text link, bool current);

// Ids are ASCII letters, digits, '-', '_' and '.', beginning with a letter, at most LIMIT_IDENTIFIER_BYTES.
struct runs *heading_add(struct blocks *blocks, int level, struct text id,
                         struct text text); // text may be empty
struct runs *paragraph_add(struct blocks *blocks);
void paragraph_add_text(struct blocks *blocks, struct text text);
void paragraph_add_code(struct blocks *blocks, struct text text); // a command, or what a program prints
bool runs_are_code(const struct runs *runs);
struct list *list_add(struct blocks *blocks, enum list_kind kind);
struct blocks *list_item(struct list *list);
struct runs *list_item_line(struct list *list); // an item that is one paragraph
void contents_add(struct blocks *blocks, int depth);
struct blocks *inset_add(struct blocks *blocks);
struct blocks *warning_add(struct blocks *blocks);
struct runs *note_add(struct blocks *blocks, struct text id);
struct contact *contact_add(struct blocks *blocks, struct text name);
void contact_address_line(struct contact *contact, struct text line);
void page_break_add(struct blocks *blocks);

// First the columns, then the rows.
struct table *table_add(struct blocks *blocks, struct text id,
                        struct text caption); // caption may be empty: use ->caption
// Valid until the next column is added.
struct table_column *table_column(struct table *table, struct text id, struct text heading,
                                  enum column_kind kind);
// One more value of the column that was added last, which is one of text.
struct column_value *table_column_value(struct table *table, struct text id, struct text heading);
// Rows added from here on belong to the group.
struct row_group *table_group(struct table *table, struct text id, struct text heading);
void row_group_sums_to(struct row_group *group, size_t column,
                       int64_t base); // once for each column that adds up
#define WITHHELD_MARK "[c]"           // the shorthand of the Government Analysis Function for confidential
struct cell *table_row(struct table *table); // its cells
struct cell *table_total_row(struct table *table);
struct runs *table_note(struct table *table, struct text id);
// The rows in the order of the table: its groups, or all of them as one part without a heading.
struct table_part {
    struct text heading, name; // empty: none
    size_t first, count;       // rows
};
size_t table_part_count(const struct table *table);
struct table_part table_part(const struct table *table, size_t index);
bool table_names_groups(
    const struct table *table); // by a heading or a name: formats for programs have a column for it
// Whether this block is the one paragraph between a heading and a table, a figure or a list, or ends with a colon before one: it stays
// with what it leads to, and the heading with it.
bool blocks_introduces(const struct blocks *blocks, size_t index);
// Whether a page had better not end below this row: no row stands alone at the beginning or the end of a page of its table,
// a total stands with what it adds up, and notes and source with the last row. Not where the rows have so much text
// that they might need a page of their own: programs leave what stands above on the page before.
bool table_row_keeps(const struct table *table, size_t row);
// The heading of the group in which a row is; empty: none.
struct text table_group_of(const struct table *table, size_t row);

// The alternative text says what the picture shows; the table's columns are added with chart_column.
struct chart *chart_add(struct blocks *blocks, enum chart_kind kind, struct text id, struct text table,
                        struct text caption, struct text alternative);
void chart_column(struct chart *chart, size_t column);

struct runs *cell_runs(struct cell *cell); // a cell of text, to be filled
void cell_text(struct cell *cell, struct text text);
void cell_verbatim(struct cell *cell, struct text text); // see run.verbatim
void cell_count(struct cell *cell, int64_t count, struct text trace);
void cell_proportion(struct cell *cell, int64_t part, int64_t base, struct text trace);
void cell_date(struct cell *cell, struct civil_date date);
void cell_decimal(struct cell *cell, struct decimal decimal, enum measure measure);
// The next value of a cell of text.
void cell_value(struct cell *cell, struct decimal decimal);
void cell_value_words(struct cell *cell, struct text words);
void cell_value_absent(struct cell *cell, struct text reason); // ABSENCE_NOT_APPLICABLE
void cell_empty(struct cell *cell, struct text reason);        // ABSENCE_NOT_AVAILABLE
void cell_absent(struct cell *cell, enum absence absence, struct text reason);
void cell_follow(struct cell *cell, struct text trace); // one more count that the content tells of
// Takes the content out of the cell and puts the mark of what is withheld in its place; the reason is for formats that
// explain their marks, and for who listens. Sums that the cell takes part in are not checked any more: check the
// document before.
void cell_withhold(struct cell *cell, struct text reason);
