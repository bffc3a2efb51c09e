// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/consultation.h"

#include "store/identifier.h"

// A clock that was set back makes a row due as well.
static bool is_due(struct store *store, struct arena *arena, const struct act *act, struct audited look,
                   bool *due, int64_t *due_again, struct problems *problems)
{
    bool recent = false;
    int64_t told = act->at; // by the row that is to be written now
    struct store_rows *rows = store_query(
        store, arena, "audit_latest_of",
        STORE_VALUES(store_text(text_from(look.object_kind)), store_text(look.object),
                     store_text(text_from(look.action)), store_text(act->actor)));
    if (store_next(rows)) {
        int64_t latest = store_column_integer(rows, 0), since = act->at - latest;
        recent = since >= 0 && since < CONSULTATION_EVERY;
        if (recent)
            told = latest;
    }
    *due = !recent;
    *due_again = told + CONSULTATION_EVERY;
    return store_finish(rows, problems);
}

static bool tell(struct write *write, void *argument, struct problems *problems)
{
    const struct audited *look = argument;
    return audit_tell(write, *look, problems);
}

// Each look is an operation of its own: one that came with a form may be an earlier look's, which would be taken for this one.
static bool tell_anew(struct store *store, struct arena *arena, struct act act, struct audited look,
                      struct problems *problems)
{
    act.operation = identifier_new(arena, act.at, 0);
    return act_do(store, arena, &act, tell, &look, NULL, problems);
}

bool consultation_tell(struct store *store, struct arena *arena, const struct act *act, struct audited look,
                       int64_t *due_again, struct problems *problems)
{
    bool due;
    int64_t again;
    if (!is_due(store, arena, act, look, &due, &again, problems) ||
        (due && !tell_anew(store, arena, *act, look, problems)))
        return false;
    if (due_again)
        *due_again = again;
    return true;
}

bool case_consult(struct store *store, struct arena *arena, const struct act *act, struct text case_id,
                  struct text review, int64_t *due_again, struct problems *problems)
{
    struct audited look = {"case.consult", "case", case_id, AUDIT_DETAIL(arena, {"review", review})};
    return consultation_tell(store, arena, act, look, due_again, problems);
}

bool audit_consult(struct store *store, struct arena *arena, const struct act *act, struct problems *problems)
{
    struct audited look = {"audit.consult", "audit", TEXT("log"), {0}};
    return consultation_tell(store, arena, act, look, NULL, problems);
}
