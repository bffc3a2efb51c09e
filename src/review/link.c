// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/link.h"

#include "review/audit.h"
#include "review/review.h"

bool check_linked_text(struct localised text, struct problems *problems)
{
    return text_trim(text.in[LANGUAGE_ENGLISH]).length || text_trim(text.in[LANGUAGE_WELSH]).length ||
           problem_report(problems, (struct place){0}, MESSAGE("the text is empty"), NO_MESSAGE);
}

bool open_review_of(struct write *write, const char *query, struct text id, struct text *review,
                    struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, query, STORE_VALUES(store_text(id)));
    bool found = store_next(rows);
    if (found)
        *review = store_column_text(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    if (!found)
        return problem_report(problems, (struct place){0}, message_changed_meanwhile(), NO_MESSAGE);
    return review_check_open(write, *review, problems);
}

bool link_cases(struct write *write, const char *statement, struct text review, struct text id,
                const struct linked_case *cases, size_t count, struct problems *problems)
{
    for (size_t i = 0; i < count; i++) {
        int64_t linked = 0;
        if (!write_part(write, statement,
                        STORE_VALUES(store_text(id), store_text(review), store_text(cases[i].id),
                                     store_text(cases[i].part)),
                        &linked, problems))
            return false;
        if (!linked)
            return problem_report_value(
                problems, (struct place){0}, cases[i].reference,
                MESSAGE("the case is linked twice, or is not selected in the review {review}",
                        VALUE("review", review)),
                NO_MESSAGE);
    }
    return true;
}

bool links_read(struct store *store, struct arena *arena, const char *query, struct text review,
                struct links *links, struct problems *problems)
{
    *links = (struct links){0};
    struct store_rows *rows = store_query(store, arena, query, STORE_VALUES(store_text(review)));
    while (store_next(rows)) {
        *ARRAY_APPEND(arena, &links->owners) = store_column_text(rows, 0);
        *ARRAY_APPEND(arena, &links->cases) = (struct linked_case){
            store_column_text(rows, 1), store_column_text(rows, 2), store_column_text(rows, 3)};
    }
    return store_finish(rows, problems);
}

void links_take(struct links *links, struct text owner, struct linked_case **cases, size_t *count)
{
    size_t first = links->next;
    while (links->next < links->owners.count && text_equal(links->owners.items[links->next], owner))
        links->next++;
    *cases = links->next > first ? &links->cases.items[first] : NULL;
    *count = links->next - first;
}
