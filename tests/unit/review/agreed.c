// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/agreed.h"

#include "record.h"
#include "review/ledger.h"

#define REVIEW TEXT("hate-2019")

static void start(struct record *r)
{
    record_start(r);
    record_add_review(r, "hate-2019");
    record_add_cases(r, "e", 2);
    int64_t count = 0;
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, REVIEW, TEXT("e"), &count, &r->problems)),
                &r->problems);
    assert_int_equal(count, 2);
}

struct said {
    const char *judged; // of "contract"; NULL: no answer
    const char *reason; // of a departure from "contact"; NULL: none
    enum standing departure;
    const char *comment;
};

static bool answer_all(struct record *r, struct text id, const struct said *said)
{
    int64_t version = 1;
    struct answer contract = {.criterion = TEXT("contract"),
                              .criterion_hash = TEXT("h"),
                              .judged = text_from(said->judged),
                              .comment = text_from(said->comment)};
    struct answer contact = {.criterion = TEXT("contact"),
                             .criterion_hash = TEXT("h"),
                             .computed = TEXT("outside"),
                             .departs = true,
                             .departure = said->departure,
                             .reason = text_from(said->reason)};
    return (!said->judged || assessment_answer(&r->write, id, version++, &contract, &r->problems)) &&
           (!said->reason || assessment_answer(&r->write, id, version++, &contact, &r->problems)) &&
           assessment_submit(&r->write, id, version, &r->problems);
}

static void assess(struct record *r, const char *reference, const char *who, struct said said)
{
    struct text id = {0}, case_id = record_case(r, "e", reference);
    bool chair = strcmp(who, "Chair") == 0;
    ASSERT_GOOD(
        WRITE(r, (chair ? moderation_begin : assessment_begin)(&r->write, REVIEW, case_id, text_from(who),
                                                               LANGUAGE_ENGLISH, &id, &r->problems) &&
                     answer_all(r, id, &said)),
        &r->problems);
}

static struct agreed agreed_of(struct record *r)
{
    struct agreed agreed = {0};
    ASSERT_GOOD(agreed_read(r->store, r->arena, REVIEW, &agreed, &r->problems), &r->problems);
    return agreed;
}

TEST(a_single_assessment_is_agreed)
{
    struct record r;
    start(&r);
    assert_int_equal(agreed_of(&r).answers.count, 0);
    assess(&r, "C-01", "Ann", (struct said){"yes", "no victim", STANDING_MET, ""});
    struct agreed agreed = agreed_of(&r);
    assert_int_equal(agreed.disagreements.count, 0);
    assert_int_equal(agreed.answers.count, 2);
    struct agreed_answer *contact = &agreed.answers.items[0], *contract = &agreed.answers.items[1];
    assert_text_equal(contact->criterion, "contact");
    assert_text_equal(contact->computed, "outside");
    assert_true(contact->departs);
    assert_int_equal(contact->departure, STANDING_MET);
    assert_text_equal(contact->reason.in[LANGUAGE_ENGLISH], "no victim");
    assert_text_equal(contact->reason.in[LANGUAGE_WELSH], "");
    ASSERT_GOOD(WRITE(&r, departure_translate(&r.write, contact->assessment, TEXT("contact"), LANGUAGE_WELSH,
                                              TEXT("dim dioddefwr"), &r.problems)),
                &r.problems);
    assert_text_equal(agreed_of(&r).answers.items[0].reason.in[LANGUAGE_WELSH], "dim dioddefwr");
    assert_text_equal(contract->judged, "yes");
    assert_text_equal(contract->reference, "C-01");
    assert_false(contract->moderated);
    record_stop(&r);
}

TEST(different_comments_and_reasons_are_no_disagreement)
{
    struct record r;
    start(&r);
    assess(&r, "C-01", "Bob", (struct said){"yes", "first reason", STANDING_MET, "page 3"});
    assess(&r, "C-01", "Ann", (struct said){"yes", "second reason", STANDING_MET, "page 4"});
    struct agreed agreed = agreed_of(&r);
    assert_int_equal(agreed.disagreements.count, 0);
    assert_int_equal(agreed.answers.count, 2);
    assert_text_equal(agreed.answers.items[0].reason.in[LANGUAGE_ENGLISH], "first reason"); // submitted first
    record_stop(&r);
}

static void assert_disagreement(struct record *r, const char *criterion)
{
    struct agreed agreed = agreed_of(r);
    assert_int_equal(agreed.disagreements.count, 1);
    struct disagreement *disagreement = &agreed.disagreements.items[0];
    assert_text_equal(disagreement->criterion, criterion);
    assert_text_equal(disagreement->reference, "C-01");
    assert_int_equal(disagreement->reviewer_count, 2);
    assert_text_equal(disagreement->reviewers[0], "Ann");
    assert_text_equal(disagreement->reviewers[1], "Bob");
}

TEST(each_way_to_differ_blocks)
{
    const struct said sayings[][2] = {
        {{"yes", "why", STANDING_MET, ""}, {"no", "why", STANDING_MET, ""}},
        {{NULL, "why", STANDING_MET, ""}, {"no", "why", STANDING_MET, ""}}, // left out is not the same
        {{"yes", "why", STANDING_MET, ""}, {"yes", NULL, STANDING_MET, ""}},
        {{"yes", "why", STANDING_MET, ""}, {"yes", "why", STANDING_NOT_APPLICABLE, ""}},
    };
    const char *criteria[] = {"contract", "contract", "contact", "contact"};
    for (size_t i = 0; i < 4; i++)
        for (int swapped = 0; swapped < 2; swapped++) {
            struct record r;
            start(&r);
            assess(&r, "C-01", "Ann", sayings[i][swapped]);
            assess(&r, "C-01", "Bob", sayings[i][!swapped]);
            assert_disagreement(&r, criteria[i]);
            record_stop(&r);
        }
}

TEST(a_moderation_decides_where_it_answers_and_changes_nobodys_answer)
{
    struct record r;
    start(&r);
    assess(&r, "C-01", "Ann", (struct said){"yes", "why", STANDING_MET, ""});
    assess(&r, "C-01", "Bob", (struct said){"no", NULL, STANDING_MET, ""});
    assert_int_equal(agreed_of(&r).disagreements.count, 2);
    assess(&r, "C-01", "Chair", (struct said){"no", NULL, STANDING_MET, ""});
    assert_disagreement(&r, "contact"); // the chair did not answer this one
    struct agreed agreed = agreed_of(&r);
    assert_int_equal(agreed.answers.count, 1);
    assert_text_equal(agreed.answers.items[0].judged, "no");
    assert_true(agreed.answers.items[0].moderated);
    struct assessment_list list;
    ASSERT_GOOD(assessment_list(r.store, r.arena, REVIEW, &list, &r.problems), &r.problems);
    assert_text_equal(list.list.items[0].answers[1].judged, "yes");
    record_stop(&r);
}

TEST(an_open_moderation_decides_nothing_and_waiting_cases_have_no_answers)
{
    struct record r;
    start(&r);
    assess(&r, "C-01", "Ann", (struct said){"yes", NULL, STANDING_MET, ""});
    assess(&r, "C-01", "Bob", (struct said){"no", NULL, STANDING_MET, ""});
    assess(&r, "C-02", "Ann", (struct said){"yes", NULL, STANDING_MET, ""});
    struct text id = {0};
    ASSERT_GOOD(WRITE(&r, moderation_begin(&r.write, REVIEW, record_case(&r, "e", "C-01"), TEXT("Chair"),
                                           LANGUAGE_ENGLISH, &id, &r.problems)),
                &r.problems);
    struct answer answer = {.criterion = TEXT("contract"), .criterion_hash = TEXT("h"), .judged = TEXT("no")};
    ASSERT_GOOD(WRITE(&r, assessment_answer(&r.write, id, 1, &answer, &r.problems)), &r.problems);
    assert_disagreement(&r, "contract");
    // Bob is assigned the second case: it waits again.
    ASSERT_GOOD(WRITE(&r, assessment_begin(&r.write, REVIEW, record_case(&r, "e", "C-02"), TEXT("Bob"),
                                           LANGUAGE_ENGLISH, &id, &r.problems)),
                &r.problems);
    assert_int_equal(agreed_of(&r).answers.count, 0);
    record_stop(&r);
}

TEST(a_later_moderation_decides_anew_what_it_answers)
{
    struct record r;
    start(&r);
    assess(&r, "C-01", "Ann", (struct said){"yes", "no victim", STANDING_MET, ""});
    assess(&r, "C-01", "Bob", (struct said){"no", NULL, STANDING_MET, ""});
    assess(&r, "C-01", "Chair", (struct said){"yes", NULL, STANDING_MET, ""});
    assert_int_equal(agreed_of(&r).disagreements.count, 1); // of "contact", which it did not answer
    assess(&r, "C-01", "Chair", (struct said){NULL, "agreed", STANDING_NOT_MET, ""});
    assess(&r, "C-01", "Chair", (struct said){"no", NULL, STANDING_MET, ""});
    struct agreed agreed = agreed_of(&r);
    assert_int_equal(agreed.disagreements.count, 0);
    assert_int_equal(agreed.answers.count, 2);
    assert_int_equal(agreed.answers.items[0].departure, STANDING_NOT_MET);
    assert_text_equal(agreed.answers.items[1].judged, "no");
    record_stop(&r);
}
