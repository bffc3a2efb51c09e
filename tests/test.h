// SPDX-License-Identifier: GPL-3.0-or-later
// TEST(name) { ... } registers itself; tests/test.c runs all of a program's under cmocka and prints TAP.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"

struct test {
    const char *name;
    void (*run)(void **state);
    struct test *next;
};

void test_register(struct test *test);

#define TEST(name_) \
    static void name_(void **state); \
    __attribute__((constructor)) static void register_##name_(void) \
    { \
        static struct test test = {#name_, name_, NULL}; \
        test_register(&test); \
    } \
    static void name_(__attribute__((unused)) void **state)

// Compares texts and prints both when they differ.
void test_text_equal(struct text actual, const char *expected, const char *file, int line);
#define assert_text_equal(actual, expected) test_text_equal((actual), (expected), __FILE__, __LINE__)
