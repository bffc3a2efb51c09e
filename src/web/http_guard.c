// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_guard.h"

#include "web/http_target.h"

static bool is_token(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (c == '\0' || !strchr("!#$%&'*+-.^_`|~", c)))
            return false;
    }
    return text.length > 0;
}

static bool is_value(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if ((c < ' ' && c != '\t') || c == 0x7f)
            return false;
    }
    return text_is_utf8(text, NULL);
}

// How often a name is there; its last value.
static size_t count_of(const struct http_head *head, struct text name, struct text *value)
{
    size_t count = 0;
    for (size_t i = 0; i < head->header_count; i++) {
        if (text_equal(head->headers[i].name, name)) {
            *value = head->headers[i].value;
            count++;
        }
    }
    return count;
}

static bool host_is_sound(const struct http_head *head)
{
    struct text host;
    if (count_of(head, TEXT("host"), &host) != 1 || host.length == 0)
        return false;
    for (size_t i = 0; i < host.length; i++) {
        char c = host.bytes[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && !memchr("-._:[]", c, 6))
            return false;
    }
    return true;
}

static bool length_read(const struct http_head *head, int64_t *length)
{
    struct text value = {0}, coding = {0};
    size_t lengths = count_of(head, TEXT("content-length"), &value);
    size_t codings = count_of(head, TEXT("transfer-encoding"), &coding);
    if (lengths + codings > 1)
        return false;
    *length = 0;
    if (codings == 1) {
        *length = HTTP_LENGTH_UNKNOWN;
        return text_equal(head->version, TEXT("HTTP/1.1")) &&
               text_equal_ignoring_case(coding, TEXT("chunked"));
    }
    // A minus sign is the one character beside digits that text_to_int64 takes.
    return lengths == 0 || (!text_starts(value, TEXT("-")) && text_to_int64(value, length));
}

static bool method_read(struct text text, enum http_method *method)
{
    static const struct text names[] = {
        [HTTP_GET] = TEXT("GET"), [HTTP_HEAD] = TEXT("HEAD"), [HTTP_POST] = TEXT("POST")};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (text_equal(text, names[i])) {
            *method = (enum http_method)i;
            return true;
        }
    }
    return false;
}

static bool headers_are_sound(const struct http_head *head)
{
    for (size_t i = 0; i < head->header_count; i++)
        if (!is_token(head->headers[i].name) || !is_value(head->headers[i].value))
            return false;
    return true;
}

static enum http_refusal judge_expectation(const struct http_head *head, bool *waits)
{
    struct text value = {0};
    size_t count = count_of(head, TEXT("expect"), &value);
    *waits = count == 1 && text_equal_ignoring_case(value, TEXT("100-continue"));
    return count == 0 || *waits ? HTTP_ACCEPTED : HTTP_UNMET_EXPECTATION;
}

enum http_refusal http_guard(const struct http_head *head, const struct http_limits *limits,
                             struct http_judged *judged)
{
    struct http_judged read = {0};
    if (!text_equal(head->version, TEXT("HTTP/1.1")) && !text_equal(head->version, TEXT("HTTP/1.0")))
        return HTTP_OTHER_VERSION;
    if (!head->well_formed || !is_token(head->method))
        return HTTP_MALFORMED;
    if (head->header_count > limits->headers)
        return HTTP_TOO_MANY_HEADERS;
    if (!headers_are_sound(head) || !host_is_sound(head) || !length_read(head, &read.length))
        return HTTP_MALFORMED;
    if (!method_read(head->method, &read.method))
        return HTTP_NO_SUCH_METHOD;
    if (head->target.length > limits->target_bytes)
        return HTTP_LONG_TARGET;
    if (!http_target_read(head->target, &read.path, &read.query))
        return HTTP_BAD_TARGET;
    if (read.method != HTTP_POST && read.length != 0)
        return HTTP_MALFORMED;
    enum http_refusal expectation = judge_expectation(head, &read.waits);
    if (expectation == HTTP_ACCEPTED)
        *judged = read;
    return expectation;
}
