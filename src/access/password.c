// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/password.h"

#include "access/session.h"
#include "review/audit.h"

bool password_prepare(struct access *access, struct arena *arena, struct text password,
                      const struct account *account, struct text office, bool *busy, struct text *stored,
                      struct problems *problems)
{
    struct text known[] = {account->sign_in_name, account->display_name, office}, normal;
    *busy = false;
    if (!password_check(access->rules, arena, password, known, sizeof known / sizeof *known, problems) ||
        !password_normal(arena, password, &normal))
        return false;
    if (hasher_make(access->hasher, arena, normal, stored) == HASHER_YES)
        return true;
    *busy = true;
    return problem_report(problems, (struct place){0}, MESSAGE("many people are signing in just now"),
                          MESSAGE("try again in a moment"));
}

bool password_put(struct write *write, struct text account, struct text stored, struct text session,
                  struct problems *problems)
{
    struct audited audited = {"password.change", "account", account, {0}};
    return write_row(write, audited, "password_put",
                     STORE_VALUES(store_text(account), store_text(stored), store_integer(write->act->at)),
                     message_changed_meanwhile(), problems) &&
           session_end_others(write, account, session, "password", problems);
}

bool password_get(struct store *store, struct arena *arena, struct text account, struct text *stored,
                  struct problems *problems)
{
    struct text read = {0};
    struct store_rows *rows = store_query(store, arena, "password_get", STORE_VALUES(store_text(account)));
    if (store_next(rows))
        read = store_column_text(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    *stored = read;
    return true;
}
