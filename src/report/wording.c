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
