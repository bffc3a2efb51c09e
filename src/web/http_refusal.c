// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_refusal.h"

enum { RETRY_SECONDS = 5 };

struct refusal {
    int status;
    const char *words;
};

static const struct refusal refusals[HTTP_REFUSALS] = {
    [HTTP_MALFORMED] = {400, N_("The request breaks the rules of HTTP and was refused.")},
    [HTTP_BAD_TARGET] = {400, N_("The address of the page has characters or parts that are not allowed.")},
    [HTTP_NO_SUCH_METHOD] = {405, N_("Only GET, HEAD and POST requests are answered here.")},
    [HTTP_LONG_TARGET] = {414, N_("The address of the page is too long.")},
    [HTTP_TOO_MANY_HEADERS] = {431, N_("The request has too many headers.")},
    [HTTP_UNMET_EXPECTATION] = {417, N_("The request expects what this server does not do.")},
    [HTTP_OTHER_VERSION] = {505, N_("Only HTTP/1.1 and HTTP/1.0 are spoken here.")},
    [HTTP_TOO_LARGE] = {413, N_("What was sent is larger than this page accepts.")},
    [HTTP_TOO_OFTEN] = {429,
                        N_("There were too many requests from your address. Please wait and try again.")},
    [HTTP_BUSY] = {503, N_("The server has too much to do at the moment. Please wait and try again.")},
    [HTTP_STOPPING] = {503, N_("The server is being stopped. Please wait and try again.")},
    [HTTP_BROKEN] = {500, N_("Something went wrong in the server, and the page cannot be shown.")},
};

static void add_header(struct arena *arena, struct http_response *response, struct text name,
                       struct text value)
{
    *ARRAY_APPEND(arena, &response->headers) = (struct http_header){name, value};
}

void http_refusal_answer(struct arena *arena, enum http_refusal refusal, int64_t seconds,
                         struct http_response *response)
{
    const struct refusal *chosen = &refusals[refusal];
    struct text english = message_word(LANGUAGE_ENGLISH, chosen->words);
    struct text welsh = message_word(LANGUAGE_WELSH, chosen->words);
    *response = (struct http_response){
        .status = chosen->status,
        .content_type = TEXT("text/plain; charset=utf-8"),
        .body = text_print(arena, "%.*s\n%.*s\n", TEXT_PRINT(english), TEXT_PRINT(welsh)),
    };
    add_header(arena, response, TEXT("Cache-Control"), TEXT("no-store"));
    add_header(arena, response, TEXT("X-Content-Type-Options"), TEXT("nosniff"));
    add_header(arena, response, TEXT("Content-Security-Policy"),
               TEXT("default-src 'none'; frame-ancestors 'none'"));
    if (refusal == HTTP_NO_SUCH_METHOD)
        add_header(arena, response, TEXT("Allow"), TEXT("GET, HEAD, POST"));
    if (refusal != HTTP_TOO_OFTEN)
        seconds = RETRY_SECONDS;
    if (chosen->status == 429 || chosen->status == 503)
        add_header(arena, response, TEXT("Retry-After"), text_print(arena, "%lld", (long long)seconds));
}
