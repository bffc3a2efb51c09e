// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/flat_table.h"

#include "test.h"

struct sample {
    struct arena *arena;
    struct table *table;
};

// A criterion's rows in a group: words, a proportion, a share, and an interval in words.
static struct sample begin(void)
{
    struct arena *arena = arena_new();
    struct document *document = document_new(arena, LANGUAGE_ENGLISH);
    struct table *table = table_add(&document->body, TEXT("t"), TEXT("Caption"));
    table_column(table, TEXT("what"), TEXT("What"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("met"), TEXT("Met"), COLUMN_PROPORTION)->unit = TEXT("cases");
    table_column(table, TEXT("share"), TEXT("Share"), COLUMN_DECIMAL)->measure = MEASURE_PERCENT;
    table_column(table, TEXT("interval"), TEXT("Interval"), COLUMN_TEXT);
    table_column_value(table, TEXT("low"), TEXT("at least"))->measure = MEASURE_PERCENT;
    table_column_value(table, TEXT("side"), TEXT("side"))->is_words = true;
    table_group(table, TEXT("g"), TEXT("Contact"));
    struct cell *cells = table_row(table);
    cell_text(&cells[0], TEXT("a"));
    cell_proportion(&cells[1], 3, 9, TEXT("trace"));
    cell_decimal(&cells[2], (struct decimal){333, 1}, MEASURE_PERCENT);
    cell_text(&cells[3], TEXT("12.1 % at least, inside"));
    cell_value(&cells[3], (struct decimal){121, 1});
    cell_value_words(&cells[3], TEXT("inside"));
    cells = table_row(table);
    cell_text(&cells[0], TEXT("b"));
    for (size_t i = 1; i < 3; i++)
        cell_withhold(&cells[i], TEXT("withheld"));
    cell_text(&cells[3], TEXT("none"));
    cell_value_absent(&cells[3], TEXT("too few"));
    cell_value_words(&cells[3], TEXT("none"));
    return (struct sample){arena, table};
}

TEST(what_people_read_in_one_cell_is_a_column_for_each_value)
{
    static const struct {
        const char *id, *heading;
        enum flat_content content;
    } expected[] = {
        {"group", "Group", FLAT_WORDS},
        {"what", "What", FLAT_RUNS},
        {"met.count", "Met (cases): count", FLAT_COUNT},
        {"met.base", "Met (cases): base", FLAT_COUNT},
        {"share", "Share (%)", FLAT_DECIMAL},
        {"interval.low", "Interval: at least (%)", FLAT_DECIMAL},
        {"interval.side", "Interval: side", FLAT_WORDS},
    };
    struct sample sample = begin();
    struct flat_table flat = flat_table_of(sample.arena, LANGUAGE_ENGLISH, sample.table);
    assert_int_equal(flat.columns.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < flat.columns.count; i++) {
        assert_text_equal(flat.columns.items[i].id, expected[i].id);
        assert_text_equal(flat.columns.items[i].heading, expected[i].heading);
        assert_int_equal(flat_column_content(&flat.columns.items[i]), expected[i].content);
    }
    arena_free(sample.arena);
}

TEST(a_group_that_people_see_no_heading_of_is_called_by_its_name)
{
    struct sample sample = begin();
    struct row_group *group = sample.table->groups.items[0];
    group->heading = (struct text){0};
    group->name = TEXT("Harm");
    struct flat_table flat = flat_table_of(sample.arena, LANGUAGE_ENGLISH, sample.table);
    assert_int_equal(flat.columns.items[0].kind, FLAT_GROUP);
    assert_text_equal(flat_value_at(sample.table, &flat.columns.items[0], 1).words, "Harm");
    arena_free(sample.arena);
}

TEST(each_value_stands_in_its_own_column)
{
    struct sample sample = begin();
    struct flat_table flat = flat_table_of(sample.arena, LANGUAGE_ENGLISH, sample.table);
    struct flat_value values[7];
    for (size_t i = 0; i < 7; i++)
        values[i] = flat_value_at(sample.table, &flat.columns.items[i], 0);
    assert_text_equal(values[0].words, "Contact");
    assert_text_equal(values[1].runs->items[0].text, "a");
    assert_int_equal(values[2].count, 3);
    assert_int_equal(values[3].count, 9);
    assert_true(decimal_equal(values[4].decimal, (struct decimal){333, 1}));
    assert_true(decimal_equal(values[5].decimal, (struct decimal){121, 1}));
    assert_text_equal(values[6].words, "inside");
    arena_free(sample.arena);
}

TEST(what_is_withheld_or_absent_is_so_in_each_column_that_it_would_fill)
{
    struct sample sample = begin();
    struct flat_table flat = flat_table_of(sample.arena, LANGUAGE_ENGLISH, sample.table);
    for (size_t i = 2; i < 5; i++) {
        struct flat_value value = flat_value_at(sample.table, &flat.columns.items[i], 1);
        assert_int_equal(value.content, FLAT_ABSENT);
        assert_int_equal(value.absence, ABSENCE_SUPPRESSED);
        assert_text_equal(value.mark, WITHHELD_MARK);
    }
    struct flat_value absent = flat_value_at(sample.table, &flat.columns.items[5], 1);
    assert_int_equal(absent.content, FLAT_ABSENT);
    assert_int_equal(absent.absence, ABSENCE_NOT_APPLICABLE);
    assert_text_equal(absent.words, "too few");
    arena_free(sample.arena);
}

TEST(a_cell_with_values_that_is_withheld_keeps_none_of_them)
{
    struct sample sample = begin();
    struct cell *cell = &sample.table->rows.items[0].cells[3];
    cell_withhold(cell, TEXT("withheld"));
    assert_int_equal(cell->values.count, 0);
    struct flat_table flat = flat_table_of(sample.arena, LANGUAGE_ENGLISH, sample.table);
    for (size_t i = 5; i < 7; i++)
        assert_int_equal(flat_value_at(sample.table, &flat.columns.items[i], 0).content, FLAT_ABSENT);
    arena_free(sample.arena);
}
