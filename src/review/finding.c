// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/finding.h"

#include "review/audit.h"
#include "review/link.h"
#include "review/review.h"

static const char *const kind_ids[FINDING_KIND_COUNT] = {
    [FINDING_BEST_PRACTICE] = "best_practice",
    [FINDING_AREA_FOR_LEARNING] = "area_for_learning",
    [FINDING_IMMEDIATE_RISK] = "immediate_risk",
};

const char *finding_kind_id(enum finding_kind kind)
{
    return kind_ids[kind];
}

bool finding_kind_from_id(struct text id, enum finding_kind *kind)
{
    for (unsigned i = 0; i < FINDING_KIND_COUNT; i++)
        if (text_equal(id, text_from(kind_ids[i]))) {
            *kind = (enum finding_kind)i;
            return true;
        }
    return false;
}

static bool write_key(struct write *write, struct text review, struct text id, struct text key,
                      struct problems *problems)
{
    int64_t written = 1;
    if (key.length &&
        !write_part(write, "finding_key_insert",
                    STORE_VALUES(store_text(id), store_text(review), store_text(key)), &written, problems))
        return false;
    return written || problem_report_value(problems, (struct place){.source = review}, key,
                                           MESSAGE("two findings of the review have this id"), NO_MESSAGE);
}

static bool write_links(struct write *write, struct text review, struct text id,
                        const struct finding *finding, struct problems *problems)
{
    if (!write_key(write, review, id, finding->key, problems) ||
        !link_cases(write, "finding_case_insert", review, id, finding->cases, finding->case_count, problems))
        return false;
    for (size_t i = 0; i < finding->criterion_count; i++)
        if (!write_part(write, "finding_criterion_insert",
                        STORE_VALUES(store_text(id), store_text(finding->criteria[i])), NULL, problems))
            return false;
    return true;
}

static bool unlink_all(struct write *write, struct text id, struct problems *problems)
{
    return write_part(write, "finding_key_delete", STORE_VALUES(store_text(id)), NULL, problems) &&
           write_part(write, "finding_case_delete_all", STORE_VALUES(store_text(id)), NULL, problems) &&
           write_part(write, "finding_criterion_delete_all", STORE_VALUES(store_text(id)), NULL, problems);
}

bool finding_add(struct write *write, struct text review, const struct finding *finding, struct text *id,
                 struct problems *problems)
{
    if (!check_linked_text(finding->text, problems) || !review_check_open(write, review, problems))
        return false;
    struct text made = write_identifier(write), kind = text_from(finding_kind_id(finding->kind));
    struct audited audited = {"finding.add", "finding", made,
                              AUDIT_DETAIL(write->arena, {"review", review}, {"kind", kind})};
    if (!write_row(write, audited, "finding_insert",
                   STORE_VALUES(store_text(made), store_text(review), store_text(kind),
                                STORE_LOCALISED(finding->text)),
                   NO_MESSAGE, problems) ||
        !write_links(write, review, made, finding, problems))
        return false;
    if (id)
        *id = made;
    return true;
}

bool finding_change(struct write *write, const struct finding *finding, struct problems *problems)
{
    struct text review;
    if (!check_linked_text(finding->text, problems) ||
        !open_review_of(write, "finding_review", finding->id, &review, problems))
        return false;
    struct text kind = text_from(finding_kind_id(finding->kind));
    struct audited audited = {"finding.change", "finding", finding->id,
                              AUDIT_DETAIL(write->arena, {"kind", kind})};
    return write_row(write, audited, "finding_update",
                     STORE_VALUES(store_text(finding->id), store_integer(finding->version), store_text(kind),
                                  STORE_LOCALISED(finding->text)),
                     message_changed_meanwhile(), problems) &&
           unlink_all(write, finding->id, problems) &&
           write_links(write, review, finding->id, finding, problems);
}

bool finding_remove(struct write *write, struct text id, int64_t version, struct problems *problems)
{
    struct text review;
    if (!open_review_of(write, "finding_review", id, &review, problems))
        return false;
    struct audited audited = {"finding.remove", "finding", id,
                              AUDIT_DETAIL(write->arena, {"review", review})};
    return write_row(write, audited, "finding_touch", STORE_VALUES(store_text(id), store_integer(version)),
                     message_changed_meanwhile(), problems) &&
           unlink_all(write, id, problems) &&
           write_part(write, "finding_delete", STORE_VALUES(store_text(id)), NULL, problems);
}

static struct finding read_finding(const struct store_rows *rows)
{
    struct finding finding = {
        .id = store_column_text(rows, 0),
        .text = store_column_localised(rows, 2),
        .version = store_column_integer(rows, 4),
    };
    finding_kind_from_id(store_column_text(rows, 1), &finding.kind);
    return finding;
}

static bool add_criteria(struct store *store, struct arena *arena, struct text review,
                         struct finding_list *list, struct problems *problems)
{
    ARRAY_OF(struct text) owners = {0}, criteria = {0};
    struct store_rows *rows = store_query(store, arena, "finding_criterion_list",
                                          STORE_VALUES(store_text(review)));
    while (store_next(rows)) {
        *ARRAY_APPEND(arena, &owners) = store_column_text(rows, 0);
        *ARRAY_APPEND(arena, &criteria) = store_column_text(rows, 1);
    }
    if (!store_finish(rows, problems))
        return false;
    for (size_t i = 0, next = 0; i < list->list.count; i++) {
        struct finding *finding = &list->list.items[i];
        size_t first = next;
        while (next < owners.count && text_equal(owners.items[next], finding->id))
            next++;
        finding->criteria = next > first ? &criteria.items[first] : NULL;
        finding->criterion_count = next - first;
    }
    return true;
}

static bool add_keys(struct store *store, struct arena *arena, struct text review, struct finding_list *list,
                     struct problems *problems)
{
    size_t at = 0;
    struct store_rows *rows = store_query(store, arena, "finding_key_list", STORE_VALUES(store_text(review)));
    while (store_next(rows)) { // both are in the order of the findings' ids
        while (at < list->list.count && !text_equal(list->list.items[at].id, store_column_text(rows, 0)))
            at++;
        if (at < list->list.count)
            list->list.items[at].key = store_column_text(rows, 1);
    }
    return store_finish(rows, problems);
}

bool finding_list(struct store *store, struct arena *arena, struct text review, struct finding_list *list,
                  struct problems *problems)
{
    struct finding_list read = {0};
    struct store_rows *rows = store_query(store, arena, "finding_list", STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = read_finding(rows);
    struct links links;
    if (!store_finish(rows, problems) ||
        !links_read(store, arena, "finding_case_list", review, &links, problems) ||
        !add_criteria(store, arena, review, &read, problems) ||
        !add_keys(store, arena, review, &read, problems))
        return false;
    for (size_t i = 0; i < read.list.count; i++)
        links_take(&links, read.list.items[i].id, &read.list.items[i].cases, &read.list.items[i].case_count);
    *list = read;
    return true;
}
