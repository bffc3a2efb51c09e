// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/frame.h"

#include "temporary.h"
#include "test.h"

struct work {
    struct arena *arena;
    struct problems problems;
    struct frame frame;
};

static struct work start(void)
{
    struct work work = {.arena = arena_new()};
    problems_init(&work.problems, work.arena);
    return work;
}

static bool make(struct work *work, const struct text *ids, const struct text *strata, size_t count)
{
    return frame_make(work->arena, TEXT("e"), ids, strata, count, &work->frame, &work->problems);
}

static bool read_text(struct work *work, const char *content)
{
    return frame_read(work->arena, TEXT("f.txt"), text_from(content), &work->frame, &work->problems);
}

TEST(ids_in_any_order_give_the_same_text)
{
    struct work w = start();
    const struct text ids[] = {TEXT("b"), TEXT("\xC3\xA9t\xC3\xA9"), TEXT("A 1"), TEXT("a")},
                      other[] = {TEXT("a"), TEXT("A 1"), TEXT("\xC3\xA9t\xC3\xA9"), TEXT("b")};
    ASSERT_GOOD(make(&w, ids, NULL, 4), &w.problems);
    assert_text_equal(w.frame.content, "A 1\na\nb\n\xC3\xA9t\xC3\xA9\n");
    assert_int_equal(w.frame.groups[0].count, 4);
    assert_text_equal(w.frame.groups[0].name, "all");
    struct hash hash = w.frame.hash;
    assert_true(hash_equal(hash, hash_of(w.frame.content)));
    ASSERT_GOOD(make(&w, other, NULL, 4), &w.problems);
    assert_true(hash_equal(hash, w.frame.hash));
    arena_free(w.arena);
}

TEST(strata_stand_behind_a_tab_and_are_counted)
{
    struct work w = start();
    const struct text ids[] = {TEXT("3"), TEXT("1"), TEXT("2")},
                      strata[] = {TEXT("youth"), TEXT("youth"), TEXT("adult")};
    ASSERT_GOOD(make(&w, ids, strata, 3), &w.problems);
    struct text content = w.frame.content;
    assert_text_equal(content, "1\tyouth\n2\tadult\n3\tyouth\n");
    ASSERT_GOOD(frame_read(w.arena, TEXT("f.txt"), content, &w.frame, &w.problems), &w.problems);
    assert_true(w.frame.stratified);
    assert_int_equal(w.frame.group_count, 2);
    assert_text_equal(w.frame.groups[0].name, "adult");
    assert_int_equal(w.frame.groups[0].count, 1);
    assert_int_equal(w.frame.groups[1].count, 2);
    assert_int_equal(w.frame.strata[1], 0);
    assert_text_equal(w.frame.ids[2], "3");
    arena_free(w.arena);
}

TEST(an_id_that_can_be_misread_is_refused)
{
    static const struct {
        const char *id, *why;
    } bad[] = {
        {"", "the id is empty"},
        {" a", "the id begins or ends with a blank"},
        {"a ", "the id begins or ends with a blank"},
        {"\xC2\xA0"
         "a",
         "the id begins or ends with a blank"},
        {"a\xE3\x80\x80", "the id begins or ends with a blank"},
        {"a\tb", "the id holds a control character or a separator of lines"},
        {"a\rb", "the id holds a control character or a separator of lines"},
        {"a\x7F", "the id holds a control character or a separator of lines"},
        {"a\xC2\x85"
         "b",
         "the id holds a control character or a separator of lines"},
        {"a\xE2\x80\xA8"
         "b",
         "the id holds a control character or a separator of lines"},
        {"a\xE2\x80\xA9", "the id holds a control character or a separator of lines"},
        {"a\xE2\x80\x8B"
         "b",
         "the id holds a character that nobody sees"},
        {"\xEF\xBB\xBF"
         "a",
         "the id holds a character that nobody sees"},
        {"a\xFF", "the id is not UTF-8"},
        {"\xED\xA0\x80", "the id is not UTF-8"},
    };
    struct work w = start();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const struct text ids[] = {TEXT("good one"), text_from(bad[i].id)};
        ASSERT_REFUSED(make(&w, ids, NULL, 2), &w.problems, bad[i].why);
    }
    const struct text twice[] = {TEXT("a"), TEXT("b"), TEXT("a")};
    ASSERT_REFUSED(make(&w, twice, NULL, 3), &w.problems, "the id stands in the list twice");
    ASSERT_REFUSED(make(&w, twice, NULL, 0), &w.problems, "there is no id");
    const struct text strata[] = {TEXT("a b"), TEXT("c")};
    ASSERT_REFUSED(make(&w, twice, strata, 2), &w.problems,
                   "the name of a stratum is written with ASCII letters, digits, '-', '_' and '.'");
    arena_free(w.arena);
}

TEST(the_length_of_an_id_is_limited)
{
    struct work w = start();
    char bytes[LIMIT_CASE_REFERENCE_BYTES + 1];
    memset(bytes, 'x', sizeof bytes);
    struct text id = {bytes, LIMIT_CASE_REFERENCE_BYTES};
    ASSERT_GOOD(make(&w, &id, NULL, 1), &w.problems);
    id.length++;
    ASSERT_REFUSED(make(&w, &id, NULL, 1), &w.problems, "the id is longer than {limit} bytes");
    arena_free(w.arena);
}

TEST(the_number_of_strata_is_limited)
{
    struct work w = start();
    struct text names[LIMIT_STRATA + 1];
    for (size_t i = 0; i <= LIMIT_STRATA; i++)
        names[i] = text_print(w.arena, "s%zu", i);
    ASSERT_GOOD(make(&w, names, names, LIMIT_STRATA), &w.problems);
    ASSERT_REFUSED(make(&w, names, names, LIMIT_STRATA + 1), &w.problems,
                   "there are more than {limit} strata");
    arena_free(w.arena);
}

TEST(a_text_that_is_not_a_frame_is_refused_with_its_line)
{
    static const struct {
        const char *content, *why;
        uint64_t line;
    } bad[] = {
        {"a\nc\nb\n", "the line is out of order: a frame is in the order of its bytes", 3},
        {"a\nb\nb\n", "the id stands in the list twice", 3},
        {"a\nb", "the last line is not ended by a line feed", 2},
        {"a\n\n", "the id is empty", 2},
        {"a\r\nb\r\n", "the id holds a control character or a separator of lines", 1},
        {"a\tx\nb\n", "the line has no stratum behind a tab", 2},
        {"a\tx\nb\tx\ty\n", "the name of a stratum is written with ASCII letters, digits, '-', '_' and '.'",
         2},
    };
    struct work w = start();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(read_text(&w, bad[i].content));
        assert_text_equal(text_from(w.problems.list.items[0].what.text), bad[i].why);
        assert_int_equal(w.problems.list.items[0].place.line, bad[i].line);
        problems_init(&w.problems, w.arena);
    }
    ASSERT_REFUSED(read_text(&w, ""), &w.problems, "there is no id");
    arena_free(w.arena);
}

TEST(a_line_is_found_or_where_it_would_stand)
{
    struct work w = start();
    bool found;
    ASSERT_GOOD(read_text(&w, "b\nd\nf\n"), &w.problems);
    assert_int_equal(frame_line_of(&w.frame, TEXT("d"), &found), 2);
    assert_true(found);
    assert_int_equal(frame_line_of(&w.frame, TEXT("e"), &found), 3);
    assert_false(found);
    assert_int_equal(frame_line_of(&w.frame, TEXT("g"), &found), 4);
    assert_false(found);
    arena_free(w.arena);
}

TEST(ids_without_a_frame_may_be_anything_that_other_programs_read_as_one_line)
{
    struct work w = start();
    struct text *ids;
    size_t count;
    struct text content = TEXT("x\ty\r\n\xC2\xA0x\n  b\nlast");
    ASSERT_GOOD(ids_read(w.arena, TEXT("i"), content, &ids, &count, &w.problems), &w.problems);
    assert_int_equal(count, 4);
    assert_text_equal(ids[0], "x\ty");
    assert_text_equal(ids[1], "\xC2\xA0x");
    assert_text_equal(ids[3], "last");
    ASSERT_REFUSED(ids_read(w.arena, TEXT("i"), TEXT("a\n\nb\n"), &ids, &count, &w.problems), &w.problems,
                   "the id is empty");
    ASSERT_REFUSED(ids_read(w.arena, TEXT("i"), TEXT("a\nb\na\n"), &ids, &count, &w.problems), &w.problems,
                   "the id stands in the list twice");
    ASSERT_REFUSED(ids_read(w.arena, TEXT("i"),
                            TEXT("a\x0C"
                                 "b\n"),
                            &ids, &count, &w.problems),
                   &w.problems, "the id holds a control character or a separator of lines");
    ASSERT_REFUSED(ids_read(w.arena, TEXT("i"), TEXT("\xFF\n"), &ids, &count, &w.problems), &w.problems,
                   "the id is not UTF-8");
    ASSERT_REFUSED(ids_read(w.arena, TEXT("i"), TEXT(""), &ids, &count, &w.problems), &w.problems,
                   "there is no id");
    arena_free(w.arena);
}
