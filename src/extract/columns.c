// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/columns.h"

#include "extract/value.h"

#include <stdlib.h>

// One stored row while it is being put in its place.
struct parsed {
    struct value *values; // by field
    struct text case_id, content;
    struct text reference; // of a case
    size_t given;          // index among those given
    size_t row;            // of an entry: its case
    int64_t at;            // of an entry
};

static bool parse_member(const struct schema *schema, const struct json_member *member, struct value *values,
                         struct place place, struct problems *problems)
{
    size_t field;
    // What another version of the instrument asked for is none of this one's business.
    if (!schema_find(schema, member->name, &field) || member->value.kind == JSON_NODE_NULL)
        return true;
    if (value_parse(&schema->fields[field], &member->value, &values[field]))
        return true;
    return problem_report_value(
        problems, place, json_node_text(problems->arena, &member->value),
        MESSAGE("the stored value of {field} is not {type}", VALUE("field", member->name),
                WORD("type", field_type_words(schema->fields[field].type))),
        MESSAGE("import the extract again with this instrument, or correct the value"));
}

// People know a case by its reference.
static struct place place_of(const struct extract_stored *stored, const struct schema *schema,
                             size_t reference, const struct json_node *root)
{
    for (size_t i = 0; root->kind == JSON_NODE_OBJECT && i < root->count; i++) {
        const struct json_node *value = &root->members[i].value;
        if (text_equal(root->members[i].name, schema->fields[reference].id) &&
            value->kind == JSON_NODE_TEXT && value->text.length)
            return (struct place){.source = value->text};
    }
    return (struct place){.source = stored->case_id};
}

static bool parse(struct arena *arena, const struct schema *schema, size_t reference,
                  const struct extract_stored *stored, struct parsed *parsed, struct problems *problems)
{
    struct json_node root = {0};
    parsed->values = ARENA_ARRAY(arena, struct value, schema->count);
    parsed->case_id = stored->case_id;
    parsed->content = stored->content;
    if (!json_node_read(arena, stored->case_id, stored->content, &root, problems))
        return false;
    struct place place = place_of(stored, schema, reference, &root);
    if (root.kind != JSON_NODE_OBJECT)
        return problem_report(problems, place, MESSAGE("a stored row is no JSON object"), NO_MESSAGE);
    bool good = true;
    for (size_t i = 0; i < root.count; i++)
        good &= parse_member(schema, &root.members[i], parsed->values, place, problems);
    return good;
}

static int compare_cases(const void *left, const void *right)
{
    const struct parsed *a = left, *b = right;
    int order = text_compare(a->reference, b->reference);
    return order ? order : text_compare(a->case_id, b->case_id);
}

static int compare_entries(const void *left, const void *right)
{
    const struct parsed *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return text_compare(a->content, b->content);
}

static struct rows to_rows(struct arena *arena, const struct schema *schema, const struct parsed *parsed,
                           size_t count)
{
    struct rows rows = {
        .schema = schema, .count = count, .columns = ARENA_ARRAY(arena, struct column, schema->count)};
    for (size_t f = 0; f < schema->count; f++) {
        bool ambiguous = false;
        for (size_t r = 0; r < count; r++)
            ambiguous |= parsed[r].values[f].ambiguous;
        rows.columns[f] = column_new(arena, schema->fields[f].type, count, ambiguous);
        for (size_t r = 0; r < count; r++)
            value_put(&rows.columns[f], r, &parsed[r].values[f]);
    }
    return rows;
}

struct place_of_case {
    struct text case_id;
    size_t row;
};

static int compare_places(const void *left, const void *right)
{
    return text_compare(((const struct place_of_case *)left)->case_id,
                        ((const struct place_of_case *)right)->case_id);
}

static struct place_of_case *index_cases(struct arena *arena, const struct parsed *cases, size_t count)
{
    struct place_of_case *places = ARENA_ARRAY(arena, struct place_of_case, count);
    for (size_t i = 0; i < count; i++)
        places[i] = (struct place_of_case){cases[i].case_id, i};
    if (count)
        qsort(places, count, sizeof *places, compare_places);
    return places;
}

// Entries of cases that are here, each with its case's row and its time, in their final order.
static bool parse_log(struct arena *arena, const struct instrument *instrument, const struct parsed *cases,
                      size_t case_count, const struct extract_stored *log, size_t log_count,
                      struct parsed *entries, size_t *entry_count, struct problems *problems)
{
    const struct place_of_case *places = index_cases(arena, cases, case_count);
    bool good = true;
    size_t count = 0;
    for (size_t i = 0; i < log_count; i++) {
        struct place_of_case wanted = {.case_id = log[i].case_id};
        const struct place_of_case *found = case_count ? bsearch(&wanted, places, case_count, sizeof *places,
                                                                 compare_places)
                                                       : NULL;
        if (!found)
            continue;
        struct parsed *entry = &entries[count++];
        good &= parse(arena, &instrument->log, instrument->log_reference, &log[i], entry, problems);
        entry->row = found->row;
        const struct value *at = &entry->values[instrument->log_time];
        entry->at = at->known ? at->integer : INT64_MAX;
    }
    if (count)
        qsort(entries, count, sizeof *entries, compare_entries);
    *entry_count = count;
    return good;
}

static const uint32_t *log_starts(struct arena *arena, const struct parsed *entries, size_t entry_count,
                                  size_t case_count)
{
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, case_count + 1);
    size_t entry = 0;
    for (size_t row = 0; row <= case_count; row++) {
        while (entry < entry_count && entries[entry].row < row)
            entry++;
        starts[row] = (uint32_t)entry;
    }
    return starts;
}

static bool parse_cases(struct arena *arena, const struct instrument *instrument,
                        const struct extract_stored *cases, size_t count, struct parsed *parsed,
                        struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        good &= parse(arena, &instrument->cases, instrument->case_reference, &cases[i], &parsed[i], problems);
        parsed[i].given = i;
        parsed[i].reference = parsed[i].values[instrument->case_reference].text;
    }
    if (count)
        qsort(parsed, count, sizeof *parsed, compare_cases);
    return good;
}

bool extract_columns(struct arena *arena, const struct instrument *instrument,
                     const struct extract_stored *cases, size_t case_count, const struct extract_stored *log,
                     size_t log_count, bool has_log, struct case_rows *rows, size_t **order,
                     struct problems *problems)
{
    if (log_count > UINT32_MAX)
        return problem_report(problems, (struct place){0},
                              MESSAGE("the log has too many entries to be evaluated at once"), NO_MESSAGE);
    struct parsed *parsed = ARENA_ARRAY(arena, struct parsed, case_count);
    bool good = parse_cases(arena, instrument, cases, case_count, parsed, problems);
    struct case_rows made = {.cases = to_rows(arena, &instrument->cases, parsed, case_count)};
    if (instrument->has_log) {
        struct parsed *entries = ARENA_ARRAY(arena, struct parsed, log_count);
        size_t entry_count = 0;
        good &= parse_log(arena, instrument, parsed, case_count, log, log_count, entries, &entry_count,
                          problems);
        made.log = to_rows(arena, &instrument->log, entries, entry_count);
        made.log_start = has_log ? log_starts(arena, entries, entry_count, case_count) : NULL;
    }
    if (!good)
        return false;
    if (order) {
        *order = ARENA_ARRAY(arena, size_t, case_count);
        for (size_t i = 0; i < case_count; i++)
            (*order)[i] = parsed[i].given;
    }
    *rows = made;
    return true;
}
