// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/device.h"

#include "people.h"

TEST(a_cookie_is_good_for_its_account_only)
{
    struct arena *arena = arena_new();
    struct secret_key key = secret_key_new(), other = secret_key_new();
    struct text cookie = device_cookie_new(arena, &key, TEXT("reviewer"), NOON), device = {0};
    assert_true(device_cookie_is_good(&key, cookie, TEXT("reviewer"), NOON, &device));
    assert_int_equal(device.length, 32);
    assert_false(device_cookie_is_good(&key, cookie, TEXT("manager"), NOON, &device));
    assert_false(device_cookie_is_good(&other, cookie, TEXT("reviewer"), NOON, &device));
    assert_false(device_cookie_is_good(&key, TEXT(""), TEXT("reviewer"), NOON, &device));
    arena_free(arena);
}

TEST(a_cookie_grows_old)
{
    struct arena *arena = arena_new();
    struct secret_key key = secret_key_new();
    struct text cookie = device_cookie_new(arena, &key, TEXT("reviewer"), NOON), device;
    assert_true(device_cookie_is_good(&key, cookie, TEXT("reviewer"), NOON + DAYS(DEVICE_DAYS), &device));
    assert_false(
        device_cookie_is_good(&key, cookie, TEXT("reviewer"), NOON + DAYS(DEVICE_DAYS) + 1, &device));
    // A clock that was set back takes nothing away from it.
    assert_true(device_cookie_is_good(&key, cookie, TEXT("reviewer"), NOON - DAYS(1), &device));
    arena_free(arena);
}

TEST(a_cookie_with_one_other_character_is_refused)
{
    struct arena *arena = arena_new();
    struct secret_key key = secret_key_new();
    struct text cookie = device_cookie_new(arena, &key, TEXT("reviewer"), NOON), device;
    char *bytes = arena_allocate(arena, cookie.length, 1);
    for (size_t i = 0; i < cookie.length; i++) {
        memcpy(bytes, cookie.bytes, cookie.length);
        bytes[i] = bytes[i] == '1' ? '2' : '1';
        assert_false(device_cookie_is_good(&key, (struct text){bytes, cookie.length}, TEXT("reviewer"), NOON,
                                           &device));
        assert_false(device_cookie_is_good(&key, text_slice(cookie, 0, i), TEXT("reviewer"), NOON, &device));
    }
    arena_free(arena);
}
