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

// A look that may be due, for whoever shows what was asked for once the row is written: consultation_tell in three steps.
struct consultation {
    struct consultations *told; // may be NULL
    struct arena *arena;        // of the work
    struct act act;
    struct audited look;
    struct text key;
    int64_t latest; // when a row of it was written last, once that is known
};
// True: it is known to be in the log, and nothing is to be written. The texts of the act and of the look live on.
bool consultation_begin(struct consultation *consultation, struct arena *arena, struct consultations *told,
                        const struct act *act, struct audited look);
// A store_work of STORE_WRITING, of a consultation.
bool consultation_write(struct store *store, void *consultation, struct problems *problems);
void consultation_end(struct consultation *consultation); // after it was written
// From when on another row is due.
int64_t consultation_due_again(const struct consultation *consultation);

// False, and what was asked for must not be shown, if it could not be written. The act is done only where a row is due: where none
// has this action, this object and this actor within that time. *due_again: from when on another would be; NULL is allowed. `told` may be
// NULL.
bool consultation_tell(struct store *store, struct arena *arena, struct consultations *told,
                       const struct act *act, struct audited look, int64_t *due_again,
                       struct problems *problems);
struct audited case_look(struct arena *arena, struct text case_id, struct text review);
bool audit_consult(struct store *store, struct arena *arena, struct consultations *told,
                   const struct act *act, struct problems *problems);
