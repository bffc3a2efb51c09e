// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/written_numbers.h"

#include "test.h"

#include "report/report.h"
#include "snapshot.h"

// The review of 2019 with small counts withheld. The third finding is about referrals; two cases have the outcome of the
// finding, which is withheld.
struct setting {
    struct snapshot snapshot;
    struct results results;
};
enum { REFERRAL = 2 };

static void start(struct setting *s)
{
    s->snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    s->results = snapshot_results(&s->snapshot);
    s->results.disclosure.rule = DISCLOSURE_SUPPRESS;
    s->results.disclosure.threshold = 5;
}

static bool is_published(struct setting *s)
{
    const struct report_options options = {.date = {2019, 10, 1}};
    const struct checked_document *checked[LANGUAGE_COUNT];
    return report_build(s->snapshot.arena, &s->results, &options, checked, &s->snapshot.problems);
}

static bool told(struct setting *s, const char *words)
{
    size_t at;
    if (text_find(snapshot_problems(&s->snapshot), text_from(words), &at))
        return true;
    print_error("%.*s", TEXT_PRINT(snapshot_problems(&s->snapshot)));
    return false;
}

static bool finding_passes(const char *english, const char *welsh)
{
    struct setting s;
    start(&s);
    s.results.findings.list.items[REFERRAL].text = (struct localised){
        .in = {[LANGUAGE_ENGLISH] = text_from(english), [LANGUAGE_WELSH] = text_from(welsh)}};
    bool passes = is_published(&s);
    if (!passes)
        assert_true(told(&s, "the text says a number that the report withholds"));
    snapshot_close(&s.snapshot);
    return passes;
}

TEST(a_number_that_a_withheld_count_of_the_criterion_has_is_refused_in_digits_and_words_of_both_languages)
{
    assert_false(finding_passes("The wrong service was named for both.", "Enwyd y gwasanaeth anghywir."));
    assert_false(finding_passes("The wrong service was named in two.", "Enwyd y gwasanaeth anghywir."));
    assert_false(finding_passes("The wrong service was named in 2.", "Enwyd y gwasanaeth anghywir mewn 2."));
    assert_false(finding_passes("The wrong service was named.", "Enwyd y gwasanaeth anghywir i'r ddau."));
    assert_false(finding_passes("The wrong service was named.", "Yr un gwasanaeth anghywir i ddwy."));
}

TEST(placeholders_measures_and_other_numbers_pass)
{
    assert_false(finding_passes("The wrong service was named in tw\u043E.", "Enwyd y gwasanaeth anghywir."));
    assert_false(finding_passes("The wrong service was named in 2/11.", "Enwyd yr un anghywir mewn 2/11."));
    assert_true(finding_passes("In {n:cases} the wrong service was named.", "Mewn {n:cases}."));
    assert_true(finding_passes("It was named after 2 days.", "Ar ôl 2 ddiwrnod."));
    assert_true(finding_passes("It was named in May 2019, by no one else.", "Ym mis Mai 2019, gan bob un."));
}

// Two of the eleven cases have the outcome; nine is no count of the criterion.
TEST(a_number_that_leaves_a_withheld_count_of_a_whole_is_refused)
{
    static const char *const telling[] = {
        "The right service was named for all but nine.",
        "Apart from nine, all had the right service. For all apart from the nine the wrong one was named.",
        "The right service was named for the other nine.",
        "The right service was named for the remaining nine.",
        "The right service was named for nine others.",
        "The right service was named for nine of the eleven.",
        "The right service was named for nine out of eleven.",
        "The wrong service was named for all eleven, nine excepted.",
        "The wrong service was named for all eleven but nine.",
    };
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (finding_passes(telling[i], "Enwyd y gwasanaeth anghywir."))
            fail_msg("%s", telling[i]);
    assert_false(finding_passes("A wrong service.", "Enwyd yr un anghywir i bawb ond naw."));
    assert_false(finding_passes("The 9 others.", "Enwyd yr un cywir i'r 9 arall."));
    assert_false(finding_passes("A wrong service.", "Enwyd yr un cywir i naw o'r un ar ddeg."));
}

TEST(a_number_that_leaves_no_withheld_count_passes)
{
    assert_true(finding_passes("Nine officers named the wrong service.", "Naw swyddog."));
    assert_true(finding_passes("The wrong service, of twelve others.", "Yr un anghywir, o ddeuddeg arall."));
    assert_true(finding_passes("Nine of the twelve services were known.", "Naw o'r deuddeg gwasanaeth."));
}

// Two of eleven are 18.18 %.
TEST(a_share_that_gives_a_withheld_count_away_is_refused_at_the_decimals_it_is_typed_with)
{
    static const char *const telling[] = {"The wrong service was named for 18 % of them.",
                                          "The wrong service was named for 18.2%.",
                                          "The wrong service was named for 18.18 per cent.",
                                          "The wrong service was named for eighteen percent.",
                                          "The wrong service was named for eighteen point two per cent.",
                                          "The right service was named for 82 per cent.",
                                          "The right service was named for 81,8 %."},
                             *const others[] = {"The right service was named for 17 %.",
                                                "The right service was named for 18.3 per cent.",
                                                "It was named for 2.5 %.", "A share of 2 % is small."};
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (finding_passes(telling[i], telling[i]))
            fail_msg("passed: %s", telling[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!finding_passes(others[i], others[i]))
            fail_msg("refused: %s", others[i]);
    assert_false(finding_passes("A wrong service.", "Enwyd yr un anghywir i ddeunaw y cant."));
    assert_false(finding_passes("In 18.2 of them.", "Enwyd yr un anghywir i 18.2 y cant."));
}

TEST(a_share_in_a_text_about_no_criterion_is_refused_where_it_is_said_of_cases)
{
    struct setting s;
    start(&s);
    struct text *section = &s.results.sections.list.items[0].text.in[LANGUAGE_ENGLISH];
    struct text *welsh = &s.results.sections.list.items[0].text.in[LANGUAGE_WELSH];
    *section = TEXT("Prices rose by 18.2 per cent.");
    *welsh = TEXT("Cododd prisiau 18.2 y cant.");
    assert_true(is_published(&s));
    *section = TEXT("In 18.2 % of cases it was late.");
    assert_false(is_published(&s));
    snapshot_close(&s.snapshot);
}

TEST(zeros_and_other_digits_hide_no_withheld_count)
{
    static const char *const telling[] = {"Named in 02.",     "Named in 0002.", "Named in 2.0.",
                                          "Named in \u0662.", "Named x2.",      "Named in 2 week-old cases."};
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (finding_passes(telling[i], telling[i]))
            fail_msg("passed: %s", telling[i]);
}

TEST(the_problem_names_the_text_and_the_words)
{
    struct setting s;
    start(&s);
    s.results.findings.list.items[REFERRAL].text.in[LANGUAGE_WELSH] = TEXT("Mewn dau.");
    s.results.findings.list.items[REFERRAL].text.in[LANGUAGE_ENGLISH] = TEXT("In some.");
    assert_false(is_published(&s));
    assert_true(told(&s, "cy: finding 3: the text says a number that the report withholds as a count"));
    assert_true(told(&s, "dau") && told(&s, "let a placeholder count the cases"));
    snapshot_close(&s.snapshot);
}

TEST(allowed_words_pass_and_only_around_their_number)
{
    struct setting s;
    struct allowed_words allowed = {TEXT("two services"), TEXT("there are two of them in the area")};
    start(&s);
    s.results.disclosure.allowed = &allowed;
    s.results.disclosure.allowed_count = 1;
    struct text *english = &s.results.findings.list.items[REFERRAL].text.in[LANGUAGE_ENGLISH];
    s.results.findings.list.items[REFERRAL].text.in[LANGUAGE_WELSH] = TEXT("Mae gwasanaethau.");
    *english = TEXT("There are Two Services.");
    assert_true(is_published(&s));
    *english = TEXT("There are two services, and two were sent to the wrong one.");
    assert_false(is_published(&s));
    snapshot_close(&s.snapshot);
}

TEST(a_text_about_no_criterion_is_refused_where_it_says_the_number_of_cases)
{
    struct setting s;
    start(&s);
    struct text *section = &s.results.sections.list.items[0].text.in[LANGUAGE_WELSH];
    s.results.sections.list.items[0].text.in[LANGUAGE_ENGLISH] = TEXT("It met.");
    *section = TEXT("Cyfarfu'r panel o dri.");
    assert_true(is_published(&s));
    *section = TEXT("Yn dri o'r achosion ni ddaeth ateb.");
    assert_false(is_published(&s));
    assert_true(told(&s, "cy: section "));
    snapshot_close(&s.snapshot);
}

TEST(names_are_refused_where_they_say_the_number_of_cases_and_for_no_other_number)
{
    for (size_t i = 0; i < 3; i++)
        for (size_t says = 0; says < 2; says++) {
            struct setting s;
            start(&s);
            struct localised *names[] = {&s.results.review.origin.title, &s.results.office.publisher,
                                         &s.results.review.organisation};
            *names[i] = (struct localised){{says ? TEXT("Office of the two cases") : TEXT("Office of Area 2"),
                                            says ? TEXT("Y swyddfa") : TEXT("Swyddfa Ardal 2")}};
            s.results.has_office = true;
            bool good = is_published(&s);
            assert_int_equal(!good && told(&s, "the text says a number that the report withholds"), says);
            snapshot_close(&s.snapshot);
        }
}

TEST(a_reason_in_the_ledger_is_refused_where_it_says_the_number_of_cases)
{
    struct setting s;
    start(&s);
    struct text *reason = &s.results.ledger.list.items[0].reason.in[LANGUAGE_ENGLISH];
    s.results.ledger.list.items[0].reason.in[LANGUAGE_WELSH] = TEXT("Nid oedd amser.");
    *reason = TEXT("The panel of three had no time.");
    assert_true(is_published(&s));
    *reason = TEXT("Three cases could not be read.");
    assert_false(is_published(&s));
    assert_true(told(&s, "en: reason ledger"));
    snapshot_close(&s.snapshot);
}

TEST(a_recommendation_is_about_what_it_rests_on_with_the_answer_of_the_force)
{
    struct setting s;
    start(&s);
    struct text criterion = TEXT("referral");
    struct response response = {.decision = RESPONSE_REJECTED,
                                .by = {.in = {TEXT("Head of service"), TEXT("Pennaeth")}},
                                .why = {.in = {TEXT("We know of them."), TEXT("Gwyddom amdanynt.")}},
                                .date = TEXT("2019-10-01")};
    struct recommendation one = {.key = TEXT("referrals"),
                                 .number = 1,
                                 .date = TEXT("2019-09-30"),
                                 .criteria = &criterion,
                                 .criterion_count = 1,
                                 .text = {.in = {TEXT("Name the right service."), TEXT("Enwch ef.")}},
                                 .owner = {.in = {TEXT("Head of service"), TEXT("Pennaeth")}}};
    *ARRAY_APPEND(s.snapshot.arena, &one.responses) = response;
    s.results.recommendations.list.count = 0;
    *ARRAY_APPEND(s.snapshot.arena, &s.results.recommendations.list) = one;
    assert_true(is_published(&s));
    struct recommendation *stored = &s.results.recommendations.list.items[0];
    stored->responses.items[0].why.in[LANGUAGE_ENGLISH] = TEXT("Both were new.");
    assert_false(is_published(&s));
    stored->responses.items[0].why.in[LANGUAGE_ENGLISH] = TEXT("They were new.");
    stored->text.in[LANGUAGE_ENGLISH] = TEXT("Write to the two.");
    assert_false(is_published(&s));
    snapshot_close(&s.snapshot);
}

TEST(an_answer_to_a_recommendation_is_searched_for_every_small_count_of_its_criteria)
{
    struct setting s;
    start(&s);
    struct text criterion = TEXT("referral");
    s.results.recommendations.list.count = 0;
    *ARRAY_APPEND(s.snapshot.arena, &s.results.recommendations.list) = (struct recommendation){
        .key = TEXT("referrals"), .number = 1, .criteria = &criterion, .criterion_count = 1};
    s.results.review.status = REVIEW_PUBLISHED;
    struct localised answer = {.in = {TEXT("Both were written to."), TEXT("Ysgrifennwyd at y ddau.")}};
    for (enum disclosure_rule rule = DISCLOSURE_UNDECIDED; rule <= DISCLOSURE_PRINT; rule++) {
        s.results.disclosure.rule = rule;
        assert_int_equal(written_numbers_scan_answer(s.snapshot.arena, &s.results, TEXT("referrals"), &answer,
                                                     1, &s.snapshot.problems),
                         rule == DISCLOSURE_UNDECIDED || rule == DISCLOSURE_PRINT);
    }
    assert_true(told(&s, "reword an answer before it is recorded"));
    answer = (struct localised){.in = {TEXT("All were written to."), TEXT("Ysgrifennwyd at bob un.")}};
    s.results.disclosure.rule = DISCLOSURE_SUPPRESS;
    assert_true(written_numbers_scan_answer(s.snapshot.arena, &s.results, TEXT("referrals"), &answer, 1,
                                            &s.snapshot.problems));
    snapshot_close(&s.snapshot);
}

TEST(a_finding_about_no_criterion_does_not_say_how_few_cases_it_is_linked_to)
{
    struct setting s;
    start(&s);
    struct finding *finding = &s.results.findings.list.items[REFERRAL];
    finding->criterion_count = 0;
    finding->text = (struct localised){.in = {TEXT("In some the letter was late."), TEXT("Llythyr hwyr.")}};
    assert_true(is_published(&s));
    finding->text.in[LANGUAGE_ENGLISH] = TEXT("In two the letter was late.");
    assert_false(is_published(&s));
    finding->text.in[LANGUAGE_ENGLISH] = TEXT("The letter was late, as one knows.");
    assert_true(is_published(&s));
    snapshot_close(&s.snapshot);
}

TEST(where_small_counts_are_printed_nothing_is_looked_for)
{
    struct setting s;
    start(&s);
    s.results.disclosure.rule = DISCLOSURE_PRINT;
    s.results.findings.list.items[REFERRAL].text.in[LANGUAGE_ENGLISH] = TEXT("In two.");
    s.results.findings.list.items[REFERRAL].text.in[LANGUAGE_WELSH] = TEXT("Mewn dau.");
    assert_true(is_published(&s));
    snapshot_close(&s.snapshot);
}
