// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/meeting.h"

#include "base/civil.h"
#include "review/audit.h"
#include "review/review.h"

static bool check(struct text date, int64_t minutes, struct problems *problems)
{
    struct civil_read read;
    if (date.length != 10 || civil_read(date, CIVIL_ORDER_NONE, &read) != CIVIL_READ)
        return problem_report_value(problems, (struct place){0}, date,
                                    MESSAGE("the day of a meeting is written like 2019-08-14"), NO_MESSAGE);
    return (minutes >= 1 && minutes <= LIMIT_MEETING_MINUTES) ||
           problem_report(
               problems, (struct place){0},
               MESSAGE("a meeting takes from 1 to {limit} minutes", NUMBER("limit", LIMIT_MEETING_MINUTES)),
               NO_MESSAGE);
}

bool meeting_add(struct write *write, struct text review, struct text date, int64_t minutes,
                 const struct text *case_ids, size_t count, struct problems *problems)
{
    struct text id = write_identifier(write);
    if (!review_check_open(write, review, problems) || !check(date, minutes, problems))
        return false;
    struct audited audited = {"meeting.add", "meeting", id,
                              AUDIT_DETAIL(write->arena, {"review", review}, {"date", date})};
    if (!write_row(write, audited, "meeting_insert",
                   STORE_VALUES(store_text(id), store_text(review), store_text(date), store_integer(minutes)),
                   message_changed_meanwhile(), problems))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!write_part(write, "meeting_case_insert",
                        STORE_VALUES(store_text(id), store_text(review), store_text(case_ids[i])), NULL,
                        problems))
            return false;
    write_result(write, id);
    return true;
}

bool meeting_list(struct store *store, struct arena *arena, struct text review, struct meeting_list *list,
                  struct problems *problems)
{
    struct meeting_list read = {0};
    struct store_rows *rows = store_query(store, arena, "meeting_list", STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct meeting){
            store_column_text(rows, 0), store_column_text(rows, 1), store_column_text(rows, 2),
            store_column_integer(rows, 3), store_column_integer(rows, 4)};
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

struct pace meeting_pace(const struct meeting_list *list)
{
    struct pace pace = {.meetings = (int64_t)list->list.count};
    for (size_t i = 0; i < list->list.count; i++) {
        pace.minutes += list->list.items[i].minutes;
        pace.cases += list->list.items[i].cases;
    }
    return pace;
}

int64_t pace_cases(const struct pace *pace, int64_t minutes)
{
    return pace->minutes ? (int64_t)((__int128)minutes * pace->cases / pace->minutes) : 0;
}

int64_t pace_tenths(const struct pace *pace)
{
    return pace->cases ? (20 * pace->minutes + pace->cases) / (2 * pace->cases) : 0;
}
