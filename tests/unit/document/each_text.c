// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/each_text.h"

#include "test.h"
#include "text_members.h"

struct seen {
    struct text wanted;
    size_t times, lines;
};

static void see(void *argument, const struct block *block, const char *what, struct text text)
{
    struct seen *seen = argument;
    size_t at;
    seen->times += text_find(text, seen->wanted, &at);
    assert_true(block || what);
    assert_true(text.length > 0);
}

TEST(every_text_of_a_document_is_visited_once)
{
    struct arena *arena = arena_new();
    struct text_members members;
    text_members_build(arena, &members);
    assert_true(members.places.count > 60);
    for (size_t i = 0; i < members.places.count; i++) {
        const struct text_place *place = &members.places.items[i];
        struct text before = *place->text;
        *place->text = TEXT("planted words");
        struct seen seen = {.wanted = TEXT("planted words")};
        document_each_text(members.document, see, &seen);
        if (seen.times != 1)
            fail_msg("%s was visited %zu times", place->name, seen.times);
        *place->text = before;
    }
    arena_free(arena);
}

TEST(a_line_is_visited_as_one_text)
{
    struct arena *arena = arena_new();
    struct document *document = document_new(arena, LANGUAGE_ENGLISH);
    struct runs *runs = paragraph_add(&document->body);
    run_add(runs, TEXT("Si"));
    run_add(runs, TEXT("ân"))->strong = true;
    run_add(runs, TEXT("Rees"))->new_line = true;
    run_abbreviation(runs, TEXT("PC"), TEXT(" the commissioner"));
    struct seen seen = {.wanted = TEXT("Siân\nRees the commissioner PC")};
    document_each_text(document, see, &seen);
    assert_int_equal(seen.times, 1);
    arena_free(arena);
}

static void count_line(void *argument, const struct block *block, struct runs *runs)
{
    struct seen *seen = argument;
    assert_non_null(block);
    seen->lines += runs->count > 0;
}

TEST(every_line_is_visited_with_its_block_of_the_body)
{
    struct arena *arena = arena_new();
    struct text_members members;
    text_members_build(arena, &members);
    struct seen seen = {0};
    each_line(&members.document->body, count_line, &seen);
    assert_int_equal(seen.lines, 11);
    arena_free(arena);
}
