// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/flat_table.h"

#include "document/words.h"

struct flattening {
    struct arena *arena;
    enum language language;
    const struct table *table;
    struct flat_table flat;
};

static struct text say(const struct flattening *flattening, struct message message)
{
    return message_text(flattening->arena, flattening->language, &message);
}

static struct flat_column *add(struct flattening *flattening, enum flat_kind kind, size_t column)
{
    const struct table_column *source = &flattening->table->columns.items[column];
    struct flat_column *flat = ARRAY_APPEND(flattening->arena, &flattening->flat.columns);
    *flat = (struct flat_column){
        .kind = kind,
        .column = column,
        .source = source,
        .id = source->id,
        .heading = words_column(flattening->arena, source),
    };
    return flat;
}

static struct text with_measure(const struct flattening *flattening, struct text heading,
                                enum measure measure)
{
    return measure == MEASURE_PERCENT ? text_print(flattening->arena, "%.*s (%%)", TEXT_PRINT(heading))
                                      : heading;
}

static void add_proportion(struct flattening *flattening, size_t column)
{
    struct flat_column *part = add(flattening, FLAT_PART, column);
    part->id = text_print(flattening->arena, "%.*s.count", TEXT_PRINT(part->id));
    part->heading = say(flattening, MESSAGE("{heading}: count", VALUE("heading", part->heading)));
    struct flat_column *base = add(flattening, FLAT_BASE, column);
    base->id = text_print(flattening->arena, "%.*s.base", TEXT_PRINT(base->id));
    base->heading = say(flattening, MESSAGE("{heading}: base", VALUE("heading", base->heading)));
}

static void add_values(struct flattening *flattening, size_t column)
{
    const struct table_column *source = &flattening->table->columns.items[column];
    for (size_t i = 0; i < source->values.count; i++) {
        const struct column_value *value = &source->values.items[i];
        struct flat_column *flat = add(flattening, FLAT_VALUE, column);
        flat->value = i;
        flat->id = text_print(flattening->arena, "%.*s.%.*s", TEXT_PRINT(flat->id), TEXT_PRINT(value->id));
        flat->heading = with_measure(
            flattening,
            say(flattening, MESSAGE("{heading}: {value}", VALUE("heading", flat->heading),
                                    VALUE("value", value->heading))),
            value->is_words ? MEASURE_PLAIN : value->measure);
    }
}

struct flat_table flat_table_of(struct arena *arena, enum language language, const struct table *table)
{
    struct flattening flattening = {.arena = arena, .language = language, .table = table};
    if (table_names_groups(table))
        *ARRAY_APPEND(arena, &flattening.flat.columns) = (struct flat_column){
            .kind = FLAT_GROUP, .id = TEXT("group"), .heading = words_groups(language, table)};
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct table_column *source = &table->columns.items[i];
        if (source->kind == COLUMN_PROPORTION) {
            add_proportion(&flattening, i);
        } else if (source->values.count) {
            add_values(&flattening, i);
        } else {
            struct flat_column *flat = add(&flattening, FLAT_CELL, i);
            flat->heading = with_measure(&flattening, flat->heading, source->measure);
        }
    }
    return flattening.flat;
}

enum flat_content flat_column_content(const struct flat_column *column)
{
    switch (column->kind) {
    case FLAT_GROUP: return FLAT_WORDS;
    case FLAT_PART:
    case FLAT_BASE: return FLAT_COUNT;
    case FLAT_VALUE: return column->source->values.items[column->value].is_words ? FLAT_WORDS : FLAT_DECIMAL;
    case FLAT_CELL: break;
    }
    switch (column->source->kind) {
    case COLUMN_COUNT:
    case COLUMN_PROPORTION: return FLAT_COUNT;
    case COLUMN_DECIMAL: return FLAT_DECIMAL;
    case COLUMN_DATE: return FLAT_DATE;
    case COLUMN_TEXT: break;
    }
    return FLAT_RUNS;
}

static struct flat_value value_of(const struct cell_value *value)
{
    switch (value->kind) {
    case VALUE_DECIMAL: return (struct flat_value){.content = FLAT_DECIMAL, .decimal = value->decimal};
    case VALUE_WORDS: return (struct flat_value){.content = FLAT_WORDS, .words = value->words};
    case VALUE_ABSENT: break;
    }
    return (struct flat_value){
        .content = FLAT_ABSENT, .words = value->words, .absence = ABSENCE_NOT_APPLICABLE};
}

struct flat_value flat_value_at(const struct table *table, const struct flat_column *column, size_t row)
{
    if (column->kind == FLAT_GROUP)
        return (struct flat_value){.content = FLAT_WORDS, .words = table_group_of(table, row)};
    const struct cell *cell = &table->rows.items[row].cells[column->column];
    switch (cell->kind) {
    case CONTENT_RUNS:
        if (column->kind == FLAT_VALUE)
            return value_of(&cell->values.items[column->value]);
        return (struct flat_value){.content = FLAT_RUNS, .runs = &cell->runs};
    case CONTENT_COUNT: return (struct flat_value){.content = FLAT_COUNT, .count = cell->count};
    case CONTENT_PROPORTION:
        return (struct flat_value){.content = FLAT_COUNT,
                                   .count = column->kind == FLAT_BASE ? cell->base : cell->count};
    case CONTENT_DATE: return (struct flat_value){.content = FLAT_DATE, .date = cell->date};
    case CONTENT_DECIMAL: return (struct flat_value){.content = FLAT_DECIMAL, .decimal = cell->decimal};
    case CONTENT_EMPTY:
        return (struct flat_value){
            .content = FLAT_ABSENT, .words = cell->reason, .absence = cell->absence, .mark = cell->mark};
    case CONTENT_UNSET: break; // document_check refuses it
    }
    return (struct flat_value){0};
}
