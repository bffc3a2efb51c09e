// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/notice.h"

static const struct {
    const char *name, *words;
} notices[NOTICE_COUNT] = {
    [NOTICE_FRAME_SEALED] = {"frame-sealed",
                             N_("The frame is sealed. Publish the commitment before the seed exists.")},
    [NOTICE_CASES_DRAWN] = {"cases-drawn", N_("The cases are drawn.")},
    [NOTICE_TEXTS_APPROVED] = {"texts-approved", N_("The Welsh texts are approved as they are now.")},
    [NOTICE_REVIEW_PUBLISHED] = {"review-published",
                                 N_("The review is published; it does not change any more.")},
    [NOTICE_OFFICE_CHANGED] = {"office-changed",
                               N_("Reports that are not published yet bear this office from now on.")},
    [NOTICE_INSTRUMENT_ADDED] = {"instrument-added", N_("The instrument is added.")},
    [NOTICE_BACKUP_MADE] = {"backup-made", N_("The backup is made and verified.")},
    [NOTICE_PERSON_CHANGED] = {"person-changed", N_("The account is changed.")},
};

void notice_go(struct visit *visit, struct text address, enum notice notice)
{
    visit_go(visit, text_print(visit->arena, "%.*s?notice=%s", TEXT_PRINT(address), notices[notice].name));
}

// A link on another site could name a notice too: the browser tells where it stood.
void notice_show(struct visit *visit)
{
    struct text site = http_header_find(visit->request, TEXT("sec-fetch-site"));
    struct text name = form_value(&visit->query, "notice");
    if (site.length && !text_equal(site, TEXT("same-origin")))
        return;
    for (int i = NOTICE_NONE + 1; i < NOTICE_COUNT; i++)
        if (text_equal(name, text_from(notices[i].name)))
            visit->page.notice = message_word(visit->page.language, notices[i].words);
}
