// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in, step by step. What is said to the person tells nobody whether an account exists: an unknown name, a wrong password, an
// invited and a suspended account are one answer, and take the same work and the same writes.
#pragma once

#include "access/password.h"
#include "access/session.h"

enum sign_in_outcome {
    SIGN_IN_REFUSED, // the name and the password do not belong together; or the code was wrong
    SIGN_IN_WAIT,    // too many attempts: `wait` says how long
    SIGN_IN_BUSY,    // no turn of the hasher came: to be tried again
    SIGN_IN_BEGUN,   // there is a session; its stage says what comes next
};
struct sign_in_answer {
    enum sign_in_outcome outcome;
    int64_t wait; // microseconds
    enum session_stage stage;
    struct text token;  // of the new session
    struct text device; // the cookie of this device from now on; empty: as it was
    int64_t
        refused_recently; // wrong attempts at this account in the last 30 days, to be told to its person; when whole
};
// What is said when it is refused; when it is to wait; NO_MESSAGE when begun.
struct message sign_in_message(const struct sign_in_answer *answer);

struct sign_in_attempt {
    struct text name, password; // as they were typed
    struct text device;         // the cookie; empty: none
    struct session_origin origin;
    struct text replaces; // a session's token that the browser still has: that session ends. Empty: none
};
// False with a problem only if the store fails.
bool sign_in(struct access *access, struct store *store, struct arena *arena,
             const struct sign_in_attempt *attempt, int64_t at, struct sign_in_answer *answer,
             struct problems *problems);

struct sign_in_person {
    const struct session *session; // as found
    const struct account *account;
    struct session_origin origin; // of this request
    struct text device;           // the cookie
};
// The second step: a code of the app, or a recovery code. A session that is whole takes the place of the first.
bool sign_in_second_factor(struct access *access, struct store *store, struct arena *arena,
                           const struct sign_in_person *person, struct text code, int64_t at,
                           struct sign_in_answer *answer, struct problems *problems);
// For a session in the stage of enrolment, or one that is whole: the first code of a new app (second_factor_begin). The
// recovery codes are to be shown, once.
bool sign_in_confirm_factor(struct access *access, struct store *store, struct arena *arena,
                            const struct sign_in_person *person, struct text code, int64_t at,
                            struct sign_in_answer *answer, struct recovery_codes *codes,
                            struct problems *problems);
// The password again, before something sensitive. A new session takes the place of this one, and does not last longer than a
// sign-in does.
bool sign_in_again(struct access *access, struct store *store, struct arena *arena,
                   const struct sign_in_person *person, struct text password, int64_t at,
                   struct sign_in_answer *answer, struct problems *problems);
// A new password, by a person who gives the old one. All other sessions end; the answer's session takes the place of this one.
// False with a problem if the new one is refused.
bool sign_in_change_password(struct access *access, struct store *store, struct arena *arena,
                             const struct sign_in_person *person, struct text old_password,
                             struct text new_password, struct text office, int64_t at,
                             struct sign_in_answer *answer, struct problems *problems);
