// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/download.h"

static bool tell(struct write *write, void *argument, struct problems *problems)
{
    const struct download *download = argument;
    return audit_tell(write, download->audited, problems);
}

void download_answer(struct visit *visit, const struct download *download)
{
    struct act act = visit_act(visit, "hand out file");
    struct download handed = *download;
    if (visit->request->method == HTTP_GET &&
        !act_do(visit->store, visit->arena, &act, tell, &handed, NULL, &visit->problems))
        return;
    visit->response->status = 200;
    visit->response->content_type = download->media_type;
    visit->response->body = download->content;
    visit_header(visit, "Content-Disposition",
                 text_print(visit->arena, "attachment; filename=\"%.*s\"", TEXT_PRINT(download->name)));
}
