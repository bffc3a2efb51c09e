// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_rate.h"

#include "base/civil.h"

#include "test.h"

static struct http_address address(uint32_t number)
{
    struct http_address made = {.bytes = {[10] = 0xff, [11] = 0xff}};
    memcpy(made.bytes + 12, &number, sizeof number);
    return made;
}

static const int64_t start = 1000 * MICROSECONDS_PER_SECOND;

TEST(a_minute_s_worth_may_come_at_once_and_no_more)
{
    struct http_rate *rate = http_rate_new(10);
    int64_t seconds = 0;
    for (int i = 0; i < 10; i++)
        assert_true(http_rate_allows(rate, address(1), start, &seconds));
    assert_int_equal(seconds, 0);
    assert_false(http_rate_allows(rate, address(1), start, &seconds));
    assert_int_equal(seconds, 6);
    assert_false(http_rate_allows(rate, address(1), start + 5 * MICROSECONDS_PER_SECOND, &seconds));
    assert_int_equal(seconds, 1);
    assert_true(http_rate_allows(rate, address(1), start + 6 * MICROSECONDS_PER_SECOND, &seconds));
    assert_false(http_rate_allows(rate, address(1), start + 6 * MICROSECONDS_PER_SECOND, &seconds));
    http_rate_free(rate);
}

TEST(after_a_minute_of_silence_all_of_it_is_back)
{
    struct http_rate *rate = http_rate_new(10);
    int64_t seconds;
    for (int minute = 0; minute < 3; minute++) {
        for (int i = 0; i < 10; i++)
            assert_true(
                http_rate_allows(rate, address(1), start + minute * 60 * MICROSECONDS_PER_SECOND, &seconds));
        assert_false(
            http_rate_allows(rate, address(1), start + minute * 60 * MICROSECONDS_PER_SECOND, &seconds));
    }
    http_rate_free(rate);
}

TEST(addresses_do_not_count_for_each_other)
{
    struct http_rate *rate = http_rate_new(1);
    int64_t seconds;
    for (uint32_t i = 0; i < 1000; i++)
        assert_true(http_rate_allows(rate, address(i), start, &seconds));
    for (uint32_t i = 0; i < 1000; i++)
        assert_false(http_rate_allows(rate, address(i), start, &seconds));
    http_rate_free(rate);
}

TEST(a_flood_of_addresses_is_forgotten_before_one_that_asks_often)
{
    struct http_rate *rate = http_rate_new(60);
    int64_t seconds;
    for (int i = 0; i < 60; i++)
        assert_true(http_rate_allows(rate, address(1), start, &seconds));
    for (uint32_t i = 2; i < 500000; i++)
        assert_true(http_rate_allows(rate, address(i), start, &seconds));
    assert_false(http_rate_allows(rate, address(1), start, &seconds));
    http_rate_free(rate);
}
