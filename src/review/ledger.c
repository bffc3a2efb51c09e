// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/ledger.h"

#include "review/audit.h"
#include "review/case_read.h"
#include "review/review.h"

static const struct {
    const char *id, *words;
} states[LEDGER_STATE_COUNT] = {
    [LEDGER_WAITING] = {"waiting", N_("waiting")},
    [LEDGER_REVIEWED] = {"reviewed", N_("reviewed")},
    [LEDGER_CARRIED_OVER] = {"carried_over", N_("carried over")},
    [LEDGER_REPLACED] = {"replaced", N_("replaced")},
    [LEDGER_EXCLUDED] = {"excluded", N_("excluded")},
};

static const struct {
    const char *id, *words;
} ways[SELECTED_BY_COUNT] = {
    [SELECTED_BY_DRAW] = {"draw", N_("drawn at random")},
    [SELECTED_WHOLE_EXTRACT] = {"whole_extract", N_("every case of the extract")},
    [SELECTED_BY_NOMINATION] = {"nominated", N_("nominated")},
    [SELECTED_BY_TARGETING] = {"targeted", N_("targeted by a rule")},
    [SELECTED_BY_CARRYING] = {"carried", N_("carried over from another review")},
    [SELECTED_AS_REPLACEMENT] = {"replacement", N_("in place of another case")},
};

const char *ledger_state_id(enum ledger_state state)
{
    return states[state].id;
}

const char *ledger_state_words(enum ledger_state state)
{
    return states[state].words;
}

const char *selected_by_id(enum selected_by how)
{
    return ways[how].id;
}

const char *selected_by_words(enum selected_by how)
{
    return ways[how].words;
}

static enum ledger_state state_from_id(struct text id)
{
    unsigned state = 0;
    while (state < LEDGER_STATE_COUNT - 1 && !text_equal(id, text_from(states[state].id)))
        state++;
    return (enum ledger_state)state;
}

static enum selected_by way_from_id(struct text id)
{
    unsigned way = 0;
    while (way < SELECTED_BY_COUNT - 1 && !text_equal(id, text_from(ways[way].id)))
        way++;
    return (enum selected_by)way;
}

static bool refuse(struct problems *problems, struct message what)
{
    return problem_report(problems, (struct place){0}, what, NO_MESSAGE);
}

// How a case comes into a review.
struct entrance {
    enum selected_by how;
    struct text from_review;
};

static bool select_case(struct write *write, struct text review, struct text case_id,
                        struct entrance entrance, struct problems *problems)
{
    struct text how = text_from(selected_by_id(entrance.how));
    struct audited audited = {
        "selection.add", "case", case_id,
        AUDIT_DETAIL(write->arena, {"review", review}, {"how", how}, {"from_review", entrance.from_review})};
    return write_row(write, audited, "selection_insert",
                     STORE_VALUES(store_text(review), store_text(case_id), store_text(how),
                                  store_optional(entrance.from_review)),
                     MESSAGE("the case is selected in the review {review} already", VALUE("review", review)),
                     problems);
}

bool ledger_select(struct write *write, struct text review, struct text case_id, enum selected_by how,
                   struct problems *problems)
{
    return review_check_open(write, review, problems) &&
           select_case(write, review, case_id, (struct entrance){.how = how}, problems);
}

// A name that was mistyped must not look like an extract without cases.
static bool check_extract(struct write *write, struct text extract, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "extract_status",
                                          STORE_VALUES(store_text(extract)));
    bool found = store_next(rows);
    if (!store_finish(rows, problems))
        return false;
    return found || problem_report_value(problems, (struct place){0}, extract,
                                         MESSAGE("there is no extract of this name"),
                                         MESSAGE("craffu import makes one"));
}

bool ledger_select_extract(struct write *write, struct text review, struct text extract, int64_t *count,
                           struct problems *problems)
{
    ARRAY_OF(struct text) ids = {0};
    if (!review_check_open(write, review, problems) || !check_extract(write, extract, problems))
        return false;
    struct store_rows *rows = store_query(write->store, write->arena, "selection_candidates",
                                          STORE_VALUES(store_text(review), store_text(extract)));
    while (store_next(rows))
        *ARRAY_APPEND(write->arena, &ids) = store_column_text(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    for (size_t i = 0; i < ids.count; i++)
        if (!select_case(write, review, ids.items[i], (struct entrance){.how = SELECTED_WHOLE_EXTRACT},
                         problems))
            return false;
    if (count)
        *count = (int64_t)ids.count;
    return true;
}

bool ledger_state_of(struct write *write, struct text review, struct text case_id, enum ledger_state *state,
                     struct text *reference, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "selection_state",
                                          STORE_VALUES(store_text(review), store_text(case_id)));
    bool found = store_next(rows);
    if (found) {
        *state = state_from_id(store_column_text(rows, 0));
        if (reference)
            *reference = store_column_text(rows, 2);
    }
    if (!store_finish(rows, problems))
        return false;
    return found || refuse(problems, MESSAGE("the case is not selected in the review {review}",
                                             VALUE("review", review)));
}

// How a waiting case leaves.
struct exit {
    enum ledger_state state;
    const char *action;
    struct localised reason;
    struct text to_review;
    struct localised elsewhere;
    struct text replaced_by;
};

static bool is_given(struct localised text)
{
    return text_trim(text.in[LANGUAGE_ENGLISH]).length || text_trim(text.in[LANGUAGE_WELSH]).length;
}

static bool leave(struct write *write, struct text review, struct text case_id, int64_t version,
                  const struct exit *exit, struct problems *problems)
{
    enum ledger_state now;
    struct text reference;
    if (!is_given(exit->reason))
        return refuse(problems, MESSAGE("a case leaves a review only with a reason"));
    if (!review_check_open(write, review, problems) ||
        !ledger_state_of(write, review, case_id, &now, &reference, problems))
        return false;
    if (now != LEDGER_WAITING)
        return refuse(problems,
                      MESSAGE("the case {reference} does not wait any more: it is {state}",
                              VALUE("reference", reference), WORD("state", ledger_state_words(now))));
    struct text state = text_from(ledger_state_id(exit->state));
    struct audited audited = {exit->action, "case", case_id,
                              AUDIT_DETAIL(write->arena, {"review", review}, {"from", TEXT("waiting")},
                                           {"to", state}, {"to_review", exit->to_review},
                                           {"replaced_by", exit->replaced_by})};
    return write_row(write, audited, "selection_leave",
                     STORE_VALUES(store_text(review), store_text(case_id), store_integer(version),
                                  store_text(state), STORE_LOCALISED(exit->reason),
                                  store_optional(exit->to_review), STORE_LOCALISED(exit->elsewhere),
                                  store_optional(exit->replaced_by)),
                     message_changed_meanwhile(), problems);
}

bool ledger_exclude(struct write *write, struct text review, struct text case_id, int64_t version,
                    struct localised reason, struct problems *problems)
{
    struct exit exit = {.state = LEDGER_EXCLUDED, .action = "selection.exclude", .reason = reason};
    return leave(write, review, case_id, version, &exit, problems);
}

bool ledger_has(struct write *write, struct text review, struct text case_id, bool *selected,
                struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "selection_state",
                                          STORE_VALUES(store_text(review), store_text(case_id)));
    *selected = store_next(rows);
    return store_finish(rows, problems);
}

// Nobody may choose who takes the place of a drawn case.
static bool check_next_ticket(struct write *write, struct text review, struct text case_id,
                              struct text by_case, bool *drawn, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "draw_replacement_of",
                                          STORE_VALUES(store_text(review), store_text(case_id)));
    *drawn = store_next(rows);
    bool next = *drawn && text_equal(store_column_text(rows, 0), by_case);
    if (!store_finish(rows, problems))
        return false;
    return !*drawn || next ||
           problem_report(problems, (struct place){0},
                          MESSAGE("the case was drawn by lot, so the next ticket takes its place"),
                          MESSAGE("leave --by out"));
}

bool ledger_replace(struct write *write, struct text review, struct text case_id, int64_t version,
                    struct text by_case, struct localised reason, struct problems *problems)
{
    bool selected, drawn;
    if (text_equal(case_id, by_case))
        return refuse(problems, MESSAGE("a case cannot replace itself"));
    struct exit exit = {
        .state = LEDGER_REPLACED, .action = "selection.replace", .reason = reason, .replaced_by = by_case};
    if (!check_next_ticket(write, review, case_id, by_case, &drawn, problems) ||
        !leave(write, review, case_id, version, &exit, problems) ||
        !ledger_has(write, review, by_case, &selected, problems))
        return false;
    if (selected && !drawn) // it stands for itself already, so the review would be a case short
        return refuse(problems,
                      MESSAGE("the case that is to take its place is selected in the review already"));
    struct entrance entrance = {.how = SELECTED_AS_REPLACEMENT};
    return selected || select_case(write, review, by_case, entrance, problems);
}

bool ledger_carry_over(struct write *write, struct text review, struct text case_id, int64_t version,
                       struct text to_review, struct localised elsewhere, struct localised reason,
                       struct problems *problems)
{
    if ((to_review.length > 0) == is_given(elsewhere))
        return refuse(problems,
                      MESSAGE("a case is carried over to a review of this database or elsewhere: say one of "
                              "both"));
    if (text_equal(review, to_review))
        return refuse(problems, MESSAGE("a case cannot be carried over to the same review"));
    struct exit exit = {.state = LEDGER_CARRIED_OVER,
                        .action = "selection.carry_over",
                        .reason = reason,
                        .to_review = to_review,
                        .elsewhere = elsewhere};
    struct entrance entrance = {.how = SELECTED_BY_CARRYING, .from_review = review};
    return (!to_review.length || review_check_open(write, to_review, problems)) &&
           leave(write, review, case_id, version, &exit, problems) &&
           (!to_review.length || select_case(write, to_review, case_id, entrance, problems));
}

bool ledger_word(struct write *write, struct text review, struct text case_id, int64_t version,
                 struct localised reason, struct localised elsewhere, struct problems *problems)
{
    struct audited audited = {"selection.word", "case", case_id,
                              AUDIT_DETAIL(write->arena, {"review", review})};
    return review_check_open(write, review, problems) &&
           write_row(
               write, audited, "selection_word",
               STORE_VALUES(store_text(review), store_text(case_id), store_integer(version),
                            STORE_LOCALISED(reason), STORE_LOCALISED(elsewhere)),
               MESSAGE("the case has no such text: it has not left the review, or was not carried elsewhere"),
               problems);
}

bool ledger_settle(struct write *write, struct text review, struct text case_id, struct problems *problems)
{
    enum ledger_state now;
    if (!ledger_state_of(write, review, case_id, &now, NULL, problems))
        return false;
    struct store_rows *rows = store_query(write->store, write->arena, "selection_progress",
                                          STORE_VALUES(store_text(review), store_text(case_id)));
    int64_t drafts = 0, submitted = 0;
    if (store_next(rows)) {
        drafts = store_column_integer(rows, 0);
        submitted = store_column_integer(rows, 1);
    }
    if (!store_finish(rows, problems))
        return false;
    enum ledger_state should = submitted && !drafts ? LEDGER_REVIEWED : LEDGER_WAITING;
    if ((now != LEDGER_WAITING && now != LEDGER_REVIEWED) || now == should)
        return true;
    struct text from = text_from(ledger_state_id(now)), to = text_from(ledger_state_id(should));
    struct audited audited = {"selection.settle", "case", case_id,
                              AUDIT_DETAIL(write->arena, {"review", review}, {"from", from}, {"to", to})};
    return write_row(write, audited, "selection_settle",
                     STORE_VALUES(store_text(review), store_text(case_id), store_text(to)),
                     message_changed_meanwhile(), problems);
}

static struct ledger_entry read_entry(const struct store_rows *rows)
{
    return (struct ledger_entry){
        .record = case_read_row(rows),
        .state = state_from_id(store_column_text(rows, 6)),
        .how = way_from_id(store_column_text(rows, 7)),
        .from_review = store_column_text(rows, 8),
        .reason = store_column_localised(rows, 9),
        .to_review = store_column_text(rows, 11),
        .elsewhere = store_column_localised(rows, 12),
        .replaced_by = store_column_text(rows, 14),
        .version = store_column_integer(rows, 15),
    };
}

static struct case_record *record_of_entry(void *list, size_t index)
{
    return &((struct ledger_entry *)list)[index].record;
}

bool ledger_read(struct store *store, struct arena *arena, struct text review, struct ledger *ledger,
                 struct problems *problems)
{
    struct ledger read = {0};
    struct store_rows *rows = store_query(store, arena, "ledger_read", STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = read_entry(rows);
    if (!store_finish(rows, problems) ||
        !case_add_corrections(store, arena, "correction_list_review", review, record_of_entry,
                              read.list.items, read.list.count, problems))
        return false;
    *ledger = read;
    return true;
}

bool ledger_latest(struct store *store, struct text review, struct text case_id, enum ledger_state *state,
                   struct problems *problems)
{
    struct arena *arena = arena_new();
    bool good = true, found = true;
    for (struct text at = review; good && found && at.length;) {
        struct store_values values = STORE_VALUES(store_text(at), store_text(case_id));
        struct store_rows *rows = store_query(store, arena, "selection_course", values);
        found = store_next(rows);
        if (found) {
            *state = state_from_id(store_column_text(rows, 0));
            at = store_column_text(rows, 1);
        }
        good = store_finish(rows, problems);
    }
    arena_free(arena);
    return good;
}

bool ledger_count(struct store *store, struct text review, struct ledger_counts *counts,
                  struct problems *problems)
{
    struct ledger_counts read = {0};
    struct arena *arena = arena_new();
    struct store_rows *rows = store_query(store, arena, "ledger_count", STORE_VALUES(store_text(review)));
    if (store_next(rows)) {
        read.selected = store_column_integer(rows, 0);
        for (size_t state = 0; state < LEDGER_STATE_COUNT; state++)
            read.in[state] = store_column_integer(rows, state + 1);
    }
    bool done = store_finish(rows, problems);
    arena_free(arena);
    if (done)
        *counts = read;
    return done;
}
