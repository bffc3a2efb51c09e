// SPDX-License-Identifier: GPL-3.0-or-later
// The strict judgement of a request's head, made before anything is done with it, and without looking at the body. What two
// programs on the way could read in two ways is refused, not mended: RFC 9112 allows the former everywhere.
//
// Refused: a line that does not end with CR LF, a folded line, NUL, control characters or what is not UTF-8 in a value, a name
// that is no token (so also a blank before the colon); no Host or two or none that can be one; two Content-Length, one that is
// no number, one beside Transfer-Encoding; a Transfer-Encoding other than "chunked", or with HTTP/1.0; a body of GET or HEAD;
// an Expect other than "100-continue"; a target that is not a path, or has %00, %2F, %5C, control characters, broken
// percent signs, dot segments (also written %2E) or empty ones, so that a path means one thing only.
#pragma once

#include "web/http_limits.h"
#include "web/http_refusal.h"

struct http_head {
    struct text method, target, version; // as they were sent
    const struct http_header *headers;   // names in lower case, values without blanks and tabs at their ends
    size_t header_count;
    bool well_formed; // the reader of the lines saw each end with CR LF, and nothing between them
};

#define HTTP_LENGTH_UNKNOWN INT64_C(-1) // chunked

struct http_judged {
    enum http_method method;
    struct text path, query;
    int64_t length; // of the body, 0 if there is none, or HTTP_LENGTH_UNKNOWN
    bool waits;     // for "100 Continue" before it sends the body
};

// `judged` is untouched unless HTTP_ACCEPTED is returned.
enum http_refusal http_guard(const struct http_head *head, const struct http_limits *limits,
                             struct http_judged *judged);
