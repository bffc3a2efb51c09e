// SPDX-License-Identifier: GPL-3.0-or-later
// Recommendations: what the force is asked to do, what it answered, and what was done until it is proven done. A
// recommendation's own words do not change once its review is published or the force has answered; answers and progress are
// only ever added, before and after publication.
#pragma once

#include "review/act.h"

enum response_decision {
    RESPONSE_ACCEPTED,
    RESPONSE_PARTLY_ACCEPTED,
    RESPONSE_REJECTED,
    RESPONSE_DECISION_COUNT
};
const char *response_decision_words(enum response_decision decision); // to be translated: "partly accepted"

enum recommendation_state {
    RECOMMENDATION_OPEN,
    RECOMMENDATION_DONE,   // whoever owns it says that it is done
    RECOMMENDATION_CLOSED, // the office holds it proven, or does not pursue it
    RECOMMENDATION_STATE_COUNT
};
const char *recommendation_state_id(enum recommendation_state state);    // "open"
const char *recommendation_state_words(enum recommendation_state state); // to be translated

// Who speaks is named by role. Dates are ISO dates. `translator` approved the Welsh; empty: nobody yet.
struct response {
    struct text id;
    enum response_decision decision;
    struct localised why; // empty is allowed where the recommendation is accepted
    struct localised by;
    struct text date, translator;
    int64_t at; // when it was entered, microseconds UTC
};

struct progress {
    struct text id;
    enum recommendation_state state; // from here on
    struct localised says, by;
    struct text date;
    struct text retest; // the review that looked again; empty: none
    struct text translator;
    int64_t at;
};

struct recommendation {
    struct text id, review;
    struct text key; // chosen by staff, unique in its review
    int64_t number;  // in the order of the review's recommendations, from 1
    struct localised text;
    struct localised owner; // a role
    struct text date, due;  // due may be empty
    struct text *criteria;
    size_t criterion_count;
    struct text *findings; // by their keys
    size_t finding_count;
    ARRAY_OF(struct response) responses; // as they were given; the last one counts
    ARRAY_OF(struct progress) progress;  // as it was reported; the state is that of the last
    int64_t version;
};
struct recommendation_list {
    ARRAY_OF(struct recommendation) list; // by number
};

const struct response *recommendation_response(const struct recommendation *recommendation); // or NULL
enum recommendation_state recommendation_state(const struct recommendation *recommendation);
// Open, and the day on which it was due has passed.
bool recommendation_is_overdue(const struct recommendation *recommendation, struct text today);

// The review must be open.
bool recommendation_add(struct write *write, const struct recommendation *recommendation,
                        struct problems *problems);
// Replaces all but the key, if the stored version is still recommendation->version and the force has not answered.
bool recommendation_change(struct write *write, const struct recommendation *recommendation,
                           struct problems *problems);
bool recommendation_remove(struct write *write, const struct recommendation *recommendation,
                           struct problems *problems);
// Also after publication. Problems: there is no such recommendation; a text is missing in a language; the date is none, is before
// the recommendation's, or is still to come.
bool recommendation_respond(struct write *write, struct text review, struct text key,
                            const struct response *response, struct problems *problems);
bool recommendation_report(struct write *write, struct text review, struct text key,
                           const struct progress *progress, struct problems *problems);

// What was answered and reported by an instant; INT64_MAX for all.
bool recommendation_list(struct store *store, struct arena *arena, struct text review, int64_t until,
                         struct recommendation_list *list, struct problems *problems);
