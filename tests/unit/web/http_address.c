// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_address.h"

#include "test.h"

static struct http_address address(const char *text)
{
    struct http_address read;
    assert_true(http_address_read(text_from(text), &read));
    return read;
}

static bool network_has(const char *network, const char *within)
{
    struct http_network read;
    struct http_address looked_for = address(within);
    assert_true(http_network_read(text_from(network), &read));
    return http_network_has(&read, &looked_for);
}

TEST(addresses_are_read_and_written)
{
    struct arena *arena = arena_new();
    const char *const same[] = {"192.0.2.1", "2001:db8::1", "::1", "::"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        struct http_address read = address(same[i]);
        assert_text_equal(http_address_text(arena, &read), same[i]);
    }
    struct http_address mapped = address("::ffff:192.0.2.1");
    assert_text_equal(http_address_text(arena, &mapped), "192.0.2.1");
    struct http_address read;
    const struct text none[] = {TEXT(""),
                                TEXT("192.0.2"),
                                TEXT("192.0.2.256"),
                                TEXT("office.example"),
                                TEXT("192.0.2.1 "),
                                TEXT("1.2.3.4\0"),
                                TEXT("2001:db8:::1"),
                                TEXT("1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb")};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_false(http_address_read(none[i], &read));
    arena_free(arena);
}

TEST(a_network_has_the_addresses_that_begin_like_it)
{
    assert_true(network_has("10.0.0.0/8", "10.255.1.2"));
    assert_false(network_has("10.0.0.0/8", "11.0.0.1"));
    assert_true(network_has("192.0.2.128/25", "192.0.2.129"));
    assert_false(network_has("192.0.2.128/25", "192.0.2.127"));
    assert_true(network_has("192.0.2.1", "192.0.2.1"));
    assert_false(network_has("192.0.2.1", "192.0.2.2"));
    assert_true(network_has("2001:db8::/32", "2001:db8:1::1"));
    assert_false(network_has("2001:db8::/32", "2001:db9::1"));
    assert_true(network_has("0.0.0.0/0", "192.0.2.1"));
    assert_false(network_has("0.0.0.0/0", "2001:db8::1"));
    struct http_network network;
    const struct text none[] = {TEXT("10.0.0.0/33"), TEXT("10.0.0.0/-1"),  TEXT("10.0.0.0/"), TEXT("::/129"),
                                TEXT("/8"),          TEXT("10.0.0.0/8/8"), TEXT("10/8")};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_false(http_network_read(none[i], &network));
}

TEST(the_addresses_of_one_client_are_one)
{
    struct http_address one = http_address_client(address("2001:db8::1"));
    struct http_address other = http_address_client(address("2001:db8::ffff:1"));
    struct http_address far = http_address_client(address("2001:db8:0:1::1"));
    assert_true(http_address_equal(&one, &other));
    assert_false(http_address_equal(&one, &far));
    struct http_address plain = address("192.0.2.1"), same = http_address_client(plain);
    assert_true(http_address_equal(&plain, &same));
}

// The client's address, with 192.0.2.0/24 trusted, of a request with up to two headers.
static struct text forwarded(struct arena *arena, const char *connection, const char *first,
                             const char *second)
{
    struct http_network network;
    assert_true(http_network_read(TEXT("192.0.2.0/24"), &network));
    struct http_request request = {.arena = arena};
    if (first)
        *ARRAY_APPEND(arena, &request.headers) = (struct http_header){TEXT("x-forwarded-for"),
                                                                      text_from(first)};
    *ARRAY_APPEND(arena, &request.headers) = (struct http_header){TEXT("x-other"), TEXT("198.51.100.77")};
    if (second)
        *ARRAY_APPEND(arena, &request.headers) = (struct http_header){TEXT("x-forwarded-for"),
                                                                      text_from(second)};
    struct http_address found = http_address_forwarded(&request, address(connection),
                                                       (struct http_networks){&network, 1});
    return http_address_text(arena, &found);
}

TEST(who_is_no_trusted_proxy_says_nothing_about_itself)
{
    struct arena *arena = arena_new();
    assert_text_equal(forwarded(arena, "203.0.113.1", "198.51.100.1", NULL), "203.0.113.1");
    arena_free(arena);
}

TEST(the_last_hop_that_is_no_trusted_proxy_is_the_client)
{
    struct arena *arena = arena_new();
    assert_text_equal(forwarded(arena, "192.0.2.1", NULL, NULL), "192.0.2.1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "203.0.113.1", NULL), "203.0.113.1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "198.51.100.1, 203.0.113.1", NULL), "203.0.113.1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "198.51.100.1, 203.0.113.1 , 192.0.2.9", NULL),
                      "203.0.113.1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "198.51.100.1", "203.0.113.1"), "203.0.113.1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "203.0.113.1", "192.0.2.9"), "203.0.113.1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "192.0.2.8,192.0.2.9", NULL), "192.0.2.8");
    assert_text_equal(forwarded(arena, "192.0.2.1", "203.0.113.1:4711", NULL), "203.0.113.1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "[2001:db8::1]:4711", NULL), "2001:db8::1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "[2001:db8::1]", NULL), "2001:db8::1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "2001:db8::1", NULL), "2001:db8::1");
    arena_free(arena);
}

TEST(what_is_no_address_ends_the_search)
{
    struct arena *arena = arena_new();
    assert_text_equal(forwarded(arena, "192.0.2.1", "203.0.113.1, unknown", NULL), "192.0.2.1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "203.0.113.1, , 192.0.2.7", NULL), "192.0.2.7");
    assert_text_equal(forwarded(arena, "192.0.2.1", "203.0.113.1,", NULL), "192.0.2.1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "[203.0.113.1", NULL), "192.0.2.1");
    assert_text_equal(forwarded(arena, "192.0.2.1", "[2001:db8::1]x", NULL), "192.0.2.1");
    arena_free(arena);
}

static bool secure(struct arena *arena, const char *first, const char *second)
{
    struct http_request request = {.arena = arena};
    if (first)
        *ARRAY_APPEND(arena, &request.headers) = (struct http_header){TEXT("x-forwarded-proto"),
                                                                      text_from(first)};
    if (second)
        *ARRAY_APPEND(arena, &request.headers) = (struct http_header){TEXT("x-forwarded-proto"),
                                                                      text_from(second)};
    return http_secure_forwarded(&request);
}

TEST(tls_at_the_proxy_is_said_once)
{
    struct arena *arena = arena_new();
    assert_true(secure(arena, "https", NULL));
    assert_true(secure(arena, "HTTPS", NULL));
    assert_false(secure(arena, "http", NULL));
    assert_false(secure(arena, NULL, NULL));
    assert_false(secure(arena, "https", "https"));
    assert_false(secure(arena, "https, http", NULL));
    arena_free(arena);
}
