// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/strata.h"

#include "base/text_map.h"
#include "format/table_reader.h"

enum column {
    COLUMN_STRATUM,
    COLUMN_POPULATION,
    COLUMN_SAMPLE,
    COLUMN_POSITIVE,
    COLUMN_NOT_APPLICABLE,
    COLUMNS
};
static const char *const names[COLUMNS] = {"stratum", "population", "sample", "positive", "not_applicable"};
enum { ABSENT = -1 };

static bool find_columns(struct table_reader *table, int at[COLUMNS], struct problems *problems)
{
    const struct table_row *header = table_header(table);
    bool found = true;
    for (int c = 0; c < COLUMNS; c++) {
        at[c] = ABSENT;
        for (size_t i = 0; i < header->count; i++)
            if (text_equal_ignoring_case(header->cells[i].text, text_from(names[c])))
                at[c] = (int)i;
        struct place place = {.source = table_facts(table)->source, .line = header->line};
        if (at[c] == ABSENT && c != COLUMN_NOT_APPLICABLE)
            found = problem_report(
                problems, place, MESSAGE("there is no column {column}", VALUE("column", text_from(names[c]))),
                MESSAGE("the columns are stratum, population, sample, positive and, if some cases are not "
                        "applicable, not_applicable"));
    }
    return found;
}

static bool read_count(struct table_reader *table, const struct table_row *row, int column, int64_t *count,
                       struct problems *problems)
{
    struct text text = text_trim(row->cells[column].text);
    if (text_to_int64(text, count) && *count >= 0 && *count <= LIMIT_POPULATION)
        return true;
    return problem_report_value(problems, table_place(table, (size_t)column), text,
                                MESSAGE("this is not a number of cases"),
                                MESSAGE("write a whole number from 0 to {most}, without separators",
                                        NUMBER("most", LIMIT_POPULATION)));
}

static bool is_possible(struct table_reader *table, const int at[COLUMNS], const struct stratum *stratum,
                        struct problems *problems)
{
    if (stratum->population == 0)
        return problem_report(problems, table_place(table, (size_t)at[COLUMN_POPULATION]),
                              MESSAGE("the stratum has no case"), MESSAGE("leave it out"));
    if (stratum->sample > stratum->population)
        return problem_report(problems, table_place(table, (size_t)at[COLUMN_SAMPLE]),
                              MESSAGE("more cases were sampled than the stratum has"), NO_MESSAGE);
    if (stratum->positive > stratum->applicable || stratum->applicable < 0)
        return problem_report(problems, table_place(table, (size_t)at[COLUMN_POSITIVE]),
                              MESSAGE("the positive and the not applicable cases are more than the sample"),
                              NO_MESSAGE);
    return true;
}

static bool read_stratum(struct arena *arena, struct table_reader *table, const struct table_row *row,
                         const int at[COLUMNS], struct text_map *seen, struct strata *strata,
                         struct problems *problems)
{
    struct stratum stratum = {.name = text_copy(arena, text_trim(row->cells[at[COLUMN_STRATUM]].text))};
    int64_t not_applicable = 0;
    bool good = read_count(table, row, at[COLUMN_POPULATION], &stratum.population, problems);
    good &= read_count(table, row, at[COLUMN_SAMPLE], &stratum.sample, problems);
    good &= read_count(table, row, at[COLUMN_POSITIVE], &stratum.positive, problems);
    if (at[COLUMN_NOT_APPLICABLE] != ABSENT && row->cells[at[COLUMN_NOT_APPLICABLE]].text.length)
        good &= read_count(table, row, at[COLUMN_NOT_APPLICABLE], &not_applicable, problems);
    stratum.applicable = stratum.sample - not_applicable;
    if (!good || !is_possible(table, at, &stratum, problems))
        return false;
    if (!stratum.name.length)
        return problem_report(problems, table_place(table, (size_t)at[COLUMN_STRATUM]),
                              MESSAGE("the stratum has no name"), NO_MESSAGE);
    if (!text_map_put(seen, stratum.name, strata->list.count, NULL))
        return problem_report_value(problems, table_place(table, (size_t)at[COLUMN_STRATUM]), stratum.name,
                                    MESSAGE("the stratum stands there twice"), NO_MESSAGE);
    *ARRAY_APPEND(arena, &strata->list) = stratum;
    return true;
}

bool strata_read(struct arena *arena, const char *path, struct strata *strata, struct problems *problems)
{
    struct table_reader *table;
    if (!table_open(path, (struct table_choice){0}, &table, problems))
        return false;
    int at[COLUMNS];
    struct text_map seen;
    text_map_init(&seen, arena);
    struct strata read = {0};
    bool good = find_columns(table, at, problems);
    const struct table_row *row;
    enum table_step step = TABLE_END;
    while (good && ((step = table_next(table, &row, problems)) == TABLE_ROW || step == TABLE_DAMAGED))
        if (step == TABLE_DAMAGED || !read_stratum(arena, table, row, at, &seen, &read, problems))
            good = false;
    if (good && step == TABLE_END && read.list.count == 0)
        good = problem_report(problems, (struct place){.source = text_from(path)},
                              MESSAGE("the table has no rows"), NO_MESSAGE);
    read.has_not_applicable = at[COLUMN_NOT_APPLICABLE] != ABSENT;
    table_close(table);
    if (!good || step != TABLE_END)
        return false;
    *strata = read;
    return true;
}
