// SPDX-License-Identifier: GPL-3.0-or-later
// Pages of counts that are made by hand.
#include "report/population_page.h"

#include "base/buffer.h"
#include "document/writers.h"

#include "temporary.h"
#include "test.h"

static const char instrument_text[] =
    "craffu: instrument\n"
    "id: small\n"
    "version: 1\n"
    "zone: Europe/London\n"
    "title: {en: Small, cy: Bach}\n"
    "case:\n"
    "  reference: case_ref\n"
    "  group: strand\n"
    "  fields:\n"
    "    - {id: case_ref, type: text, required: true, personal: true, label: {en: Reference, cy: Cyfeirnod}}\n"
    "    - id: strand\n"
    "      type: category\n"
    "      label: {en: Strand, cy: Llinyn}\n"
    "      values:\n"
    "        - {id: a, label: {en: First, cy: Cyntaf}}\n"
    "        - {id: b, label: {en: Second, cy: Ail}}\n"
    "    - {id: reported_on, type: date, label: {en: Report, cy: Adroddwyd}}\n"
    "criteria:\n";
static const char computed_text[] =
    "  - id: known\n"
    "    title: {en: Known, cy: Hysbys}\n"
    "    question: {en: Is it known?, cy: A yw'n hysbys?}\n"
    "    outcomes:\n"
    "      - {id: yes, label: {en: Written down, cy: Ysgrifennwyd}, standing: met, when: reported_on IS NOT NULL}\n"
    "      - {id: no, label: {en: Left out, cy: Hepgorwyd}, standing: not met, when: true}\n";
static const char judged_text[] =
    "  - id: fair\n"
    "    title: {en: Fair, cy: Teg}\n"
    "    question: {en: Was it fair?, cy: A oedd yn deg?}\n"
    "    outcomes:\n"
    "      - {id: fair, label: {en: It was fair, cy: Yr oedd yn deg}, standing: met}\n"
    "      - {id: unfair, label: {en: It was unfair, cy: Nid oedd yn deg}, standing: not met}\n";

// So many cases: of those in the strand a nothing is left out, the others are in the strand b.
enum { FIRST = 3, SECOND = 2, ALL = FIRST + SECOND, MOST_SLOTS = 8, STRANDS = 3 };

struct scene {
    struct arena *arena;
    struct problems problems;
    const struct instrument *instrument;
    struct population_request request;
    struct population population;
    struct population_file file;
    struct population_table table;
    size_t first_slots[3];
    uint64_t counts[MOST_SLOTS], class_counts[STRANDS * MOST_SLOTS], class_cases[STRANDS];
    const struct checked_document *checked[LANGUAGE_COUNT];
};

static void count(struct scene *scene)
{
    const struct instrument *instrument = scene->instrument;
    size_t slots = 0;
    for (size_t c = 0; c < instrument->criterion_count; c++) {
        const struct criterion *criterion = &instrument->criteria[c];
        size_t in_first = slots + (criterion->judged ? criterion->outcome_count : 0),
               in_second = criterion->judged ? in_first : slots + 1;
        scene->first_slots[c] = slots;
        slots += criterion->outcome_count + criterion->judged;
        assert_true(slots <= MOST_SLOTS);
        scene->counts[in_first] += FIRST;
        scene->counts[in_second] += SECOND;
    }
    scene->first_slots[instrument->criterion_count] = slots;
    for (size_t c = 0; c < instrument->criterion_count; c++) {
        size_t first = scene->first_slots[c], judged = scene->first_slots[c + 1] - 1;
        bool is_judged = instrument->criteria[c].judged;
        scene->class_counts[is_judged ? judged : first] = FIRST;
        scene->class_counts[slots + (is_judged ? judged : first + 1)] = SECOND;
    }
    scene->population.slot_count = slots;
}

static void begin(struct scene *scene, const char *criteria)
{
    *scene = (struct scene){.arena = arena_new(), .class_cases = {FIRST, SECOND}};
    problems_init(&scene->problems, scene->arena);
    struct text text = text_print(scene->arena, "%s%s", instrument_text, criteria);
    ASSERT_GOOD(instrument_load(scene->arena, TEXT("small.yaml"), text, &scene->instrument, &scene->problems),
                &scene->problems);
    scene->file = (struct population_file){
        .source = TEXT("cases.csv"),
        .bytes = 100,
        .read = ALL,
        .facts = {.kind = TABLE_CSV, .encoding = ENCODING_WINDOWS_1252, .separator = ';'}};
    scene->request = (struct population_request){.instrument = scene->instrument, .case_count = 1};
    scene->population = (struct population){.instrument = scene->instrument,
                                            .files = &scene->file,
                                            .file_count = 1,
                                            .cases = ALL,
                                            .first_slots = scene->first_slots,
                                            .counts = scene->counts,
                                            .tables = &scene->table,
                                            .table_count = 1};
    count(scene);
    scene->table = (struct population_table){.split = {.field = 1},
                                             .class_count = STRANDS,
                                             .cases = scene->class_cases,
                                             .counts = scene->class_counts};
}

static void end(struct scene *scene)
{
    arena_free(scene->arena);
}

static bool build(struct scene *scene)
{
    return population_page(scene->arena, &scene->population, &scene->request, (struct civil_date){2019, 4, 1},
                           scene->checked, &scene->problems);
}

static struct text page(struct scene *scene, enum language language)
{
    struct buffer out = {0};
    ASSERT_GOOD(build(scene), &scene->problems);
    document_write_terminal(scene->checked[language], (struct terminal){.width = 120}, &out);
    struct text text = text_copy(scene->arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

static void assert_says(struct text page, const char *words, bool expected)
{
    size_t at;
    if (text_find(page, text_from(words), &at) == expected)
        return;
    print_error("\"%s\" is %s:\n%.*s", words, expected ? "not in" : "in", TEXT_PRINT(page));
    fail();
}

TEST(outcomes_stand_for_all_cases_and_for_each_class_that_has_any)
{
    struct scene scene;
    begin(&scene, computed_text);
    struct text english = page(&scene, LANGUAGE_ENGLISH), welsh = page(&scene, LANGUAGE_WELSH);
    assert_says(english, "Table 1: Outcomes of all 5 cases, for each criterion", true);
    assert_says(english, "60.0 %", true);
    assert_says(english, "Table 2: Known, by Strand: all 5 cases", true);
    assert_says(english, "Not known", false);
    assert_says(welsh, "Hepgorwyd", true);
    assert_says(welsh, "Ail", true);
    end(&scene);
}

TEST(nothing_is_printed_if_outcomes_do_not_sum_to_the_cases)
{
    struct scene scene;
    begin(&scene, computed_text);
    scene.class_counts[0]--;
    ASSERT_REFUSED(build(&scene), &scene.problems,
                   "the outcomes add up to {sum}, but there are {cases} cases");
    scene.class_counts[0]++;
    scene.counts[1]++;
    ASSERT_REFUSED(build(&scene), &scene.problems,
                   "the outcomes add up to {sum}, but there are {cases} cases");
    end(&scene);
}

TEST(what_is_judged_is_counted_once_and_in_no_table_by_group)
{
    struct scene scene;
    struct arena *arena = arena_new();
    begin(&scene, text_print(arena, "%s%s", computed_text, judged_text).bytes);
    struct text text = page(&scene, LANGUAGE_ENGLISH);
    assert_says(text, "To be judged by a reviewer", true);
    assert_says(text, "By group: Strand", true);
    assert_says(text, "Fair, by Strand", false);
    assert_says(text, "Reviewers judge every criterion", false);
    end(&scene);
    arena_free(arena);
}

TEST(where_everything_is_judged_the_page_says_that_nothing_is_computed)
{
    struct scene scene;
    begin(&scene, judged_text);
    struct text text = page(&scene, LANGUAGE_ENGLISH);
    assert_says(text, "To be judged by a reviewer", true);
    assert_says(text, "Reviewers judge every criterion of this instrument: no outcome is computed", true);
    assert_says(text, "By group", false);
    assert_says(page(&scene, LANGUAGE_WELSH), "Adolygwyr sy'n barnu pob maen prawf", true);
    end(&scene);
}

TEST(without_a_case_there_is_no_table_of_outcomes)
{
    struct scene scene;
    begin(&scene, judged_text);
    scene.population.cases = 0;
    memset(scene.counts, 0, sizeof scene.counts);
    memset(scene.class_counts, 0, sizeof scene.class_counts);
    memset(scene.class_cases, 0, sizeof scene.class_cases);
    struct text text = page(&scene, LANGUAGE_ENGLISH);
    assert_says(text, "The files hold no case that could be read.", true);
    assert_says(text, "All cases", false);
    assert_says(text, "Reviewers judge", false);
    end(&scene);
}

TEST(each_file_is_told_with_how_it_was_read)
{
    struct scene scene;
    struct text ignored[] = {TEXT("Officer")};
    begin(&scene, computed_text);
    scene.file.ignored = ignored;
    scene.file.ignored_count = 1;
    scene.file.rejects = TEXT("mended.csv");
    struct text text = page(&scene, LANGUAGE_ENGLISH);
    assert_says(text, "cases.csv: CSV, Windows-1252, separated by semicolons", true);
    assert_says(text, "cases.csv: the column Officer is not in the instrument and was not read", true);
    assert_says(text, "cases.csv: the rejected rows are in mended.csv", true);
    assert_says(text, "SHA-256 0000", false);
    scene.file.facts = (struct table_facts){.kind = TABLE_XLSX, .sheet = TEXT("2019")};
    scene.file.has_hash = true;
    text = page(&scene, LANGUAGE_ENGLISH);
    assert_says(text, "cases.csv: XLSX, the sheet 2019", true);
    assert_says(text, "cases.csv: SHA-256 0000", true);
    end(&scene);
}

TEST(a_page_that_names_cases_says_so_at_its_head)
{
    struct scene scene;
    struct population_exception exception = {
        .reference = TEXT("A-1"), .source = TEXT("cases.csv"), .line = 7};
    begin(&scene, computed_text);
    scene.request.wants_exceptions = true;
    scene.request.outcome = 1;
    assert_says(page(&scene, LANGUAGE_ENGLISH), "Internal: this names cases.", false);
    scene.population.exceptions = &exception;
    scene.population.exception_count = 1;
    scene.population.exceptions_found = SECOND;
    struct text text = page(&scene, LANGUAGE_ENGLISH);
    assert_says(text, "Internal: this names cases.", true);
    assert_says(text, "Known: 1 of 2 cases with the outcome “Left out”, in the order of the files", true);
    assert_says(text, "A-1", true);
    end(&scene);
}

TEST(classes_have_ids_and_words)
{
    struct scene scene;
    begin(&scene, computed_text);
    const struct instrument *instrument = scene.instrument;
    struct population_table months = {
        .split = {.field = 2, .by_month = true}, .class_count = 3, .first_month = 2019 * 12 + 11};
    assert_text_equal(population_class_id(scene.arena, instrument, &scene.table, 1), "b");
    assert_text_equal(population_class_words(scene.arena, instrument, &scene.table, 1, LANGUAGE_WELSH),
                      "Ail");
    assert_text_equal(population_class_id(scene.arena, instrument, &scene.table, 2), "not_known");
    assert_text_equal(population_class_id(scene.arena, instrument, &months, 0), "2019-12");
    assert_text_equal(population_class_id(scene.arena, instrument, &months, 1), "2020-01");
    assert_text_equal(population_class_words(scene.arena, instrument, &months, 1, LANGUAGE_ENGLISH),
                      "January 2020");
    assert_text_equal(population_class_words(scene.arena, instrument, &months, 2, LANGUAGE_ENGLISH),
                      "Not known");
    end(&scene);
}

TEST(only_a_judged_criterion_has_cases_to_be_judged)
{
    struct scene scene;
    struct arena *arena = arena_new();
    begin(&scene, text_print(arena, "%s%s", computed_text, judged_text).bytes);
    const struct criterion *computed = &scene.instrument->criteria[0], *judged = computed + 1;
    const size_t *order;
    assert_int_equal(population_order(scene.arena, computed, &order), computed->outcome_count);
    assert_int_equal(population_order(scene.arena, judged, &order), judged->outcome_count + 1);
    assert_int_equal(order[judged->outcome_count], judged->outcome_count);
    assert_text_equal(population_outcome_id(judged, judged->outcome_count), "to_judge");
    assert_string_equal(population_outcome_standing(judged, judged->outcome_count), "to be judged");
    assert_text_equal(population_outcome_id(computed, 1), "no");
    assert_string_equal(population_outcome_standing(computed, 1), "not met");
    end(&scene);
    arena_free(arena);
}
