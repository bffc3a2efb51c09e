// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/draw.h"

#include "base/zone.h"
#include "record.h"
#include "review/assessment.h"
#include "review/intake.h"
#include "review/ledger.h"
#include "store/engine.h"

#define REVIEW TEXT("hate-2019")
#define EXTRACT TEXT("e")
static const struct localised reason = {
    {{"The file cannot be read.", 24}, {"Ni ellir darllen y ffeil.", 25}}};

static bool seal(struct record *r, struct text review, struct text extract, struct draw_plan plan)
{
    struct commitment commitment;
    struct draw_request request = {.review = review, .extract = extract, .plan = plan};
    return WRITE(r, draw_seal(&r->write, &request, &commitment, &r->problems));
}

static struct text today(struct record *r)
{
    struct act act = act_new(r->arena, TEXT("clerk"));
    return civil_date_text(r->arena, zone_to_civil(zone_named(TEXT("Europe/London")), act.at).date);
}

static bool draw(struct record *r, struct text review, const char *digits)
{
    struct seed seed = {text_from(digits), TEXT("dice thrown in public"), today(r)};
    return WRITE(r, draw_first(&r->write, review, &seed, &r->problems));
}

static void start(struct record *r, int cases)
{
    record_start(r);
    record_add_review(r, "hate-2019");
    record_add_review(r, "second");
    record_add_cases(r, "e", cases);
}

static struct draw read_draw(struct record *r, struct text review)
{
    struct draw read = {0};
    ASSERT_GOOD(draw_get(r->store, r->arena, review, &read, &r->problems), &r->problems);
    return read;
}

static int64_t in_state(struct record *r, struct text review, enum ledger_state state)
{
    struct ledger_counts counts;
    ASSERT_GOOD(ledger_count(r->store, review, &counts, &r->problems), &r->problems);
    int64_t sum = 0;
    for (int i = 0; i < LEDGER_STATE_COUNT; i++)
        sum += counts.in[i];
    assert_int_equal(sum, counts.selected);
    return counts.in[state];
}

TEST(drawn_cases_are_in_the_ledger_and_their_receipt_is_verified)
{
    struct record r;
    struct receipt verified;
    start(&r, 12);
    ASSERT_GOOD(seal(&r, REVIEW, EXTRACT, (struct draw_plan){.size = 5}), &r.problems);
    assert_false(read_draw(&r, REVIEW).drawn);
    ASSERT_GOOD(draw(&r, REVIEW, "01382438112797316654"), &r.problems);
    assert_int_equal(in_state(&r, REVIEW, LEDGER_WAITING), 5);
    struct draw drawn = read_draw(&r, REVIEW);
    struct ledger ledger = {0};
    ASSERT_GOOD(ledger_read(r.store, r.arena, REVIEW, &ledger, &r.problems), &r.problems);
    for (size_t i = 0; i < 5; i++) {
        bool found = false;
        for (size_t k = 0; k < 5; k++)
            found |= text_equal(drawn.receipt.tickets[i].id, ledger.list.items[k].record.reference);
        assert_true(found);
        assert_int_equal(ledger.list.items[i].how, SELECTED_BY_DRAW);
    }
    ASSERT_GOOD(receipt_verify(r.arena, TEXT("r"), receipt_text(r.arena, &drawn.receipt), TEXT("f"),
                               drawn.frame.content, &verified, &r.problems),
                &r.problems);
    record_stop(&r);
}

TEST(a_further_round_and_a_replacement_take_the_next_tickets)
{
    struct record r;
    start(&r, 12);
    ASSERT_GOOD(seal(&r, REVIEW, EXTRACT, (struct draw_plan){.size = 4}), &r.problems);
    ASSERT_GOOD(draw(&r, REVIEW, "01382438112797316654"), &r.problems);
    struct draw first = read_draw(&r, REVIEW);
    struct sampling all = {.seed = TEXT("01382438112797316654"), .take = 12};
    struct tickets order = tickets_sample(r.arena, &all, first.frame.ids, 12);
    struct text gone = record_case(&r, "e", text_terminated(r.arena, first.frame.ids[order.items[1].id]));
    ASSERT_GOOD(WRITE(&r, draw_replace(&r.write, REVIEW, gone, 1, reason, &r.problems)), &r.problems);
    ASSERT_GOOD(WRITE(&r, draw_more(&r.write, REVIEW, 6, &(struct draw_plan){0}, &r.problems)), &r.problems);
    struct draw drawn = read_draw(&r, REVIEW);
    assert_int_equal(drawn.receipt.ticket_count, 11);
    for (size_t i = 0; i < 11; i++)
        assert_true(text_equal(drawn.receipt.tickets[i].ticket, order.items[i].text));
    assert_int_equal(drawn.receipt.tickets[1].replaced_by, 5);
    assert_int_equal(in_state(&r, REVIEW, LEDGER_REPLACED), 1);
    assert_int_equal(in_state(&r, REVIEW, LEDGER_WAITING), 10);
    assert_text_equal(drawn.receipt.events.items[1].reason.in[LANGUAGE_WELSH], "Ni ellir darllen y ffeil.");
    ASSERT_GOOD(WRITE(&r, draw_more(&r.write, REVIEW, 1, &(struct draw_plan){0}, &r.problems)), &r.problems);
    ASSERT_REFUSED(WRITE(&r, draw_more(&r.write, REVIEW, 1, &(struct draw_plan){0}, &r.problems)),
                   &r.problems, "{size} cases cannot be drawn from {cases}");
    record_stop(&r);
}

TEST(nobody_chooses_who_replaces_a_drawn_case)
{
    struct record r;
    start(&r, 6);
    ASSERT_GOOD(seal(&r, REVIEW, EXTRACT, (struct draw_plan){.size = 3}), &r.problems);
    ASSERT_GOOD(draw(&r, REVIEW, "01382438112797316654"), &r.problems);
    struct draw drawn = read_draw(&r, REVIEW);
    struct text gone = record_case(&r, "e", text_terminated(r.arena, drawn.receipt.tickets[0].id)),
                other = {0};
    for (size_t i = 0; i < drawn.frame.count; i++) {
        bool taken = false;
        for (size_t k = 0; k < drawn.receipt.ticket_count; k++)
            taken |= text_equal(drawn.receipt.tickets[k].id, drawn.frame.ids[i]);
        if (!taken)
            other = record_case(&r, "e", text_terminated(r.arena, drawn.frame.ids[i]));
    }
    ASSERT_REFUSED(WRITE(&r, ledger_replace(&r.write, REVIEW, gone, 1, other, reason, &r.problems)),
                   &r.problems, "the case was drawn by lot, so the next ticket takes its place");
    ASSERT_REFUSED(WRITE(&r, draw_replace(&r.write, REVIEW, gone, 1, (struct localised){0}, &r.problems)),
                   &r.problems, "a case leaves a review only with a reason");
    // A case that somebody named has no ticket.
    ASSERT_GOOD(
        WRITE(&r, draw_nominate(&r.write, REVIEW, other, NOMINATED, (struct localised){0}, &r.problems)),
        &r.problems);
    ASSERT_REFUSED(WRITE(&r, draw_replace(&r.write, REVIEW, other, 1, reason, &r.problems)), &r.problems,
                   "the case was not drawn by lot, so there is no next ticket for it");
    record_stop(&r);
}

TEST(a_second_draw_from_the_same_ids_needs_a_seed_of_its_own)
{
    struct record r;
    start(&r, 8);
    record_add_cases(&r, "later", 3); // C-01 to C-03 again, in another extract
    ASSERT_GOOD(seal(&r, REVIEW, EXTRACT, (struct draw_plan){.size = 3}), &r.problems);
    ASSERT_GOOD(draw(&r, REVIEW, "01382438112797316654"), &r.problems);
    ASSERT_REFUSED(draw(&r, REVIEW, "11111111112222222222"), &r.problems,
                   "the cases of the review {id} are drawn already; a draw is not repeated");
    ASSERT_REFUSED(seal(&r, REVIEW, EXTRACT, (struct draw_plan){.size = 3}), &r.problems,
                   "the frame of the review {id} is sealed already");
    ASSERT_GOOD(seal(&r, TEXT("second"), TEXT("later"), (struct draw_plan){.size = 2}), &r.problems);
    ASSERT_REFUSED(draw(&r, TEXT("second"), "01382438112797316654"), &r.problems,
                   "the seed was used before, for the review {review}, and the case {reference} is in both "
                   "lists: the same "
                   "cases would come first again");
    ASSERT_GOOD(draw(&r, TEXT("second"), "01382438112797316655"), &r.problems);
    record_stop(&r);
}

TEST(a_seed_is_not_older_than_the_commitment_nor_from_a_day_to_come)
{
    struct record r;
    start(&r, 4);
    struct seed seed = {TEXT("01382438112797316654"), TEXT("dice"), TEXT("2019-08-12")};
    ASSERT_REFUSED(WRITE(&r, draw_first(&r.write, REVIEW, &seed, &r.problems)), &r.problems,
                   "no frame is sealed for the review {id}");
    ASSERT_GOOD(seal(&r, REVIEW, EXTRACT, (struct draw_plan){.size = 2}), &r.problems);
    ASSERT_REFUSED(WRITE(&r, draw_first(&r.write, REVIEW, &seed, &r.problems)), &r.problems,
                   "the seed is older than the commitment of {sealed}");
    seed.date = TEXT("9999-01-01");
    ASSERT_REFUSED(WRITE(&r, draw_first(&r.write, REVIEW, &seed, &r.problems)), &r.problems,
                   "the day of the seed, {date}, is still to come");
    ASSERT_REFUSED(WRITE(&r, draw_more(&r.write, REVIEW, 1, &(struct draw_plan){0}, &r.problems)),
                   &r.problems, "nothing is drawn yet for the review {id}");
    record_stop(&r);
}

TEST(after_sealing_nothing_in_the_extract_changes)
{
    static const char *const attempts[] = {
        "UPDATE extract SET status = 'open'",
        "DELETE FROM extract WHERE id = 'e'",
        "INSERT OR REPLACE INTO extract (id, status) VALUES ('e', 'open'); SELECT * FROM extract; "
        "UPDATE case_record SET line = 9",
        "UPDATE case_record SET content = '{}'",
        "DELETE FROM case_record",
        "INSERT INTO case_record SELECT 'new', extract, 'C-99', content, content_hash, source, line, import "
        "FROM case_record "
        "LIMIT 1",
        "INSERT OR REPLACE INTO case_record SELECT id, extract, reference, '{}', content_hash, source, line, "
        "import "
        "FROM case_record LIMIT 1",
        "UPDATE log_entry SET content = '{}'",
        "DELETE FROM log_entry",
        "INSERT INTO log_entry SELECT 'new', case_id, content, 'other', source, line, import FROM log_entry "
        "LIMIT 1",
        "UPDATE import SET cases_created = 0",
        "DELETE FROM import",
        "UPDATE draw SET size = 1",
        "UPDATE draw SET frame = ''",
        "DELETE FROM draw",
        "INSERT OR REPLACE INTO draw SELECT review, extract, stratum_field, frame, frame_sha256, sealed_at, "
        "allocation, 1, "
        "NULL, NULL, NULL FROM draw",
        "UPDATE draw SET seed = '1', seed_source = 'x', seed_date = '2019-01-01'",
        "UPDATE draw_event SET size = 1",
        "DELETE FROM draw_event",
        "UPDATE draw_ticket SET ticket = '0.1'",
        "DELETE FROM draw_ticket",
        "INSERT OR REPLACE INTO draw_ticket SELECT review, number, event, stratum, '0.1', case_id FROM "
        "draw_ticket",
        "DELETE FROM draw_place",
        "UPDATE draw_place SET places = 7",
    };
    struct record r;
    start(&r, 4);
    ASSERT_GOOD(seal(&r, REVIEW, EXTRACT, (struct draw_plan){.size = 2}), &r.problems);
    ASSERT_GOOD(draw(&r, REVIEW, "01382438112797316654"), &r.problems);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        ASSERT_REFUSED(store_execute(r.store, text_from(attempts[i]), &r.problems), &r.problems,
                       "the database refused: {reason}");
    struct intake intake;
    ASSERT_REFUSED(WRITE(&r, intake_begin(&r.write, EXTRACT, TEXT("0123"), NULL, 0, &intake, &r.problems)),
                   &r.problems, "the extract {id} is sealed and does not change any more");
    record_add_cases(&r, "next", 2); // a later import opens a new extract
    record_stop(&r);
}

TEST(a_correction_is_a_fact_beside_the_sealed_extract)
{
    struct record r;
    start(&r, 4);
    ASSERT_GOOD(seal(&r, REVIEW, EXTRACT, (struct draw_plan){.size = 2}), &r.problems);
    struct draw before = read_draw(&r, REVIEW);
    ASSERT_GOOD(WRITE(&r, case_correct(&r.write, record_case(&r, "e", "C-01"), TEXT("days"), TEXT("9"),
                                       TEXT("the log"), &r.problems)),
                &r.problems);
    assert_true(hash_equal(before.frame.hash, read_draw(&r, REVIEW).frame.hash));
    record_stop(&r);
}

TEST(strata_are_the_values_that_were_sent)
{
    struct record r;
    struct commitment commitment;
    start(&r, 4);
    struct draw_request request = {
        .review = REVIEW, .extract = EXTRACT, .stratum_field = TEXT("kind"), .plan = {.size = 2}};
    ASSERT_GOOD(WRITE(&r, draw_seal(&r.write, &request, &commitment, &r.problems)), &r.problems);
    assert_int_equal(commitment.stratum_count, 1);
    assert_text_equal(commitment.strata[0].name, "race");
    request.review = TEXT("second");
    request.stratum_field = TEXT("age");
    struct named_stratum named = {STRATUM_NOT_RECORDED, 3};
    request.plan = (struct draw_plan){.rule = ALLOCATION_QUOTA, .named = &named, .named_count = 1};
    ASSERT_GOOD(WRITE(&r, draw_seal(&r.write, &request, &commitment, &r.problems)), &r.problems);
    assert_int_equal(commitment.places[0], 3);
    ASSERT_GOOD(draw(&r, TEXT("second"), "11111111112222222222"), &r.problems);
    ASSERT_REFUSED(WRITE(&r, draw_more(&r.write, TEXT("second"), 1, &(struct draw_plan){0}, &r.problems)),
                   &r.problems, "a further round of a quota is given by stratum");
    named.number = 1;
    ASSERT_GOOD(WRITE(&r, draw_more(&r.write, TEXT("second"), 0, &request.plan, &r.problems)), &r.problems);
    assert_int_equal(read_draw(&r, TEXT("second")).receipt.ticket_count, 4);
    request.extract = TEXT("nowhere");
    ASSERT_REFUSED(WRITE(&r, draw_seal(&r.write, &request, &commitment, &r.problems)), &r.problems,
                   "there is no extract {id}");
    record_stop(&r);
}

TEST(over_a_draw_each_case_counts_once_in_its_latest_state)
{
    struct record r;
    struct ledger_counts counts;
    start(&r, 9);
    record_add_review(&r, "third");
    ASSERT_GOOD(seal(&r, REVIEW, EXTRACT, (struct draw_plan){.size = 4}), &r.problems);
    ASSERT_GOOD(draw(&r, REVIEW, "01382438112797316654"), &r.problems);
    struct draw drawn = read_draw(&r, REVIEW);
    struct text ids[4];
    const struct localised nowhere = {0}, there = {{TEXT("the spring panel")}};
    struct problems *p = &r.problems;
    for (size_t i = 0; i < 4; i++)
        ids[i] = record_case(&r, "e", text_terminated(r.arena, drawn.receipt.tickets[i].id));
    for (size_t i = 0; i < 3; i++)
        ASSERT_GOOD(
            WRITE(&r, ledger_carry_over(&r.write, REVIEW, ids[i], 1, TEXT("second"), nowhere, reason, p)), p);
    ASSERT_GOOD(
        WRITE(&r, ledger_carry_over(&r.write, TEXT("second"), ids[0], 1, TEXT("third"), nowhere, reason, p)),
        p);
    ASSERT_GOOD(WRITE(&r, ledger_exclude(&r.write, TEXT("third"), ids[0], 1, reason, p)), p);
    ASSERT_GOOD(
        WRITE(&r, ledger_carry_over(&r.write, TEXT("second"), ids[1], 1, (struct text){0}, there, reason, p)),
        p);
    ASSERT_GOOD(WRITE(&r, draw_replace(&r.write, REVIEW, ids[3], 1, reason, p)), p);
    ASSERT_GOOD(draw_ledger(r.store, r.arena, REVIEW, &counts, p), p);
    assert_int_equal(counts.selected, 5);
    assert_int_equal(counts.in[LEDGER_EXCLUDED], 1);
    assert_int_equal(counts.in[LEDGER_CARRIED_OVER], 1);
    assert_int_equal(counts.in[LEDGER_REPLACED], 1);
    assert_int_equal(counts.in[LEDGER_WAITING], 2);
    ASSERT_GOOD(draw_ledger(r.store, r.arena, TEXT("third"), &counts, p), p);
    assert_int_equal(counts.selected, 0);
    record_stop(&r);
}

// ---- What may be estimated ------------------------------------------------------------------------------

static struct random_sample sample_of(struct record *r)
{
    struct random_sample sample = {0};
    ASSERT_GOOD(draw_sample(r->store, r->arena, REVIEW, &sample, &r->problems), &r->problems);
    return sample;
}

static void assess(struct record *r, struct text case_id)
{
    struct text assessment = {0};
    ASSERT_GOOD(WRITE(r, assessment_begin(&r->write, REVIEW, case_id, TEXT("Ann"), LANGUAGE_ENGLISH,
                                          &assessment, &r->problems)),
                &r->problems);
    ASSERT_GOOD(WRITE(r, assessment_submit(&r->write, assessment, 1, &r->problems)), &r->problems);
}

TEST(only_the_first_tickets_are_a_random_sample_and_chosen_cases_are_apart)
{
    struct record r;
    start(&r, 9);
    assert_false(sample_of(&r).is_random);
    ASSERT_GOOD(seal(&r, REVIEW, EXTRACT, (struct draw_plan){.size = 4}), &r.problems);
    ASSERT_GOOD(draw(&r, REVIEW, "01382438112797316654"), &r.problems);
    struct draw drawn = read_draw(&r, REVIEW);
    struct text ids[4], chosen = {0};
    for (size_t i = 0; i < 4; i++)
        ids[i] = record_case(&r, "e", text_terminated(r.arena, drawn.receipt.tickets[i].id));
    for (size_t i = 0; i < 9 && !chosen.length; i++) {
        struct text id = record_case(&r, "e", text_terminated(r.arena, drawn.frame.ids[i]));
        bool is_drawn = false;
        for (size_t k = 0; k < 4; k++)
            is_drawn |= text_equal(id, ids[k]);
        chosen = is_drawn ? chosen : id;
    }
    assess(&r, ids[0]);
    ASSERT_REFUSED(
        WRITE(&r, draw_nominate(&r.write, REVIEW, chosen, TARGETED, (struct localised){0}, &r.problems)),
        &r.problems, "what the cases are targeted by is not said");
    ASSERT_GOOD(WRITE(&r, draw_nominate(&r.write, REVIEW, chosen, TARGETED, reason, &r.problems)),
                &r.problems);
    assess(&r, chosen);
    struct ledger ledger = {0};
    ASSERT_GOOD(ledger_read(r.store, r.arena, REVIEW, &ledger, &r.problems), &r.problems);
    for (size_t i = 0; i < ledger.list.count; i++)
        assert_int_equal(ledger.list.items[i].how, text_equal(ledger.list.items[i].record.id, chosen)
                                                       ? SELECTED_BY_TARGETING
                                                       : SELECTED_BY_DRAW);
    struct random_sample sample = sample_of(&r);
    assert_true(sample.is_random);
    assert_int_equal(sample.strata[0].cases, 9);
    assert_int_equal(sample.strata[0].reviewed, 1);
    assert_int_equal(sample.case_count, 1);
    assert_true(text_equal(sample.cases[0].case_id, ids[0]));
    assert_int_equal(sample.chosen, 1);
    assert_int_equal(sample.drawn, 4); // three of them wait
    assess(&r, ids[2]);                // past the second
    sample = sample_of(&r);
    assert_false(sample.is_random);
    assert_text_equal(text_from(sample.why_not.text),
                      "cases of this review were passed over: others with higher tickets were reviewed");
    ASSERT_GOOD(WRITE(&r, draw_replace(&r.write, REVIEW, ids[1], 1, reason, &r.problems)), &r.problems);
    sample = sample_of(&r);
    assert_true(sample.is_random);
    assert_int_equal(sample.strata[0].reviewed, 2);
    assert_int_equal(sample.drawn, 4); // the ticket that was replaced counts no more
    record_stop(&r);
}
