// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/job_pages.h"

#include "door.h"
#include "job/job_import.h"
#include "job/job_population.h"
#include "review/audit.h"

#include <unistd.h>

struct scene {
    struct door door;
    struct account administrator, liaison;
    struct text manager, reader;
    struct text job; // an import that waits, by the administrator's name
};

static bool ask(struct write *write, struct text *id, struct problems *problems)
{
    struct job_request request = {
        .kind = JOB_IMPORT, .subject = TEXT("small"), .input = TEXT("{\"dry_run\":true}")};
    return job_ask(write, &request, id, problems);
}

static void start(struct scene *s)
{
    struct record *r = &s->door.people.record;
    door_start(&s->door);
    struct account manager = people_add(&s->door.people, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    struct account reader = people_add(&s->door.people, "clerk",
                                       ROLE_BIT(ROLE_READER)); // who writes in this record
    s->manager = door_session(&s->door, &manager);
    s->reader = door_session(&s->door, &reader);
    ASSERT_GOOD(WRITE(r, ask(&r->write, &s->job, &r->problems)), &r->problems);
}

static struct text address(struct scene *s, const char *below)
{
    return text_print(s->door.people.record.arena, "/jobs/%.*s%s", TEXT_PRINT(s->job), below);
}

static enum job_state state_of(struct scene *s)
{
    struct record *r = &s->door.people.record;
    struct job job = {0};
    ASSERT_GOOD(job_get(r->store, r->arena, s->job, &job, &r->problems), &r->problems);
    return job.state;
}

TEST(the_page_of_work_that_is_not_over_stays_where_it_is_unless_somebody_has_it_loaded_again)
{
    struct scene s;
    size_t at;
    start(&s);
    struct http_response response = door_get(&s.door, s.manager, address(&s, ""));
    assert_int_equal(response.status, 200);
    assert_int_equal(door_header(&response, "Refresh").length, 0);
    assert_true(door_shows(&response, "Check progress") && door_shows(&response, "?refresh=yes"));
    response = door_get(&s.door, s.manager, address(&s, "?refresh=yes"));
    struct text refresh = door_header(&response, "Refresh");
    assert_true(text_find(refresh, TEXT("url=/jobs/"), &at) && text_ends(refresh, TEXT("?refresh=auto")));
    response = door_get(&s.door, s.manager, address(&s, "?refresh=auto"));
    assert_true(door_header(&response, "Refresh").length);
    assert_true(door_shows(&response, "Do not load it again by itself"));
    response = door_get(
        &s.door, s.manager,
        text_print(s.door.people.record.arena, "/cy%.*s", TEXT_PRINT(address(&s, "?refresh=auto"))));
    assert_true(text_find(door_header(&response, "Refresh"), TEXT("url=/cy/jobs/"), &at));
    door_stop(&s.door);
}

TEST(how_far_it_is_is_told_to_the_pages_script_in_both_languages)
{
    struct scene s;
    start(&s);
    struct arena *arena = s.door.people.record.arena;
    struct http_response response = door_get(&s.door, s.manager, address(&s, "/progress?refresh=auto"));
    assert_int_equal(response.status, 200);
    assert_text_equal(response.content_type, "application/json");
    assert_text_equal(response.body,
                      "{\"over\":false,\"words\":\"It waits until the work before it is done.\","
                      "\"done\":0,\"all\":0}");
    struct text done = door_job(&s.door, JOB_IMPORT, "small", "{}", "{}");
    response = door_get(&s.door, s.manager, text_print(arena, "/jobs/%.*s/progress", TEXT_PRINT(done)));
    assert_text_equal(response.body, "{\"over\":true,\"words\":\"It is over: done.\",\"done\":0,\"all\":0}");
    response = door_get(&s.door, s.manager, text_print(arena, "/cy/jobs/%.*s/progress", TEXT_PRINT(done)));
    assert_false(door_shows(&response, "It is over"));
    assert_true(door_shows(&response, "\"over\":true"));
    door_stop(&s.door);
}

TEST(a_page_that_loads_itself_does_not_keep_a_session_alive)
{
    struct scene s;
    start(&s);
    int64_t step = s.door.people.access->settings.limits.idle - MINUTES(1);
    s.door.at += step;
    assert_int_equal(door_get(&s.door, s.manager, address(&s, "?refresh=auto")).status, 200);
    s.door.at += step;
    assert_int_equal(door_get(&s.door, s.manager, address(&s, "/progress?refresh=auto")).status, 303);
    door_stop(&s.door);
}

TEST(one_who_asked_sees_and_stops_it_and_another_without_the_role_does_not)
{
    struct scene s;
    start(&s);
    struct account other = people_add(&s.door.people, "other", ROLE_BIT(ROLE_READER));
    struct text stranger = door_session(&s.door, &other);
    assert_int_equal(door_get(&s.door, stranger, address(&s, "")).status, 403);
    assert_int_equal(door_post(&s.door, stranger, address(&s, "/stop"), (struct text){0}).status, 403);
    assert_int_equal(state_of(&s), JOB_WAITING);
    assert_int_equal(door_get(&s.door, s.reader, address(&s, "")).status, 200); // the clerk's own
    assert_int_equal(door_post(&s.door, s.reader, address(&s, "/stop"), (struct text){0}).status, 303);
    assert_int_equal(state_of(&s), JOB_STOPPED);
    struct http_response response = door_post(&s.door, s.reader, address(&s, "/stop"), (struct text){0});
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "there is nothing to stop"));
    assert_int_equal(door_get(&s.door, s.manager, address(&s, "/none")).status, 404);
    assert_int_equal(door_get(&s.door, s.manager, TEXT("/jobs/none")).status, 404);
    door_stop(&s.door);
}

static bool add_rejects(struct write *write, struct text job, int count, struct problems *problems)
{
    struct audited audited = {"thing.look", "thing", TEXT("one"), {0}};
    bool good = audit_tell(write, audited, problems);
    for (int i = 0; good && i <= count; i++)
        good = write_part(write, "job_reject_insert",
                          STORE_VALUES(store_text(job), store_text(TEXT("cases")), store_integer(i),
                                       store_text(TEXT("e")), store_integer(i), store_integer(i + 1),
                                       store_text(TEXT("")), store_text(TEXT("<b>wrong</b>")),
                                       store_text(TEXT("anghywir")),
                                       store_blob(i ? TEXT("row\r\n") : TEXT("head\r\n"))),
                          NULL, problems);
    return good;
}

TEST(rejected_rows_are_shown_page_by_page_and_a_look_and_a_download_are_logged)
{
    struct scene s;
    start(&s);
    struct record *r = &s.door.people.record;
    struct audit_rows rows;
    s.job = door_job(&s.door, JOB_IMPORT, "small", "{}",
                     "{\"cases\":{\"source\":\"c\",\"read\":120,\"rejected\":120}}");
    ASSERT_GOOD(WRITE(r, add_rejects(&r->write, s.job, 120, &r->problems)), &r->problems);
    struct http_response response = door_get(&s.door, s.manager, address(&s, "/rejects"));
    assert_int_equal(response.status, 200);
    assert_true(door_shows(&response, "&lt;b&gt;wrong") && door_shows(&response, "120 rows were rejected"));
    assert_true(door_shows(&response, ">50<") && !door_shows(&response, ">52<"));
    response = door_get(&s.door, s.manager, address(&s, "/rejects?page=3"));
    assert_true(door_shows(&response, ">120<") && !door_shows(&response, ">99<"));
    response = door_get(&s.door, s.manager, address(&s, "/rejects?page=99999999999"));
    assert_true(door_shows(&response, ">120<"));
    response = door_get(&s.door, s.manager, address(&s, "/rejects/cases.csv"));
    assert_int_equal(response.status, 200);
    char start[12] = "";
    assert_true(response.descriptor > 0 && read(response.descriptor, start, 11) == 11);
    assert_string_equal(start, "head\r\nrow\r\n");
    close(response.descriptor);
    assert_int_equal(door_uploads(&s.door), 0);
    assert_int_equal(door_get(&s.door, s.manager, address(&s, "/rejects/..%5ccases.csv")).status, 404);
    ASSERT_GOOD(audit_read(r->store, r->arena, TEXT("job"), s.job, &rows, &r->problems), &r->problems);
    size_t looks = 0, downloads = 0;
    for (size_t i = 0; i < rows.list.count; i++) {
        looks += text_equal(rows.list.items[i].action, TEXT("rejects.consult"));
        downloads += text_equal(rows.list.items[i].action, TEXT("rejects.disclose"));
    }
    assert_int_equal(looks, 1);
    assert_int_equal(downloads, 1);
    door_stop(&s.door);
}

TEST(why_it_failed_is_shown_in_the_pages_language)
{
    struct scene s;
    start(&s);
    struct record *r = &s.door.people.record;
    ASSERT_GOOD(
        store_run(r->store, "job_take",
                  STORE_VALUES(store_text(s.job), store_integer(1), store_text(TEXT("w")), store_integer(2)),
                  NULL, &r->problems),
        &r->problems);
    ASSERT_GOOD(store_run(r->store, "job_end",
                          STORE_VALUES(store_text(s.job), store_text(TEXT("w")), store_text(TEXT("failed")),
                                       store_integer(3), store_text(TEXT("")),
                                       store_text(TEXT("the <column> is missing\n    send it")),
                                       store_text(TEXT("y golofn"))),
                          NULL, &r->problems),
                &r->problems);
    struct http_response response = door_get(&s.door, s.manager, address(&s, ""));
    assert_true(door_shows(&response, "the &lt;column&gt; is missing") &&
                door_shows(&response, "Nothing of it is in the record"));
    response = door_get(&s.door, s.manager, text_print(r->arena, "/cy%.*s", TEXT_PRINT(address(&s, ""))));
    assert_true(door_shows(&response, "y golofn"));
    door_stop(&s.door);
}

TEST(what_it_kept_of_cases_is_removed_only_if_that_is_said)
{
    struct scene s;
    start(&s);
    s.job = door_job(&s.door, JOB_IMPORT, "small", "{}", "{}");
    struct record *r = &s.door.people.record;
    int64_t count;
    ASSERT_GOOD(WRITE(r, add_rejects(&r->write, s.job, 3, &r->problems)), &r->problems);
    assert_int_equal(door_post(&s.door, s.manager, address(&s, "/forget"), (struct text){0}).status, 422);
    ASSERT_GOOD(job_reject_count(r->store, r->arena, s.job, (struct text){0}, &count, &r->problems),
                &r->problems);
    assert_int_equal(count, 3);
    assert_int_equal(door_post(&s.door, s.manager, address(&s, "/forget"), TEXT("confirmation=yes")).status,
                     303);
    ASSERT_GOOD(job_reject_count(r->store, r->arena, s.job, (struct text){0}, &count, &r->problems),
                &r->problems);
    assert_int_equal(count, 0);
    door_stop(&s.door);
}

static bool offers_removal(struct scene *s, struct text session)
{
    struct http_response response = door_get(&s->door, session, address(s, ""));
    assert_int_equal(response.status, 200);
    return door_shows(&response, "Remove what it kept of cases");
}

static bool list_case(struct write *write, struct text job, struct problems *problems)
{
    struct audited audited = {"population.consult", "instrument", TEXT("small"), {0}};
    return audit_tell(write, audited, problems) &&
           write_part(write, "job_exception_insert",
                      STORE_VALUES(store_text(job), store_integer(1), store_text(TEXT("C-01")),
                                   store_text(TEXT("cases.csv")), store_integer(2), store_text(TEXT("")),
                                   store_text(TEXT(""))),
                      NULL, problems);
}

TEST(the_removal_of_what_it_kept_of_cases_is_offered_only_while_it_keeps_something)
{
    static const char *const kinds[] = {JOB_IMPORT, JOB_POPULATION};
    struct scene s;
    start(&s);
    struct record *r = &s.door.people.record;
    assert_false(offers_removal(&s, s.manager)); // it waits
    for (size_t i = 0; i < 2; i++) {
        s.job = door_job(&s.door, kinds[i], i ? "" : "small", "{}", "{}");
        assert_false(offers_removal(&s, s.manager));
        ASSERT_GOOD(WRITE(r, i ? list_case(&r->write, s.job, &r->problems)
                               : add_rejects(&r->write, s.job, 1, &r->problems)),
                    &r->problems);
        assert_true(offers_removal(&s, s.manager));
        door_post(&s.door, s.manager, address(&s, "/forget"), TEXT("confirmation=yes"));
        assert_false(offers_removal(&s, s.manager));
    }
    door_stop(&s.door);
}
