// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_choice.h"

#include <unistd.h>

bool population_has_months(const struct field *field)
{
    return field->type == FIELD_TIME || field->type == FIELD_DATE;
}

static bool first_month_field(const struct schema *schema, size_t *field)
{
    size_t found = SIZE_MAX;
    for (size_t i = schema->count; i-- > 0;)
        if (population_has_months(&schema->fields[i]) &&
            (schema->fields[i].required || found == SIZE_MAX || !schema->fields[found].required))
            found = i;
    if (found == SIZE_MAX)
        return false;
    *field = found;
    return true;
}

bool population_split_find(const struct schema *schema, struct text name, struct population_split *split)
{
    size_t field;
    bool by_month = text_starts(name, TEXT("month:")), found;
    if (text_equal(name, TEXT("month"))) {
        by_month = true;
        found = first_month_field(schema, &field);
    } else if (by_month) {
        found = schema_find(schema, text_slice(name, strlen("month:"), name.length), &field) &&
                population_has_months(&schema->fields[field]);
    } else {
        found = schema_find(schema, name, &field) && schema->fields[field].type == FIELD_CATEGORY;
    }
    if (found)
        *split = (struct population_split){field, by_month};
    return found;
}

bool population_outcome_is_computed(const struct criterion *criterion, size_t outcome)
{
    return !criterion->judged || outcome == criterion->not_applicable || outcome == criterion->not_recorded;
}

size_t population_threads(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1)
        return 1;
    return processors > LIMIT_POPULATION_THREADS ? LIMIT_POPULATION_THREADS : (size_t)processors;
}
