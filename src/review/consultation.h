// SPDX-License-Identifier: GPL-3.0-or-later
// That somebody looked at a case stands in the audit log before it is shown (Data Protection Act 2018, section 62): once for a person,
// a case and a quarter of an hour. The same holds for a look at the log itself.
#pragma once

#include "review/audit.h"

#define CONSULTATION_EVERY ((int64_t)15 * 60 * 1000000) // microseconds

// What this process knows to be in the log, for all its threads: who asks again within the time need not wait for whoever writes. It forgets
// all when it has much; then the log is asked.
struct consultations;
struct consultations *consultations_new(void);
void consultations_free(struct consultations *told); // NULL is allowed

// False, and what was asked for must not be shown, if it could not be written. The act is done only where a row is due: where none
// has this action, this object and this actor within that time. *due_again: from when on another would be; NULL is allowed. `told` may be
// NULL.
bool consultation_tell(struct store *store, struct arena *arena, struct consultations *told,
                       const struct act *act, struct audited look, int64_t *due_again,
                       struct problems *problems);
bool case_consult(struct store *store, struct arena *arena, struct consultations *told, const struct act *act,
                  struct text case_id, struct text review, int64_t *due_again, struct problems *problems);
bool audit_consult(struct store *store, struct arena *arena, struct consultations *told,
                   const struct act *act, struct problems *problems);
