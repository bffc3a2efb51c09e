// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/outcome_comment.h"

#include "review/audit.h"
#include "review/link.h"
#include "review/review.h"

static bool check_comment(const struct outcome_comment *comment, struct problems *problems)
{
    if (!comment->criterion.length || !comment->outcome.length)
        return problem_report(problems, (struct place){0},
                              MESSAGE("a comment names its criterion and its outcome"), NO_MESSAGE);
    return check_linked_text(comment->text, problems);
}

static struct text detail(struct write *write, const struct outcome_comment *comment)
{
    return AUDIT_DETAIL(write->arena, {"criterion", comment->criterion}, {"outcome", comment->outcome});
}

bool outcome_comment_add(struct write *write, struct text review, const struct outcome_comment *comment,
                         struct text *id, struct problems *problems)
{
    if (!check_comment(comment, problems) || !review_check_open(write, review, problems))
        return false;
    struct text made = write_identifier(write);
    struct audited audited = {"outcome_comment.add", "outcome_comment", made, detail(write, comment)};
    if (!write_row(write, audited, "outcome_comment_insert",
                   STORE_VALUES(store_text(made), store_text(review), store_text(comment->criterion),
                                store_text(comment->outcome), STORE_LOCALISED(comment->text)),
                   NO_MESSAGE, problems) ||
        !link_cases(write, "outcome_comment_case_insert", review, made, comment->cases, comment->case_count,
                    problems))
        return false;
    if (id)
        *id = made;
    return true;
}

bool outcome_comment_change(struct write *write, const struct outcome_comment *comment,
                            struct problems *problems)
{
    struct text review;
    if (!check_comment(comment, problems) ||
        !open_review_of(write, "outcome_comment_review", comment->id, &review, problems))
        return false;
    struct audited audited = {"outcome_comment.change", "outcome_comment", comment->id,
                              detail(write, comment)};
    return write_row(write, audited, "outcome_comment_update",
                     STORE_VALUES(store_text(comment->id), store_integer(comment->version),
                                  store_text(comment->criterion), store_text(comment->outcome),
                                  STORE_LOCALISED(comment->text)),
                     message_changed_meanwhile(), problems) &&
           write_part(write, "outcome_comment_case_delete_all", STORE_VALUES(store_text(comment->id)), NULL,
                      problems) &&
           link_cases(write, "outcome_comment_case_insert", review, comment->id, comment->cases,
                      comment->case_count, problems);
}

bool outcome_comment_remove(struct write *write, struct text id, int64_t version, struct problems *problems)
{
    struct text review;
    if (!open_review_of(write, "outcome_comment_review", id, &review, problems))
        return false;
    struct audited audited = {"outcome_comment.remove", "outcome_comment", id,
                              AUDIT_DETAIL(write->arena, {"review", review})};
    return write_row(write, audited, "outcome_comment_touch",
                     STORE_VALUES(store_text(id), store_integer(version)), message_changed_meanwhile(),
                     problems) &&
           write_part(write, "outcome_comment_case_delete_all", STORE_VALUES(store_text(id)), NULL,
                      problems) &&
           write_part(write, "outcome_comment_delete", STORE_VALUES(store_text(id)), NULL, problems);
}

bool outcome_comment_list(struct store *store, struct arena *arena, struct text review,
                          struct outcome_comment_list *list, struct problems *problems)
{
    struct outcome_comment_list read = {0};
    struct store_rows *rows = store_query(store, arena, "outcome_comment_list",
                                          STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct outcome_comment){
            .id = store_column_text(rows, 0),
            .criterion = store_column_text(rows, 1),
            .outcome = store_column_text(rows, 2),
            .text = store_column_localised(rows, 3),
            .version = store_column_integer(rows, 5),
        };
    struct links links;
    if (!store_finish(rows, problems) ||
        !links_read(store, arena, "outcome_comment_case_list", review, &links, problems))
        return false;
    for (size_t i = 0; i < read.list.count; i++)
        links_take(&links, read.list.items[i].id, &read.list.items[i].cases, &read.list.items[i].case_count);
    *list = read;
    return true;
}
