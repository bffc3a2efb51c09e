// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/components.h"

#include "test.h"

static void assert_steps(int64_t current, int64_t last, const char *expected)
{
    struct page page = {.arena = arena_new()};
    struct pagination_steps steps = pagination_steps(&page, current, last);
    struct buffer shown = {0};
    for (size_t i = 0; i < steps.count; i++)
        if (steps.items[i].gap)
            buffer_add(&shown, TEXT("… "));
        else
            buffer_print(&shown, "%d ", (int)steps.items[i].number);
    assert_text_equal(buffer_text(&shown), expected);
    buffer_dispose(&shown);
    arena_free(page.arena);
}

TEST(pages_far_from_this_one_are_left_out)
{
    assert_steps(1, 1, "1 ");
    assert_steps(1, 3, "1 2 3 ");
    assert_steps(1, 20, "1 2 … 20 ");
    assert_steps(4, 20, "1 2 3 4 5 … 20 ");
    assert_steps(5, 20, "1 … 4 5 6 … 20 ");
    assert_steps(17, 20, "1 … 16 17 18 19 20 ");
    assert_steps(20, 20, "1 … 19 20 ");
    assert_steps(500000000, 1000000000, "1 … 499999999 500000000 500000001 … 1000000000 ");
}

TEST(a_page_that_is_not_there_is_taken_for_the_nearest)
{
    assert_steps(50, 20, "1 … 19 20 ");
    assert_steps(-3, 20, "1 2 … 20 ");
}

TEST(a_button_is_a_link_where_it_has_an_address)
{
    struct buffer out = {0};
    struct page page = {.out = &out, .arena = arena_new()};
    component_button(&page, &(struct component_button){.label = TEXT("Go"), .address = TEXT("/a")});
    component_tag(&page, &(struct component_tag){.label = TEXT("<New>"), .colour = "red"});
    assert_text_equal(
        buffer_text(&out),
        "<a class=\"govuk-button\" href=\"/a\" role=\"button\" draggable=\"false\" data-module=\"govuk-button\">Go</a>\n"
        "<strong class=\"govuk-tag govuk-tag--red\">&lt;New&gt;</strong>");
    buffer_dispose(&out);
    arena_free(page.arena);
}

TEST(a_fact_or_cell_in_another_direction_turns_nothing_around_it)
{
    struct buffer out = {0};
    struct page page = {.out = &out, .arena = arena_new()};
    struct component_summary_list facts = {0};
    *ARRAY_APPEND(page.arena, &facts.rows) = (struct summary_row){.key = TEXT("Complainant"),
                                                                  .value = TEXT("\u202Eseer")};
    component_summary_list(&page, &facts);
    size_t at;
    assert_true(text_find(buffer_text(&out), TEXT("<bdi>\u202Eseer</bdi>"), &at));
    component_cell(&page, &(struct component_cell){.text = TEXT("\u05D0 1"), .address = TEXT("/cases/1")});
    assert_true(text_find(buffer_text(&out), TEXT("<bdi>\u05D0 1</bdi></a>"), &at));
    component_cell(&page, &(struct component_cell){.text = TEXT("\u05D1 2")});
    assert_true(text_find(buffer_text(&out), TEXT("<bdi>\u05D1 2</bdi>"), &at));
    buffer_dispose(&out);
    arena_free(page.arena);
}
