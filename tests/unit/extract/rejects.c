// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/rejects.h"

#include "base/file.h"

#include "test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct field fields[] = {{.id = {"case_ref", 8}, .type = FIELD_TEXT},
                                {.id = {"note", 4}, .type = FIELD_TEXT}};
static const struct schema schema = {fields, 2};

struct scene {
    struct arena *arena;
    struct problems problems;
    struct text directory;
    struct table_reader *table;
    struct header header;
};

static void begin(struct scene *scene, const char *content)
{
    char directory[] = "/tmp/test_rejects.XXXXXX";
    assert_non_null(mkdtemp(directory));
    scene->arena = arena_new();
    scene->directory = text_copy(scene->arena, text_from(directory));
    problems_init(&scene->problems, scene->arena);
    assert_true(
        table_open_memory(text_from(content), (struct table_choice){0}, &scene->table, &scene->problems));
    assert_true(header_match(scene->arena, &schema, 0, scene->table, &scene->header, &scene->problems));
}

static const char *inside(struct scene *scene, const char *name)
{
    return text_terminated(scene->arena, path_join(scene->arena, scene->directory, text_from(name)));
}

static void end(struct scene *scene)
{
    assert_int_equal(rmdir(text_terminated(scene->arena, scene->directory)),
                     0); // so nothing else was left in it
    table_close(scene->table);
    arena_free(scene->arena);
}

static struct rejects *reject_all(struct scene *scene, const char *path, const char *wanted)
{
    struct rejects *rejects = rejects_new(scene->arena, scene->table, &scene->header, path, wanted,
                                          LANGUAGE_ENGLISH);
    const struct table_row *row;
    struct problems why;
    problems_init(&why, scene->arena);
    problem_report(&why, (struct place){.name = TEXT("note")}, MESSAGE("wrong, \"quite\""),
                   MESSAGE("mend it"));
    problem_report(&why, (struct place){0}, MESSAGE("late"), NO_MESSAGE);
    while (table_next(scene->table, &row, &why) != TABLE_END)
        assert_true(rejects_add(rejects, row, &why, &scene->problems));
    return rejects;
}

// Finishes the rejects; they must be in that file with that content. Takes it away.
static void written(struct scene *scene, struct rejects *rejects, const char *name, const char *content)
{
    struct text path, found;
    assert_true(rejects_finish(rejects, &path, &scene->problems));
    rejects_cancel(rejects);
    assert_text_equal(path, inside(scene, name));
    assert_true(file_read(scene->arena, path, 10000, &found, &scene->problems));
    assert_text_equal(found, content);
    assert_int_equal(unlink(inside(scene, name)), 0);
}

#define REASON "\"note: wrong, \"\"quite\"\" – mend it; late\""
#define MARK "\xEF\xBB\xBF"

TEST(rows_stand_as_they_were_sent_with_two_columns_more)
{
    struct scene scene;
    begin(&scene, "case_ref,note\nA,\"x, y\"\n\"B\"\"b\",\n");
    struct rejects *rejects = reject_all(&scene, inside(&scene, "cases.csv"), NULL);
    written(&scene, rejects, "cases.rejects.csv",
            MARK "case_ref,note,craffu_line,craffu_reason\r\nA,\"x, y\",2," REASON "\r\n\"B\"\"b\",,3," REASON
                 "\r\n");
    end(&scene);
}

TEST(rows_rejected_again_have_the_new_line_and_reason_only)
{
    struct scene scene;
    begin(&scene, "case_ref;note;craffu_line;craffu_reason\nA;\" x;y\";14;old\n");
    struct rejects *rejects = reject_all(&scene, inside(&scene, "cases.rejects.csv"), NULL);
    written(&scene, rejects, "cases.rejects.csv",
            MARK "case_ref;note;craffu_line;craffu_reason\r\nA;\" x;y\";2;" REASON "\r\n");
    end(&scene);
}

TEST(a_value_that_a_spreadsheet_would_run_stays_and_a_reason_that_it_would_does_not)
{
    struct scene scene;
    struct problems why;
    const struct table_row *row;
    begin(&scene, "case_ref,note\n=A,@b\n");
    struct rejects *rejects = rejects_new(scene.arena, scene.table, &scene.header,
                                          inside(&scene, "cases.csv"), NULL, LANGUAGE_ENGLISH);
    problems_init(&why, scene.arena);
    problem_report(&why, (struct place){.name = TEXT("=note")}, MESSAGE("wrong"), NO_MESSAGE);
    assert_int_equal(table_next(scene.table, &row, &why), TABLE_ROW);
    assert_true(rejects_add(rejects, row, &why, &scene.problems));
    written(&scene, rejects, "cases.rejects.csv",
            MARK "case_ref,note,craffu_line,craffu_reason\r\n=A,@b,2,\"'=note: wrong\"\r\n");
    end(&scene);
}

TEST(a_file_that_is_there_is_never_overwritten)
{
    struct scene scene;
    begin(&scene, "case_ref,note\nA,\n");
    assert_true(file_write(text_from(inside(&scene, "cases.rejects.csv")), TEXT("mended"), &scene.problems));
    assert_true(
        file_write(text_from(inside(&scene, "cases.rejects-2.csv")), TEXT("mended"), &scene.problems));
    struct rejects *rejects = reject_all(&scene, inside(&scene, "cases.rejects-2.csv"), NULL);
    written(&scene, rejects, "cases.rejects-3.csv",
            MARK "case_ref,note,craffu_line,craffu_reason\r\nA,,2," REASON "\r\n");
    assert_int_equal(unlink(inside(&scene, "cases.rejects.csv")), 0);
    assert_int_equal(unlink(inside(&scene, "cases.rejects-2.csv")), 0);
    end(&scene);
}

TEST(a_named_file_that_is_there_is_refused)
{
    struct scene scene;
    begin(&scene, "case_ref,note\nA,\n");
    const char *wanted = inside(&scene, "mine.csv");
    assert_true(file_write(text_from(wanted), TEXT("mended"), &scene.problems));
    struct rejects *rejects = rejects_new(scene.arena, scene.table, &scene.header,
                                          inside(&scene, "cases.csv"), wanted, LANGUAGE_ENGLISH);
    const struct table_row *row;
    assert_int_equal(table_next(scene.table, &row, &scene.problems), TABLE_ROW);
    assert_false(rejects_add(rejects, row, &scene.problems, &scene.problems));
    assert_int_equal(scene.problems.count, 1);
    rejects_cancel(rejects);
    struct text content;
    assert_true(file_read(scene.arena, text_from(wanted), 100, &content, &scene.problems));
    assert_text_equal(content, "mended");
    assert_int_equal(unlink(wanted), 0);
    end(&scene);
}

TEST(without_a_rejected_row_there_is_no_file)
{
    struct scene scene;
    begin(&scene, "case_ref,note\n");
    struct rejects *rejects = reject_all(&scene, inside(&scene, "cases.csv"), NULL);
    struct text path = TEXT("?");
    assert_true(rejects_finish(rejects, &path, &scene.problems));
    assert_int_equal(path.length, 0);
    end(&scene);
}

TEST(cancelled_rejects_leave_nothing)
{
    struct scene scene;
    begin(&scene, "case_ref,note\nA,\n");
    rejects_cancel(reject_all(&scene, inside(&scene, "cases.csv"), NULL));
    end(&scene);
}

TEST(a_directory_that_cannot_be_written_is_said)
{
    struct scene scene;
    begin(&scene, "case_ref,note\nA,\n");
    struct rejects *rejects = rejects_new(scene.arena, scene.table, &scene.header,
                                          inside(&scene, "nowhere/cases.csv"), NULL, LANGUAGE_ENGLISH);
    const struct table_row *row;
    assert_int_equal(table_next(scene.table, &row, &scene.problems), TABLE_ROW);
    assert_false(rejects_add(rejects, row, &scene.problems, &scene.problems));
    assert_text_equal(message_text(scene.arena, LANGUAGE_ENGLISH, &scene.problems.list.items[0].what),
                      "the rejected rows cannot be written: No such file or directory");
    rejects_cancel(rejects);
    end(&scene);
}

TEST(where_rejects_go_is_tried_before_there_are_any)
{
    struct scene scene;
    begin(&scene, "case_ref,note\nA,\n");
    const char *wanted = inside(&scene, "mended.csv");
    assert_true(rejects_check_wanted(NULL, &scene.problems));
    assert_true(rejects_check_wanted(wanted, &scene.problems));
    assert_int_equal(access(wanted, F_OK), -1);
    assert_false(rejects_check_wanted(inside(&scene, "nowhere/mended.csv"), &scene.problems));
    assert_true(file_write(text_from(wanted), TEXT("mended"), &scene.problems));
    assert_false(rejects_check_wanted(wanted, &scene.problems));
    assert_text_equal(message_text(scene.arena, LANGUAGE_ENGLISH, &scene.problems.list.items[1].what),
                      "the file for rejected rows is there already and may hold mended rows");
    assert_int_equal(unlink(wanted), 0);
    end(&scene);
}

static bool add_line(void *context, struct text line, struct problems *problems)
{
    struct buffer *lines = context;
    if (lines->length > 60)
        return problem_report(problems, (struct place){0}, MESSAGE("late"), NO_MESSAGE);
    buffer_add(lines, line);
    return true;
}

TEST(lines_can_be_handed_on_instead_of_written_and_are_the_same)
{
    struct scene scene;
    struct arena *arena = arena_new();
    struct text written, name;
    struct buffer lines = {0};
    begin(&scene, "case_ref,note\nA,x\n");
    const char *path = inside(&scene, "cases.rejects.csv");
    struct rejects *rejects = reject_all(&scene, inside(&scene, "cases.csv"), NULL);
    assert_true(rejects_finish(rejects, &name, &scene.problems));
    assert_true(file_read(arena, text_from(path), 1000, &written, &scene.problems));
    unlink(path);
    end(&scene);
    begin(&scene, "case_ref,note\nA,x\nB,y\nC,z\n");
    const struct table_row *row;
    struct problems why;
    problems_init(&why, scene.arena);
    problem_report(&why, (struct place){.name = TEXT("note")}, MESSAGE("wrong, \"quite\""),
                   MESSAGE("mend it"));
    problem_report(&why, (struct place){0}, MESSAGE("late"), NO_MESSAGE);
    rejects = rejects_new_handed(scene.arena, scene.table, &scene.header, LANGUAGE_ENGLISH, add_line, &lines);
    assert_int_equal(table_next(scene.table, &row, &why), TABLE_ROW);
    assert_true(rejects_add(rejects, row, &why, &scene.problems));
    assert_true(text_equal(buffer_text(&lines), written));
    assert_int_equal(table_next(scene.table, &row, &why), TABLE_ROW);
    assert_false(rejects_add(rejects, row, &why, &scene.problems)); // whoever takes them has had enough
    assert_true(rejects_finish(rejects, &name, &scene.problems));
    assert_int_equal(name.length, 0);
    buffer_dispose(&lines);
    arena_free(arena);
    end(&scene);
}
