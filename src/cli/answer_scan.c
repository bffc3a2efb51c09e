// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/answer_scan.h"

#include "cli/editions.h"
#include "report/personal_scan.h"
#include "report/written_numbers.h"

bool answer_scan(struct invocation *invocation, const struct localised *texts, size_t count,
                 enum status *status)
{
    struct results results;
    struct document *documents[LANGUAGE_COUNT];
    if ((*status = editions_read(invocation, &results)) != STATUS_DONE)
        return false;
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        documents[language] = document_new(invocation->arena, (enum language)language);
        documents[language]->section = given_text(invocation, "RECOMMENDATION");
        for (size_t i = 0; i < count; i++)
            paragraph_add_text(&documents[language]->body, texts[i].in[language]);
    }
    bool good = personal_scan(invocation->arena, &results, documents, LANGUAGE_COUNT, &invocation->problems);
    if (written_numbers_scan_answer(invocation->arena, &results, given_text(invocation, "RECOMMENDATION"),
                                    texts, count, &invocation->problems) &&
        good)
        return true;
    *status = STATUS_BLOCKED;
    return false;
}
