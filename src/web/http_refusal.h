// SPDX-License-Identifier: GPL-3.0-or-later
// What the server itself answers, before or instead of a handler: plain text in both languages, since nobody knows the
// reader's yet.
#pragma once

#include "web/http.h"

enum http_refusal {
    HTTP_ACCEPTED,
    HTTP_MALFORMED,
    HTTP_BAD_TARGET,
    HTTP_NO_SUCH_METHOD,
    HTTP_LONG_TARGET,
    HTTP_TOO_MANY_HEADERS,
    HTTP_UNMET_EXPECTATION,
    HTTP_OTHER_VERSION,
    HTTP_TOO_LARGE,
    HTTP_TOO_OFTEN,
    HTTP_BUSY,
    HTTP_STOPPING,
    HTTP_BROKEN, // a fault of ours
    HTTP_REFUSALS,
};

// `seconds`: after which to try again, of HTTP_TOO_OFTEN; else ignored.
void http_refusal_answer(struct arena *arena, enum http_refusal refusal, int64_t seconds,
                         struct http_response *response);
