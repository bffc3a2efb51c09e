// SPDX-License-Identifier: GPL-3.0-or-later
// Attackers, simulated: the clock is the test's.
#include "access/throttle.h"

#include "access/settings.h"
#include "people.h"

static struct throttle_source from(const char *account, const char *address)
{
    return (struct throttle_source){.account = text_from(account), .address = text_from(address)};
}

// How many attempts an attacker who tries as often as possible gets in a time.
static unsigned attempts_within(struct throttle *throttle, struct throttle_source source, int64_t at,
                                int64_t within)
{
    unsigned attempts = 0;
    for (int64_t end = at + within; at < end;) {
        struct throttle_answer answer = throttle_admit(throttle, source, at);
        attempts += answer.wait == 0;
        at += answer.wait ? answer.wait : 1000;
    }
    return attempts;
}

TEST(a_few_mistakes_keep_nobody_waiting)
{
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    for (int i = 0; i < 5; i++)
        assert_int_equal(throttle_admit(throttle, from("reviewer", "192.0.2.1"), NOON + i).wait, 0);
    struct throttle_answer sixth = throttle_admit(throttle, from("reviewer", "192.0.2.1"), NOON + 5);
    assert_in_range(sixth.wait, 1, SECONDS(1));
    assert_int_equal(throttle_admit(throttle, from("reviewer", "192.0.2.1"), NOON + 5 + sixth.wait).wait, 0);
    throttle_free(throttle);
}

TEST(delays_double_up_to_the_longest_and_what_is_right_ends_them)
{
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    struct throttle_source source = from("reviewer", "192.0.2.1");
    int64_t at = NOON, longest = 0;
    for (int i = 0; i < 30; i++) {
        int64_t wait = throttle_admit(throttle, source, at).wait;
        longest = wait > longest ? wait : longest;
        at += wait;
    }
    assert_int_equal(longest, MINUTES(15));
    while (throttle_admit(throttle, source, at).wait)
        at += SECONDS(1);
    throttle_passed(throttle, source, at);
    assert_int_equal(throttle_admit(throttle, source, at).wait, 0);
    throttle_free(throttle);
}

TEST(one_address_guesses_at_one_account_a_hundred_times_a_day)
{
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    assert_in_range(attempts_within(throttle, from("reviewer", "192.0.2.1"), NOON, DAYS(1)), 50, 150);
    throttle_free(throttle);
}

TEST(one_address_that_guesses_at_many_accounts_is_slowed)
{
    struct arena *arena = arena_new();
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    unsigned attempts = 0;
    int64_t at = NOON;
    for (unsigned i = 0; at < NOON + DAYS(1); i++) {
        struct throttle_answer answer = throttle_admit(
            throttle, from(text_print(arena, "person%u", i).bytes, "192.0.2.1"), at);
        attempts += answer.wait == 0;
        at += answer.wait ? answer.wait : 1000;
    }
    assert_in_range(attempts, 50, 450);
    throttle_free(throttle);
    arena_free(arena);
}

TEST(somebody_who_owns_a_network_has_one_address)
{
    struct arena *arena = arena_new();
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    unsigned admitted = 0;
    for (unsigned i = 0; i < 1000; i++)
        admitted += throttle_admit(throttle, from("reviewer", text_print(arena, "2001:db8:1:2::%x", i).bytes),
                                   NOON)
                        .wait == 0;
    assert_int_equal(admitted, 5);
    assert_int_equal(throttle_admit(throttle, from("reviewer", "2001:db8:1:3::1"), NOON).wait, 0);
    // An IPv4 address within IPv6 is that address.
    admitted = 0;
    for (unsigned i = 0; i < 10; i++)
        admitted +=
            throttle_admit(throttle, from("reviewer", i % 2 ? "::ffff:192.0.2.7" : "192.0.2.7"), NOON).wait ==
            0;
    assert_int_equal(admitted, 5);
    throttle_free(throttle);
    arena_free(arena);
}

TEST(attackers_at_many_addresses_keep_the_person_waiting_neither_at_a_known_device_nor_at_a_new_one)
{
    struct arena *arena = arena_new();
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    struct throttle_source known = from("reviewer", "198.51.100.1"),
                           unknown = from("reviewer", "203.0.113.5");
    known.device = TEXT("0123456789abcdef0123456789abcdef");
    for (unsigned i = 0; i < 100000; i++)
        throttle_admit(
            throttle,
            from("reviewer", text_print(arena, "10.%u.%u.%u", i >> 16, i >> 8 & 255, i & 255).bytes),
            NOON + i);
    // One of them even sits in the person's own office.
    for (unsigned i = 0; i < 1000; i++)
        throttle_admit(throttle, from("reviewer", "198.51.100.1"), NOON + i);
    assert_true(throttle_admit(throttle, from("reviewer", "198.51.100.1"), NOON + 100000).wait > 0);
    assert_int_equal(throttle_admit(throttle, known, NOON + 100000).wait, 0);
    assert_int_equal(throttle_admit(throttle, unknown, NOON + 100000).wait, 0);
    throttle_free(throttle);
    arena_free(arena);
}

TEST(a_stolen_device_is_slowed_on_its_own)
{
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    struct throttle_source stolen = from("reviewer", "192.0.2.1"), other = stolen;
    stolen.device = TEXT("stolen");
    other.device = TEXT("other");
    assert_in_range(attempts_within(throttle, stolen, NOON, DAYS(1)), 50, 250);
    assert_int_equal(throttle_admit(throttle, other, NOON + DAYS(1)).wait, 0);
    throttle_free(throttle);
}

TEST(wrong_codes_from_many_addresses_are_slowed_for_the_account)
{
    struct arena *arena = arena_new();
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    unsigned attempts = 0;
    int64_t at = NOON;
    for (unsigned i = 0; at < NOON + DAYS(1); i++) {
        struct throttle_source source = from(
            "reviewer", text_print(arena, "10.%u.%u.%u", i >> 16 & 255, i >> 8 & 255, i & 255).bytes);
        source.second_factor = true;
        struct throttle_answer answer = throttle_admit(throttle, source, at);
        attempts += answer.wait == 0;
        at += answer.wait ? answer.wait : 1000;
    }
    // Three codes of a million are right at a time: a day of this finds one in some thousands.
    assert_in_range(attempts, 50, 150);
    struct throttle_source known = from("reviewer", "192.0.2.1");
    known.second_factor = true;
    known.device = TEXT("known");
    assert_int_equal(throttle_admit(throttle, known, at).wait, 0);
    throttle_free(throttle);
    arena_free(arena);
}

TEST(many_at_the_same_moment_are_not_all_let_through)
{
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    unsigned admitted = 0;
    for (int i = 0; i < 100; i++)
        admitted += throttle_admit(throttle, from("reviewer", "192.0.2.1"), NOON).wait == 0;
    assert_int_equal(admitted, 5);
    throttle_free(throttle);
}

TEST(what_was_not_tried_does_not_count)
{
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    struct throttle_source source = from("reviewer", "192.0.2.1");
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(throttle_admit(throttle, source, NOON).wait, 0);
        throttle_untried(throttle, source, NOON);
    }
    throttle_free(throttle);
}

TEST(an_attacker_with_an_account_of_his_own_gains_nothing_by_signing_in_in_between)
{
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    struct arena *arena = arena_new();
    unsigned attempts = 0;
    for (unsigned i = 0; i < 1000; i++) {
        struct throttle_source own = from("attacker", "192.0.2.1");
        if (throttle_admit(throttle, own, NOON).wait == 0)
            throttle_passed(throttle, own, NOON);
        attempts +=
            throttle_admit(throttle, from(text_print(arena, "person%u", i).bytes, "192.0.2.1"), NOON).wait ==
            0;
    }
    assert_in_range(attempts, 1, 20);
    arena_free(arena);
    throttle_free(throttle);
}

TEST(a_clock_that_is_set_back_keeps_nobody_waiting_longer)
{
    struct throttle *throttle = throttle_new(THROTTLE_SETTINGS);
    struct throttle_source source = from("reviewer", "192.0.2.1");
    for (int i = 0; i < 6; i++)
        throttle_admit(throttle, source, NOON + DAYS(365));
    assert_in_range(throttle_admit(throttle, source, NOON).wait, 1, SECONDS(1));
    assert_int_equal(throttle_admit(throttle, source, NOON + SECONDS(1)).wait, 0);
    throttle_free(throttle);
}

TEST(a_full_table_forgets_those_that_matter_least)
{
    struct throttle_settings settings = THROTTLE_SETTINGS;
    settings.entries = 8; // one set
    struct throttle *throttle = throttle_new(settings);
    struct arena *arena = arena_new();
    struct throttle_source busy = from("reviewer", "192.0.2.1");
    for (int i = 0; i < 6; i++)
        throttle_admit(throttle, busy, NOON);
    for (unsigned i = 0; i < 100; i++)
        throttle_admit(throttle, from("x", text_print(arena, "10.0.0.%u", i).bytes), NOON + i);
    assert_true(throttle_admit(throttle, busy, NOON + 100).wait > 0);
    arena_free(arena);
    throttle_free(throttle);
}
