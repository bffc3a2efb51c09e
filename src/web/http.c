// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http.h"

struct text http_header_find(const struct http_request *request, struct text name)
{
    for (size_t i = 0; i < request->headers.count; i++)
        if (text_equal(request->headers.items[i].name, name))
            return request->headers.items[i].value;
    return (struct text){0};
}
