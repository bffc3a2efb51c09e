// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/report_pages.h"

#include "access/conflict.h"
#include "door.h"
#include "job/job_edition.h"
#include "review/approval.h"
#include "review/audit.h"
#include "review/kept_edition.h"
#include "review/ledger.h"
#include "review/review.h"
#include "small.h"

static struct text start(struct door *door)
{
    struct record *r = &door->people.record;
    door_start(door);
    struct review review = small_review(small_instrument(r->arena));
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    record_add_cases(r, "e", 2);
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, TEXT("small"), TEXT("e"), NULL, &r->problems)),
                &r->problems);
    struct account manager = people_add(&door->people, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    return door_session(door, &manager);
}

static struct text session_of(struct door *door, const char *name, enum role role)
{
    struct account account = people_add(&door->people, name, ROLE_BIT(role));
    return door_session(door, &account);
}

static void keep(struct door *door, bool internal, enum edition_state state)
{
    struct record *r = &door->people.record;
    struct kept_edition edition = {
        .review = TEXT("small"), .internal = internal, .state = state, .date = TEXT("2019-10-01")};
    struct edition_file_list files = {0};
    int64_t number;
    *ARRAY_APPEND(r->arena, &files.list) = (struct edition_file){.name = TEXT("small.en.html"),
                                                                 .content = TEXT("<p>secret</p>")};
    ASSERT_GOOD(WRITE(r, kept_edition_add(&r->write, &edition, &files, &number, &r->problems)), &r->problems);
}

static int status(struct door *door, struct text session, const char *address)
{
    return door_get(door, session, text_from(address)).status;
}

static size_t disclosures(struct door *door)
{
    struct record *r = &door->people.record;
    struct audit_rows rows;
    size_t count = 0;
    ASSERT_GOOD(audit_read(r->store, r->arena, TEXT("review"), TEXT("small"), &rows, &r->problems),
                &r->problems);
    for (size_t i = 0; i < rows.list.count; i++)
        count += text_equal(rows.list.items[i].action, TEXT("report.disclose"));
    return count;
}

TEST(who_may_read_published_reports_alone_sees_no_other_edition)
{
    struct door door;
    struct text manager = start(&door), reader = session_of(&door, "reader", ROLE_READER);
    keep(&door, false, EDITION_APPROVED);
    keep(&door, true, EDITION_PUBLISHED);
    keep(&door, false, EDITION_PUBLISHED);
    const int readers[] = {403, 403, 200};
    for (int i = 0; i < 3; i++) {
        struct text page = text_print(door.people.record.arena, "/reviews/small/reports/%d", i + 1);
        struct text file = text_print(door.people.record.arena, "%.*s/files/small.en.html", TEXT_PRINT(page));
        assert_int_equal(door_get(&door, manager, page).status, 200);
        assert_int_equal(door_get(&door, reader, page).status, readers[i]);
        assert_int_equal(door_get(&door, reader, file).status, readers[i]);
    }
    struct http_response response = door_get(&door, reader, TEXT("/reviews/small/reports"));
    assert_true(door_shows(&response, "/reviews/small/reports/3\""));
    assert_false(door_shows(&response, "/reviews/small/reports/1\""));
    assert_false(door_shows(&response, "Make an edition"));
    assert_int_equal(disclosures(&door), 1);
    assert_int_equal(status(&door, manager, "/reviews/small/reports/4"), 404);
    assert_int_equal(status(&door, manager, "/reviews/small/reports/x"), 404);
    assert_int_equal(status(&door, manager, "/reviews/small/reports/1/files/none"), 404);
    door_stop(&door);
}

TEST(a_file_that_is_handed_out_stands_in_the_log_with_its_hash)
{
    struct door door;
    struct text manager = start(&door);
    keep(&door, true, EDITION_APPROVED);
    struct http_response response = door_get(&door, manager,
                                             TEXT("/reviews/small/reports/1/files/small.en.html"));
    assert_int_equal(response.status, 200);
    assert_text_equal(response.body, "<p>secret</p>");
    assert_text_equal(response.content_type, "text/html");
    assert_text_equal(door_header(&response, "Content-Disposition"),
                      "attachment; filename=\"small.en.html\"");
    assert_text_equal(door_header(&response, "Cache-Control"), "no-store");
    assert_int_equal(disclosures(&door), 1);
    door_stop(&door);
}

TEST(a_conflict_of_interest_with_one_case_closes_the_internal_edition)
{
    struct door door;
    struct text manager = start(&door);
    struct record *r = &door.people.record;
    struct account account = people_read(&door.people, "manager");
    struct text id;
    keep(&door, true, EDITION_APPROVED);
    keep(&door, false, EDITION_APPROVED);
    ASSERT_GOOD(WRITE(r, conflict_declare(&r->write, account.id, record_case(r, "e", "C-01"),
                                          TEXT("A neighbour"), &id, &r->problems)),
                &r->problems);
    assert_int_equal(status(&door, manager, "/reviews/small/reports/1"), 403);
    assert_int_equal(status(&door, manager, "/reviews/small/reports/1/files/small.en.html"), 403);
    assert_int_equal(status(&door, manager, "/reviews/small/reports/2"), 200);
    assert_int_equal(
        door_post(&door, manager, TEXT("/reviews/small/reports"), TEXT("edition=internal&format=html"))
            .status,
        403);
    assert_int_equal(disclosures(&door), 0);
    door_stop(&door);
}

TEST(what_stands_against_a_report_is_said_with_its_place)
{
    struct door door;
    struct text manager = start(&door);
    const char *why = "small: 2 cases wait\nsmall/C-01: something is missing";
    struct text id = door_failed_job(&door, JOB_EDITION, "small", "{\"internal\":false}", why);
    struct http_response response = door_get(
        &door, manager, text_print(door.people.record.arena, "/jobs/%.*s", TEXT_PRINT(id)));
    assert_true(door_shows(&response, "2 cases wait") && door_shows(&response, "small/C-01"));
    assert_true(door_shows(&response, "/reviews/small/reports\""));
    response = door_get(&door, manager, TEXT("/reviews/small/reports"));
    assert_true(door_shows(&response, "could not be"));
    assert_true(door_shows(&response, text_terminated(door.people.record.arena, id)));
    door_stop(&door);
}

TEST(an_edition_is_asked_for_as_work_in_the_background_with_a_format_at_least)
{
    struct door door;
    struct text manager = start(&door);
    struct record *r = &door.people.record;
    struct job job;
    struct job_edition wanted;
    struct http_response response = door_post(&door, manager, TEXT("/reviews/small/reports"),
                                              TEXT("edition=public"));
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "Choose at least one format"));
    response = door_post(&door, manager, TEXT("/reviews/small/reports"),
                         TEXT("edition=internal&format=html&format=xlsx&format=mp3&draft=yes"));
    struct text address = door_header(&response, "Location");
    assert_true(text_starts(address, TEXT("/jobs/")));
    ASSERT_GOOD(job_get(r->store, r->arena, text_slice(address, strlen("/jobs/"), address.length), &job,
                        &r->problems),
                &r->problems);
    assert_text_equal(job.kind, JOB_EDITION);
    assert_text_equal(job.subject, "small");
    assert_text_equal(job.actor, "manager");
    ASSERT_GOOD(job_edition_read(r->arena, &job, &wanted, &r->problems), &r->problems);
    assert_true(wanted.internal && wanted.allow_draft);
    assert_int_equal(wanted.formats.count, 2);
    assert_int_equal(door_post(&door, manager, TEXT("/reviews/none/reports"), TEXT("format=html")).status,
                     404);
    response = door_get(&door, manager, TEXT("/cy/reviews/small/reports"));
    assert_true(door_shows(&response, text_terminated(r->arena, address)));
    door_stop(&door);
}

TEST(a_review_is_published_by_who_has_read_it_and_not_while_its_report_is_refused)
{
    struct door door;
    struct text manager = start(&door);
    struct http_response response = door_post(&door, manager, TEXT("/reviews/small/publication"),
                                              TEXT("version=1"));
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "Read the public edition before you publish"));
    response = door_post(&door, manager, TEXT("/reviews/small/publication"), TEXT("version=1&sure=yes"));
    assert_int_equal(response.status, 422);
    struct record *r = &door.people.record;
    struct review review;
    ASSERT_GOOD(review_get(r->store, r->arena, TEXT("small"), &review, &r->problems), &r->problems);
    assert_int_equal(review.status, REVIEW_OPEN);
    door_stop(&door);
}

TEST(a_translators_approval_is_given_and_shown)
{
    struct door door;
    struct text manager = start(&door);
    struct http_response response = door_post(&door, manager, TEXT("/reviews/small/approval"),
                                              TEXT("translator=+"));
    assert_int_equal(response.status, 422);
    response = door_post(&door, manager, TEXT("/reviews/small/approval"), TEXT("translator=Cyfieithydd"));
    assert_text_equal(door_header(&response, "Location"), "/reviews/small/reports?notice=texts-approved");
    response = door_get(&door, manager, TEXT("/reviews/small/reports"));
    assert_true(door_shows(&response, "approved by Cyfieithydd, "));
    door_stop(&door);
}

TEST(an_edition_whose_files_were_removed_says_so)
{
    struct door door;
    struct text session = start(&door);
    struct record *r = &door.people.record;
    struct kept_edition edition = {.review = TEXT("small"), .internal = true, .date = TEXT("2019-10-01")};
    struct edition_file_list none = {0};
    int64_t number;
    keep(&door, true, EDITION_PROVISIONAL);
    ASSERT_GOOD(WRITE(r, kept_edition_add(&r->write, &edition, &none, &number, &r->problems)), &r->problems);
    struct http_response with = door_get(&door, session, TEXT("/reviews/small/reports/1"));
    struct http_response without = door_get(&door, session, TEXT("/reviews/small/reports/2"));
    assert_true(door_shows(&with, "small.en.html"));
    assert_false(door_shows(&with, "Its files were removed"));
    assert_true(door_shows(&without, "Its files were removed with the cases that they told of."));
    assert_false(door_shows(&without, "<table"));
    door_stop(&door);
}
