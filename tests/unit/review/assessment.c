// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/assessment.h"

#include "record.h"
#include "review/ledger.h"
#include "store/engine.h"

#define REVIEW TEXT("hate-2019")

struct desk {
    struct record r;
    struct text id; // of the case
};

static void start(struct desk *desk)
{
    record_start(&desk->r);
    record_add_review(&desk->r, "hate-2019");
    record_add_cases(&desk->r, "e", 2);
    desk->id = record_case(&desk->r, "e", "C-01");
    ASSERT_GOOD(
        WRITE(&desk->r, ledger_select(&desk->r.write, REVIEW, desk->id, SELECTED_BY_DRAW, &desk->r.problems)),
        &desk->r.problems);
}

static struct text begin(struct desk *desk, const char *reviewer)
{
    struct text id = {0};
    struct record *r = &desk->r;
    ASSERT_GOOD(WRITE(r, assessment_begin(&r->write, REVIEW, desk->id, text_from(reviewer), LANGUAGE_WELSH,
                                          &id, &r->problems)),
                &r->problems);
    return id;
}

static bool put(struct desk *desk, struct text id, int64_t version, struct answer answer)
{
    answer.criterion = answer.criterion.length ? answer.criterion : TEXT("contract");
    answer.criterion_hash = TEXT("abcd");
    return WRITE(&desk->r, assessment_answer(&desk->r.write, id, version, &answer, &desk->r.problems));
}

static bool submit(struct desk *desk, struct text id, int64_t version)
{
    return WRITE(&desk->r, assessment_submit(&desk->r.write, id, version, &desk->r.problems));
}

static enum ledger_state state_of(struct desk *desk)
{
    struct ledger ledger;
    ASSERT_GOOD(ledger_read(desk->r.store, desk->r.arena, REVIEW, &ledger, &desk->r.problems),
                &desk->r.problems);
    return ledger.list.items[0].state;
}

TEST(an_assessment_goes_from_draft_to_submitted)
{
    struct desk d;
    start(&d);
    struct record *r = &d.r;
    struct text id = begin(&d, "Ann");
    ASSERT_GOOD(put(&d, id, 1, (struct answer){.judged = TEXT("no")}), &r->problems);
    ASSERT_GOOD(put(&d, id, 2, (struct answer){.judged = TEXT("yes"), .comment = TEXT("page 3")}),
                &r->problems);
    ASSERT_GOOD(put(&d, id, 3,
                    (struct answer){.criterion = TEXT("contact"),
                                    .computed = TEXT("outside"),
                                    .departs = true,
                                    .departure = STANDING_NOT_APPLICABLE,
                                    .reason = TEXT("dim dioddefwr")}),
                &r->problems);
    ASSERT_GOOD(WRITE(r, assessment_comment(&r->write, id, 4, TEXT("da"), &r->problems)), &r->problems);
    assert_int_equal(state_of(&d), LEDGER_WAITING);
    ASSERT_GOOD(submit(&d, id, 5), &r->problems);
    assert_int_equal(state_of(&d), LEDGER_REVIEWED);
    struct assessment a = {0};
    bool found = false;
    ASSERT_GOOD(assessment_find(r->store, r->arena, REVIEW, d.id, ASSESSMENT_REVIEW, TEXT("Ann"), &found, &a,
                                &r->problems),
                &r->problems);
    assert_true(found);
    assert_int_equal(a.answer_count, 0);
    ASSERT_GOOD(assessment_get(r->store, r->arena, a.id, &a, &r->problems), &r->problems);
    assert_int_equal(a.state, ASSESSMENT_SUBMITTED);
    assert_int_equal(a.language, LANGUAGE_WELSH);
    assert_text_equal(a.comment, "da");
    assert_text_equal(a.reference, "C-01");
    assert_int_equal(a.answer_count, 2);
    assert_text_equal(a.answers[0].criterion, "contact");
    assert_true(a.answers[0].departs);
    assert_int_equal(a.answers[0].departure, STANDING_NOT_APPLICABLE);
    assert_text_equal(a.answers[0].reason, "dim dioddefwr");
    assert_text_equal(a.answers[0].computed, "outside");
    assert_text_equal(a.answers[1].judged, "yes");
    assert_text_equal(a.answers[1].comment, "page 3");
    assert_false(a.answers[1].departs);
    record_stop(r);
}

TEST(what_the_rule_says_and_what_is_judged_are_never_mixed)
{
    struct desk d;
    start(&d);
    struct text id = begin(&d, "Ann");
    struct problems *p = &d.r.problems;
    ASSERT_REFUSED(
        put(&d, id, 1, (struct answer){.computed = TEXT("outside"), .judged = TEXT("within")}), p,
        "a computed outcome is not judged: a reviewer who sees it differently departs from it, with a "
        "reason");
    ASSERT_REFUSED(
        put(&d, id, 1, (struct answer){.computed = TEXT("outside"), .departs = true, .reason = TEXT(" ")}), p,
        "a departure from the computed outcome needs a reason");
    ASSERT_REFUSED(
        put(&d, id, 1, (struct answer){.judged = TEXT("yes"), .departs = true, .reason = TEXT("x")}), p,
        "there is no computed outcome to depart from");
    ASSERT_REFUSED(put(&d, id, 1, (struct answer){.judged = TEXT("yes"), .reason = TEXT("x")}), p,
                   "a reason is given, but no departure");
    record_stop(&d.r);
}

TEST(a_draft_is_changed_only_as_it_was_seen)
{
    struct desk d;
    start(&d);
    struct text id = begin(&d, "Ann");
    struct problems *p = &d.r.problems;
    const char *stale = "somebody else has changed or removed this meanwhile: look at it again, then decide";
    ASSERT_GOOD(put(&d, id, 1, (struct answer){.judged = TEXT("yes")}), p);
    ASSERT_REFUSED(put(&d, id, 1, (struct answer){.judged = TEXT("no")}), p, stale);
    ASSERT_REFUSED(submit(&d, id, 1), p, stale);
    ASSERT_REFUSED(WRITE(&d.r, assessment_withdraw(&d.r.write, id, 1, p)), p, stale);
    ASSERT_GOOD(submit(&d, id, 2), p);
    record_stop(&d.r);
}

TEST(a_submitted_assessment_is_frozen)
{
    struct desk d;
    start(&d);
    struct problems *p = &d.r.problems;
    struct text id = begin(&d, "Ann");
    ASSERT_GOOD(put(&d, id, 1, (struct answer){.judged = TEXT("yes")}), p);
    ASSERT_GOOD(submit(&d, id, 2), p);
    const char *frozen = "the assessment of {reference} by {reviewer} is submitted: it is frozen";
    for (int64_t version = 1; version < 5; version++) {
        ASSERT_REFUSED(put(&d, id, version, (struct answer){.judged = TEXT("no")}), p, frozen);
        ASSERT_REFUSED(submit(&d, id, version), p, frozen);
        ASSERT_REFUSED(WRITE(&d.r, assessment_comment(&d.r.write, id, version, TEXT("x"), p)), p, frozen);
        ASSERT_REFUSED(WRITE(&d.r, assessment_withdraw(&d.r.write, id, version, p)), p, frozen);
    }
    record_stop(&d.r);
}

TEST(the_database_itself_keeps_what_was_submitted)
{
    struct desk d;
    start(&d);
    struct problems *p = &d.r.problems;
    struct text id = begin(&d, "Ann");
    ASSERT_GOOD(put(&d, id, 1, (struct answer){.judged = TEXT("yes")}), p);
    struct text draft = begin(&d, "Bob");
    ASSERT_GOOD(put(&d, draft, 1, (struct answer){.judged = TEXT("yes")}), p);
    ASSERT_GOOD(submit(&d, id, 2), p);
    const char *attempts[] = {
        "UPDATE assessment SET comment = 'x' WHERE state = 'submitted'",
        "UPDATE assessment SET state = 'draft', submitted_at = NULL WHERE state = 'submitted'",
        "UPDATE assessment SET version = version + 1",
        "DELETE FROM assessment",
        "UPDATE answer SET judged = 'no'",
        "UPDATE answer SET comment = 'x' WHERE assessment IN (SELECT id FROM assessment WHERE state = 'submitted')",
        "UPDATE OR REPLACE answer SET assessment = (SELECT id FROM assessment WHERE state = 'submitted')",
        "DELETE FROM answer",
        "INSERT INTO answer SELECT assessment, 'more', '', NULL, 'yes', NULL, NULL, '' FROM answer",
        "INSERT OR REPLACE INTO answer SELECT assessment, criterion, '', NULL, 'no', NULL, NULL, '' FROM answer",
        "INSERT OR REPLACE INTO assessment SELECT id, review, case_id, kind, reviewer, language, 'draft', '', NULL, 1 "
        "FROM assessment WHERE state = 'submitted'",
        "INSERT OR REPLACE INTO assessment SELECT 'new', review, case_id, kind, reviewer, language, 'draft', '', NULL, "
        "1 FROM assessment WHERE state = 'submitted'",
        "UPDATE OR REPLACE assessment SET id = (SELECT id FROM assessment WHERE state = 'submitted') WHERE state = "
        "'draft'",
    };
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        ASSERT_REFUSED(store_execute(d.r.store, text_from(attempts[i]), p), p,
                       "the database refused: {reason}");
    struct assessment a = {0};
    ASSERT_GOOD(assessment_get(d.r.store, d.r.arena, id, &a, p), p);
    assert_text_equal(a.answers[0].judged, "yes");
    assert_int_equal(a.answer_count, 1);
    assert_int_equal(a.version, 3);
    record_stop(&d.r);
}

TEST(a_case_is_reviewed_when_everyone_to_whom_it_is_assigned_has_submitted)
{
    struct desk d;
    start(&d);
    struct problems *p = &d.r.problems;
    struct text ann = begin(&d, "Ann"), bob = begin(&d, "Bob");
    ASSERT_GOOD(submit(&d, ann, 1), p);
    assert_int_equal(state_of(&d), LEDGER_WAITING);
    ASSERT_GOOD(WRITE(&d.r, assessment_withdraw(&d.r.write, bob, 1, p)), p);
    assert_int_equal(state_of(&d), LEDGER_REVIEWED);
    bob = begin(&d, "Bob");
    assert_int_equal(state_of(&d), LEDGER_WAITING);
    ASSERT_GOOD(submit(&d, bob, 1), p);
    assert_int_equal(state_of(&d), LEDGER_REVIEWED);
    struct text again = {0};
    ASSERT_REFUSED(
        WRITE(&d.r, assessment_begin(&d.r.write, REVIEW, d.id, TEXT("Bob"), LANGUAGE_ENGLISH, &again, p)), p,
        "{reviewer} has an assessment of this case already");
    record_stop(&d.r);
}

static bool moderate(struct desk *d, struct text *id)
{
    return WRITE(&d->r, moderation_begin(&d->r.write, REVIEW, d->id, TEXT("Chair"), LANGUAGE_ENGLISH, id,
                                         &d->r.problems));
}

TEST(moderation_needs_submitted_assessments_and_ends_assessing)
{
    struct desk d;
    start(&d);
    struct problems *p = &d.r.problems;
    struct text ann = begin(&d, "Ann"), id = {0};
    ASSERT_REFUSED(moderate(&d, &id), p,
                   "there is nothing to moderate: nobody has submitted an assessment of the case");
    struct text bob = begin(&d, "Bob");
    ASSERT_GOOD(submit(&d, ann, 1), p);
    ASSERT_REFUSED(moderate(&d, &id), p,
                   "the case cannot be moderated yet: an assessment of it is not submitted");
    ASSERT_GOOD(submit(&d, bob, 1), p);
    ASSERT_GOOD(moderate(&d, &id), p);
    assert_int_equal(state_of(&d), LEDGER_REVIEWED);
    ASSERT_REFUSED(moderate(&d, &id), p, "the case is being moderated already");
    ASSERT_REFUSED(
        WRITE(&d.r, assessment_begin(&d.r.write, REVIEW, d.id, TEXT("Cat"), LANGUAGE_ENGLISH, &ann, p)), p,
        "the case has a moderation already");
    ASSERT_GOOD(submit(&d, id, 1), p);
    ASSERT_REFUSED(submit(&d, id, 2), p,
                   "the assessment of {reference} by {reviewer} is submitted: it is frozen");
    struct assessment_list list;
    ASSERT_GOOD(assessment_list(d.r.store, d.r.arena, REVIEW, &list, p), p);
    assert_int_equal(list.list.count, 3);
    assert_text_equal(list.list.items[0].reviewer, "Ann");
    assert_int_equal(list.list.items[2].kind, ASSESSMENT_MODERATION);
    record_stop(&d.r);
}

TEST(a_case_that_left_the_review_is_not_assessed)
{
    struct desk d;
    start(&d);
    struct problems *p = &d.r.problems;
    struct text ann = begin(&d, "Ann"), id = {0};
    struct localised reason = {{TEXT("sub judice")}};
    ASSERT_GOOD(WRITE(&d.r, ledger_exclude(&d.r.write, REVIEW, d.id, 1, reason, p)), p);
    const char *left = "the case {reference} cannot be assessed: it is {state}";
    ASSERT_REFUSED(submit(&d, ann, 1), p, left);
    ASSERT_REFUSED(
        WRITE(&d.r, assessment_begin(&d.r.write, REVIEW, d.id, TEXT("Bob"), LANGUAGE_ENGLISH, &id, p)), p,
        left);
    struct text other = record_case(&d.r, "e", "C-02");
    ASSERT_REFUSED(
        WRITE(&d.r, assessment_begin(&d.r.write, REVIEW, other, TEXT("Bob"), LANGUAGE_ENGLISH, &id, p)), p,
        "the case is not selected in the review {review}");
    record_stop(&d.r);
}

TEST(a_departure_is_translated_without_being_touched)
{
    struct desk d;
    start(&d);
    struct problems *p = &d.r.problems;
    struct text ann = begin(&d, "Ann"); // writes Welsh
    struct answer departure = {.criterion = TEXT("contact"),
                               .computed = TEXT("outside"),
                               .departs = true,
                               .departure = STANDING_MET,
                               .reason = TEXT("rheswm")};
    ASSERT_GOOD(put(&d, ann, 1, departure), p);
    const char *none = "there is no submitted departure from {criterion} to translate";
    ASSERT_REFUSED(
        WRITE(&d.r, departure_translate(&d.r.write, ann, TEXT("contact"), LANGUAGE_ENGLISH, TEXT("why"), p)),
        p, none);
    ASSERT_GOOD(submit(&d, ann, 2), p);
    ASSERT_REFUSED(
        WRITE(&d.r, departure_translate(&d.r.write, ann, TEXT("contact"), LANGUAGE_WELSH, TEXT("x"), p)), p,
        "the departure is written in this language: it is frozen");
    ASSERT_REFUSED(
        WRITE(&d.r, departure_translate(&d.r.write, ann, TEXT("other"), LANGUAGE_ENGLISH, TEXT("x"), p)), p,
        none);
    for (int i = 0; i < 2; i++)
        ASSERT_GOOD(WRITE(&d.r, departure_translate(&d.r.write, ann, TEXT("contact"), LANGUAGE_ENGLISH,
                                                    TEXT("why"), p)),
                    p);
    struct assessment a = {0};
    ASSERT_GOOD(assessment_get(d.r.store, d.r.arena, ann, &a, p), p);
    assert_text_equal(a.answers[0].reason, "rheswm");
    record_stop(&d.r);
}
