// SPDX-License-Identifier: GPL-3.0-or-later
// One fault away from a sound head each; tests/http/strictness.py asks the running server the same and more.
#include "web/http_guard.h"

#include "test.h"

enum { MOST = 16 };

struct given {
    struct http_header headers[MOST];
    struct http_head head;
};

static void add(struct given *given, struct text name, struct text value)
{
    given->headers[given->head.header_count++] = (struct http_header){name, value};
}

static void begin(struct given *given, struct text method, struct text target)
{
    *given = (struct given){
        .head = {.method = method, .target = target, .version = TEXT("HTTP/1.1"), .well_formed = true}};
    given->head.headers = given->headers;
    add(given, TEXT("host"), TEXT("office.example:8080"));
}

static enum http_refusal judge(const struct given *given)
{
    struct http_limits limits = http_limits_usual();
    struct http_judged judged;
    return http_guard(&given->head, &limits, &judged);
}

// Of a POST with these headers added; an empty name: none.
static enum http_refusal post(struct text name, struct text value, struct text other_name,
                              struct text other_value)
{
    struct given given;
    begin(&given, TEXT("POST"), TEXT("/a"));
    add(&given, name, value);
    if (other_name.length > 0)
        add(&given, other_name, other_value);
    return judge(&given);
}

static enum http_refusal get(struct text target)
{
    struct given given;
    begin(&given, TEXT("GET"), target);
    return judge(&given);
}

TEST(a_sound_head_is_taken_apart)
{
    struct given given;
    begin(&given, TEXT("POST"), TEXT("/a/b%20c?d=e?f"));
    add(&given, TEXT("content-length"), TEXT("12"));
    add(&given, TEXT("expect"), TEXT("100-Continue"));
    struct http_limits limits = http_limits_usual();
    struct http_judged judged;
    assert_int_equal(http_guard(&given.head, &limits, &judged), HTTP_ACCEPTED);
    assert_int_equal(judged.method, HTTP_POST);
    assert_text_equal(judged.path, "/a/b%20c");
    assert_text_equal(judged.query, "d=e?f");
    assert_int_equal(judged.length, 12);
    assert_true(judged.waits);
}

TEST(a_refused_head_leaves_what_was_judged_untouched)
{
    struct given given;
    begin(&given, TEXT("PUT"), TEXT("/a"));
    struct http_limits limits = http_limits_usual();
    struct http_judged judged = {.length = 7};
    assert_int_equal(http_guard(&given.head, &limits, &judged), HTTP_NO_SUCH_METHOD);
    assert_int_equal(judged.length, 7);
}

TEST(a_body_has_one_length_that_all_read_alike)
{
    const struct text none = {0}, length = TEXT("content-length"), coding = TEXT("transfer-encoding");
    assert_int_equal(post(length, TEXT("0"), none, none), HTTP_ACCEPTED);
    assert_int_equal(post(coding, TEXT("chunked"), none, none), HTTP_ACCEPTED);
    assert_int_equal(post(length, TEXT("4"), length, TEXT("4")), HTTP_MALFORMED);
    assert_int_equal(post(length, TEXT("4"), coding, TEXT("chunked")), HTTP_MALFORMED);
    assert_int_equal(post(coding, TEXT("chunked"), length, TEXT("4")), HTTP_MALFORMED);
    assert_int_equal(post(coding, TEXT("chunked"), coding, TEXT("chunked")), HTTP_MALFORMED);
    const struct text lengths[] = {
        TEXT(""), TEXT("-1"), TEXT("+1"), TEXT("1,1"), TEXT("0x1"), TEXT("1 1"), TEXT("9223372036854775808")};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        assert_int_equal(post(length, lengths[i], none, none), HTTP_MALFORMED);
    const struct text codings[] = {TEXT(""),         TEXT("gzip, chunked"), TEXT("chunked, chunked"),
                                   TEXT("identity"), TEXT("chunked;a=b"),   TEXT("xchunked")};
    for (size_t i = 0; i < sizeof codings / sizeof codings[0]; i++)
        assert_int_equal(post(coding, codings[i], none, none), HTTP_MALFORMED);
}

TEST(a_request_has_one_host)
{
    struct given given;
    begin(&given, TEXT("GET"), TEXT("/"));
    given.head.header_count = 0;
    assert_int_equal(judge(&given), HTTP_MALFORMED);
    add(&given, TEXT("host"), TEXT("[2001:db8::1]:80"));
    assert_int_equal(judge(&given), HTTP_ACCEPTED);
    add(&given, TEXT("host"), TEXT("office.example"));
    assert_int_equal(judge(&given), HTTP_MALFORMED);
    const struct text hosts[] = {TEXT(""),    TEXT("a/b"),  TEXT("a b"), TEXT("a,b"),
                                 TEXT("a@b"), TEXT("a\0b"), TEXT("tŷ")};
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        given.head.header_count = 0;
        add(&given, TEXT("host"), hosts[i]);
        assert_int_equal(judge(&given), HTTP_MALFORMED);
    }
}

TEST(names_are_tokens_and_values_are_text)
{
    const struct text names[] = {TEXT(""),     TEXT("a "),   TEXT(" a"), TEXT("a\t"),
                                 TEXT("a(b)"), TEXT("a\0b"), TEXT("tŷ"), TEXT("a:b")};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_int_equal(post(names[i], TEXT("b"), (struct text){0}, (struct text){0}), HTTP_MALFORMED);
    const struct text values[] = {TEXT("a\0b"),  TEXT("a\rb"),  TEXT("a\nb"),
                                  TEXT("a\x1b"), TEXT("a\x7f"), TEXT("\xff")};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        assert_int_equal(post(TEXT("a"), values[i], (struct text){0}, (struct text){0}), HTTP_MALFORMED);
    assert_int_equal(post(TEXT("a"), TEXT("tŷ\tb"), (struct text){0}, (struct text){0}), HTTP_ACCEPTED);
}

TEST(a_path_means_one_thing)
{
    const struct text sound[] = {TEXT("/"),    TEXT("/a/"),        TEXT("/.a"),
                                 TEXT("/..."), TEXT("/a%2Eb"),     TEXT("/t%C5%B7"),
                                 TEXT("/a?"),  TEXT("/a?/../%00"), TEXT("/a:b;c=d,e")};
    for (size_t i = 0; i < sizeof sound / sizeof sound[0]; i++)
        assert_int_equal(get(sound[i]), HTTP_ACCEPTED);
    const struct text faulty[] = {TEXT(""),        TEXT("a"),          TEXT("*"),       TEXT("http://a/b"),
                                  TEXT("//a"),     TEXT("/a//b"),      TEXT("/."),      TEXT("/.."),
                                  TEXT("/a/./b"),  TEXT("/a/.."),      TEXT("/%2e%2E"), TEXT("/.%2e/b"),
                                  TEXT("/a%2Fb"),  TEXT("/a%5cb"),     TEXT("/a\\b"),   TEXT("/a%00"),
                                  TEXT("/a%1F"),   TEXT("/a%7f"),      TEXT("/a%"),     TEXT("/a%2"),
                                  TEXT("/a%2g"),   TEXT("/%FF"),       TEXT("/%C0%AF"), TEXT("/a b"),
                                  TEXT("/a#b"),    TEXT("/t\xc5\xb7"), TEXT("/a?b c"),  TEXT("/a?b%"),
                                  TEXT("/a?\x7f"), TEXT("/a<b"),       TEXT("/a\0b")};
    for (size_t i = 0; i < sizeof faulty / sizeof faulty[0]; i++)
        assert_int_equal(get(faulty[i]), HTTP_BAD_TARGET);
}

TEST(methods_versions_and_expectations_are_those_few)
{
    struct given given;
    begin(&given, TEXT("get"), TEXT("/"));
    assert_int_equal(judge(&given), HTTP_NO_SUCH_METHOD);
    begin(&given, TEXT("CONNECT"), TEXT("office.example:443"));
    assert_int_equal(judge(&given), HTTP_NO_SUCH_METHOD);
    begin(&given, TEXT("G(T"), TEXT("/"));
    assert_int_equal(judge(&given), HTTP_MALFORMED);
    begin(&given, TEXT("GET"), TEXT("/"));
    given.head.version = TEXT("HTTP/1.2");
    assert_int_equal(judge(&given), HTTP_OTHER_VERSION);
    given.head.version = TEXT("HTTP/1.0");
    assert_int_equal(judge(&given), HTTP_ACCEPTED);
    given.head.well_formed = false;
    assert_int_equal(judge(&given), HTTP_MALFORMED);
    begin(&given, TEXT("GET"), TEXT("/"));
    add(&given, TEXT("content-length"), TEXT("1"));
    assert_int_equal(judge(&given), HTTP_MALFORMED);
    assert_int_equal(post(TEXT("expect"), TEXT("200-ok"), (struct text){0}, (struct text){0}),
                     HTTP_UNMET_EXPECTATION);
    begin(&given, TEXT("POST"), TEXT("/"));
    given.head.version = TEXT("HTTP/1.0");
    add(&given, TEXT("transfer-encoding"), TEXT("chunked"));
    assert_int_equal(judge(&given), HTTP_MALFORMED);
}

TEST(a_target_and_the_headers_have_their_limits)
{
    struct given given;
    struct http_limits limits = http_limits_usual();
    struct http_judged judged;
    limits.target_bytes = 3;
    limits.headers = 2;
    begin(&given, TEXT("GET"), TEXT("/ab"));
    add(&given, TEXT("a"), TEXT("b"));
    assert_int_equal(http_guard(&given.head, &limits, &judged), HTTP_ACCEPTED);
    given.head.target = TEXT("/abc");
    assert_int_equal(http_guard(&given.head, &limits, &judged), HTTP_LONG_TARGET);
    add(&given, TEXT("a"), TEXT("b"));
    assert_int_equal(http_guard(&given.head, &limits, &judged), HTTP_TOO_MANY_HEADERS);
}
