// SPDX-License-Identifier: GPL-3.0-or-later
// One writer a format. Each is a plain walk over a document that has passed document_check, adds to the buffer, and
// gives the same bytes for the same document.
#pragma once

#include "base/buffer.h"
#include "base/problem.h"
#include "document/check.h"

// How large the text is. Large print is laid out again, not scaled: 18 points, left aligned, no italics.
enum sheet { SHEET_NORMAL, SHEET_LARGE };

// A page that stands alone: its style, its logo and its figures are inside, it has no script and loads nothing.
void document_write_html(const struct checked_document *checked, enum sheet sheet, struct buffer *out);
// GitHub's Markdown.
void document_write_markdown(const struct checked_document *checked, struct buffer *out);
// PDF/UA-1 in pages of A4. It is laid out in Liberation Sans: false with a problem, nothing added, if that is not installed, or if
// the logo cannot be shown.
bool document_write_pdf(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                        struct problems *problems);
// The structure of that PDF, an element a line, with its text and its pages: for tests and for people.
bool document_describe_pdf(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                           struct problems *problems);
// The whole tree; docs/report-json.md describes it.
void document_write_json(const struct checked_document *checked, struct buffer *out);
// Word, in A4. Fails only if the file cannot be packed.
bool document_write_docx(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                         struct problems *problems);

// OpenDocument text, for LibreOffice and others, with styles to go on editing by. False, nothing added, if a figure cannot be
// drawn as a picture.
bool document_write_odt(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                        struct problems *problems);

// EPUB 3.
bool document_write_epub(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                         struct problems *problems);

// Workbooks: a cover, contents, notes, and one table a sheet, with the same cells in both (document/spreadsheet.h). They have
// the tables only, no other text of the body. False, nothing added, if a table is too large for a sheet.
bool document_write_xlsx(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                         struct problems *problems);
bool document_write_ods(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                        struct problems *problems);

struct terminal {
    size_t width; // in columns; 0: 80
    bool colour;  // strong text and headings by escape sequences
};
void document_write_terminal(const struct checked_document *checked, struct terminal terminal,
                             struct buffer *out);

// CSV is one file a table.
size_t document_table_count(const struct checked_document *checked);
struct text document_table_id(const struct checked_document *checked, size_t index);
struct text document_table_caption(struct arena *arena, const struct checked_document *checked, size_t index);
// RFC 4180, UTF-8, CRLF; the first row has the columns' headings, but in a draft or under a marking these stand first, in
// rows of their own. A text that begins like a formula gets an
// apostrophe before it (format/csv_field.h).
void document_write_csv(const struct checked_document *checked, size_t index, struct buffer *out);
// What the CSV files are, as JSON: W3C's Metadata Vocabulary for Tabular Data ("CSV on the Web"). It stands in the same folder as
// they, which are named STEM.ID.csv, by the ids of their tables.
void document_write_csvw(const struct checked_document *checked, struct text stem, struct buffer *out);
