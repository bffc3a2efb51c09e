// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/judgement.h"

#include "base/file.h"
#include "record.h"
#include "review/intake.h"
#include "review/ledger.h"
#include "review/review.h"

#define REVIEW TEXT("dip-2019")

static const char instrument[] =
    "craffu: instrument\n"
    "id: dip\n"
    "version: 1\n"
    "zone: Europe/London\n"
    "title: {en: Dip sample, cy: Hapsampl}\n"
    "about: {en: Dip sample, cy: Hapsampl}\n"
    "case:\n"
    "  reference: ref\n"
    "  fields:\n"
    "    - {id: ref, type: text, required: true, label: {en: Reference, cy: Cyfeirnod}}\n"
    "criteria:\n"
    "  - id: polite\n"
    "    title: {en: Polite, cy: Cwrtais}\n"
    "    question: {en: Polite?, cy: Cwrtais?}\n"
    "    outcomes:\n"
    "      - {id: polite, label: {en: Polite, cy: Cwrtais}, standing: met}\n"
    "      - {id: rude, label: {en: Rude, cy: Anghwrtais}, standing: not met}\n";

static bool take_cases(struct record *r, const char *extract, int count)
{
    struct intake_file file = {INTAKE_CASES, TEXT("cases.csv"), TEXT("aa"), 1};
    struct intake intake;
    enum extract_effect effect;
    if (!intake_begin(&r->write, text_from(extract), TEXT("0123"), &file, 1, &intake, &r->problems))
        return false;
    for (int i = 1; i <= count; i++) {
        struct text reference = text_print(r->arena, "C-%02d", i);
        struct extract_row row = {reference,
                                  text_print(r->arena, "{\"ref\":\"%.*s\"}", TEXT_PRINT(reference)),
                                  TEXT("cases.csv"), (uint64_t)i + 1};
        if (!intake_case(&intake, &row, &effect, &r->problems))
            return false;
    }
    return intake_finish(&intake, 0, 0, &r->problems);
}

static void select_extract(struct record *r, const char *extract, int count)
{
    ASSERT_GOOD(WRITE(r, take_cases(r, extract, count)), &r->problems);
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, REVIEW, text_from(extract), NULL, &r->problems)),
                &r->problems);
}

static void start(struct record *r)
{
    struct review review = {
        .id = REVIEW,
        .title = {{TEXT("Dip sample"), TEXT("Hapsampl")}},
        .method = METHOD_SNAPSHOT,
        .instrument_id = TEXT("dip"),
        .instrument_version = 1,
        .instrument_hash = TEXT("0123"),
        .instrument_content = text_from(instrument),
    };
    record_start(r);
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
}

static struct judgement polite(const char *person, const char *reference)
{
    return (struct judgement){.person = text_from(person),
                              .reference = text_from(reference),
                              .criterion = TEXT("polite"),
                              .outcome = TEXT("polite")};
}

#define PUT(record, given, assessments) \
    WRITE((record), judgements_put(&(record)->write, REVIEW, ASSESSMENT_REVIEW, \
                                   &(struct judgements){{(given), sizeof(given) / sizeof *(given), 0}}, \
                                   (assessments), &(record)->problems))

TEST(answers_of_one_person_on_one_case_are_one_assessment_wherever_they_stand)
{
    struct record r;
    start(&r);
    select_extract(&r, "e", 2);
    struct judgement given[] = {polite("Ann", "C-01"), polite("Bea", "C-02"), polite("Bea", "C-01"),
                                polite("Ann", "C-02")};
    int64_t assessments = 0;
    ASSERT_GOOD(PUT(&r, given, &assessments), &r.problems);
    assert_int_equal(assessments, 4);
    struct assessment_list list = {0};
    ASSERT_GOOD(assessment_list(r.store, r.arena, REVIEW, &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 4);
    for (size_t i = 0; i < list.list.count; i++) {
        assert_true(list.list.items[i].state == ASSESSMENT_SUBMITTED);
        assert_int_equal(list.list.items[i].answer_count, 1);
        assert_text_equal(list.list.items[i].answers[0].judged, "polite");
    }
    record_stop(&r);
}

TEST(a_person_who_answers_twice_is_refused_and_nothing_is_entered)
{
    struct record r;
    start(&r);
    select_extract(&r, "e", 2);
    struct judgement given[] = {polite("Ann", "C-01"), polite("Ann", "C-02"), polite("Ann", "C-01")};
    int64_t assessments = 7;
    ASSERT_REFUSED(PUT(&r, given, &assessments), &r.problems,
                   "the same person answers this criterion of this case twice");
    assert_int_equal(assessments, 7);
    struct assessment_list list = {0};
    ASSERT_GOOD(assessment_list(r.store, r.arena, REVIEW, &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 0);
    record_stop(&r);
}

TEST(a_reference_that_two_extracts_have_is_not_guessed)
{
    struct record r;
    start(&r);
    select_extract(&r, "e", 2);
    select_extract(&r, "other", 1);
    struct judgement shared[] = {polite("Ann", "C-01")}, single[] = {polite("Ann", "C-02")};
    int64_t assessments = 0;
    ASSERT_REFUSED(PUT(&r, shared, &assessments), &r.problems,
                   "several extracts have a case {reference}: it is not clear which one is meant");
    ASSERT_GOOD(PUT(&r, single, &assessments), &r.problems);
    assert_int_equal(assessments, 1);
    record_stop(&r);
}

TEST(more_judgements_than_the_limit_are_refused)
{
    struct record r;
    record_start(&r);
    struct buffer file = {0};
    buffer_add(&file, TEXT("reviewer,case,criterion\n"));
    for (int i = 0; i <= LIMIT_JUDGEMENTS; i++)
        buffer_add(&file, TEXT("a,b,c\n"));
    struct text path = temporary_path(r.arena, r.folder, "judgements.csv");
    ASSERT_GOOD(file_write(path, buffer_text(&file), &r.problems), &r.problems);
    buffer_dispose(&file);
    struct judgements read = {.list = {.count = 7}};
    ASSERT_REFUSED(judgements_read(r.arena, path.bytes, ASSESSMENT_REVIEW, &read, &r.problems), &r.problems,
                   "the file has more than {limit} judgements");
    assert_int_equal(read.list.count, 7);
    record_stop(&r);
}
