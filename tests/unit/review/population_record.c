// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/population_record.h"

#include "record.h"
#include "review/audit.h"
#include "small.h"
#include "store/engine.h"

#define REVIEW TEXT("small")

#define SHA256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// A review of the small instrument, and totals that it takes: a test spoils one of them.
struct scene {
    struct record r;
    const struct instrument *instrument;
    struct population_source sources[2];
    struct population_count counts[3];
    struct population_totals totals;
};

static void start(struct scene *scene)
{
    struct record *r = &scene->r;
    record_start(r);
    const struct instrument *instrument = scene->instrument = small_instrument(r->arena);
    struct review review = small_review(instrument);
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    struct text hash = instrument->criteria[0].hash;
    scene->sources[0] = (struct population_source){
        TEXT("sent/cases.csv"), TEXT(SHA256), 9000, 1290, 6, false};
    scene->sources[1] = (struct population_source){TEXT("log.csv"), {0}, 12, 2, 0, true};
    scene->counts[0] = (struct population_count){TEXT("noted"), hash, TEXT("noted"), 1000};
    scene->counts[1] = (struct population_count){TEXT("noted"), hash, TEXT("other"), 284};
    scene->counts[2] = (struct population_count){TEXT("noted"), hash, TEXT("nothing"), 0};
    scene->totals = (struct population_totals){.instrument_id = instrument->id,
                                               .instrument_version = instrument->version,
                                               .instrument_hash = instrument->hash,
                                               .cases = 1284,
                                               .sources = scene->sources,
                                               .source_count = 2,
                                               .counts = scene->counts,
                                               .count_count = 2};
}

static bool save(struct scene *scene, const struct act *act, struct act_answer *answer)
{
    struct record *r = &scene->r;
    return population_record_save(r->store, r->arena, act, REVIEW, &scene->totals, answer, &r->problems);
}

static bool save_anew(struct scene *scene)
{
    struct act act = act_new(scene->r.arena, TEXT("clerk"));
    return save(scene, &act, NULL);
}

static bool kept(struct scene *scene, struct population_totals *totals)
{
    bool found = false;
    ASSERT_GOOD(
        population_record_read(scene->r.store, scene->r.arena, REVIEW, &found, totals, &scene->r.problems),
        &scene->r.problems);
    return found;
}

TEST(totals_are_kept_with_their_files_and_read_back)
{
    struct scene scene;
    struct population_totals totals;
    start(&scene);
    assert_false(kept(&scene, &totals));
    struct act act = act_new(scene.r.arena, TEXT("clerk"));
    struct act_answer answer;
    ASSERT_GOOD(save(&scene, &act, &answer), &scene.r.problems);
    assert_true(kept(&scene, &totals));
    assert_true(text_equal(totals.id, answer.result));
    assert_true(totals.at == act.at);
    assert_int_equal(totals.cases, 1284);
    assert_true(text_equal(totals.instrument_hash, scene.instrument->hash));
    assert_int_equal(totals.source_count, 2);
    assert_text_equal(totals.sources[0].name, "cases.csv"); // not where it lay
    assert_text_equal(totals.sources[0].sha256, SHA256);
    assert_int_equal(totals.sources[0].read, 1290);
    assert_int_equal(totals.sources[0].rejected, 6);
    assert_true(totals.sources[1].is_log);
    assert_int_equal(totals.sources[1].sha256.length, 0);
    assert_int_equal(population_totals_count(&totals, TEXT("noted"), TEXT("other")), 284);
    assert_int_equal(population_totals_count(&totals, TEXT("noted"), TEXT("nothing")), 0);
    record_stop(&scene.r);
}

static size_t audited(struct scene *scene, struct text *detail)
{
    struct audit_rows rows;
    size_t count = 0;
    ASSERT_GOOD(audit_read(scene->r.store, scene->r.arena, TEXT("review"), REVIEW, &rows, &scene->r.problems),
                &scene->r.problems);
    for (size_t i = 0; i < rows.list.count; i++)
        if (text_equal(rows.list.items[i].action, TEXT("population.keep"))) {
            *detail = rows.list.items[i].detail;
            count++;
        }
    return count;
}

TEST(a_retry_keeps_nothing_twice_and_other_totals_are_no_retry)
{
    struct scene scene;
    struct act_answer first, second;
    struct text detail = {0};
    size_t at;
    start(&scene);
    struct act act = act_new(scene.r.arena, TEXT("clerk"));
    ASSERT_GOOD(save(&scene, &act, &first), &scene.r.problems);
    ASSERT_GOOD(save(&scene, &act, &second), &scene.r.problems);
    assert_true(second.repeated);
    assert_true(text_equal(first.result, second.result));
    assert_int_equal(audited(&scene, &detail), 1);
    assert_true(text_find(detail, TEXT("\"cases\":\"cases.csv\""), &at));
    assert_true(text_find(detail, TEXT("\"counted\":\"1284\""), &at));
    scene.counts[0].cases--;
    scene.counts[1].cases++;
    ASSERT_REFUSED(save(&scene, &act, NULL), &scene.r.problems,
                   "the operation {operation} was something else: {request}");
    record_stop(&scene.r);
}

static void try_to(struct scene *scene, const char *sql)
{
    struct problems problems;
    problems_init(&problems, scene->r.arena);
    assert_false(store_execute(scene->r.store, text_from(sql), &problems));
}

TEST(a_new_check_takes_the_place_of_the_old_one_which_stays_in_the_record)
{
    struct scene scene;
    struct population_totals totals;
    struct text detail;
    start(&scene);
    ASSERT_GOOD(save_anew(&scene), &scene.r.problems);
    assert_true(kept(&scene, &totals));
    struct text old = totals.id;
    scene.counts[0].cases--;
    scene.counts[1].cases++;
    ASSERT_GOOD(save_anew(&scene), &scene.r.problems);
    assert_true(kept(&scene, &totals));
    assert_false(text_equal(totals.id, old));
    assert_int_equal(population_totals_count(&totals, TEXT("noted"), TEXT("noted")), 999);
    assert_int_equal(audited(&scene, &detail), 2);
    struct store_rows *rows = store_query(scene.r.store, scene.r.arena, "population_count_list",
                                          STORE_VALUES(store_text(old)));
    assert_true(store_next(rows));
    assert_int_equal(store_column_integer(rows, 3), 1000);
    while (store_next(rows))
        ;
    ASSERT_GOOD(store_finish(rows, &scene.r.problems), &scene.r.problems);
    try_to(&scene, "UPDATE population_count SET cases = 1");
    try_to(&scene, "DELETE FROM population_source");
    try_to(&scene, "DELETE FROM population_check");
    try_to(&scene, "INSERT OR REPLACE INTO population_count SELECT population_check, number, criterion, "
                   "criterion_hash, outcome, cases + 1 FROM population_count");
    record_stop(&scene.r);
}

TEST(totals_of_another_question_are_refused)
{
    struct scene scene;
    struct population_totals totals;
    start(&scene);
    scene.counts[1].criterion_hash = TEXT("another");
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems,
                   "the population was counted by a criterion that asks something else than the review's");
    scene.counts[1].criterion_hash = scene.counts[0].criterion_hash;
    scene.counts[1].criterion = TEXT("elsewhere");
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems, "the instrument has no such criterion");
    scene.counts[1] = (struct population_count){TEXT("kind"), scene.instrument->criteria[1].hash,
                                                TEXT("kind_yes"), 1284};
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems,
                   "reviewers judge this criterion, so nothing computes its outcomes for a population");
    scene.totals.count_count = 0;
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems, "the population was not counted by this criterion");
    assert_false(kept(&scene, &totals));
    record_stop(&scene.r);
}

TEST(totals_that_do_not_sum_are_refused)
{
    struct scene scene;
    struct population_totals totals;
    const char *sum = "the outcomes of the population add up to {sum}, but {cases} cases were counted";
    start(&scene);
    scene.counts[1].cases++;
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems, sum);
    scene.counts[0].cases = INT64_MAX; // must not wrap
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems, sum);
    scene.counts[0].cases = 1000;
    scene.counts[1].cases = -284;
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems,
                   "the outcome is counted twice, or has less than no case");
    scene.counts[1].cases = 284;
    scene.totals.count_count = 3;
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems, "the criterion has no such outcome");
    scene.counts[2].outcome = TEXT("other");
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems,
                   "the outcome is counted twice, or has less than no case");
    scene.totals.count_count = 2;
    scene.sources[0].rejected--;
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems,
                   "{accepted} rows of cases were read and not rejected, but {cases} cases were counted");
    assert_false(kept(&scene, &totals));
    record_stop(&scene.r);
}

TEST(files_that_a_report_could_not_name_are_refused)
{
    struct scene scene;
    start(&scene);
    scene.sources[0].name = TEXT("cases\n.csv");
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems,
                   "a file of the population has no name that can be printed");
    scene.sources[0].name = TEXT("folder/");
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems,
                   "a file of the population has no name that can be printed");
    scene.sources[0].name = TEXT("cases.csv");
    scene.sources[0].sha256 = TEXT("0123");
    ASSERT_REFUSED(save_anew(&scene), &scene.r.problems, "a hash is 64 hexadecimal digits, in small letters");
    record_stop(&scene.r);
}

TEST(a_published_review_takes_no_population_check)
{
    struct scene scene;
    struct population_totals totals;
    start(&scene);
    struct record *r = &scene.r;
    ASSERT_GOOD(save_anew(&scene), &r->problems);
    ASSERT_GOOD(WRITE(r, review_publish(&r->write, REVIEW, 1, &r->problems)), &r->problems);
    ASSERT_REFUSED(save_anew(&scene), &r->problems,
                   "the review {id} is published and does not change any more");
    assert_true(kept(&scene, &totals));
    record_stop(r);
}
