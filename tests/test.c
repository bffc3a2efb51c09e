// SPDX-License-Identifier: GPL-3.0-or-later
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

static struct test *tests; // filled by constructors before main, read only afterwards
static size_t count;

void test_register(struct test *test)
{
    test->next = tests;
    tests = test;
    count++;
}

void test_text_equal(struct text actual, const char *expected, const char *file, int line)
{
    if (text_equal(actual, text_from(expected)))
        return;
    print_error("actual:   \"%.*s\"\nexpected: \"%s\"\n", TEXT_PRINT(actual), expected);
    _fail(file, line);
}

int main(void)
{
    struct CMUnitTest *units = calloc(count ? count : 1, sizeof *units);
    if (!units || count == 0)
        return 1; // a program without tests must not pass
    size_t at = count;
    for (struct test *test = tests; test; test = test->next)
        units[--at] = (struct CMUnitTest){.name = test->name, .test_func = test->run};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    int failed = _cmocka_run_group_tests("tests", units, count, NULL, NULL);
    free(units);
    return failed;
}
