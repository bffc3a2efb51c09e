// SPDX-License-Identifier: GPL-3.0-or-later
// Who is signed in. The token is 256 random bits, in a cookie of the browser and nowhere else: the store has its hash. A session
// begins anew, with another token, when its person proves something more.
#pragma once

#include "access/account.h"
#include "access/settings.h"

enum session_stage {
    SESSION_SECOND_FACTOR, // the password was right; the code is asked for, and nothing else is to be seen
    SESSION_ENROLMENT, // the account must have a second factor and has none yet: to be set up, nothing else
    SESSION_WHOLE,
    SESSION_STAGE_COUNT
};

struct session {
    struct text id; // not secret: it names the session in the person's own list
    enum session_stage stage;
    int64_t began_at, seen_at, expires_at, proved_at;
    struct text address, agent;
};
struct session_list {
    ARRAY_OF(struct session) list;
};

struct session_origin {
    struct text address, agent; // the agent is cut at its limit
};
struct session_start {
    enum session_stage stage;
    struct session_origin origin;
    int64_t expires_at; // at the latest; 0: as long as the limits allow
};
// *token is for the cookie alone. Sessions beyond LIMIT_SESSIONS end, the oldest first. Writes of the act: the audit row is
// "session.begin".
bool session_begin(struct write *write, const struct access_settings *settings, const struct account *account,
                   const struct session_start *start, struct text *token, struct problems *problems);

// Whose token this is. *found false, and no problem, if it is no session's or one that has ended: by time, by hand, or because
// its account is not active any more.
bool session_find(struct store *store, struct arena *arena, const struct access_settings *settings,
                  struct text token, int64_t at, bool *found, struct session *session,
                  struct account *account, struct problems *problems);
// To be called when it was found: keeps that it was used, at most once in settings->seen_every. Without an audit row: nothing was
// done yet. False if it could not be written.
bool session_seen(struct store *store, const struct access_settings *settings, const struct session *session,
                  int64_t at, struct problems *problems);

// Microseconds until it ends if nothing happens; and whether it is time to say so.
int64_t session_left(const struct session *session, const struct access_settings *settings,
                     const struct account *account, int64_t at);
bool session_warning(const struct session *session, const struct access_settings *settings,
                     const struct account *account, int64_t at);
// Whether the person proved who it is recently enough for what is sensitive.
bool session_is_proved(const struct session *session, const struct access_settings *settings, int64_t at);

// Ends one of the account's own. A problem if it is not one of those.
bool session_end(struct write *write, struct text account, struct text session, struct problems *problems);
// Ends all but one (empty: all) of an account, as a part of something that was written: write_part. `why` is a word of the
// program, "password".
bool session_end_others(struct write *write, struct text account, struct text session, const char *why,
                        struct problems *problems);
bool session_list(struct store *store, struct arena *arena, const struct access_settings *settings,
                  const struct account *account, int64_t at, struct session_list *list,
                  struct problems *problems);
// Removes what the store knows of sessions that would have ended before then in any case. The audit keeps its rows.
bool session_forget(struct store *store, int64_t before, struct problems *problems);

// Whether a text can be a token at all: 64 small hexadecimal digits.
bool session_token_is_valid(struct text token);

// Against requests that another site makes the browser send: a form carries what only a page of ours can know, made from the
// token. Another text each time, so that it cannot be found out through compressed pages.
struct text csrf_new(struct arena *arena, struct text token);
bool csrf_check(struct text token, struct text given);
