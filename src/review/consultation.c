// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/consultation.h"

#include "review/audit.h"

static const char action[] = "case.consult";

// A clock that was set back makes a row due as well.
static bool is_due(struct store *store, struct arena *arena, const struct act *act, struct text case_id,
                   bool *due, struct problems *problems)
{
    bool recent = false;
    struct store_rows *rows = store_query(store, arena, "audit_latest_of",
                                          STORE_VALUES(store_text(TEXT("case")), store_text(case_id),
                                                       store_text(text_from(action)),
                                                       store_text(act->actor)));
    if (store_next(rows)) {
        int64_t since = act->at - store_column_integer(rows, 0);
        recent = since >= 0 && since < CONSULTATION_EVERY;
    }
    *due = !recent;
    return store_finish(rows, problems);
}

struct consulting {
    struct text case_id, review;
};

static bool tell(struct write *write, void *argument, struct problems *problems)
{
    const struct consulting *consulting = argument;
    struct audited audited = {action, "case", consulting->case_id,
                              AUDIT_DETAIL(write->arena, {"review", consulting->review})};
    return audit_tell(write, audited, problems);
}

bool case_consult(struct store *store, struct arena *arena, const struct act *act, struct text case_id,
                  struct text review, struct problems *problems)
{
    struct consulting consulting = {case_id, review};
    bool due;
    return is_due(store, arena, act, case_id, &due, problems) &&
           (!due || act_do(store, arena, act, tell, &consulting, NULL, problems));
}
