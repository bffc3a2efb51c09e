// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/case.h"

#include "format/json.h"
#include "review/audit.h"
#include "review/case_read.h"

#include <stdlib.h>

struct case_record case_read_row(const struct store_rows *rows)
{
    struct text content = store_column_text(rows, 3);
    return (struct case_record){
        .id = store_column_text(rows, 0),
        .extract = store_column_text(rows, 1),
        .reference = store_column_text(rows, 2),
        .received = content,
        .content = content,
        .file = store_column_text(rows, 4),
        .line = (uint64_t)store_column_integer(rows, 5),
    };
}

static int by_name(const void *a, const void *b)
{
    return text_compare(((const struct json_member *)a)->name, ((const struct json_member *)b)->name);
}

// A later correction of the same field stands in for an earlier one; an empty value takes the field away.
static bool correct(struct arena *arena, struct json_node *content, const struct case_correction *correction,
                    struct text reference, struct problems *problems)
{
    size_t at = 0;
    while (at < content->count && !text_equal(content->members[at].name, correction->field))
        at++;
    if (!correction->value.length) {
        if (at < content->count)
            content->members[at] = content->members[--content->count];
        return true;
    }
    struct json_node value;
    if (!json_node_read(arena, reference, correction->value, &value, problems))
        return false;
    content->members[at] = (struct json_member){correction->field, value};
    content->count += at == content->count;
    return true;
}

static bool apply_corrections(struct arena *arena, struct case_record *record, struct problems *problems)
{
    struct json_node root;
    if (!record->correction_count)
        return true;
    if (!json_node_read(arena, record->reference, record->received, &root, problems))
        return false;
    struct json_node content = {.kind = JSON_NODE_OBJECT};
    size_t received = root.kind == JSON_NODE_OBJECT ? root.count : 0;
    content.members = ARENA_ARRAY(arena, struct json_member, received + record->correction_count);
    if (received)
        memcpy(content.members, root.members, received * sizeof *content.members);
    content.count = received;
    for (size_t i = 0; i < record->correction_count; i++)
        if (!correct(arena, &content, &record->corrections[i], record->reference, problems))
            return false;
    qsort(content.members, content.count, sizeof *content.members, by_name);
    record->content = json_node_text(arena, &content);
    return true;
}

// Case ids and their corrections.
struct corrections {
    ARRAY_OF(struct case_correction) list;
    ARRAY_OF(struct text) cases;
};

static bool read_corrections(struct store *store, struct arena *arena, const char *query, struct text of,
                             struct corrections *corrections, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, query, STORE_VALUES(store_text(of)));
    while (store_next(rows)) {
        *ARRAY_APPEND(arena, &corrections->cases) = store_column_text(rows, 0);
        *ARRAY_APPEND(arena, &corrections->list) = (struct case_correction){
            .field = store_column_text(rows, 1),
            .value = store_column_text(rows, 2),
            .source = store_column_text(rows, 3),
            .actor = store_column_text(rows, 4),
            .at = store_column_integer(rows, 5),
        };
    }
    return store_finish(rows, problems);
}

bool case_add_corrections(struct store *store, struct arena *arena, const char *query, struct text of,
                          struct case_record *(*at)(void *list, size_t index), void *list, size_t count,
                          struct problems *problems)
{
    struct corrections corrections = {0};
    if (!read_corrections(store, arena, query, of, &corrections, problems))
        return false;
    // Both are in the order of references and ids: one walk.
    size_t next = 0;
    for (size_t i = 0; i < count; i++) {
        struct case_record *record = at(list, i);
        size_t first = next;
        while (next < corrections.list.count && text_equal(corrections.cases.items[next], record->id))
            next++;
        record->corrections = next > first ? &corrections.list.items[first] : NULL;
        record->correction_count = next - first;
        if (!apply_corrections(arena, record, problems))
            return false;
    }
    return true;
}

static struct case_record *only(void *list, size_t index)
{
    return (struct case_record *)list + index;
}

static bool find(struct store *store, struct arena *arena, struct store_rows *rows, struct text reference,
                 struct place place, struct case_record *record, struct problems *problems)
{
    struct case_record read = {0};
    size_t found = 0;
    for (; store_next(rows); found++)
        read = case_read_row(rows);
    if (!store_finish(rows, problems))
        return false;
    if (found == 0)
        return problem_report(
            problems, place, MESSAGE("there is no case {reference} here", VALUE("reference", reference)),
            MESSAGE("look at the reference again; craffu ledger lists the cases of a review"));
    if (found > 1)
        return problem_report(
            problems, place,
            MESSAGE("several extracts have a case {reference}: it is not clear which one is meant",
                    VALUE("reference", reference)),
            NO_MESSAGE);
    if (!case_add_corrections(store, arena, "correction_list_case", read.id, only, &read, 1, problems))
        return false;
    *record = read;
    return true;
}

bool case_find(struct store *store, struct arena *arena, struct text extract, struct text reference,
               struct case_record *record, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "case_find",
                                          STORE_VALUES(store_text(extract), store_text(reference)));
    return find(store, arena, rows, reference, (struct place){0}, record, problems);
}

bool case_find_selected(struct store *store, struct arena *arena, struct text review, struct text reference,
                        struct place place, struct case_record *record, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "case_find_selected",
                                          STORE_VALUES(store_text(review), store_text(reference)));
    return find(store, arena, rows, reference, place, record, problems);
}

static bool list_cases(struct store *store, struct arena *arena, const char *cases, const char *corrections,
                       struct text of, struct case_list *list, struct problems *problems)
{
    struct case_list read = {0};
    struct store_rows *rows = store_query(store, arena, cases, STORE_VALUES(store_text(of)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = case_read_row(rows);
    if (!store_finish(rows, problems) || !case_add_corrections(store, arena, corrections, of, only,
                                                               read.list.items, read.list.count, problems))
        return false;
    *list = read;
    return true;
}

bool case_list_extract(struct store *store, struct arena *arena, struct text extract, struct case_list *list,
                       struct problems *problems)
{
    return list_cases(store, arena, "case_list_extract", "correction_list_extract", extract, list, problems);
}

bool case_list_beside(struct store *store, struct arena *arena, struct text review, struct case_list *list,
                      struct problems *problems)
{
    return list_cases(store, arena, "case_list_beside", "correction_list_beside", review, list, problems);
}

static bool read_entries(struct store *store, struct arena *arena, const char *entries, struct text of,
                         struct log_list *list, struct problems *problems)
{
    struct log_list read = {0};
    struct store_rows *rows = store_query(store, arena, entries, STORE_VALUES(store_text(of)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct log_record){
            .id = store_column_text(rows, 0),
            .case_id = store_column_text(rows, 1),
            .content = store_column_text(rows, 2),
            .file = store_column_text(rows, 3),
            .line = (uint64_t)store_column_integer(rows, 4),
        };
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

static bool read_log(struct store *store, struct arena *arena, const char *entries, const char *sent,
                     struct text of, struct log_list *list, bool *has_log, struct problems *problems)
{
    struct log_list read;
    if (!read_entries(store, arena, entries, of, &read, problems))
        return false;
    struct store_rows *rows = store_query(store, arena, sent, STORE_VALUES(store_text(of)));
    bool was_sent = store_next(rows) && store_column_integer(rows, 0) > 0;
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    *has_log = was_sent;
    return true;
}

static int as_they_came(const void *a, const void *b)
{
    const struct log_record *first = a, *second = b;
    return text_compare(first->id, second->id);
}

bool log_list_case(struct store *store, struct arena *arena, struct text case_id, struct log_list *list,
                   struct problems *problems)
{
    if (!read_entries(store, arena, "log_list_case", case_id, list, problems))
        return false;
    if (list->list.count)
        qsort(list->list.items, list->list.count, sizeof *list->list.items, as_they_came);
    return true;
}

bool log_list_known(struct store *store, struct arena *arena, struct text review, struct log_list *list,
                    struct problems *problems)
{
    return read_entries(store, arena, "log_list_known", review, list, problems);
}

bool log_list_review(struct store *store, struct arena *arena, struct text review, struct log_list *list,
                     bool *has_log, struct problems *problems)
{
    return read_log(store, arena, "log_list_review", "log_sent_review", review, list, has_log, problems);
}

bool log_list_extract(struct store *store, struct arena *arena, struct text extract, struct log_list *list,
                      bool *has_log, struct problems *problems)
{
    return read_log(store, arena, "log_list_extract", "log_sent_extract", extract, list, has_log, problems);
}

bool case_check_unpublished(struct write *write, struct text case_id, struct text reference,
                            struct place place, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "case_publications",
                                          STORE_VALUES(store_text(case_id)));
    struct text review = {0};
    bool published = store_next(rows);
    if (published)
        review = store_column_text(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    return !published ||
           problem_report(
               problems, place,
               MESSAGE("the case {reference} is part of the published review {review} and does not change "
                       "any more",
                       VALUE("reference", reference), VALUE("review", review)),
               NO_MESSAGE);
}

static bool check_correction(struct write *write, struct text field, struct text value, struct text source,
                             struct problems *problems)
{
    struct json_node node;
    if (!field.length || field.length > LIMIT_IDENTIFIER_BYTES)
        return problem_report(problems, (struct place){0},
                              MESSAGE("a correction names the field that was wrong"), NO_MESSAGE);
    if (!text_trim(source).length)
        return problem_report(problems, (struct place){0},
                              MESSAGE("a correction names its source: where the right value was seen"),
                              NO_MESSAGE);
    return !value.length || json_node_read(write->arena, field, value, &node, problems);
}

bool case_correct(struct write *write, struct text case_id, struct text field, struct text value,
                  struct text source, struct problems *problems)
{
    if (!check_correction(write, field, value, source, problems))
        return false;
    struct store_rows *rows = store_query(write->store, write->arena, "case_exists",
                                          STORE_VALUES(store_text(case_id)));
    struct text reference = {0};
    bool found = store_next(rows);
    if (found)
        reference = store_column_text(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    if (!found)
        return problem_report(problems, (struct place){0}, MESSAGE("there is no such case"), NO_MESSAGE);
    if (!case_check_unpublished(write, case_id, reference, (struct place){0}, problems))
        return false;
    struct audited audited = {"case.correct", "case", case_id, AUDIT_DETAIL(write->arena, {"field", field})};
    return write_row(write, audited, "correction_insert",
                     STORE_VALUES(store_text(case_id), store_text(field), store_optional(value),
                                  store_text(source), store_text(write->act->actor),
                                  store_integer(write->act->at)),
                     NO_MESSAGE, problems);
}
