// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/schema.h"

static const struct {
    const char *name;
    const char *words;
} types[FIELD_TYPE_COUNT] = {
    [FIELD_BOOLEAN] = {"boolean", N_("yes or no")},
    [FIELD_INTEGER] = {"integer", N_("a whole number")},
    [FIELD_NUMBER] = {"number", N_("a number")},
    [FIELD_TEXT] = {"text", N_("a text")},
    [FIELD_CATEGORY] = {"category", N_("a category")},
    [FIELD_DATE] = {"date", N_("a date")},
    [FIELD_TIME] = {"time", N_("a date and time")},
    [FIELD_DURATION] = {"duration", N_("a length of time")},
};

const char *field_type_name(enum field_type type)
{
    return types[type].name;
}

const char *field_type_words(enum field_type type)
{
    return types[type].words;
}

bool field_type_from_name(struct text name, enum field_type *type)
{
    for (int i = 0; i < FIELD_TYPE_COUNT; i++)
        if (text_equal(name, text_from(types[i].name))) {
            *type = (enum field_type)i;
            return true;
        }
    return false;
}

bool schema_find(const struct schema *schema, struct text id, size_t *index)
{
    for (size_t i = 0; schema && i < schema->count; i++)
        if (text_equal(schema->fields[i].id, id)) {
            *index = i;
            return true;
        }
    return false;
}

bool category_find(const struct field *field, struct text id, size_t *index)
{
    for (size_t i = 0; i < field->value_count; i++)
        if (text_equal(field->values[i].id, id)) {
            *index = i;
            return true;
        }
    return false;
}
