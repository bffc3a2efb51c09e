// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/ledger.h"

#include "record.h"
#include "review/assessment.h"
#include "review/audit.h"
#include "store/engine.h"

#define REVIEW TEXT("hate-2019")

static const struct localised reason = {{{"not reached", 11}, {"nis cyrhaeddwyd", 15}}};

static void start(struct record *r, int cases)
{
    record_start(r);
    record_add_review(r, "hate-2019");
    record_add_review(r, "snapshot");
    record_add_cases(r, "e", cases);
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, REVIEW, TEXT("e"), NULL, &r->problems)),
                &r->problems);
}

static struct ledger ledger_of(struct record *r, const char *review)
{
    struct ledger ledger = {0};
    ASSERT_GOOD(ledger_read(r->store, r->arena, text_from(review), &ledger, &r->problems), &r->problems);
    return ledger;
}

TEST(each_way_to_leave_is_kept_with_its_reason_and_its_history)
{
    struct record r;
    start(&r, 3);
    record_add_cases(&r, "e", 4); // the fourth is sent later
    struct problems *p = &r.problems;
    struct text one = record_case(&r, "e", "C-01"), two = record_case(&r, "e", "C-02"),
                three = record_case(&r, "e", "C-03"), four = record_case(&r, "e", "C-04");
    ASSERT_GOOD(WRITE(&r, ledger_exclude(&r.write, REVIEW, one, 1, reason, p)), p);
    ASSERT_GOOD(WRITE(&r, ledger_replace(&r.write, REVIEW, two, 1, four, reason, p)), p);
    ASSERT_GOOD(WRITE(&r, ledger_carry_over(&r.write, REVIEW, three, 1, TEXT("snapshot"),
                                            (struct localised){0}, reason, p)),
                p);
    struct localised elsewhere = {{TEXT("the panel of May"), TEXT("panel mis Mai")}};
    ASSERT_GOOD(WRITE(&r, ledger_carry_over(&r.write, TEXT("snapshot"), three, 1, (struct text){0}, elsewhere,
                                            reason, p)),
                p);
    struct ledger ledger = ledger_of(&r, "hate-2019");
    assert_int_equal(ledger.list.count, 4);
    const enum ledger_state states[] = {LEDGER_EXCLUDED, LEDGER_REPLACED, LEDGER_CARRIED_OVER,
                                        LEDGER_WAITING};
    for (int i = 0; i < 4; i++)
        assert_int_equal(ledger.list.items[i].state, states[i]);
    assert_text_equal(ledger.list.items[0].reason.in[LANGUAGE_WELSH], "nis cyrhaeddwyd");
    assert_text_equal(ledger.list.items[0].record.content, "{\"days\":1,\"kind\":\"race\"}");
    assert_text_equal(ledger.list.items[1].replaced_by, "C-04");
    assert_text_equal(ledger.list.items[2].to_review, "snapshot");
    assert_int_equal(ledger.list.items[3].how, SELECTED_AS_REPLACEMENT);
    struct ledger receiving = ledger_of(&r, "snapshot");
    assert_int_equal(receiving.list.count, 1);
    assert_int_equal(receiving.list.items[0].how, SELECTED_BY_CARRYING);
    assert_text_equal(receiving.list.items[0].from_review, "hate-2019");
    assert_text_equal(receiving.list.items[0].elsewhere.in[LANGUAGE_ENGLISH], "the panel of May");
    struct audit_rows rows;
    ASSERT_GOOD(audit_read(r.store, r.arena, TEXT("case"), one, &rows, p), p);
    assert_text_equal(rows.list.items[rows.list.count - 1].detail,
                      "{\"review\":\"hate-2019\",\"from\":\"waiting\",\"to\":\"excluded\"}");
    record_stop(&r);
}

TEST(what_does_not_add_up_is_refused)
{
    struct record r;
    start(&r, 2);
    struct problems *p = &r.problems;
    struct text one = record_case(&r, "e", "C-01"), two = record_case(&r, "e", "C-02");
    struct localised none = {0}, elsewhere = {{TEXT("there")}};
    ASSERT_REFUSED(WRITE(&r, ledger_select_extract(&r.write, REVIEW, TEXT("mistyped"), NULL, p)), p,
                   "there is no extract of this name");
    ASSERT_REFUSED(WRITE(&r, ledger_exclude(&r.write, REVIEW, one, 1, none, p)), p,
                   "a case leaves a review only with a reason");
    ASSERT_REFUSED(WRITE(&r, ledger_exclude(&r.write, REVIEW, one, 2, reason, p)), p,
                   "somebody else has changed or removed this meanwhile: look at it again, then decide");
    ASSERT_REFUSED(WRITE(&r, ledger_replace(&r.write, REVIEW, one, 1, one, reason, p)), p,
                   "a case cannot replace itself");
    const char *one_of_both =
        "a case is carried over to a review of this database or elsewhere: say one of both";
    ASSERT_REFUSED(WRITE(&r, ledger_carry_over(&r.write, REVIEW, one, 1, (struct text){0}, none, reason, p)),
                   p, one_of_both);
    ASSERT_REFUSED(
        WRITE(&r, ledger_carry_over(&r.write, REVIEW, one, 1, TEXT("snapshot"), elsewhere, reason, p)), p,
        one_of_both);
    ASSERT_REFUSED(WRITE(&r, ledger_carry_over(&r.write, REVIEW, one, 1, REVIEW, none, reason, p)), p,
                   "a case cannot be carried over to the same review");
    ASSERT_REFUSED(WRITE(&r, ledger_carry_over(&r.write, REVIEW, one, 1, TEXT("nowhere"), none, reason, p)),
                   p, "there is no review {id}");
    ASSERT_REFUSED(WRITE(&r, ledger_select(&r.write, REVIEW, one, SELECTED_BY_DRAW, p)), p,
                   "the case is selected in the review {review} already");
    ASSERT_REFUSED(WRITE(&r, ledger_exclude(&r.write, TEXT("snapshot"), one, 1, reason, p)), p,
                   "the case is not selected in the review {review}");
    ASSERT_REFUSED(WRITE(&r, ledger_replace(&r.write, REVIEW, one, 1, two, reason, p)), p,
                   "the case that is to take its place is selected in the review already");
    ASSERT_GOOD(WRITE(&r, ledger_exclude(&r.write, REVIEW, one, 1, reason, p)), p);
    ASSERT_REFUSED(WRITE(&r, ledger_replace(&r.write, REVIEW, one, 2, two, reason, p)), p,
                   "the case {reference} does not wait any more: it is {state}");
    record_stop(&r);
}

TEST(what_is_said_of_a_case_that_left_can_be_worded_later)
{
    struct record r;
    start(&r, 2);
    struct problems *p = &r.problems;
    struct text one = record_case(&r, "e", "C-01"), two = record_case(&r, "e", "C-02");
    struct localised none = {0}, english = {{TEXT("time")}}, welsh = {{{0}, TEXT("amser")}};
    const char *nothing =
        "the case has no such text: it has not left the review, or was not carried elsewhere";
    ASSERT_REFUSED(WRITE(&r, ledger_word(&r.write, REVIEW, one, 1, welsh, none, p)), p, nothing);
    ASSERT_GOOD(WRITE(&r, ledger_exclude(&r.write, REVIEW, one, 1, english, p)), p);
    ASSERT_REFUSED(WRITE(&r, ledger_word(&r.write, REVIEW, one, 2, welsh, welsh, p)), p, nothing);
    ASSERT_GOOD(WRITE(&r, ledger_word(&r.write, REVIEW, one, 2, welsh, none, p)), p);
    ASSERT_GOOD(WRITE(&r, ledger_carry_over(&r.write, REVIEW, two, 1, none.in[0], english, english, p)), p);
    ASSERT_GOOD(WRITE(&r, ledger_word(&r.write, REVIEW, two, 2, none, welsh, p)), p);
    struct ledger ledger = ledger_of(&r, "hate-2019");
    assert_text_equal(ledger.list.items[0].reason.in[LANGUAGE_ENGLISH], "time");
    assert_text_equal(ledger.list.items[0].reason.in[LANGUAGE_WELSH], "amser");
    assert_text_equal(ledger.list.items[1].reason.in[LANGUAGE_WELSH], "");
    assert_text_equal(ledger.list.items[1].elsewhere.in[LANGUAGE_WELSH], "amser");
    record_stop(&r);
}

TEST(a_selected_case_stays_selected_whoever_edits_the_database)
{
    struct record r;
    start(&r, 2);
    static const char *const attempts[] = {
        "DELETE FROM selection",
        "UPDATE selection SET how = 'nominated'",
        "UPDATE selection SET review = 'snapshot'",
        "UPDATE selection SET from_review = 'snapshot'",
    };
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        ASSERT_REFUSED(store_execute(r.store, text_from(attempts[i]), &r.problems), &r.problems,
                       "the database refused: {reason}");
    assert_int_equal(ledger_of(&r, "hate-2019").list.count, 2);
    record_stop(&r);
}

TEST(the_database_refuses_an_entry_without_its_reason_or_place)
{
    struct record r;
    start(&r, 1);
    const char *attempts[] = {
        "UPDATE selection SET state = 'excluded'",
        "UPDATE selection SET state = 'lost'",
        "UPDATE selection SET state = 'replaced', reason_en = 'x'",
        "UPDATE selection SET state = 'carried_over', reason_en = 'x'",
        "UPDATE selection SET reason_en = 'x'",
    };
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        ASSERT_REFUSED(store_execute(r.store, text_from(attempts[i]), &r.problems), &r.problems,
                       "the database refused: {reason}");
    record_stop(&r);
}

// ---- A model of two ledgers, which random operations must agree with

enum { REVIEWS = 2, CASES = 5, REVIEWERS = 2, STEPS = 600 };
static const char *const review_ids[REVIEWS] = {"hate-2019", "snapshot"};
static const char *const references[CASES] = {"C-01", "C-02", "C-03", "C-04", "C-05"};
static const char *const reviewers[REVIEWERS] = {"Ann", "Bob"};

enum progress { NOT_ASSIGNED, DRAFT, SUBMITTED };
struct place_in_ledger {
    bool selected;
    enum ledger_state state;
    enum progress by[REVIEWERS];
    struct text assessment[REVIEWERS];
};
struct model {
    struct place_in_ledger at[REVIEWS][CASES];
    struct text ids[CASES];
};

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

static void settle(struct place_in_ledger *place)
{
    int drafts = 0, submitted = 0;
    for (int i = 0; i < REVIEWERS; i++) {
        drafts += place->by[i] == DRAFT;
        submitted += place->by[i] == SUBMITTED;
    }
    if (place->state == LEDGER_WAITING || place->state == LEDGER_REVIEWED)
        place->state = submitted && !drafts ? LEDGER_REVIEWED : LEDGER_WAITING;
}

static int64_t version_of(struct record *r, int review, int which)
{
    struct ledger ledger = ledger_of(r, review_ids[review]);
    for (size_t i = 0; i < ledger.list.count; i++)
        if (text_equal(ledger.list.items[i].record.reference, text_from(references[which])))
            return ledger.list.items[i].version;
    return 0;
}

// One operation, on the database and on the model; both must agree on whether it can be done.
static void step(struct record *r, struct model *model, uint64_t *seed)
{
    int review = (int)(next_random(seed) % REVIEWS), which = (int)(next_random(seed) % CASES),
        other = (int)(next_random(seed) % CASES), who = (int)(next_random(seed) % REVIEWERS);
    struct place_in_ledger *place = &model->at[review][which], *there = &model->at[!review][which];
    struct text id = model->ids[which], review_id = text_from(review_ids[review]);
    int64_t version = version_of(r, review, which);
    bool waits = place->selected && place->state == LEDGER_WAITING;
    bool assessable = place->selected && (waits || place->state == LEDGER_REVIEWED);
    bool should = false, did = false;
    struct problems *p = &r->problems;
    switch (next_random(seed) % 9) {
    case 0:
        should = waits;
        did = WRITE(r, ledger_exclude(&r->write, review_id, id, version, reason, p));
        place->state = did ? LEDGER_EXCLUDED : place->state;
        break;
    case 1:
        should = waits && other != which && !model->at[review][other].selected;
        did = WRITE(r, ledger_replace(&r->write, review_id, id, version, model->ids[other], reason, p));
        place->state = did ? LEDGER_REPLACED : place->state;
        model->at[review][other].selected |= did;
        break;
    case 2:
        should = waits && !there->selected;
        did = WRITE(r, ledger_carry_over(&r->write, review_id, id, version, text_from(review_ids[!review]),
                                         (struct localised){0}, reason, p));
        place->state = did ? LEDGER_CARRIED_OVER : place->state;
        there->selected |= did;
        break;
    case 3:
        should = !place->selected;
        did = WRITE(r, ledger_select(&r->write, review_id, id, SELECTED_BY_NOMINATION, p));
        place->selected |= did;
        break;
    case 4:
    case 5:
        should = assessable && place->by[who] == NOT_ASSIGNED;
        did = WRITE(r, assessment_begin(&r->write, review_id, id, text_from(reviewers[who]), LANGUAGE_ENGLISH,
                                        &place->assessment[who], p));
        place->by[who] = did ? DRAFT : place->by[who];
        break;
    case 6:
    case 7:
        should = assessable && place->by[who] == DRAFT;
        did = WRITE(r, assessment_submit(&r->write, place->assessment[who], 1, p));
        place->by[who] = did ? SUBMITTED : place->by[who];
        break;
    default:
        should = place->by[who] == DRAFT;
        did = WRITE(r, assessment_withdraw(&r->write, place->assessment[who], 1, p));
        place->by[who] = did ? NOT_ASSIGNED : place->by[who];
        break;
    }
    settle(place);
    assert_int_equal(did, should);
    assert_int_equal(p->count > 0, !did);
    problems_init(p, r->arena);
}

static void compare(struct record *r, const struct model *model)
{
    for (int review = 0; review < REVIEWS; review++) {
        struct ledger ledger = ledger_of(r, review_ids[review]);
        struct ledger_counts counts = {0}, expected = {0};
        size_t at = 0;
        for (int i = 0; i < CASES; i++) {
            const struct place_in_ledger *place = &model->at[review][i];
            if (!place->selected)
                continue;
            assert_true(at < ledger.list.count);
            assert_text_equal(ledger.list.items[at].record.reference, references[i]);
            assert_int_equal(ledger.list.items[at++].state, place->state);
            expected.selected++;
            expected.in[place->state]++;
        }
        assert_int_equal(at, ledger.list.count);
        ASSERT_GOOD(ledger_count(r->store, text_from(review_ids[review]), &counts, &r->problems),
                    &r->problems);
        assert_memory_equal(&counts, &expected, sizeof counts);
        int64_t sum = 0;
        for (int state = 0; state < LEDGER_STATE_COUNT; state++)
            sum += counts.in[state];
        assert_int_equal(sum, counts.selected);
    }
}

TEST(after_any_operations_every_selected_case_is_in_exactly_one_state)
{
    uint64_t seed = 2019;
    bool all_states[LEDGER_STATE_COUNT] = {0};
    for (int run = 0; run < STEPS / 60; run++) {
        struct record r;
        struct model model = {0};
        start(&r, CASES - 2);
        record_add_cases(&r, "e", CASES); // the last can take the place of others
        for (int i = 0; i < CASES; i++) {
            model.ids[i] = record_case(&r, "e", references[i]);
            model.at[0][i].selected = i < CASES - 2;
        }
        for (int i = 0; i < 60; i++) {
            step(&r, &model, &seed);
            compare(&r, &model);
        }
        for (int i = 0; i < CASES; i++)
            all_states[model.at[0][i].state] = true;
        record_stop(&r);
    }
    for (int i = 0; i < LEDGER_STATE_COUNT; i++)
        assert_true(all_states[i]); // else the operations were not random enough to prove anything
}
