// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/wording.h"

struct text report_word(const struct document *document, const char *english)
{
    return message_word(document->language, english);
}

struct text report_words(const struct document *document, struct message message)
{
    return message_text(document->arena, document->language, &message);
}

struct text report_label(const struct document *document, const struct localised *label)
{
    return label->in[document->language];
}

void report_abbreviations(struct blocks *blocks, const struct instrument *instrument)
{
    struct document *document = blocks->document;
    struct list *list = NULL;
    for (size_t i = 0; i < instrument->abbreviation_count; i++) {
        if (!list) {
            paragraph_add_text(blocks, report_word(document, N_("Abbreviations in this report:")));
            list = list_add(blocks, LIST_BULLETS);
        }
        const struct abbreviation *abbreviation = &instrument->abbreviations[i];
        run_abbreviation(list_item_line(list), report_label(document, &abbreviation->brief),
                         report_label(document, &abbreviation->full));
    }
}
