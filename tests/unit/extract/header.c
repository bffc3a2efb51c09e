// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/header.h"

#include "test.h"

static struct field fields[] = {
    {.id = {"case_ref", 8},
     .type = FIELD_TEXT,
     .headers = (struct text[]){{"Reference", 9}, {"Crime No", 8}},
     .header_count = 2},
    {.id = {"closed_at", 9}, .type = FIELD_TIME},
    {.id = {"strand", 6},
     .type = FIELD_TEXT,
     .required = true,
     .headers = (struct text[]){{"strand", 6}},
     .header_count = 1},
};
static const struct schema schema = {fields, 3};

// Every problem on a line of its own; empty if the header matched.
static struct text match(struct arena *arena, const char *content, struct header *header)
{
    struct problems problems;
    problems_init(&problems, arena);
    struct table_reader *table;
    assert_true(table_open_memory(text_from(content), (struct table_choice){.source = TEXT("cases.csv")},
                                  &table, &problems));
    bool matched = header_match(arena, &schema, 0, table, header, &problems);
    assert_int_equal(matched, problems.count == 0);
    struct buffer all = {0};
    for (size_t i = 0; i < problems.list.count; i++) {
        buffer_add(&all, problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[i]));
        buffer_add_character(&all, '\n');
    }
    for (size_t i = 0; problems.count == 0 && i < header->ignored_count; i++)
        header->ignored[i] = text_copy(arena, header->ignored[i]);
    struct text text = text_copy(arena, buffer_text(&all));
    buffer_dispose(&all);
    table_close(table);
    return text;
}

TEST(headers_match_by_id_or_alias_in_any_case_and_order)
{
    struct arena *arena = arena_new();
    struct header header;
    assert_text_equal(match(arena,
                            "\xEF\xBB\xBFSTRAND,\"\xC2\xA0"
                            "crime no \",Note,craffu_reason,\n",
                            &header),
                      "");
    assert_int_equal(header.column_count, 5);
    assert_int_equal(header.column_of[0], 1);
    assert_int_equal(header.column_of[1], HEADER_NONE);
    assert_int_equal(header.column_of[2], 0);
    assert_int_equal(header.field_of[1], 0);
    assert_int_equal(header.field_of[2], HEADER_NONE);
    assert_int_equal(header.rejected_reason, 3);
    assert_int_equal(header.rejected_line, HEADER_NONE);
    assert_int_equal(header.ignored_count, 2);
    assert_text_equal(header.ignored[0], "Note");
    assert_text_equal(header.ignored[1], "#5");
    arena_free(arena);
}

TEST(all_faults_of_a_header_are_reported_at_once)
{
    struct arena *arena = arena_new();
    struct header header;
    assert_text_equal(
        match(arena, "Closed_At,other,closed_at\n", &header),
        "cases.csv:1:17: closed_at: the columns Closed_At and closed_at both stand for the field closed_at\n"
        "    take one of them out of the file\n"
        "cases.csv:1: the file has no column for case_ref, which is required\n"
        "    its header may be: case_ref, Reference, Crime No\n"
        "cases.csv:1: the file has no column for strand, which is required\n"
        "    its header may be: strand\n");
    arena_free(arena);
}
