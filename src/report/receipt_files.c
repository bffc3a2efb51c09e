// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/receipt_files.h"

#include "document/writers.h"
#include "report/receipt_page.h"

struct giving {
    struct arena *arena;
    struct text review;
    const struct file_sink *sink;
    struct problems *problems;
};

static bool give(const struct giving *giving, const char *ending, struct text content)
{
    struct text name = text_print(giving->arena, "%.*s.%s", TEXT_PRINT(giving->review), ending);
    return giving->sink->write(giving->sink->context, name, content, giving->problems);
}

static bool give_pages(const struct giving *giving, const struct checked_document *const *pages)
{
    static const char *const endings[LANGUAGE_COUNT] = {"receipt.en.html", "receipt.cy.html"};
    bool written = true;
    for (int language = 0; language < LANGUAGE_COUNT && written; language++) {
        struct buffer out = {0};
        document_write_html(pages[language], SHEET_NORMAL, &out);
        written = give(giving, endings[language], buffer_text(&out));
        buffer_dispose(&out);
    }
    return written;
}

bool receipt_files_write_with(struct arena *arena, const struct review *review, const struct draw *draw,
                              const struct checked_document *const *pages, const struct file_sink *sink,
                              struct problems *problems)
{
    const struct giving giving = {arena, review->id, sink, problems};
    return give(&giving, "frame.txt", draw->frame.content) &&
           give(&giving, "commitment.txt", commitment_text(arena, &draw->receipt.commitment)) &&
           (!draw->drawn || (give(&giving, "receipt.txt", receipt_text(arena, &draw->receipt)) &&
                             give_pages(&giving, pages)));
}

bool receipt_files_write(struct arena *arena, const struct review *review, const struct draw *draw,
                         bool welsh_approved, const struct file_sink *sink, struct problems *problems)
{
    const struct checked_document *pages[LANGUAGE_COUNT];
    return (!draw->drawn ||
            receipt_page_build(arena, review, &draw->receipt, welsh_approved, pages, problems)) &&
           receipt_files_write_with(arena, review, draw, pages, sink, problems);
}
