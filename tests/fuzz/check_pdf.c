// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the bytes: checking ends, within its limits, and says whether the file passes. What does not begin as a PDF is
// taken for objects, to which a sound table is added: otherwise hardly any change would get beyond the table.
#include "document/pdf_check.h"
#include "pdf_sample.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_BYTES = 1 << 20 };

static void require(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text bytes = {(const char *)data, size};
    if (size > MOST_BYTES)
        return 0;
    struct arena *arena = arena_new();
    struct problems problems;
    struct pdf_verdict verdict = {0};
    problems_init(&problems, arena);
    struct text file = text_starts(bytes, TEXT("%PDF")) ? bytes : pdf_sample_build(arena, bytes, "");
    bool passes = pdf_check(arena, TEXT("fuzz"), file, &verdict, &problems);
    require(passes == (problems.count == 0));
    require(passes == (verdict.checks > 0) && verdict.rules <= verdict.checks);
    for (size_t i = 0; i < problems.list.count; i++)
        require(problem_text(arena, LANGUAGE_WELSH, &problems.list.items[i]).length > 0);
    arena_free(arena);
    return 0;
}
