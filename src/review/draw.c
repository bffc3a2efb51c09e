// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/draw.h"

#include "format/hash.h"
#include "base/zone.h"
#include "format/json.h"
#include "review/audit.h"
#include "review/evaluation.h"
#include "review/ledger.h"
#include "review/review.h"

static bool refuse(struct problems *problems, struct message what, struct message hint)
{
    return problem_report(problems, (struct place){0}, what, hint);
}

static struct text today(struct write *write)
{
    return civil_date_text(write->arena,
                           zone_to_civil(zone_named(TEXT("Europe/London")), write->act->at).date);
}

// ---- The frame ------------------------------------------------------------------------------------------

bool draw_check_strata(struct store *store, struct arena *arena, struct text review, struct text field,
                       struct problems *problems)
{
    struct review one;
    const struct instrument *instrument;
    if (field.length == 0)
        return true;
    if (!review_get(store, arena, review, &one, problems) ||
        !review_instrument(arena, &one, &instrument, problems))
        return false;
    for (size_t i = 0; i < instrument->cases.count; i++) {
        const struct field *at = &instrument->cases.fields[i];
        if (text_equal(at->id, field))
            return !at->personal ||
                   refuse(
                       problems,
                       MESSAGE(
                           "the field {field} is personal, and a draw by it would publish it: the list from "
                           "which cases are drawn says the stratum of each",
                           VALUE("field", field)),
                       MESSAGE("draw by another field, or from all cases together"));
    }
    return problem_report_value(problems, (struct place){0}, field,
                                MESSAGE("the instrument has no such field of a case"), NO_MESSAGE);
}

// The value of a case's field in what the force sent.
static bool stratum_of(struct arena *arena, struct text reference, struct text content, struct text field,
                       struct text *stratum, struct problems *problems)
{
    struct json_node root;
    if (!json_node_read(arena, reference, content, &root, problems))
        return false;
    const struct json_node *value = json_node_find(&root, text_terminated(arena, field));
    *stratum = !value                          ? STRATUM_NOT_RECORDED
               : value->kind == JSON_NODE_TEXT ? value->text
                                               : json_node_text(arena, value);
    return true;
}

struct listed {
    ARRAY_OF(struct text) ids, strata;
};

// Of each case only what a frame needs is kept.
static bool list_cases(struct write *write, const struct draw_request *request, struct listed *listed,
                       struct problems *problems)
{
    struct arena *kept = write->arena, *scratch = arena_new();
    struct store_rows *rows = store_query(write->store, scratch, "frame_cases",
                                          STORE_VALUES(store_text(request->extract)));
    struct arena_mark mark = arena_mark(scratch);
    bool good = true;
    for (; good && store_next(rows); arena_release(scratch, mark)) {
        struct text stratum, reference = store_column_text(rows, 0);
        *ARRAY_APPEND(kept, &listed->ids) = text_copy(kept, reference);
        if (!request->stratum_field.length)
            continue;
        good = stratum_of(scratch, reference, store_column_text(rows, 1), request->stratum_field, &stratum,
                          problems);
        if (good)
            *ARRAY_APPEND(kept, &listed->strata) = text_copy(kept, stratum);
    }
    good &= store_finish(rows, problems);
    arena_free(scratch);
    return good;
}

static bool frame_of_extract(struct write *write, const struct draw_request *request, struct frame *frame,
                             struct problems *problems)
{
    struct listed listed = {0};
    return list_cases(write, request, &listed, problems) &&
           frame_make(write->arena, request->extract, listed.ids.items, listed.strata.items, listed.ids.count,
                      frame, problems);
}

static bool seal_extract(struct write *write, struct text extract, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "extract_status",
                                          STORE_VALUES(store_text(extract)));
    bool found = store_next(rows), sealed = found && text_equal(store_column_text(rows, 0), TEXT("sealed"));
    if (!store_finish(rows, problems))
        return false;
    if (!found)
        return refuse(problems, MESSAGE("there is no extract {id}", VALUE("id", extract)),
                      MESSAGE("import it first, with craffu import"));
    struct audited audited = {"extract.seal", "extract", extract, {0}};
    return sealed || write_row(write, audited, "extract_seal", STORE_VALUES(store_text(extract)),
                               message_changed_meanwhile(), problems);
}

bool draw_seal(struct write *write, const struct draw_request *request, struct commitment *commitment,
               struct problems *problems)
{
    struct frame frame;
    struct commitment made;
    const struct draw_plan *plan = &request->plan;
    struct text sealed = sealed_text(write->arena, write->act->at);
    if (!review_check_open(write, request->review, problems) ||
        !seal_extract(write, request->extract, problems) ||
        !frame_of_extract(write, request, &frame, problems) ||
        !commitment_make(write->arena, &frame, request->review, sealed, plan, &made, problems))
        return false;
    struct text hash = hash_text(write->arena, frame.hash);
    struct audited audited = {
        "draw.seal", "review", request->review,
        AUDIT_DETAIL(
            write->arena, {"extract", request->extract}, {"frame_sha256", hash},
            {"commitment_sha256", hash_text(write->arena, hash_of(commitment_text(write->arena, &made)))})};
    if (!write_row(write, audited, "draw_insert",
                   STORE_VALUES(store_text(request->review), store_text(request->extract),
                                store_text(request->stratum_field), store_text(frame.content),
                                store_text(hash), store_integer(write->act->at),
                                store_text(text_from(allocation_id(plan->rule))), store_integer(made.size)),
                   MESSAGE("the frame of the review {id} is sealed already", VALUE("id", request->review)),
                   problems))
        return false;
    for (size_t i = 0; i < plan->named_count; i++)
        if (!write_part(write, "draw_stratum_insert",
                        STORE_VALUES(store_text(request->review), store_text(plan->named[i].stratum),
                                     store_integer(plan->named[i].number)),
                        NULL, problems))
            return false;
    *commitment = made;
    return true;
}

// ---- Reading --------------------------------------------------------------------------------------------

static bool read_plan(struct store *store, struct arena *arena, struct text review, struct draw *draw,
                      struct problems *problems)
{
    ARRAY_OF(struct named_stratum) named = {0};
    struct store_rows *rows = store_query(store, arena, "draw_stratum_list",
                                          STORE_VALUES(store_text(review)));
    while (store_next(rows)) {
        struct named_stratum *item = ARRAY_APPEND(arena, &named);
        item->stratum = store_column_text(rows, 0);
        item->number = store_column_integer(rows, 1);
    }
    draw->plan.named = named.items;
    draw->plan.named_count = named.count;
    return store_finish(rows, problems);
}

static bool read_events(struct store *store, struct arena *arena, struct text review, struct receipt *receipt,
                        struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "draw_event_list", STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &receipt->events) = (struct draw_event){
            .date = store_column_text(rows, 1),
            .size = store_column_integer(rows, 2),
            .is_replacement = !store_column_is_null(rows, 3),
            .replaced = (size_t)store_column_integer(rows, 3),
            .reason = store_column_localised(rows, 4),
            .places = ARENA_ARRAY(arena, int64_t, receipt->commitment.stratum_count),
        };
    if (!store_finish(rows, problems))
        return false;
    rows = store_query(store, arena, "draw_place_list", STORE_VALUES(store_text(review)));
    while (store_next(rows)) {
        struct draw_event *event = &receipt->events.items[store_column_integer(rows, 0) - 1];
        for (size_t i = 0; i < receipt->commitment.stratum_count; i++)
            if (text_equal(receipt->commitment.strata[i].name, store_column_text(rows, 1)))
                event->places[i] = store_column_integer(rows, 2);
    }
    return store_finish(rows, problems);
}

static bool read_row(struct store *store, struct arena *arena, struct text review, struct draw *draw,
                     struct text *content, struct text *sealed, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "draw_get", STORE_VALUES(store_text(review)));
    if (store_next(rows)) {
        draw->exists = true;
        draw->extract = store_column_text(rows, 0);
        draw->stratum_field = store_column_text(rows, 1);
        *content = store_column_text(rows, 2);
        *sealed = sealed_text(arena, store_column_integer(rows, 3));
        allocation_from_id(store_column_text(rows, 4), &draw->plan.rule);
        draw->plan.size = store_column_integer(rows, 5);
        draw->drawn = !store_column_is_null(rows, 6);
        draw->receipt.seed = (struct seed){store_column_text(rows, 6), store_column_text(rows, 7),
                                           store_column_text(rows, 8)};
    }
    return store_finish(rows, problems);
}

bool draw_get(struct store *store, struct arena *arena, struct text review, struct draw *draw,
              struct problems *problems)
{
    struct draw read = {0};
    struct text content, sealed;
    if (!read_row(store, arena, review, &read, &content, &sealed, problems))
        return false;
    if (read.exists && (!read_plan(store, arena, review, &read, problems) ||
                        !frame_read(arena, review, content, &read.frame, problems) ||
                        !commitment_make(arena, &read.frame, text_copy(arena, review), sealed, &read.plan,
                                         &read.receipt.commitment, problems)))
        return false;
    if (read.drawn && (!read_events(store, arena, review, &read.receipt, problems) ||
                       !receipt_draw(arena, &read.frame, &read.receipt, problems)))
        return false;
    *draw = read;
    return true;
}

// The draw of a review that may still change.
static bool open_draw(struct write *write, struct text review, bool drawn, struct draw *draw,
                      struct problems *problems)
{
    if (!review_check_open(write, review, problems) ||
        !draw_get(write->store, write->arena, review, draw, problems))
        return false;
    if (!draw->exists)
        return refuse(problems, MESSAGE("no frame is sealed for the review {id}", VALUE("id", review)),
                      MESSAGE("seal it first, with craffu frame seal, and publish the commitment"));
    if (drawn && !draw->drawn)
        return refuse(problems, MESSAGE("nothing is drawn yet for the review {id}", VALUE("id", review)),
                      MESSAGE("draw first, with craffu draw"));
    if (!drawn && draw->drawn)
        return refuse(problems,
                      MESSAGE("the cases of the review {id} are drawn already; a draw is not repeated",
                              VALUE("id", review)),
                      MESSAGE("a further round takes the next tickets: --more"));
    return true;
}

// ---- Writing --------------------------------------------------------------------------------------------

static bool add_event(struct write *write, struct text review, const struct receipt *receipt,
                      const char *action, struct problems *problems)
{
    size_t number = receipt->events.count;
    const struct draw_event *event = &receipt->events.items[number - 1];
    struct audited audited = {
        action, "review", review,
        AUDIT_DETAIL(write->arena, {"event", text_print(write->arena, "%zu", number)},
                     {"cases", text_print(write->arena, "%lld", (long long)event->size)})};
    if (!write_row(
            write, audited, "draw_event_insert",
            STORE_VALUES(store_text(review), store_integer((int64_t)number), store_text(event->date),
                         store_integer(event->size),
                         event->is_replacement ? store_integer((int64_t)event->replaced) : store_null(),
                         STORE_LOCALISED(event->reason)),
            message_changed_meanwhile(), problems))
        return false;
    for (size_t i = 0; !event->is_replacement && i < receipt->commitment.stratum_count; i++)
        if (!write_part(write, "draw_place_insert",
                        STORE_VALUES(store_text(review), store_integer((int64_t)number),
                                     store_text(receipt->commitment.strata[i].name),
                                     store_integer(event->places[i])),
                        NULL, problems))
            return false;
    return true;
}

static bool add_ticket(struct write *write, struct text review, const struct draw *draw, size_t index,
                       struct text *case_id, struct problems *problems)
{
    const struct drawn_ticket *ticket = &draw->receipt.tickets[index];
    struct case_record record;
    if (!case_find(write->store, write->arena, draw->extract, ticket->id, &record, problems))
        return false;
    *case_id = record.id;
    struct text number = text_print(write->arena, "%zu", index + 1);
    struct audited audited = {
        "draw.ticket", "case", record.id,
        AUDIT_DETAIL(write->arena, {"review", review}, {"number", number}, {"ticket", ticket->ticket})};
    return write_row(write, audited, "draw_ticket_insert",
                     STORE_VALUES(store_text(review), store_integer((int64_t)index + 1),
                                  store_integer((int64_t)ticket->event + 1),
                                  store_text(draw->receipt.commitment.strata[ticket->stratum].name),
                                  store_text(ticket->ticket), store_text(record.id)),
                     message_changed_meanwhile(), problems);
}

// The last event, a round: its tickets, and their cases into the ledger. A case that is there already,
// because somebody had named it, stays as it is.
static bool keep_round(struct write *write, struct text review, struct draw *draw, const char *action,
                       struct problems *problems)
{
    struct receipt *receipt = &draw->receipt;
    if (!receipt_draw(write->arena, &draw->frame, receipt, problems) ||
        !add_event(write, review, receipt, action, problems))
        return false;
    for (size_t i = 0; i < receipt->ticket_count; i++) {
        struct text case_id;
        bool selected;
        if (receipt->tickets[i].event + 1 != receipt->events.count)
            continue;
        if (!add_ticket(write, review, draw, i, &case_id, problems) ||
            !ledger_has(write, review, case_id, &selected, problems) ||
            (!selected && !ledger_select(write, review, case_id, SELECTED_BY_DRAW, problems)))
            return false;
    }
    return true;
}

static bool check_seed_is_new(struct write *write, const struct draw *draw, const struct seed *seed,
                              struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "draw_seed_used",
                                          STORE_VALUES(store_text(seed->digits), store_text(draw->extract)));
    struct text review = {0}, reference = {0};
    if (store_next(rows)) {
        review = store_column_text(rows, 0);
        reference = store_column_text(rows, 1);
    }
    if (!store_finish(rows, problems))
        return false;
    return !review.length || refuse(problems,
                                    MESSAGE("the seed was used before, for the review {review}, and the case "
                                            "{reference} is in both lists: the same "
                                            "cases would come first again",
                                            VALUE("review", review), VALUE("reference", reference)),
                                    MESSAGE("a second draw from the same cases needs a seed of its own"));
}

bool draw_first(struct write *write, struct text review, const struct seed *seed, struct problems *problems)
{
    struct draw draw;
    if (!open_draw(write, review, false, &draw, problems) ||
        !seed_check(seed, draw.receipt.commitment.sealed, problems))
        return false;
    struct text date = today(write);
    if (text_compare(seed->date, date) > 0)
        return refuse(problems,
                      MESSAGE("the day of the seed, {date}, is still to come", VALUE("date", seed->date)),
                      NO_MESSAGE);
    if (!check_seed_is_new(write, &draw, seed, problems))
        return false;
    draw.receipt.seed = *seed;
    *ARRAY_APPEND(write->arena, &draw.receipt.events) = (struct draw_event){
        .date = date, .size = draw.receipt.commitment.size, .places = draw.receipt.commitment.places};
    struct audited audited = {
        "draw.seed", "review", review,
        AUDIT_DETAIL(write->arena, {"seed", seed->digits}, {"source", seed->source}, {"date", seed->date})};
    return write_row(write, audited, "draw_seed",
                     STORE_VALUES(store_text(review), store_text(seed->digits), store_text(seed->source),
                                  store_text(seed->date)),
                     message_changed_meanwhile(), problems) &&
           keep_round(write, review, &draw, "draw.round", problems);
}

// A round of a quota: its places are given by stratum.
static bool name_places(struct receipt *receipt, const struct draw_plan *named, struct draw_event *event,
                        struct problems *problems)
{
    for (size_t i = 0; i < named->named_count; i++) {
        size_t at = 0;
        while (at < receipt->commitment.stratum_count &&
               !text_equal(receipt->commitment.strata[at].name, named->named[i].stratum))
            at++;
        if (at == receipt->commitment.stratum_count || named->named[i].number < 0 ||
            named->named[i].number > receipt->commitment.strata[at].cases)
            return problem_report_value(
                problems, (struct place){0}, named->named[i].stratum,
                MESSAGE(
                    "so many cases cannot be drawn from this stratum, or the frame has none of this name"),
                NO_MESSAGE);
        event->places[at] += named->named[i].number;
        event->size += named->named[i].number;
    }
    return event->size > 0 || refuse(problems, MESSAGE("no case is to be drawn"), NO_MESSAGE);
}

bool draw_more(struct write *write, struct text review, int64_t size, const struct draw_plan *named,
               struct problems *problems)
{
    struct draw draw;
    if (!open_draw(write, review, true, &draw, problems))
        return false;
    struct receipt *receipt = &draw.receipt;
    bool quota = draw.plan.rule == ALLOCATION_QUOTA;
    if (quota != (named->named_count > 0))
        return refuse(
            problems,
            quota ? MESSAGE("a further round of a quota is given by stratum")
                  : MESSAGE("a further round follows the rule that was fixed: say only how many more"),
            NO_MESSAGE);
    struct draw_event event = {
        .date = today(write),
        .places = ARENA_ARRAY(write->arena, int64_t, receipt->commitment.stratum_count)};
    event.size = quota ? 0 : size;
    if (quota ? !name_places(receipt, named, &event, problems)
              : !receipt_extend(write->arena, receipt, size, event.places, problems))
        return false;
    *ARRAY_APPEND(write->arena, &receipt->events) = event;
    return keep_round(write, review, &draw, "draw.round", problems);
}

// Reasons stand on a line of the receipt.
static struct text one_line(struct arena *arena, struct text reason)
{
    struct text line = text_trim(reason);
    char *copy = (char *)text_terminated(arena, line);
    for (size_t i = 0; i < line.length; i++)
        if ((unsigned char)copy[i] < 0x20 || copy[i] == 0x7F)
            copy[i] = ' ';
    return (struct text){copy, line.length};
}

bool draw_replace(struct write *write, struct text review, struct text case_id, int64_t version,
                  struct localised reason, struct problems *problems)
{
    struct draw draw;
    struct text by;
    int64_t number = 0;
    if (!open_draw(write, review, true, &draw, problems))
        return false;
    struct store_rows *rows = store_query(write->store, write->arena, "draw_ticket_of",
                                          STORE_VALUES(store_text(review), store_text(case_id)));
    if (store_next(rows))
        number = store_column_integer(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    if (!number)
        return refuse(problems, MESSAGE("the case was not drawn by lot, so there is no next ticket for it"),
                      MESSAGE("name the case that takes its place, with --by"));
    struct draw_event event = {
        .is_replacement = true, .date = today(write), .size = 1, .replaced = (size_t)number};
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        event.reason.in[i] = one_line(write->arena, reason.in[i]);
    if (!event.reason.in[LANGUAGE_ENGLISH].length && !event.reason.in[LANGUAGE_WELSH].length)
        return refuse(problems, MESSAGE("a case leaves a review only with a reason"), NO_MESSAGE);
    *ARRAY_APPEND(write->arena, &draw.receipt.events) = event;
    return receipt_draw(write->arena, &draw.frame, &draw.receipt, problems) &&
           add_event(write, review, &draw.receipt, "draw.replace", problems) &&
           add_ticket(write, review, &draw, draw.receipt.ticket_count - 1, &by, problems) &&
           ledger_replace(write, review, case_id, version, by, reason, problems);
}

// ---- What may be estimated ------------------------------------------------------------------------------

static size_t stratum_named(const struct random_sample *sample, struct text name)
{
    size_t i = 0;
    while (i + 1 < sample->stratum_count && !text_equal(sample->strata[i].name, name))
        i++;
    return i;
}

// Goes through the tickets of each stratum in their order.
static bool read_standing(struct store *store, struct arena *arena, struct text review,
                          struct random_sample *sample, struct problems *problems)
{
    ARRAY_OF(struct random_case) cases = {0};
    bool *passed_over = ARENA_ARRAY(arena, bool, sample->stratum_count);
    struct store_rows *rows = store_query(store, arena, "draw_standing", STORE_VALUES(store_text(review)));
    while (store_next(rows)) {
        struct text state = store_column_text(rows, 3);
        size_t stratum = stratum_named(sample, store_column_text(rows, 1));
        sample->drawn += !text_equal(state, TEXT("replaced"));
        if (text_equal(state, TEXT("reviewed"))) {
            if (passed_over[stratum])
                sample->why_not = MESSAGE(
                    "cases of this review were passed over: others with higher tickets were reviewed");
            sample->strata[stratum].reviewed++;
            *ARRAY_APPEND(arena, &cases) = (struct random_case){store_column_text(rows, 2), stratum};
        } else if (!text_equal(state, TEXT("replaced"))) {
            passed_over[stratum] = true;
        }
    }
    sample->is_random = sample->why_not.text == NULL;
    sample->cases = cases.items;
    sample->case_count = cases.count;
    return store_finish(rows, problems);
}

bool draw_commitment(struct store *store, struct arena *arena, struct text review, struct text *commitment,
                     struct problems *problems)
{
    struct draw draw;
    if (!draw_get(store, arena, review, &draw, problems))
        return false;
    *commitment = (struct text){0};
    if (draw.exists)
        *commitment = hash_text(arena, hash_of(commitment_text(arena, &draw.receipt.commitment)));
    return true;
}

bool draw_sample(struct store *store, struct arena *arena, struct text review, struct random_sample *sample,
                 struct problems *problems)
{
    struct draw draw;
    struct random_sample read = {0};
    if (!draw_get(store, arena, review, &draw, problems))
        return false;
    struct store_rows *rows = store_query(store, arena, "draw_not_drawn", STORE_VALUES(store_text(review)));
    read.chosen = store_next(rows) ? store_column_integer(rows, 0) : 0;
    if (!store_finish(rows, problems))
        return false;
    if (!draw.drawn) {
        read.why_not = MESSAGE("the cases of this review were not drawn by lot");
        *sample = read;
        return true;
    }
    read.stratum_count = draw.frame.group_count;
    read.strata = ARENA_ARRAY(arena, struct random_stratum, read.stratum_count);
    for (size_t i = 0; i < read.stratum_count; i++)
        read.strata[i] = (struct random_stratum){draw.frame.groups[i].name,
                                                 (int64_t)draw.frame.groups[i].count, 0};
    if (!read_standing(store, arena, review, &read, problems))
        return false;
    *sample = read;
    return true;
}

bool draw_ledger(struct store *store, struct arena *arena, struct text review, struct ledger_counts *counts,
                 struct problems *problems)
{
    struct ledger_counts read = {0};
    ARRAY_OF(struct text) cases = {0};
    struct store_rows *rows = store_query(store, arena, "draw_standing", STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &cases) = store_column_text(rows, 2);
    if (!store_finish(rows, problems))
        return false;
    for (size_t i = 0; i < cases.count; i++) {
        enum ledger_state state = LEDGER_WAITING;
        if (!ledger_latest(store, review, cases.items[i], &state, problems))
            return false;
        read.selected++;
        read.in[state]++;
    }
    *counts = read;
    return true;
}

bool draw_nominate(struct write *write, struct text review, struct text case_id, enum nomination_kind kind,
                   struct localised reason, struct problems *problems)
{
    if (kind == TARGETED && !text_trim(reason.in[LANGUAGE_ENGLISH]).length &&
        !text_trim(reason.in[LANGUAGE_WELSH]).length)
        return refuse(problems, MESSAGE("what the cases are targeted by is not said"),
                      MESSAGE("say it with --reason"));
    struct text id = kind == TARGETED ? TEXT("targeted") : TEXT("nominated");
    struct audited audited = {"selection.nominate", "case", case_id,
                              AUDIT_DETAIL(write->arena, {"review", review}, {"kind", id})};
    return ledger_select(write, review, case_id, SELECTED_BY_NOMINATION, problems) &&
           write_row(
               write, audited, "nomination_insert",
               STORE_VALUES(store_text(review), store_text(case_id), store_text(id), STORE_LOCALISED(reason)),
               message_changed_meanwhile(), problems);
}
