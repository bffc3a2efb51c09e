// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/site_upload.h"

#include "base/file.h"
#include "door.h"
#include "job/job_import.h"
#include "review/ledger.h"
#include "small.h"

#define CASES "case_ref,reported_at\nA,2019-03-29 18:00\n"
static const struct door_file one_file[] = {{"cases", "C:\\sent\\cases \xC3\xA9.csv", CASES}};
static const struct door_file two_files[] = {{"log", "log.csv", "case_ref,at,kind\n"},
                                             {"cases", "cases.csv", CASES}};

struct scene {
    struct door door;
    struct text manager, reader;
};

static void start(struct scene *s)
{
    struct record *r = &s->door.people.record;
    door_start(&s->door);
    struct review review = small_review(small_instrument(r->arena));
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    struct account manager = people_add(&s->door.people, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    struct account reader = people_add(&s->door.people, "reader", ROLE_BIT(ROLE_READER));
    s->manager = door_session(&s->door, &manager);
    s->reader = door_session(&s->door, &reader);
}

static void stop(struct scene *s)
{
    door_stop(&s->door);
}

static struct door_upload form(const struct scene *s)
{
    return (struct door_upload){.session = s->manager,
                                .address = TEXT("/reviews/small/imports/new"),
                                .fields = TEXT("extract=e&sheet=One"),
                                .files = one_file,
                                .file_count = 1};
}

static struct job_list jobs(struct scene *s)
{
    struct record *r = &s->door.people.record;
    struct job_list list;
    ASSERT_GOOD(job_list(r->store, r->arena, JOB_IMPORT, TEXT("small"), 100, &list, &r->problems),
                &r->problems);
    return list;
}

TEST(a_form_with_a_file_becomes_a_job_that_has_it_however_it_is_cut)
{
    struct scene s;
    start(&s);
    struct record *r = &s.door.people.record;
    for (size_t piece = 1; piece < 40; piece++) {
        struct door_upload upload = form(&s);
        upload.piece = piece;
        struct http_response response = door_upload(&s.door, &upload);
        assert_int_equal(response.status, 303);
        assert_int_equal(jobs(&s).list.count, piece);
        assert_int_equal(door_uploads(&s.door), piece);
    }
    struct job job = jobs(&s).list.items[0];
    struct job_uploads sent;
    struct job_import import;
    struct text content;
    ASSERT_GOOD(job_uploads(r->store, r->arena, job.id, &sent, &r->problems), &r->problems);
    ASSERT_GOOD(job_import_read(r->arena, &job, &import, &r->problems), &r->problems);
    assert_int_equal(sent.list.count, 1);
    assert_text_equal(sent.list.items[0].name, "cases \xC3\xA9.csv"); // without the folders of its sender
    assert_int_equal(sent.list.items[0].bytes, sizeof CASES - 1);
    assert_text_equal(import.extract, "e");
    assert_text_equal(import.sheet, "One");
    struct text folder = path_join(r->arena, r->folder, TEXT("uploads"));
    ASSERT_GOOD(file_read(r->arena, path_join(r->arena, folder, sent.list.items[0].file), 1000, &content,
                          &r->problems),
                &r->problems);
    assert_text_equal(content, CASES);
    stop(&s);
}

TEST(two_files_of_a_form_come_in_any_order)
{
    struct scene s;
    start(&s);
    struct door_upload upload = form(&s);
    upload.files = two_files;
    upload.file_count = 2;
    assert_int_equal(door_upload(&s.door, &upload).status, 303);
    assert_int_equal(door_uploads(&s.door), 2);
    stop(&s);
}

TEST(the_same_form_sent_again_asks_for_nothing_more_and_keeps_nothing_more)
{
    struct scene s;
    start(&s);
    struct door_upload upload = form(&s);
    upload.fields = TEXT("operation=0123456789abcdefghjkmnpqrs");
    struct http_response first = door_upload(&s.door, &upload), second = door_upload(&s.door, &upload);
    assert_int_equal(second.status, 303);
    assert_true(text_equal(door_header(&first, "Location"), door_header(&second, "Location")));
    assert_int_equal(jobs(&s).list.count, 1);
    assert_int_equal(door_uploads(&s.door), 1);
    stop(&s);
}

static void expect_refused(struct scene *s, struct door_upload upload, int status)
{
    for (size_t piece = 1; piece < 200; piece = 3 * piece + 1) {
        upload.piece = piece;
        assert_int_equal(door_upload(&s->door, &upload).status, status);
        assert_int_equal(door_uploads(&s->door), 0);
        assert_int_equal(jobs(s).list.count, 0);
    }
}

TEST(before_the_token_nothing_is_kept)
{
    struct scene s;
    start(&s);
    struct door_upload upload = form(&s);
    upload.without_token = true;
    expect_refused(&s, upload, 400);
    upload.fields = (struct text){0};
    expect_refused(&s, upload, 400);
    upload.without_token = false;
    upload.token_last = true;
    expect_refused(&s, upload, 400);
    stop(&s);
}

TEST(who_may_not_send_it_is_answered_before_it_is_read)
{
    struct scene s;
    start(&s);
    struct door_upload upload = form(&s);
    upload.session = s.reader;
    expect_refused(&s, upload, 403);
    upload.session = s.manager;
    upload.address = TEXT("/reviews/none/imports/new");
    expect_refused(&s, upload, 404);
    upload.address = TEXT("/audit/verify");
    expect_refused(&s, upload, 403);
    stop(&s);
}

TEST(what_breaks_off_is_gone)
{
    struct scene s;
    start(&s);
    struct door_upload upload = form(&s);
    upload.breaks_off = true;
    door_upload(&s.door, &upload);
    assert_int_equal(door_uploads(&s.door), 0);
    assert_int_equal(jobs(&s).list.count, 0);
    stop(&s);
}

TEST(too_large_a_file_is_refused_with_the_form_and_so_is_one_of_another_kind)
{
    struct scene s;
    start(&s);
    struct arena *arena = s.door.people.record.arena;
    char *large = arena_allocate(arena, (1 << 20) + 2, 1);
    memset(large, 'x', (1 << 20) + 1);
    large[(1 << 20) + 1] = '\0';
    const struct door_file files[] = {{"cases", "cases.csv", large},
                                      {"cases", "a.pdf", "%PDF-1.7 and more"},
                                      {"cases", "a.xls", "\xD0\xCF\x11\xE0 and more"},
                                      {"cases", "a.gz", "\x1F\x8B and more"}};
    const int statuses[] = {413, 422, 422, 422};
    const char *const words[] = {"more than 1 megabytes were sent", "this file is no table",
                                 "older spreadsheet format", "this file is no table"};
    for (size_t i = 0; i < 4; i++) {
        struct door_upload upload = form(&s);
        upload.files = &files[i];
        upload.piece = 5000;
        struct http_response response = door_upload(&s.door, &upload);
        assert_int_equal(response.status, statuses[i]);
        assert_true(door_shows(&response, words[i]));
        assert_int_equal(door_uploads(&s.door), 0);
    }
    struct door_upload upload = form(&s);
    upload.said_length = (int64_t)1 << 40;
    struct http_response response = door_upload(&s.door, &upload);
    assert_int_equal(response.status, 413);
    assert_true(door_shows(&response, "more than 1 megabytes were sent"));
    stop(&s);
}

TEST(a_form_without_a_file_or_with_one_too_many_is_refused)
{
    struct scene s;
    start(&s);
    static const struct door_file none[] = {{"cases", "", ""}};
    static const struct door_file twice[] = {{"cases", "a.csv", "a"}, {"cases", "b.csv", "b"}};
    static const struct door_file other[] = {{"elsewhere", "a.csv", "a"}};
    struct door_upload upload = form(&s);
    upload.files = none;
    expect_refused(&s, upload, 422);
    upload.files = twice;
    upload.file_count = 2;
    expect_refused(&s, upload, 400);
    upload.files = other;
    upload.file_count = 1;
    expect_refused(&s, upload, 400);
    stop(&s);
}
