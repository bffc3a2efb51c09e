// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/section.h"

#include "review/audit.h"
#include "review/review.h"

bool section_put(struct write *write, struct text review, const struct section *section,
                 struct problems *problems)
{
    if (!review_id_is_valid(section->key))
        return problem_report(
            problems, (struct place){0},
            MESSAGE("{key} cannot be the key of a section: lower-case letters, digits, - and _, "
                    "beginning with a letter",
                    VALUE("key", section->key)),
            NO_MESSAGE);
    if (!review_check_open(write, review, problems))
        return false;
    struct audited audited = {section->version ? "section.change" : "section.add", "review", review,
                              AUDIT_DETAIL(write->arena, {"section", section->key})};
    if (section->version)
        return write_row(write, audited, "section_update",
                         STORE_VALUES(store_text(review), store_text(section->key),
                                      store_integer(section->version), STORE_LOCALISED(section->text)),
                         message_changed_meanwhile(), problems);
    return write_row(
        write, audited, "section_insert",
        STORE_VALUES(store_text(review), store_text(section->key), STORE_LOCALISED(section->text)),
        MESSAGE("the review has a section {key} already", VALUE("key", section->key)), problems);
}

bool section_remove(struct write *write, struct text review, struct text key, int64_t version,
                    struct problems *problems)
{
    struct audited audited = {"section.remove", "review", review,
                              AUDIT_DETAIL(write->arena, {"section", key})};
    return review_check_open(write, review, problems) &&
           write_row(write, audited, "section_delete",
                     STORE_VALUES(store_text(review), store_text(key), store_integer(version)),
                     message_changed_meanwhile(), problems);
}

bool section_list(struct store *store, struct arena *arena, struct text review, struct section_list *list,
                  struct problems *problems)
{
    struct section_list read = {0};
    struct store_rows *rows = store_query(store, arena, "section_list", STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct section){
            .key = store_column_text(rows, 0),
            .text = store_column_localised(rows, 1),
            .version = store_column_integer(rows, 3),
        };
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}
