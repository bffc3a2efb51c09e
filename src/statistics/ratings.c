// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/ratings.h"

#include "base/spelling.h"
#include "base/text_map.h"
#include "format/number.h"
#include "format/table_reader.h"

#include <stdlib.h>

_Static_assert(LIMIT_CATEGORIES <= INT8_MAX, "an index of a category fits");
_Static_assert(LIMIT_REVIEWERS <= UINT16_MAX, "a count of reviewers fits");

// Names to indices, while a table is read.
struct reading {
    struct arena *arena;
    struct table_reader *table;
    struct ratings *ratings;
    struct text_map units, categories;
    ARRAY_OF(int8_t) chosen;
    ARRAY_OF(struct text) names; // of categories
    bool declared;
    struct problems *problems;
};

static bool is_not_applicable(enum scale scale, struct text category)
{
    return scale != SCALE_NOMINAL && text_equal_ignoring_case(category, TEXT("na"));
}

// ---- Categories -------------------------------------------------------------------------------------------

static bool set_values(struct arena *arena, struct ratings *ratings, struct place place,
                       struct problems *problems)
{
    bool good = true;
    ratings->values = ARENA_ARRAY(arena, double, ratings->category_count + 1);
    for (size_t k = 0; k < ratings->category_count; k++) {
        if (!number_read(ratings->categories[k], &ratings->values[k])) {
            good = problem_report_value(
                problems, place, ratings->categories[k],
                MESSAGE("on an interval scale every category is a number, and this is none"),
                MESSAGE("use --scale ordinal or --scale nominal"));
            continue;
        }
        for (size_t l = 0; l < k; l++)
            if (ratings->values[l] == ratings->values[k])
                good = problem_report_value(problems, place, ratings->categories[k],
                                            MESSAGE("two categories have the same value"),
                                            MESSAGE("write the number in one way only"));
    }
    return good;
}

static bool declare(struct reading *reading, struct ratings_choice choice)
{
    struct place place = {.source = choice.source};
    bool good = true;
    for (size_t k = 0; k < choice.category_count; k++) {
        struct text category = text_trim(choice.categories[k]);
        if (is_not_applicable(choice.scale, category))
            continue;
        if (!category.length)
            good = problem_report(reading->problems, place, MESSAGE("a category has no name"), NO_MESSAGE);
        else if (!text_map_put(&reading->categories, category, reading->names.count, NULL))
            good = problem_report_value(reading->problems, place, category,
                                        MESSAGE("the category is declared twice"), NO_MESSAGE);
        else
            *ARRAY_APPEND(reading->arena, &reading->names) = category;
    }
    if (reading->names.count > LIMIT_CATEGORIES)
        good = problem_report(
            reading->problems, place,
            MESSAGE("there are more than {most} categories", NUMBER("most", LIMIT_CATEGORIES)), NO_MESSAGE);
    return good;
}

struct category_rank {
    struct text name;
    double value;
    bool numbers; // all are
    size_t before;
};

static int compare_categories(const void *a, const void *b)
{
    const struct category_rank *one = a, *other = b;
    if (one->numbers && one->value != other->value)
        return one->value < other->value ? -1 : 1;
    return text_compare(one->name, other->name);
}

// Categories that nobody declared: in the order of their numbers, or of their bytes.
static void sort_categories(struct reading *reading)
{
    size_t count = reading->names.count;
    struct category_rank *ranks = ARENA_ARRAY(reading->arena, struct category_rank, count + 1);
    bool numbers = true;
    for (size_t k = 0; k < count; k++) {
        ranks[k] = (struct category_rank){.name = reading->names.items[k], .before = k};
        numbers &= number_read(ranks[k].name, &ranks[k].value);
    }
    for (size_t k = 0; k < count; k++)
        ranks[k].numbers = numbers;
    qsort(ranks, count, sizeof *ranks, compare_categories);
    int8_t now[LIMIT_CATEGORIES + 1];
    for (size_t k = 0; k < count; k++) {
        now[ranks[k].before] = (int8_t)k;
        reading->names.items[k] = ranks[k].name;
    }
    for (size_t i = 0; i < reading->chosen.count; i++)
        if (reading->chosen.items[i] != NOT_RATED)
            reading->chosen.items[i] = now[reading->chosen.items[i]];
}

// ---- Rows -------------------------------------------------------------------------------------------------

static bool read_reviewers(struct reading *reading)
{
    const struct table_row *header = table_header(reading->table);
    struct place place = {.source = table_facts(reading->table)->source, .line = header->line};
    struct ratings *ratings = reading->ratings;
    if (header->count < 2)
        return problem_report(
            reading->problems, place, MESSAGE("the table has no reviewer"),
            MESSAGE("the first column names the case, and each further column is one reviewer"));
    if (header->count - 1 > LIMIT_REVIEWERS)
        return problem_report(
            reading->problems, place,
            MESSAGE("there are more than {most} reviewers", NUMBER("most", LIMIT_REVIEWERS)), NO_MESSAGE);
    ratings->reviewer_count = header->count - 1;
    ratings->reviewers = ARENA_ARRAY(reading->arena, struct text, ratings->reviewer_count);
    bool good = true;
    for (size_t r = 0; r < ratings->reviewer_count; r++) {
        struct text name = header->cells[r + 1].text;
        ratings->reviewers[r] = text_copy(reading->arena, name);
        if (!name.length)
            good = problem_report(reading->problems, place, MESSAGE("a reviewer's column has no name"),
                                  NO_MESSAGE);
        for (size_t other = 0; other < r && name.length; other++)
            if (text_equal(name, ratings->reviewers[other]))
                good = problem_report_value(reading->problems, place, name,
                                            MESSAGE("two columns have the same reviewer"), NO_MESSAGE);
    }
    return good;
}

static bool unknown_category(struct reading *reading, size_t column, struct text category)
{
    struct text nearest;
    struct message hint = spelling_nearest(category, reading->names.items, reading->names.count, &nearest)
                              ? MESSAGE("did you mean {word}?", VALUE("word", nearest))
                              : MESSAGE("declare it with --categories, or correct the table");
    return problem_report_value(reading->problems, table_place(reading->table, column), category,
                                MESSAGE("this is not one of the declared categories"), hint);
}

static bool read_rating(struct reading *reading, size_t column, struct text category, int8_t *chosen)
{
    size_t index;
    *chosen = NOT_RATED;
    if (!category.length)
        return true;
    if (is_not_applicable(reading->ratings->scale, category)) {
        reading->ratings->set_aside++;
        return true;
    }
    if (!text_map_find(&reading->categories, category, &index)) {
        if (reading->declared)
            return unknown_category(reading, column, category);
        if (reading->names.count == LIMIT_CATEGORIES)
            return problem_report_value(
                reading->problems, table_place(reading->table, column), category,
                MESSAGE("there are more than {most} categories", NUMBER("most", LIMIT_CATEGORIES)),
                MESSAGE("declare them with --categories"));
        index = reading->names.count;
        category = text_copy(reading->arena, category);
        *ARRAY_APPEND(reading->arena, &reading->names) = category;
        text_map_put(&reading->categories, category, index, NULL);
    }
    *chosen = (int8_t)index;
    return true;
}

static bool read_unit(struct reading *reading, const struct table_row *row)
{
    struct text unit = text_trim(row->cells[0].text);
    bool good = true;
    if (!unit.length)
        good = problem_report(reading->problems, table_place(reading->table, 0),
                              MESSAGE("the case has no name"), MESSAGE("the first column names the case"));
    else if (!text_map_put(&reading->units, text_copy(reading->arena, unit), row->record, NULL))
        good = problem_report_value(reading->problems, table_place(reading->table, 0), unit,
                                    MESSAGE("the case stands there twice"),
                                    MESSAGE("put all its ratings into one row"));
    if (reading->ratings->unit_count == LIMIT_RATED_UNITS)
        return problem_report(reading->problems, table_place(reading->table, 0),
                              MESSAGE("there are more than {most} cases", NUMBER("most", LIMIT_RATED_UNITS)),
                              NO_MESSAGE);
    for (size_t r = 0; r < reading->ratings->reviewer_count; r++) {
        int8_t chosen;
        good &= read_rating(reading, r + 1, text_trim(row->cells[r + 1].text), &chosen);
        *ARRAY_APPEND(reading->arena, &reading->chosen) = chosen;
    }
    reading->ratings->unit_count++;
    return good;
}

static bool read_units(struct reading *reading)
{
    const struct table_row *row;
    enum table_step step;
    bool good = true, full = false;
    while (!full && ((step = table_next(reading->table, &row, reading->problems)) == TABLE_ROW ||
                     step == TABLE_DAMAGED)) {
        good &= step == TABLE_ROW && read_unit(reading, row);
        full = reading->ratings->unit_count == LIMIT_RATED_UNITS && !good;
    }
    return good && step == TABLE_END;
}

static bool start(struct reading *reading, struct arena *arena, struct ratings_choice choice,
                  struct ratings *ratings, struct problems *problems)
{
    *reading = (struct reading){
        .arena = arena, .ratings = ratings, .problems = problems, .declared = choice.category_count > 0};
    *ratings = (struct ratings){.scale = choice.scale};
    text_map_init(&reading->units, arena);
    text_map_init(&reading->categories, arena);
    return declare(reading, choice);
}

static bool finish(struct reading *reading, struct ratings_choice choice)
{
    struct ratings *ratings = reading->ratings;
    if (!reading->declared)
        sort_categories(reading);
    ratings->categories = reading->names.items;
    ratings->category_count = reading->names.count;
    ratings->chosen = reading->chosen.items;
    return choice.scale != SCALE_INTERVAL ||
           set_values(reading->arena, ratings, (struct place){.source = choice.source}, reading->problems);
}

static bool read_table(struct arena *arena, struct table_reader *table, struct ratings_choice choice,
                       struct ratings *ratings, struct problems *problems)
{
    struct reading reading;
    struct ratings read;
    choice.source = text_copy(arena, table_facts(table)->source);
    bool good = start(&reading, arena, choice, &read, problems);
    reading.table = table;
    good = good && read_reviewers(&reading) && read_units(&reading);
    good = good && finish(&reading, choice);
    table_close(table);
    if (good)
        *ratings = read;
    return good;
}

bool ratings_read(struct arena *arena, const char *path, struct ratings_choice choice,
                  struct ratings *ratings, struct problems *problems)
{
    struct table_reader *table;
    return table_open(path, (struct table_choice){.source = choice.source}, &table, problems) &&
           read_table(arena, table, choice, ratings, problems);
}

bool ratings_read_memory(struct arena *arena, struct text content, struct ratings_choice choice,
                         struct ratings *ratings, struct problems *problems)
{
    struct table_reader *table;
    return table_open_memory(content, (struct table_choice){.source = choice.source}, &table, problems) &&
           read_table(arena, table, choice, ratings, problems);
}

bool ratings_init(struct arena *arena, struct ratings_choice choice, struct ratings *ratings,
                  struct problems *problems)
{
    struct reading reading;
    struct ratings made;
    reading.declared = true;
    if (!start(&reading, arena, choice, &made, problems))
        return false;
    reading.declared = true;
    if (!finish(&reading, choice))
        return false;
    *ratings = made;
    return true;
}

struct tally ratings_tally(struct arena *arena, const struct ratings *ratings)
{
    struct tally tally = {.categories = ratings->category_count};
    tally.count = ARENA_ARRAY(arena, uint16_t, ratings->unit_count * ratings->category_count + 1);
    tally.ratings = ARENA_ARRAY(arena, uint16_t, ratings->unit_count + 1);
    for (size_t u = 0; u < ratings->unit_count; u++) {
        uint16_t *count = &tally.count[tally.units * tally.categories], of_unit = 0;
        for (size_t r = 0; r < ratings->reviewer_count; r++) {
            int8_t chosen = ratings->chosen[u * ratings->reviewer_count + r];
            if (chosen != NOT_RATED) {
                count[chosen]++;
                of_unit++;
            }
        }
        if (!of_unit) {
            tally.unrated++;
            continue;
        }
        tally.ratings[tally.units++] = of_unit;
        tally.total += of_unit;
        tally.once += of_unit == 1;
        tally.paired += of_unit >= 2;
    }
    return tally;
}
