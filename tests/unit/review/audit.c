// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/audit.h"

#include "record.h"
#include "review/approval.h"
#include "review/assessment.h"
#include "review/intake.h"
#include "review/ledger.h"
#include "review/outcome_comment.h"
#include "review/review.h"
#include "review/section.h"
#include "store/engine.h"

#define REVIEW TEXT("hate-2019")

TEST(a_detail_is_json_and_leaves_out_what_is_empty)
{
    struct arena *arena = arena_new();
    assert_text_equal(AUDIT_DETAIL(arena, {"a", TEXT("")}, {"b", TEXT("\"x\"\n")}, {"c", TEXT("Gŵyl")}),
                      "{\"b\":\"\\\"x\\\"\\n\",\"c\":\"Gŵyl\"}");
    assert_text_equal(AUDIT_DETAIL(arena, {"a", TEXT("")}), "{}");
    arena_free(arena);
}

TEST(the_audit_cannot_be_changed_even_by_hand)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    const char *attempts[] = {
        "UPDATE audit SET actor = 'nobody'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT number, id, operation, at, 'nobody', action, object_kind, object_id, "
        "detail, link FROM audit",
        "DELETE FROM operation",
    };
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        ASSERT_REFUSED(store_execute(r.store, text_from(attempts[i]), &r.problems), &r.problems,
                       "the database refused: {reason}");
    struct audit_rows rows;
    ASSERT_GOOD(audit_read(r.store, r.arena, TEXT("review"), REVIEW, &rows, &r.problems), &r.problems);
    assert_int_equal(rows.list.count, 1);
    assert_text_equal(rows.list.items[0].actor, "clerk");
    assert_text_equal(rows.list.items[0].action, "review.add");
    record_stop(&r);
}

TEST(what_was_done_to_a_case_comes_in_the_order_of_the_chain_whoever_looked)
{
    static const struct {
        const char *actor, *kind, *object, *action, *detail; // the details that are wanted are in their order
    } written[] = {
        {"Bob", "case", "k", "case.consult", "1"},   {"Ann", "case", "k", "selection.add", "2"},
        {"Zoe", "case", "k", "case.consult", "3"},   {"Ann", "case", "other", "case.consult", "x"},
        {"Ann", "case", "k", "case.consult", "4"},   {"Ann", "review", "k", "review.change", "x"},
        {"Cat", "review", "k", "case.consult", "x"}, {"Bob", "case", "k", "case.consult", "5"},
        {"Ann", "case", "k", "case.correct", "6"},   {"", "case", "k", "case.consult", "7"},
    };
    struct record r;
    struct audit_rows rows;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        ASSERT_GOOD(
            store_execute(
                r.store,
                text_print(r.arena,
                           "INSERT INTO audit SELECT %zu, 'i', id, %zu, '%s', '%s', '%s', '%s', '%s', "
                           "NULL FROM operation LIMIT 1",
                           100 + i, 100 - i, written[i].actor, written[i].action, written[i].kind,
                           written[i].object, written[i].detail),
                &r.problems),
            &r.problems);
    ASSERT_GOOD(audit_read(r.store, r.arena, TEXT("case"), TEXT("k"), &rows, &r.problems), &r.problems);
    assert_int_equal(rows.list.count, 7);
    for (size_t i = 0; i < rows.list.count; i++)
        assert_text_equal(rows.list.items[i].detail, text_print(r.arena, "%zu", i + 1).bytes);
    record_stop(&r);
}

// What the walk has made so far.
struct walk {
    struct record *r;
    struct text one, two, three, four; // cases
    struct text assessment, finding, comment;
    struct intake intake;
};

static struct localised words(const char *english)
{
    return (struct localised){{text_from(english), text_from("gair")}};
}

static bool do_review_add(struct walk *w, struct problems *p)
{
    struct review review = {.id = TEXT("walk"),
                            .title = words("t"),
                            .instrument_id = TEXT("i"),
                            .instrument_hash = TEXT("9"),
                            .instrument_content = TEXT("x")};
    return review_add(&w->r->write, &review, p);
}
static bool do_review_change(struct walk *w, struct problems *p)
{
    struct review review;
    return review_get(w->r->store, w->r->arena, TEXT("walk"), &review, p) &&
           review_change(&w->r->write, &review, p);
}
static bool do_review_publish(struct walk *w, struct problems *p)
{
    return review_publish(&w->r->write, TEXT("walk"), 2, p);
}
static bool do_section_put(struct walk *w, struct problems *p)
{
    struct section section = {.key = TEXT("overview"), .text = words("t")};
    return section_put(&w->r->write, REVIEW, &section, p);
}
static bool do_intake(struct walk *w, struct problems *p)
{
    struct intake_file file = {INTAKE_CASES, TEXT("more.csv"), TEXT("cc")};
    struct extract_row row = {TEXT("C-01"), TEXT("{\"days\":99}"), TEXT("more.csv"), 2};
    struct extract_row entry = {TEXT("C-01"), TEXT("{\"what\":\"letter\"}"), TEXT("more.csv"), 2};
    enum extract_effect effect;
    return intake_begin(&w->r->write, TEXT("e"), TEXT("0123"), &file, 1, &w->intake, p) &&
           intake_case(&w->intake, &row, &effect, p) && intake_log(&w->intake, &entry, &effect, p) &&
           intake_finish(&w->intake, 0, 0, p);
}
static bool do_case_correct(struct walk *w, struct problems *p)
{
    return case_correct(&w->r->write, w->one, TEXT("days"), TEXT("3"), TEXT("file"), p);
}
static bool do_ledger_select(struct walk *w, struct problems *p)
{
    return ledger_select(&w->r->write, REVIEW, w->one, SELECTED_BY_NOMINATION, p);
}
static bool do_ledger_select_extract(struct walk *w, struct problems *p)
{
    return ledger_select_extract(&w->r->write, REVIEW, TEXT("e"), NULL, p);
}
static bool do_ledger_exclude(struct walk *w, struct problems *p)
{
    return ledger_exclude(&w->r->write, REVIEW, w->two, 1, words("r"), p);
}
static bool do_ledger_replace(struct walk *w, struct problems *p)
{
    struct text late = record_case(w->r, "late", "C-01");
    return ledger_replace(&w->r->write, REVIEW, w->three, 1, late, words("r"), p);
}
static bool do_ledger_word(struct walk *w, struct problems *p)
{
    return ledger_word(&w->r->write, REVIEW, w->three, 2, words("s"), (struct localised){0}, p);
}
static bool do_ledger_carry_over(struct walk *w, struct problems *p)
{
    return ledger_carry_over(&w->r->write, REVIEW, w->four, 1, (struct text){0}, words("panel"), words("r"),
                             p);
}
static bool do_assessment_begin(struct walk *w, struct problems *p)
{
    return assessment_begin(&w->r->write, REVIEW, w->one, TEXT("Ann"), LANGUAGE_ENGLISH, &w->assessment, p);
}
static bool do_assessment_withdraw(struct walk *w, struct problems *p)
{
    return assessment_withdraw(&w->r->write, w->assessment, 1, p);
}
static bool do_assessment_answer(struct walk *w, struct problems *p)
{
    struct answer answer = {.criterion = TEXT("c"),
                            .criterion_hash = TEXT("h"),
                            .computed = TEXT("o"),
                            .departs = true,
                            .reason = TEXT("why")};
    return assessment_answer(&w->r->write, w->assessment, 1, &answer, p);
}
static bool do_assessment_comment(struct walk *w, struct problems *p)
{
    return assessment_comment(&w->r->write, w->assessment, 2, TEXT("c"), p);
}
static bool do_assessment_submit(struct walk *w, struct problems *p)
{
    return assessment_submit(&w->r->write, w->assessment, 3, p);
}
static bool do_departure_translate(struct walk *w, struct problems *p)
{
    return departure_translate(&w->r->write, w->assessment, TEXT("c"), LANGUAGE_WELSH, TEXT("pam"), p);
}
static bool do_moderation_begin(struct walk *w, struct problems *p)
{
    struct text id;
    return moderation_begin(&w->r->write, REVIEW, w->one, TEXT("Chair"), LANGUAGE_ENGLISH, &id, p);
}
static bool do_finding_add(struct walk *w, struct problems *p)
{
    struct finding finding = {.text = words("f")};
    return finding_add(&w->r->write, REVIEW, &finding, &w->finding, p);
}
static bool do_finding_change(struct walk *w, struct problems *p)
{
    struct finding finding = {.id = w->finding, .text = words("g"), .version = 1};
    return finding_change(&w->r->write, &finding, p);
}
static bool do_finding_remove(struct walk *w, struct problems *p)
{
    return finding_remove(&w->r->write, w->finding, 2, p);
}
static bool do_outcome_comment_add(struct walk *w, struct problems *p)
{
    struct outcome_comment comment = {.criterion = TEXT("c"), .outcome = TEXT("o"), .text = words("f")};
    return outcome_comment_add(&w->r->write, REVIEW, &comment, &w->comment, p);
}
static bool do_outcome_comment_change(struct walk *w, struct problems *p)
{
    struct outcome_comment comment = {
        .id = w->comment, .criterion = TEXT("c"), .outcome = TEXT("o"), .text = words("g"), .version = 1};
    return outcome_comment_change(&w->r->write, &comment, p);
}
static bool do_outcome_comment_remove(struct walk *w, struct problems *p)
{
    return outcome_comment_remove(&w->r->write, w->comment, 2, p);
}
static bool do_approval_give(struct walk *w, struct problems *p)
{
    return approval_give(&w->r->write, REVIEW, LANGUAGE_WELSH, TEXT("T"), p);
}

// In an order in which each can be done; with the audit rows that it writes, by their actions.
static const struct {
    bool (*run)(struct walk *, struct problems *);
    const char *actions;
} steps[] = {
    {do_review_add, "review.add"},
    {do_review_change, "review.change"},
    {do_review_publish, "review.publish"},
    {do_section_put, "section.add"},
    {do_intake, "extract.import case.receive_again"},
    {do_case_correct, "case.correct"},
    {do_ledger_select, "selection.add"},
    {do_ledger_select_extract, "selection.add selection.add selection.add"},
    {do_ledger_exclude, "selection.exclude"},
    {do_ledger_replace, "selection.replace selection.add"},
    {do_ledger_word, "selection.word"},
    {do_ledger_carry_over, "selection.carry_over"},
    {do_assessment_begin, "assessment.begin"},
    {do_assessment_withdraw, "assessment.withdraw"},
    {do_assessment_begin, "assessment.begin"},
    {do_assessment_answer, "assessment.answer"},
    {do_assessment_comment, "assessment.comment"},
    {do_assessment_submit, "assessment.submit selection.settle"},
    {do_departure_translate, "departure.translate"},
    {do_moderation_begin, "moderation.begin"},
    {do_finding_add, "finding.add"},
    {do_finding_change, "finding.change"},
    {do_finding_remove, "finding.remove"},
    {do_outcome_comment_add, "outcome_comment.add"},
    {do_outcome_comment_change, "outcome_comment.change"},
    {do_outcome_comment_remove, "outcome_comment.remove"},
    {do_approval_give, "approval.give"},
};

static struct text actions_of(struct record *r)
{
    struct audit_rows rows;
    struct text actions = {0};
    ASSERT_GOOD(audit_read(r->store, r->arena, (struct text){0}, (struct text){0}, &rows, &r->problems),
                &r->problems);
    for (size_t i = 0; i < rows.list.count; i++)
        if (text_equal(rows.list.items[i].operation, r->act.operation))
            actions = text_print(r->arena, "%.*s%s%.*s", TEXT_PRINT(actions), actions.length ? " " : "",
                                 TEXT_PRINT(rows.list.items[i].action));
    return actions;
}

TEST(every_function_that_writes_leaves_its_audit_rows)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 4);
    record_add_cases(&r, "late", 1);
    struct walk walk = {.r = &r,
                        .one = record_case(&r, "e", "C-01"),
                        .two = record_case(&r, "e", "C-02"),
                        .three = record_case(&r, "e", "C-03"),
                        .four = record_case(&r, "e", "C-04")};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        ASSERT_GOOD(WRITE(&r, steps[i].run(&walk, &r.problems)), &r.problems);
        assert_text_equal(actions_of(&r), steps[i].actions);
    }
    record_stop(&r);
}
