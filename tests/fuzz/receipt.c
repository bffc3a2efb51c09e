// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are either a frame or refused with a problem; a frame that is read makes the same text again. Any
// bytes are either a receipt of the frame that stands before them, behind a line of "---", or refused with a
// problem.
#include "selection/receipt.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_frame(struct arena *arena, struct text content)
{
    struct problems problems;
    struct frame frame, again;
    problems_init(&problems, arena);
    if (!frame_read(arena, TEXT("frame"), content, &frame, &problems)) {
        if (problems.count == 0)
            abort();
        return;
    }
    struct text *strata = ARENA_ARRAY(arena, struct text, frame.count);
    for (size_t i = 0; i < frame.count; i++)
        strata[i] = frame.groups[frame.strata[i]].name;
    if (!frame_make(arena, TEXT("frame"), frame.ids, frame.stratified ? strata : NULL, frame.count, &again,
                    &problems) ||
        !text_equal(frame.content, again.content) || !hash_equal(frame.hash, again.hash))
        abort();
}

static void check_receipt(struct arena *arena, struct text receipt, struct text frame)
{
    struct problems problems;
    struct receipt verified;
    problems_init(&problems, arena);
    bool good = receipt_verify(arena, TEXT("receipt"), receipt, TEXT("frame"), frame, &verified, &problems);
    if (good != (problems.count == 0) || (good && !text_equal(receipt_text(arena, &verified), receipt)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct text all = {(const char *)data, size}, mark = TEXT("---\n");
    size_t at;
    if (text_find(all, mark, &at))
        check_receipt(arena, text_slice(all, at + mark.length, size), text_slice(all, 0, at));
    check_frame(arena, all);
    arena_free(arena);
    return 0;
}
