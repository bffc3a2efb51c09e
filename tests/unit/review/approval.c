// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/approval.h"

#include "record.h"
#include "review/assessment.h"
#include "review/finding.h"
#include "review/ledger.h"
#include "review/outcome_comment.h"
#include "review/review.h"
#include "review/section.h"

#define REVIEW TEXT("hate-2019")

static struct approval approval_of(struct record *r, enum language language)
{
    struct approval approval = {0};
    ASSERT_GOOD(approval_read(r->store, r->arena, REVIEW, language, &approval, &r->problems), &r->problems);
    return approval;
}

// Holds before the write, not after it, and again once it is given anew.
#define ASSERT_ENDS_APPROVAL(r, call) \
    do { \
        assert_true(approval_of((r), LANGUAGE_WELSH).holds); \
        ASSERT_GOOD(WRITE((r), (call)), &(r)->problems); \
        assert_false(approval_of((r), LANGUAGE_WELSH).holds); \
        assert_true(approval_of((r), LANGUAGE_WELSH).given); \
        give(r); \
    } while (0)

static void give(struct record *r)
{
    ASSERT_GOOD(
        WRITE(r, approval_give(&r->write, REVIEW, LANGUAGE_WELSH, TEXT("A. Translator"), &r->problems)),
        &r->problems);
    assert_true(approval_of(r, LANGUAGE_WELSH).holds);
}

TEST(an_approval_holds_for_exactly_the_texts_that_were_approved)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 2);
    ASSERT_GOOD(WRITE(&r, ledger_select_extract(&r.write, REVIEW, TEXT("e"), NULL, &r.problems)),
                &r.problems);
    assert_false(approval_of(&r, LANGUAGE_WELSH).given);
    give(&r);
    assert_false(approval_of(&r, LANGUAGE_ENGLISH).given);
    assert_text_equal(approval_of(&r, LANGUAGE_WELSH).approved_by, "A. Translator");
    assert_true(approval_of(&r, LANGUAGE_WELSH).at == r.act.at);

    struct section section = {.key = TEXT("overview"), .text = {{TEXT("ab"), TEXT("c")}}};
    ASSERT_ENDS_APPROVAL(&r, section_put(&r.write, REVIEW, &section, &r.problems));
    section = (struct section){.key = TEXT("overview"), .text = {{TEXT("a"), TEXT("bc")}}, .version = 1};
    ASSERT_ENDS_APPROVAL(&r, section_put(&r.write, REVIEW, &section, &r.problems)); // the same letters, moved
    struct finding finding = {.text = {{TEXT("x"), TEXT("y")}}};
    ASSERT_ENDS_APPROVAL(&r, finding_add(&r.write, REVIEW, &finding, NULL, &r.problems));
    struct outcome_comment comment = {
        .criterion = TEXT("c"), .outcome = TEXT("o"), .text = {{TEXT("x"), TEXT("y")}}};
    ASSERT_ENDS_APPROVAL(&r, outcome_comment_add(&r.write, REVIEW, &comment, NULL, &r.problems));
    struct localised reason = {{TEXT("court"), TEXT("llys")}};
    ASSERT_ENDS_APPROVAL(
        &r, ledger_exclude(&r.write, REVIEW, record_case(&r, "e", "C-02"), 1, reason, &r.problems));
    struct review review = {0};
    ASSERT_GOOD(review_get(r.store, r.arena, REVIEW, &review, &r.problems), &r.problems);
    review.title.in[LANGUAGE_ENGLISH] = TEXT("Hate crimes"); // the translation follows its original
    ASSERT_ENDS_APPROVAL(&r, review_change(&r.write, &review, &r.problems));
    record_stop(&r);
}

static bool depart(struct record *r, struct text *id)
{
    struct answer answer = {.criterion = TEXT("contact"),
                            .criterion_hash = TEXT("h"),
                            .computed = TEXT("outside"),
                            .departs = true,
                            .reason = TEXT("no victim")};
    return assessment_begin(&r->write, REVIEW, record_case(r, "e", "C-01"), TEXT("Ann"), LANGUAGE_ENGLISH, id,
                            &r->problems) &&
           assessment_answer(&r->write, *id, 1, &answer, &r->problems) &&
           assessment_submit(&r->write, *id, 2, &r->problems);
}

TEST(departures_and_their_translations_are_approved_too)
{
    struct record r;
    struct text id = {0};
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 1);
    ASSERT_GOOD(WRITE(&r, ledger_select_extract(&r.write, REVIEW, TEXT("e"), NULL, &r.problems)),
                &r.problems);
    give(&r);
    ASSERT_ENDS_APPROVAL(&r, depart(&r, &id));
    ASSERT_ENDS_APPROVAL(
        &r, departure_translate(&r.write, id, TEXT("contact"), LANGUAGE_WELSH, TEXT("dim"), &r.problems));
    ASSERT_REFUSED(WRITE(&r, approval_give(&r.write, REVIEW, LANGUAGE_WELSH, TEXT(" "), &r.problems)),
                   &r.problems, "an approval names who approves");
    record_stop(&r);
}
