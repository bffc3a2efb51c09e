// SPDX-License-Identifier: GPL-3.0-or-later
// Reading by millions against reading row by row, where blocks of bytes end; and what only the population check has.
#include "extract/population.h"

#include "base/file.h"
#include "extract/extract.h"
#include "extract/population_reading.h"

#include "temporary.h"
#include "test.h"

#include <stdlib.h>

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
    "        - {id: lost, label: {en: Lost, cy: Ar goll}}\n"
    "    - {id: reported_at, type: time, label: {en: Report, cy: Adroddwyd}}\n"
    "    - {id: contacted_at, type: time, label: {en: Contact, cy: Cyswllt}}\n"
    "    - {id: remark, type: text, label: {en: Remark, cy: Sylw}}\n"
    "log:\n"
    "  reference: case_ref\n"
    "  time: at\n"
    "  kind: kind\n"
    "  fields:\n"
    "    - {id: case_ref, type: text, required: true, personal: true, label: {en: Reference, cy: Cyfeirnod}}\n"
    "    - {id: at, type: time, required: true, label: {en: Entry, cy: Cofnod}}\n"
    "    - id: kind\n"
    "      type: category\n"
    "      required: true\n"
    "      label: {en: Kind, cy: Math}\n"
    "      values:\n"
    "        - {id: update, label: {en: Update, cy: Diweddariad}}\n"
    "criteria:\n"
    "  - id: contact\n"
    "    title: {en: Contact, cy: Cyswllt}\n"
    "    question: {en: \"Was it soon?\", cy: \"A oedd yn fuan?\"}\n"
    "    outcomes:\n"
    "      - id: late\n"
    "        label: {en: Late, cy: Hwyr}\n"
    "        standing: not met\n"
    "        when: contacted_at - reported_at > INTERVAL '48 hours' OR strand IS NOT DISTINCT FROM 'lost'\n"
    "      - {id: other, label: {en: Other, cy: Arall}, standing: met, when: true}\n"
    "  - id: updates\n"
    "    title: {en: Updates, cy: Diweddariadau}\n"
    "    question: {en: \"Were there two?\", cy: \"A oedd dau?\"}\n"
    "    outcomes:\n"
    "      - {id: many, label: {en: Many, cy: Llawer}, standing: met, when: \"COALESCE(count_log('update') > 1, false)\"}\n"
    "      - {id: few, label: {en: Few, cy: Ychydig}, standing: not met, when: true}\n";

// Cases as the small instrument has them; the last column is none of its own.
#define HEADER "case_ref,strand,reported_at,contacted_at,remark,note\r\n"
enum { STRAND = 1, REPORTED_AT = 2, LATE = 0, UNKNOWN_STRAND = 2 };

struct scene {
    struct arena *arena;
    struct problems problems;
    const struct instrument *instrument;
    struct text folder;
    struct population_split splits[2];
    struct population_request request;
    struct population population;
    const char *paths[4];
};

static void begin(struct scene *scene)
{
    *scene = (struct scene){.arena = arena_new()};
    problems_init(&scene->problems, scene->arena);
    scene->folder = temporary_folder(scene->arena);
    ASSERT_GOOD(instrument_load(scene->arena, TEXT("small.yaml"), text_from(instrument_text),
                                &scene->instrument, &scene->problems),
                &scene->problems);
    scene->splits[0] = (struct population_split){.field = STRAND};
    scene->splits[1] = (struct population_split){.field = REPORTED_AT, .by_month = true};
    scene->request = (struct population_request){.instrument = scene->instrument,
                                                 .cases = &scene->paths[0],
                                                 .case_count = 1,
                                                 .threads = 2,
                                                 .splits = scene->splits,
                                                 .split_count = 2};
}

static void end(struct scene *scene)
{
    temporary_remove(scene->folder);
    arena_free(scene->arena);
}

static void write(struct scene *scene, size_t index, const char *name, struct text content)
{
    struct text path = temporary_path(scene->arena, scene->folder, name);
    FILE *file = fopen(path.bytes, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.bytes, 1, content.length, file), content.length);
    assert_int_equal(fclose(file), 0);
    scene->paths[index] = path.bytes;
}

static bool read_population(struct scene *scene)
{
    problems_init(&scene->problems, scene->arena);
    return population_read(scene->arena, &scene->request, &scene->population, &scene->problems);
}

static void assert_told(struct scene *scene, size_t index, const char *expected)
{
    assert_true(index < scene->problems.list.count);
    struct problem problem = scene->problems.list.items[index];
    problem.place.source = (struct text){0};
    problem.hint = NO_MESSAGE;
    assert_text_equal(problem_text_for_commands(scene->arena, LANGUAGE_ENGLISH, &problem), expected);
}

// ---- row by row against all at once

struct told {
    struct buffer text;
    uint64_t strands[3];
};

static bool take(void *context, const struct extract_row *row, enum extract_effect *effect,
                 __attribute__((unused)) struct problems *problems)
{
    struct told *told = context;
    struct text content = row->content;
    bool is_a = memmem(content.bytes, content.length, "\"strand\":\"a\"", 12),
         is_lost = memmem(content.bytes, content.length, "\"strand\":\"lost\"", 15);
    told->strands[is_a ? 0 : is_lost ? 1 : UNKNOWN_STRAND]++;
    *effect = EXTRACT_CREATED;
    return true;
}

static bool has_case(__attribute__((unused)) void *context, __attribute__((unused)) struct text reference,
                     bool *has, __attribute__((unused)) struct problems *problems)
{
    *has = false;
    return true;
}

static void tell(struct told *told, bool good, uint64_t read, uint64_t rejected,
                 const struct problems *problems)
{
    buffer_print(&told->text, "%d, read %llu, rejected %llu, problems %zu\n", good,
                 good ? (unsigned long long)read : 0, good ? (unsigned long long)rejected : 0,
                 problems->count);
    for (size_t i = 0; i < problems->list.count; i++) {
        const struct problem *problem = &problems->list.items[i];
        buffer_print(&told->text, "%llu ", (unsigned long long)problem->place.record);
        buffer_add(&told->text, problem_text_for_commands(problems->arena, LANGUAGE_ENGLISH, problem));
        buffer_add_character(&told->text, '\n');
    }
}

static void read_singly(struct scene *scene, struct told *told)
{
    struct extract_request request = {
        .instrument = scene->instrument, .cases = {.path = scene->paths[0]}, .keep_no_rejects = true};
    struct extract_taker taker = {told, take, take, has_case};
    struct extract_report report = {0};
    problems_init(&scene->problems, scene->arena);
    struct extract_reader *reader = extract_open(scene->arena, &request, &scene->problems);
    bool good = reader && extract_read(reader, &taker, &report, &scene->problems);
    extract_close(reader);
    tell(told, good, report.cases.read, report.cases.rejected, &scene->problems);
}

static void assert_same(struct scene *scene, const struct told *expected, size_t threads, bool portable)
{
    struct told got = {0};
    scene->request.threads = threads;
    scene->request.portable = portable;
    bool good = read_population(scene);
    tell(&got, good, good ? scene->population.files[0].read : 0,
         good ? scene->population.files[0].rejected : 0, &scene->problems);
    assert_text_equal(buffer_text(&got.text), text_terminated(scene->arena, buffer_text(&expected->text)));
    for (size_t strand = 0; good && strand < 3; strand++)
        assert_int_equal(scene->population.tables[0].cases[strand], expected->strands[strand]);
    buffer_dispose(&got.text);
}

static uint64_t compare(struct text content)
{
    struct scene scene;
    struct told expected = {0};
    begin(&scene);
    write(&scene, 0, "cases.csv", content);
    read_singly(&scene, &expected);
    assert_same(&scene, &expected, 1, false);
    assert_same(&scene, &expected, 3, true);
    buffer_dispose(&expected.text);
    end(&scene);
    return expected.strands[0] + expected.strands[1] + expected.strands[2];
}

static uint64_t compare_and_dispose(struct buffer *content)
{
    uint64_t taken = compare(buffer_text(content));
    buffer_dispose(content);
    return taken;
}

static void add_many(struct buffer *out, char character, size_t count)
{
    char *bytes = malloc(count + 1);
    memset(bytes, character, count);
    buffer_add(out, (struct text){bytes, count});
    free(bytes);
}

static void add_row(struct buffer *out, size_t number)
{
    buffer_print(out, "R%zu,%s,2019-03-%02zu 10:00,\"2019-04-01 11:00\",plain,\"a, \"\"b\"\"\r\nc\"\r\n",
                 number,
                 number % 3 == 0   ? "a"
                 : number % 3 == 1 ? "lost"
                                   : "",
                 1 + number % 28);
}

// The header and rows up to that offset, the last of them made as long as it must be.
static void add_up_to(struct buffer *out, size_t offset, bool orderly)
{
    static const char begins[] = "first,a,,,,";
    buffer_add(out, TEXT("\xEF\xBB\xBF" HEADER));
    for (size_t number = 0; orderly && out->length + 1000 < offset; number++)
        add_row(out, number);
    buffer_add(out, text_from(begins));
    add_many(out, 'x', offset - out->length - 2);
    buffer_add(out, TEXT("\r\n"));
}

// The tail begins at each offset before the end of a block, so that the end comes behind each of its bytes.
static void lay_over_a_border(struct text tail, size_t blocks, bool orderly)
{
    const char *tier = getenv("CRAFFU_TIER");
    size_t step = tier && text_equal(text_from(tier), TEXT("quick")) ? 3 : 1;
    for (size_t shift = 0; shift <= tail.length; shift += step) {
        struct buffer content = {0};
        add_up_to(&content, blocks * BLOCK_BYTES_READ - shift, orderly);
        buffer_add(&content, tail);
        for (size_t number = 900000; number < 900010; number++)
            add_row(&content, number);
        assert_true(compare_and_dispose(&content) > 10);
    }
}

TEST(rows_are_cut_by_the_end_of_a_block_anywhere)
{
    lay_over_a_border(
        TEXT(
            "T1,a,2019-03-01 10:00,,\"a \"\"b\"\"\",\"c\r\n\"\"\r\nd\"\r\n\r\nT2,\xC5\xB7,,,,\r\n\"T3\",lost,,,,\"\"\r\n"),
        1, true);
}

TEST(damaged_rows_are_cut_by_the_end_of_a_block_anywhere)
{
    lay_over_a_border(
        TEXT(
            "T1,a,,,x\"y,\r\nT2,a,,,,\xFF\nT3,a,,,,\xE2\x82\r\n\"T4\"x,a,,,,\nT5,a\nT1,lost,,,,\n\"T6,a\nT7,lost,,,,\n"),
        1, true);
}

TEST(a_first_row_as_long_as_a_block_is_followed_by_rows_of_all_kinds)
{
    lay_over_a_border(TEXT("T1,a,,,\"\r\",x\rT2,lost,,,,\"\n\"\n\nT3,a,,,\"a\"b,\n"), 1, false);
}

// A quote that is not closed, just before the block ends, and a field over the whole block behind it.
TEST(a_field_longer_than_a_block_is_read)
{
    for (size_t length = BLOCK_BYTES_READ - 3; length <= BLOCK_BYTES_READ + 3; length++) {
        struct buffer content = {0};
        add_up_to(&content, BLOCK_BYTES_READ - 8, true);
        buffer_add(&content, TEXT("T1,a,,,,\""));
        for (size_t at = 0; at < length; at += 16)
            buffer_add(&content, TEXT("T9,\"\"a\"\",\r\nxxxxx"));
        buffer_add(&content, TEXT("\"\r\nT2,lost,,,,\r\n"));
        compare_and_dispose(&content);
    }
}

TEST(fields_and_rows_over_their_limits_cost_themselves_only)
{
    struct buffer content = {0};
    add_up_to(&content, 1000, true);
    buffer_add(&content, TEXT("T1,a,,,,"));
    add_many(&content, 'x', LIMIT_FIELD_BYTES + 1);
    buffer_add(&content, TEXT("\nT2,a,,,,\"open\n"));
    for (size_t number = 0; number < 30000; number++)
        buffer_print(&content, "U%zu,a,2019-03-01 10:00,,without quotes,\n", number);
    buffer_add(&content, TEXT("T3,a,,,,"));
    for (size_t length = 0; length <= LIMIT_ROW_BYTES + BLOCK_BYTES_READ; length += 1000001) {
        add_many(&content, 'y', 1000000);
        buffer_add_character(&content, ',');
    }
    buffer_add(&content, TEXT("\r\nT4,lost,,,,\r\nT5,lost,,,,"));
    assert_true(compare_and_dispose(&content) > 30000);
}

TEST(a_quote_that_is_never_closed_costs_its_line_only)
{
    struct buffer content = {0};
    add_up_to(&content, BLOCK_BYTES_READ - 20, true);
    buffer_add(&content, TEXT("T1,a,,,,\"open\r\n"));
    for (size_t number = 0; number < 60000; number++)
        buffer_print(&content, "U%zu,a,2019-03-01 10:00,,without quotes,\r\n", number);
    assert_true(compare_and_dispose(&content) > 60000);
}

TEST(small_and_strange_files_are_read_alike)
{
    static const char *const files[] = {
        "",
        "\n",
        "case_ref",
        "case_ref\n",
        "case_ref\r\n\r\n",
        "case_ref\nA\nB",
        "case_ref\r\"A\"\rB\rA\r",
        "case_ref,strand\nA,a",
        "case_ref,strand\nA,a\n\n\nB,lost\n,\n",
        "strand\na\n",
        "case_ref,case_ref\nA,B\n",
        "case_ref\nA\n\n",
        "case_ref,strand\nA,\"a\nB,b\n",
        "case_ref;strand\nA;a\nB,b\n",
        "\xEF\xBB\xBF",
        "\xEF\xBB\xBF"
        "case_ref\nA",
        "case_ref,strand\n\"A\",a\"\nB,unheard\n",
        "case_ref\n\xFF\n\xC5\xB7\n\xC5\xB7\xC5\xB7\n",
        "a\"b\n1\n",
        "\"case_ref\n",
        "case_ref,reported_at\nA,2019-10-27 01:30\nB,2019-03-31 01:30\nC,2019-01-01 10:00:00.5\n",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        compare(text_from(files[i]));
}

TEST(a_file_of_exactly_some_blocks_is_read)
{
    for (size_t bytes = 2 * BLOCK_BYTES_READ - 2; bytes <= 2 * BLOCK_BYTES_READ + 2; bytes++) {
        struct buffer content = {0};
        add_up_to(&content, bytes, true);
        compare_and_dispose(&content);
    }
}

// Its beginning does not say it, and what was assumed of its rows at first is not told.
TEST(a_file_of_windows_1252_is_read_again_unless_its_encoding_is_named)
{
    struct scene scene;
    struct buffer content = {0};
    static const enum encoding windows = ENCODING_WINDOWS_1252, utf8 = ENCODING_UTF8;
    begin(&scene);
    buffer_add(&content, TEXT(HEADER));
    for (size_t number = 0; number < 40000; number++)
        add_row(&content, number);
    for (size_t number = 0; number < 2000; number++)
        buffer_print(&content, "W%zu,a,,,,\xE9\r\n", number);
    write(&scene, 0, "cases.csv", buffer_text(&content));
    ASSERT_GOOD(read_population(&scene), &scene.problems);
    assert_int_equal(scene.population.cases, 42000);
    scene.request.encoding = &windows;
    ASSERT_GOOD(read_population(&scene), &scene.problems);
    assert_int_equal(scene.population.cases, 42000);
    assert_true(scene.population.files[0].facts.encoding_is_given);
    scene.request.encoding = &utf8;
    assert_true(read_population(&scene));
    assert_int_equal(scene.population.cases, 40000);
    buffer_dispose(&content);
    end(&scene);
}

TEST(a_byte_order_mark_goes_before_the_encoding_that_is_named)
{
    struct scene scene;
    static const enum encoding windows = ENCODING_WINDOWS_1252;
    begin(&scene);
    write(&scene, 0, "cases.csv", TEXT("\xEF\xBB\xBF" HEADER "\xC5\xB7,a,,,,\r\n"));
    scene.request.encoding = &windows;
    ASSERT_GOOD(read_population(&scene), &scene.problems);
    assert_int_equal(scene.population.cases, 1);
    end(&scene);
}

// Blank lines, then a header of all columns that are known and a long one, up to that offset, and a row.
static void add_long_header(struct buffer *content, size_t blank, size_t offset)
{
    add_many(content, '\n', blank);
    buffer_add(content, TEXT("case_ref,strand,reported_at,contacted_at,remark,"));
    add_many(content, 'h', offset - content->length - 1);
    buffer_add(content, TEXT("\nA,a,,,,b\n"));
}

static uint64_t compare_header(size_t blank, size_t offset)
{
    struct buffer content = {0};
    add_long_header(&content, blank, offset);
    return compare_and_dispose(&content);
}

TEST(a_header_is_as_long_as_an_import_takes_it)
{
    assert_int_equal(compare_header(0, LIMIT_HEADER_BYTES), 1);
    assert_int_equal(compare_header(0, LIMIT_HEADER_BYTES + 1), 0);
    assert_int_equal(compare_header(0, 3 * LIMIT_HEADER_BYTES), 0);
    assert_int_equal(compare_header(LIMIT_HEADER_BYTES - 100, LIMIT_HEADER_BYTES), 1);
    assert_int_equal(compare_header(LIMIT_HEADER_BYTES - 100, LIMIT_HEADER_BYTES + 1), 0);
    assert_int_equal(compare_header(LIMIT_HEADER_BYTES + 1, LIMIT_HEADER_BYTES + 100), 0);
}

TEST(a_quote_in_the_header_that_goes_on_too_long_is_refused_as_an_import_does)
{
    for (size_t lines = 100; lines <= 100000; lines *= 1000) {
        struct buffer content = {0};
        buffer_add(&content, TEXT("case_ref,\""));
        add_many(&content, '\n', 4 * lines);
        buffer_add(&content, TEXT("\"\nA,b\n"));
        assert_int_equal(compare_and_dispose(&content), lines == 100);
    }
}

TEST(a_header_that_is_too_long_is_told_with_its_limit)
{
    struct scene scene;
    struct buffer content = {0};
    begin(&scene);
    add_long_header(&content, 0, LIMIT_HEADER_BYTES + 1);
    write(&scene, 0, "cases.csv", buffer_text(&content));
    assert_false(read_population(&scene));
    assert_told(&scene, 0,
                ":1: the row with the names of the columns does not end within the first 262,144 bytes");
    buffer_dispose(&content);
    end(&scene);
}

// ---- exceptions

static void expect_exceptions(struct scene *scene, const char *expected)
{
    struct buffer got = {0};
    ASSERT_GOOD(read_population(scene), &scene->problems);
    for (size_t i = 0; i < scene->population.exception_count; i++) {
        const struct population_exception *found = &scene->population.exceptions[i];
        buffer_print(&got, "%.*s %llu", TEXT_PRINT(found->reference), (unsigned long long)found->line);
        if (found->is_known)
            buffer_print(&got, " %lld",
                         (long long)(found->measure.integers[0] / (3600 * MICROSECONDS_PER_SECOND)));
        buffer_add_character(&got, '\n');
    }
    assert_text_equal(buffer_text(&got), expected);
    buffer_dispose(&got);
}

TEST(exceptions_come_the_longest_first_and_the_unknown_last)
{
    struct scene scene;
    begin(&scene);
    write(&scene, 0, "cases.csv",
          TEXT(HEADER "A,a,2019-03-01 10:00,2019-03-04 10:00,,\r\n"
                      "B,lost,2019-03-01 10:00,,,\r\n"
                      "C,a,2019-03-01 10:00,2019-03-02 10:00,,\r\n"
                      "D,a,2019-03-01 10:00,2019-03-05 10:00,\"two\r\nlines\",\r\n"
                      "E,lost,,,,\r\n"
                      "F,a,2019-03-01 10:00,2019-03-04 10:00,,\r\n"
                      "A,a,2019-03-01 10:00,2019-04-04 10:00,,\r\n"
                      "G,lost,2019-03-01 10:00,2019-03-01 11:00,,\r\n"));
    scene.request.wants_exceptions = true;
    scene.request.outcome = LATE;
    scene.request.measure = outcome_measure(scene.arena, &scene.instrument->criteria[0], LATE);
    assert_non_null(scene.request.measure);
    for (size_t threads = 1; threads <= 3; threads++) {
        scene.request.threads = threads;
        scene.request.most_exceptions = 10;
        assert_true(read_population(&scene));
        assert_int_equal(scene.problems.count, 1); // the second A
        assert_int_equal(scene.population.exceptions_found, 6);
    }
    write(&scene, 0, "cases.csv",
          TEXT(HEADER "A,a,2019-03-01 10:00,2019-03-04 10:00,,\r\n"
                      "B,lost,2019-03-01 10:00,,,\r\n"
                      "C,a,2019-03-01 10:00,2019-03-02 10:00,,\r\n"
                      "D,a,2019-03-01 10:00,2019-03-05 10:00,\"two\r\nlines\",\r\n"
                      "E,lost,,,,\r\n"
                      "F,a,2019-03-01 10:00,2019-03-04 10:00,,\r\n"
                      "G,lost,2019-03-01 10:00,2019-03-01 11:00,,\r\n"));
    expect_exceptions(&scene, "D 5 96\nA 2 72\nF 8 72\nG 9 1\nB 3\nE 7\n");
    scene.request.most_exceptions = 2;
    expect_exceptions(&scene, "D 5 96\nA 2 72\n");
    assert_int_equal(scene.population.exceptions_found, 6);
    scene.request.measure = NULL;
    scene.request.most_exceptions = 3;
    expect_exceptions(&scene, "A 2\nB 3\nD 5\n");
    scene.request.most_exceptions = 0;
    expect_exceptions(&scene, "");
    end(&scene);
}

TEST(of_many_exceptions_the_same_are_listed_however_many_threads_there_are)
{
    struct scene scene;
    struct buffer content = {0}, expected = {0};
    begin(&scene);
    buffer_add(&content, TEXT(HEADER));
    for (size_t i = 0; i < 40000; i++)
        buffer_print(&content, "R%zu,a,2019-03-01 10:00,2019-03-%02zu 10:00,,%s\r\n", i, 10 + i * 7 % 20,
                     i % 97 == 0 ? "\"\r\n\"" : "");
    // The latest, the 29th, is of every twentieth row.
    for (size_t i = 0, lines = 0, found = 0; found < 50; i++) {
        if (10 + i * 7 % 20 == 29) {
            buffer_print(&expected, "R%zu %zu 672\n", i, i + 2 + lines);
            found++;
        }
        lines += i % 97 == 0;
    }
    write(&scene, 0, "cases.csv", buffer_text(&content));
    scene.request.wants_exceptions = true;
    scene.request.most_exceptions = 50;
    scene.request.measure = outcome_measure(scene.arena, &scene.instrument->criteria[0], LATE);
    buffer_add_character(&expected, '\0');
    for (size_t threads = 1; threads <= 4; threads++) {
        scene.request.threads = threads;
        expect_exceptions(&scene, expected.bytes);
    }
    buffer_dispose(&content);
    buffer_dispose(&expected);
    end(&scene);
}

// ---- splits

static uint64_t of_month(const struct population *population, int32_t year, int32_t month)
{
    return population->tables[1].cases[year * 12 + month - 1 - population->tables[1].first_month];
}

TEST(cases_are_divided_by_category_and_month_and_the_unknown_come_last)
{
    struct scene scene;
    begin(&scene);
    write(&scene, 0, "cases.csv",
          TEXT(HEADER "A,a,2019-03-31 23:59,,,\r\nB,lost,2019-04-01 00:00,,,\r\nC,,2019-04-30 23:59,,,\r\n"
                      "D,a,,,,\r\nE,a,2019-05-01 00:00:00.5,,,\r\nF,lost,2018-12-31 23:59,,,\r\n"));
    ASSERT_GOOD(read_population(&scene), &scene.problems);
    const struct population *population = &scene.population;
    assert_int_equal(population->cases, 6);
    assert_int_equal(population->tables[0].class_count, 3);
    assert_int_equal(population->tables[0].cases[0], 3);
    assert_int_equal(population->tables[0].cases[1], 2);
    assert_int_equal(population->tables[0].cases[UNKNOWN_STRAND], 1);
    assert_int_equal(of_month(population, 2019, 3), 1);
    assert_int_equal(of_month(population, 2019, 4), 2);
    assert_int_equal(of_month(population, 2019, 5), 1);
    assert_int_equal(of_month(population, 2018, 12), 1);
    assert_int_equal(population->tables[1].cases[population->tables[1].class_count - 1], 1);
    uint64_t late = 0;
    for (size_t class = 0; class < 3; class ++)
        late += population->tables[0].counts[class * population->slot_count + LATE];
    assert_int_equal(late, 2);
    assert_int_equal(population->counts[LATE], 2);
    end(&scene);
}

// ---- several files

TEST(a_case_that_another_file_has_is_rejected_by_the_name_of_that_file)
{
    struct scene scene;
    begin(&scene);
    write(&scene, 0, "one.csv", TEXT(HEADER "A,a,,,,\r\nB,a,,,\"\r\n\",\r\nC,wrong,,,,\r\n"));
    write(&scene, 1, "two.csv", TEXT(HEADER "D,a,,,,\r\nB,lost,,,,\r\nC,a,,,,\r\nD,a,,,,\r\n"));
    write(&scene, 2, "three.csv", TEXT(HEADER "E,a,,,,\r\nD,a,,,,\r\n"));
    scene.request.case_count = 3;
    assert_true(read_population(&scene));
    assert_int_equal(scene.population.cases, 4); // A, B, D, E
    assert_int_equal(scene.population.files[0].rejected, 1);
    assert_int_equal(scene.population.files[1].rejected, 3);
    assert_int_equal(scene.population.files[2].rejected, 1);
    struct arena *arena = scene.arena;
    static const size_t of_file[] = {0, 0, 1};
    static const size_t lines[] = {3, 5, 2};
    static const size_t at[] = {1, 2, 4};
    for (size_t i = 0; i < 3; i++) {
        struct text words = problem_text_for_commands(arena, LANGUAGE_ENGLISH,
                                                      &scene.problems.list.items[at[i]]);
        const char *expected = text_terminated(arena,
                                               text_print(arena, "this case stands already in line %zu of %s",
                                                          lines[i], scene.paths[of_file[i]]));
        if (!strstr(text_terminated(arena, words), expected))
            assert_text_equal(words, expected);
    }
    struct text words = problem_text_for_commands(arena, LANGUAGE_ENGLISH, &scene.problems.list.items[3]);
    assert_non_null(strstr(text_terminated(arena, words), "this case stands already in line 2"));
    assert_null(strstr(text_terminated(arena, words), "line 2 of"));
    end(&scene);
}

TEST(entries_of_several_logs_are_counted_together)
{
    struct scene scene;
    begin(&scene);
    write(&scene, 0, "cases.csv", TEXT(HEADER "A,a,,,,\r\nB,a,,,\"\r\n\",\r\nC,wrong,,,,\r\n"));
    write(
        &scene, 1, "one.csv",
        TEXT(
            "case_ref,at,kind\nA,2019-03-01 10:00,update\nB,2019-03-01 10:00,update\nZ,2019-03-01 10:00,update\n"));
    write(&scene, 2, "two.csv",
          TEXT("case_ref,at,kind\nA,2019-03-02 10:00,update\nC,2019-03-02 10:00,update\nB,,update\n"));
    scene.request.logs = &scene.paths[1];
    scene.request.log_count = 2;
    for (size_t threads = 1; threads <= 3; threads++) {
        scene.request.threads = threads;
        assert_true(read_population(&scene));
        assert_int_equal(scene.population.cases, 2);
        assert_int_equal(scene.population.log_entries, 3);
        assert_int_equal(scene.population.counts[scene.population.first_slots[1]], 1);     // many
        assert_int_equal(scene.population.counts[scene.population.first_slots[1] + 1], 1); // few
        assert_int_equal(scene.problems.count, 4);
    }
    struct text words = problem_text_for_commands(scene.arena, LANGUAGE_ENGLISH,
                                                  &scene.problems.list.items[2]);
    assert_non_null(strstr(text_terminated(scene.arena, words), "was rejected, in line 5 of the cases"));
    end(&scene);
}

TEST(a_log_whose_cases_are_none_is_read_and_rejected)
{
    struct scene scene;
    begin(&scene);
    write(&scene, 0, "cases.csv", TEXT(HEADER));
    write(&scene, 1, "log.csv", TEXT("case_ref,at,kind\nA,2019-03-01 10:00,update\n"));
    scene.request.logs = &scene.paths[1];
    scene.request.log_count = 1;
    assert_true(read_population(&scene));
    assert_int_equal(scene.population.cases, 0);
    assert_int_equal(scene.population.files[1].rejected, 1);
    end(&scene);
}

TEST(a_log_is_refused_by_an_instrument_without_one)
{
    struct scene scene;
    begin(&scene);
    struct instrument without = *scene.instrument;
    without.has_log = false;
    write(&scene, 0, "cases.csv", TEXT(HEADER));
    scene.request.instrument = &without;
    scene.request.logs = &scene.paths[0];
    scene.request.log_count = 1;
    assert_false(read_population(&scene));
    assert_told(&scene, 0, "the instrument small asks for no log");
    end(&scene);
}

// ---- the end before the end

static atomic_bool stop;

static void stop_now(__attribute__((unused)) void *context,
                     __attribute__((unused)) const struct population_progress *progress)
{
    atomic_store(&stop, true);
}

TEST(reading_stops_when_it_is_told_to)
{
    struct scene scene;
    struct buffer content = {0};
    begin(&scene);
    add_up_to(&content, 4 * BLOCK_BYTES_READ, true);
    write(&scene, 0, "cases.csv", buffer_text(&content));
    buffer_dispose(&content);
    scene.request.stop = &stop;
    atomic_store(&stop, true);
    assert_false(read_population(&scene));
    for (size_t threads = 1; threads <= 3; threads++) {
        scene.request.threads = threads;
        scene.request.progress = stop_now;
        atomic_store(&stop, false);
        assert_false(read_population(&scene));
    }
    scene.request.progress = NULL;
    atomic_store(&stop, false);
    ASSERT_GOOD(read_population(&scene), &scene.problems);
    end(&scene);
}
