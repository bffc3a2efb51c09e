// SPDX-License-Identifier: GPL-3.0-or-later
// The formats that a document can be written in: one table, from which come `craffu report --format`, the names of the
// files, the links between editions and the manifest. To add a format, write a writer and name it here.
#pragma once

#include "document/writers.h"

struct document_format_kind {
    const char *id;         // as on the command line: "pdf-large"
    const char *suffix;     // of the file's name, behind "REVIEW.LANGUAGE.": "large.pdf"
    const char *name;       // for readers, to be translated: "PDF, large print"
    const char *media_type; // IANA's
    enum sheet sheet;
    // One file for the whole document, added to the buffer. False with a problem, nothing added, if something that it
    // needs is missing. NULL: one file a table, by document_write_csv.
    bool (*write)(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                  struct problems *problems);
    // NULL: always. Else the format needs what may not be installed; a problem says what.
    bool (*available)(struct problems *problems);
    bool on_request; // takes long: written only where it is asked for
    bool links;      // prints which other formats there are, and is written soon
};

size_t document_format_count(void);
const struct document_format_kind *document_format_at(size_t index);
// NULL if there is none of this id.
const struct document_format_kind *document_format_find(struct text id);
