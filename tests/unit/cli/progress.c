// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.h"

#include "test.h"

static struct text line(struct arena *arena, struct progress_state state, size_t width)
{
    return progress_text(arena, LANGUAGE_ENGLISH, &state, width);
}

TEST(a_known_size_gives_a_bar_and_the_time_left)
{
    struct arena *arena = arena_new();
    struct progress_state half = {500000000, 1000000000, 2000000, 10000};
    assert_text_equal(line(arena, half, 200),
                      "██████████░░░░░░░░░░ 50 %, 200,000 rows/s, 50 MB/s, 0:10 left");
    struct progress_state begun = {0, 1000000000, 0, 0};
    assert_text_equal(line(arena, begun, 200), "░░░░░░░░░░░░░░░░░░░░ 0 %, 0 rows/s, 0 MB/s, ? left");
    struct progress_state beyond = {2000000000, 1000000000, 4000000, 10000};
    assert_text_equal(line(arena, beyond, 200),
                      "████████████████████ 100 %, 400,000 rows/s, 200 MB/s, 0:00 left");
    arena_free(arena);
}

TEST(an_unknown_size_gives_the_rate_alone)
{
    struct arena *arena = arena_new();
    struct progress_state so_far = {.bytes = 500000000, .rows = 2000000, .milliseconds = 10000};
    assert_text_equal(line(arena, so_far, 200), "2,000,000 rows, 200,000 rows/s, 50 MB/s");
    arena_free(arena);
}

TEST(the_line_never_reaches_the_last_column)
{
    struct arena *arena = arena_new();
    struct progress_state so_far = {500000000, 1000000000, 2000000, 10000};
    assert_true(text_characters(line(arena, so_far, 30)) == 29);
    assert_true(text_characters(line(arena, so_far, 1)) == 0);
    arena_free(arena);
}
