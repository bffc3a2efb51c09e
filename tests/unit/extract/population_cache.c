// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_cache.h"

#include "base/file.h"
#include "extract/population_cache_format.h"

#include "kept_file.h"
#include "temporary.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char cases[] =
    "case_ref,reported_at,born,age,score,vulnerable,officer,note,strand\n"
    "A/1,2019-03-01 10:00,1980-05-06,39,1.25,yes,Jones,first,race\n"
    "A/2,2019-10-27 01:45,1940-01-01,79,2.5,no,,second,faith\n" // twice, by civil time
    "A/3,never,1940-01-01,79,2.5,no,,third,faith\n"
    "A/4,1911-02-03 10:00,,,,,,,\n" // not narrow
    "A/5,2019-11-01 10:00,2001-01-01,18,0,no,\"Evans, Sian\",fifth,race\n"
    "A/1,2019-03-01 10:00,,,,,,,\n"
    "A/6,2019-03-01 10:00,,-1,,,,,\n"
    "A/7,2018-03-01 10:00:01.5,1999-01-01,20,-3.5,,Jones,,\n";

static const char other_criteria[] =
    "criteria:\n  - id: other\n    title: {en: Other, cy: Arall}\n    question: {en: Other?, cy: Arall?}\n"
    "    outcomes:\n"
    "      - {id: yes, label: {en: Yes, cy: Ie}, standing: met, when: age >= 20 AND vulnerable IS NOT NULL}\n"
    "      - {id: no, label: {en: No, cy: Na}, standing: not met, when: true}\n";
static const char note_criteria[] =
    "criteria:\n  - id: other\n    title: {en: Other, cy: Arall}\n    question: {en: Other?, cy: Arall?}\n"
    "    outcomes:\n"
    "      - {id: yes, label: {en: Yes, cy: Ie}, standing: met, when: note = 'first'}\n"
    "      - {id: no, label: {en: No, cy: Na}, standing: not met, when: true}\n";

struct scene {
    struct arena *arena;
    struct problems problems;
    struct text folder;
    const char *extract, *kept;
    const struct instrument *instrument;
};

static void begin(struct scene *scene)
{
    scene->arena = arena_new();
    problems_init(&scene->problems, scene->arena);
    scene->folder = temporary_folder(scene->arena);
    scene->extract = text_terminated(scene->arena, temporary_path(scene->arena, scene->folder, "cases.csv"));
    scene->kept = text_terminated(scene->arena, temporary_path(scene->arena, scene->folder, "cases.kept"));
    scene->instrument = kept_instrument(scene->arena, NULL);
    ASSERT_GOOD(file_write(text_from(scene->extract), text_from(cases), &scene->problems), &scene->problems);
}

static void end(struct scene *scene)
{
    temporary_remove(scene->folder);
    arena_free(scene->arena);
}

static const struct population_split by_strand = {.field = 8};

static bool count(struct scene *scene, const struct instrument *instrument, const char *path,
                  const char *keep, size_t threads, struct population *population)
{
    struct population_request request = {.instrument = instrument,
                                         .cases = &path,
                                         .case_count = 1,
                                         .threads = threads,
                                         .wants_hash = true,
                                         .keep = keep,
                                         .splits = &by_strand,
                                         .split_count = 1,
                                         .wants_exceptions = true,
                                         .most_exceptions = 10};
    return population_read(scene->arena, &request, population, &scene->problems);
}

// Reads the extract and keeps it.
static struct population keep(struct scene *scene)
{
    struct population population;
    assert_true(count(scene, scene->instrument, scene->extract, scene->kept, 2, &population));
    problems_init(&scene->problems, scene->arena);
    return population;
}

static void assert_same(const struct population *a, const struct population *b)
{
    assert_int_equal(a->cases, b->cases);
    assert_int_equal(a->slot_count, b->slot_count);
    assert_memory_equal(a->counts, b->counts, a->slot_count * sizeof *a->counts);
    size_t cells = a->tables[0].class_count * a->slot_count;
    assert_memory_equal(a->tables[0].counts, b->tables[0].counts, cells * sizeof *a->counts);
    assert_int_equal(a->exceptions_found, b->exceptions_found);
    for (size_t i = 0; i < a->exception_count; i++) {
        assert_true(text_equal(a->exceptions[i].reference, b->exceptions[i].reference));
        assert_int_equal(a->exceptions[i].line, b->exceptions[i].line);
    }
    assert_int_equal(a->file_count, b->file_count);
    assert_int_equal(a->files[0].read, b->files[0].read);
    assert_int_equal(a->files[0].rejected, b->files[0].rejected);
    assert_true(text_equal(a->files[0].source, b->files[0].source));
    assert_true(hash_equal(a->files[0].hash, b->files[0].hash));
}

TEST(kept_cases_are_counted_as_the_extract_is)
{
    struct scene scene;
    begin(&scene);
    struct population direct = keep(&scene), again;
    assert_int_equal(direct.cases, 5);
    assert_true(cache_is(scene.kept));
    assert_false(cache_is(scene.extract));
    ASSERT_GOOD(count(&scene, scene.instrument, scene.kept, NULL, 3, &again), &scene.problems);
    assert_same(&direct, &again);
    end(&scene);
}

TEST(a_changed_instrument_counts_kept_cases_as_it_counts_the_extract)
{
    struct scene scene;
    begin(&scene);
    keep(&scene);
    const struct instrument *changed = kept_instrument(scene.arena, other_criteria);
    struct population direct, again;
    assert_true(count(&scene, changed, scene.extract, NULL, 1, &direct));
    problems_init(&scene.problems, scene.arena);
    ASSERT_GOOD(count(&scene, changed, scene.kept, NULL, 1, &again), &scene.problems);
    assert_same(&direct, &again);
    end(&scene);
}

// More than a segment takes of each value of the group, and of none; some not narrow, some ambiguous, some rejected.
static void write_many(struct scene *scene, size_t rows)
{
    static const char *const strands[] = {"race", "faith", "race", "", "race"};
    static const char *const times[] = {
        "2019-03-01 10:00",      "2019-10-27 01:45", "",     "1911-02-03 10:00",
        "2019-03-01 10:00:01.5", "2020-01-01 00:00", "never"};
    struct buffer buffer = {0};
    buffer_add(&buffer, TEXT("case_ref,reported_at,born,age,score,vulnerable,officer,note,strand\n"));
    for (size_t i = 0; i < rows; i++) {
        size_t time = i % 97 < 6 ? i % 97 + 1 : i % 2 * 5;
        buffer_add(&buffer, text_print(scene->arena, "B/%zu,%s,1980-05-%02zu,%zu,%zu.5,%s,%s,,%s\n", i,
                                       times[time], i % 28 + 1, i % 90, i % 4, i % 3 ? "yes" : "",
                                       i % 5 ? "Jones" : "", strands[i % 5]));
    }
    ASSERT_GOOD(file_write(text_from(scene->extract), buffer_text(&buffer), &scene->problems),
                &scene->problems);
    buffer_dispose(&buffer);
}

TEST(many_kept_cases_are_counted_as_the_extract_is_by_any_group_and_any_processor)
{
    struct scene scene;
    struct population direct, again;
    begin(&scene);
    write_many(&scene, 7 * BATCH_ROWS + 61);
    direct = keep(&scene);
    for (size_t threads = 1; threads < 4; threads++) {
        ASSERT_GOOD(count(&scene, scene.instrument, scene.kept, NULL, threads, &again), &scene.problems);
        assert_same(&direct, &again);
    }
    struct population_request request = {.instrument = scene.instrument,
                                         .cases = &scene.kept,
                                         .case_count = 1,
                                         .threads = 2,
                                         .wants_hash = true,
                                         .portable = true,
                                         .splits = &by_strand,
                                         .split_count = 1,
                                         .wants_exceptions = true,
                                         .most_exceptions = 10};
    ASSERT_GOOD(population_read(scene.arena, &request, &again, &scene.problems), &scene.problems);
    assert_same(&direct, &again);
    end(&scene);
}

TEST(a_text_that_no_rule_read_is_not_kept_and_that_is_said)
{
    struct scene scene;
    begin(&scene);
    keep(&scene);
    const struct instrument *changed = kept_instrument(scene.arena, note_criteria);
    struct population again;
    ASSERT_REFUSED(count(&scene, changed, scene.kept, NULL, 1, &again), &scene.problems,
                   "the field {field} was not kept, because no rule read it then");
    end(&scene);
}

TEST(other_fields_and_other_checks_are_refused)
{
    struct scene scene;
    begin(&scene);
    keep(&scene);
    struct population again;
    struct instrument changed = *scene.instrument;
    struct field *fields = ARENA_ARRAY(scene.arena, struct field, changed.cases.count);
    memcpy(fields, changed.cases.fields, changed.cases.count * sizeof *fields);
    fields[8].values[1].id = TEXT("creed");
    changed.cases.fields = fields;
    ASSERT_REFUSED(count(&scene, &changed, scene.kept, NULL, 1, &again), &scene.problems,
                   "the cases were kept by an instrument with other fields, values or headers");
    changed = *kept_instrument(scene.arena, NULL);
    changed.checks[0].rule = TEXT("age < 1");
    ASSERT_REFUSED(count(&scene, &changed, scene.kept, NULL, 1, &again), &scene.problems,
                   "the cases were kept by an instrument with other checks");
    end(&scene);
}

TEST(only_its_owner_may_read_a_file_of_kept_cases)
{
    struct scene scene;
    struct stat status;
    begin(&scene);
    keep(&scene);
    assert_int_equal(stat(scene.kept, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    end(&scene);
}

TEST(kept_cases_hold_nothing_of_rejected_rows)
{
    struct scene scene;
    struct text content;
    size_t at;
    begin(&scene);
    keep(&scene);
    ASSERT_GOOD(file_read(scene.arena, text_from(scene.kept), 1 << 20, &content, &scene.problems),
                &scene.problems);
    assert_true(text_find(content, TEXT("A/5"), &at));
    assert_false(text_find(content, TEXT("A/3"), &at));
    assert_false(text_find(content, TEXT("A/6"), &at));
    end(&scene);
}

TEST(only_kept_cases_are_written_over)
{
    struct scene scene;
    struct population again;
    struct text content;
    begin(&scene);
    keep(&scene);
    keep(&scene);
    ASSERT_REFUSED(count(&scene, scene.instrument, scene.extract, scene.extract, 1, &again), &scene.problems,
                   "the file is there already, and holds something else than kept cases");
    ASSERT_GOOD(file_read(scene.arena, text_from(scene.extract), 1 << 20, &content, &scene.problems),
                &scene.problems);
    assert_text_equal(content, cases);
    end(&scene);
}

// ---- damage

// Written without waiting for the disk: there are thousands of them.
static bool count_bytes(struct scene *scene, const char *bytes, size_t length, struct population *population)
{
    (void)unlink(scene->kept);
    FILE *stream = fopen(scene->kept, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, length, stream), length);
    assert_int_equal(fclose(stream), 0);
    problems_init(&scene->problems, scene->arena);
    return count(scene, scene->instrument, scene->kept, NULL, 1, population);
}

TEST(a_file_that_was_cut_is_refused_wherever)
{
    struct scene scene;
    struct text content;
    struct population again;
    begin(&scene);
    keep(&scene);
    ASSERT_GOOD(file_read(scene.arena, text_from(scene.kept), 1 << 20, &content, &scene.problems),
                &scene.problems);
    for (size_t length = 0; length < content.length;
         length += length < 64 || length + 300 > content.length ? 1 : 37) {
        struct arena_mark mark = arena_mark(scene.arena);
        assert_false(count_bytes(&scene, content.bytes, length, &again));
        arena_release(scene.arena, mark);
    }
    end(&scene);
}

TEST(a_file_that_was_cut_within_its_first_line_is_not_taken_for_an_extract)
{
    struct scene scene;
    struct population again;
    begin(&scene);
    keep(&scene);
    for (size_t length = sizeof "craffu" - 1; length <= CACHE_MAGIC_BYTES; length++)
        ASSERT_REFUSED(count_bytes(&scene, CACHE_MAGIC, length, &again), &scene.problems,
                       "the file of kept cases is damaged");
    end(&scene);
}

TEST(a_file_of_another_version_is_refused)
{
    struct scene scene;
    struct text content;
    struct population again;
    begin(&scene);
    keep(&scene);
    ASSERT_GOOD(file_read(scene.arena, text_from(scene.kept), 1 << 20, &content, &scene.problems),
                &scene.problems);
    char *bytes = ARENA_ARRAY(scene.arena, char, content.length);
    memcpy(bytes, content.bytes, content.length);
    bytes[offsetof(struct cache_head, version)]--;
    kept_seal(bytes, content.length);
    ASSERT_REFUSED(count_bytes(&scene, bytes, content.length, &again), &scene.problems,
                   "the cases were kept by another version of the program");
    end(&scene);
}

// A changed byte is noticed, or is one of those that fill up; sealed again, whatever it says may be counted, never more.
TEST(a_changed_byte_does_no_harm)
{
    struct scene scene;
    struct text content;
    struct population direct, again;
    begin(&scene);
    direct = keep(&scene);
    ASSERT_GOOD(file_read(scene.arena, text_from(scene.kept), 1 << 20, &content, &scene.problems),
                &scene.problems);
    char *bytes = malloc(content.length);
    for (size_t at = 0; at < content.length; at++) {
        struct arena_mark mark = arena_mark(scene.arena);
        for (int sealed = 0; sealed < 2; sealed++) {
            memcpy(bytes, content.bytes, content.length);
            bytes[at] = (char)(bytes[at] ^ (sealed ? 0xff : 1 << at % 8));
            if (sealed)
                kept_seal(bytes, content.length);
            if (count_bytes(&scene, bytes, content.length, &again) && !sealed)
                assert_same(&direct, &again);
        }
        arena_release(scene.arena, mark);
    }
    free(bytes);
    end(&scene);
}

TEST(kept_cases_are_counted_by_themselves)
{
    struct scene scene;
    struct population again;
    begin(&scene);
    keep(&scene);
    ASSERT_REFUSED(count(&scene, scene.instrument, scene.kept, scene.extract, 1, &again), &scene.problems,
                   "a file of kept cases is counted by itself, and is not kept again");
    end(&scene);
}
