// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/retention_pages.h"

#include "base/file.h"
#include "door.h"
#include "job/job_kinds.h"
#include "review/ledger.h"
#include "review/retention.h"
#include "review/review.h"
#include "small.h"

#include <time.h>

struct office {
    struct door door;
    struct text session;
};

static void start(struct office *office)
{
    struct record *r = &office->door.people.record;
    door_start(&office->door);
    struct review review = small_review(small_instrument(r->arena));
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    record_add_cases(r, "e", 2);
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, TEXT("small"), TEXT("e"), NULL, &r->problems)),
                &r->problems);
    struct account manager = people_add(&office->door.people, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    office->session = door_session(&office->door, &manager);
}

static struct http_response get(struct office *office, const char *address)
{
    return door_get(&office->door, office->session, text_from(address));
}

static struct http_response post(struct office *office, const char *address, const char *form)
{
    return door_post(&office->door, office->session, text_from(address), text_from(form));
}

static struct retained read_extract(struct office *office)
{
    struct record *r = &office->door.people.record;
    struct retained retained = {0};
    ASSERT_GOOD(retention_get(r->store, r->arena, TEXT("e"), &retained, &r->problems), &r->problems);
    return retained;
}

static struct text hold_of(struct office *office)
{
    struct record *r = &office->door.people.record;
    struct hold_list holds = {0};
    ASSERT_GOOD(hold_list(r->store, r->arena, TEXT("e"), &holds, &r->problems), &r->problems);
    return holds.list.items[0].id;
}

TEST(a_manager_sets_the_day_on_which_an_extract_is_looked_at_again)
{
    struct office office;
    start(&office);
    struct http_response response = get(&office, "/retention");
    assert_true(door_shows(&response, "no day"));
    assert_int_equal(post(&office, "/retention/e/date", "version=0&review_on=2026-02-30").status, 422);
    assert_int_equal(post(&office, "/retention/e/date", "version=0&review_on=2027-03-31").status, 303);
    assert_text_equal(read_extract(&office).review_on, "2027-03-31");
    response = get(&office, "/retention");
    assert_true(door_shows(&response, "31 March 2027"));
    // Somebody else's form, which shows that there is no day yet, writes over nothing.
    assert_int_equal(post(&office, "/retention/e/date", "version=0&review_on=2026-01-01").status, 422);
    assert_text_equal(read_extract(&office).review_on, "2027-03-31");
    door_stop(&office.door);
}

TEST(a_hold_is_placed_and_lifted_with_reasons_and_keeps_the_extract)
{
    struct office office;
    start(&office);
    struct arena *arena = office.door.people.record.arena;
    const char *remove = "reason=expired&confirmation=e&given_up=yes";
    assert_int_equal(post(&office, "/retention/e/hold", "reason=").status, 422);
    assert_int_equal(post(&office, "/retention/e/hold", "reason=inquest").status, 303);
    struct http_response response = get(&office, "/retention/e");
    assert_true(door_shows(&response, "inquest"));
    response = post(&office, "/retention/e/remove", remove);
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "a hold stands against it"));
    assert_int_equal(read_extract(&office).cases, 2);
    struct text hold = hold_of(&office);
    struct text form = text_print(arena, "hold=%.*s&why-%.*s=over", TEXT_PRINT(hold), TEXT_PRINT(hold));
    assert_int_equal(post(&office, "/retention/e/release", "hold=nothing").status, 422);
    assert_int_equal(door_post(&office.door, office.session, TEXT("/retention/e/release"), form).status, 303);
    assert_int_equal(read_extract(&office).holds, 0);
    response = get(&office, "/retention/e");
    assert_true(door_shows(&response, "Holds that were lifted"));
    door_stop(&office.door);
}

// As a server does beside its pages.
static void do_removal(struct office *office, struct text id)
{
    struct record *r = &office->door.people.record;
    struct job_runner *runner;
    struct job job;
    struct job_runner_settings settings = {.database = r->path,
                                           .audit_key = office->door.people.access->audit};
    settings.kinds = job_kinds(&settings.kind_count);
    settings.uploads = path_join(r->arena, r->folder, TEXT("uploads"));
    ASSERT_GOOD(job_runner_start(&settings, &runner, &r->problems), &r->problems);
    do {
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
        ASSERT_GOOD(job_get(r->store, r->arena, id, &job, &r->problems), &r->problems);
    } while (!job_is_over(&job));
    job_runner_stop(runner);
    assert_int_equal(job.state, JOB_DONE);
}

TEST(cases_are_removed_once_the_name_is_typed_again_and_a_certificate_is_shown)
{
    struct office office;
    start(&office);
    struct http_response response = get(&office, "/retention/e/remove");
    assert_true(door_shows(&response, "2 cases go"));
    static const char *const refused[] = {"reason=expired&given_up=yes", "confirmation=e&given_up=yes",
                                          "reason=expired&confirmation=E&given_up=yes",
                                          "reason=expired&confirmation=e"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        response = post(&office, "/retention/e/remove", refused[i]);
        assert_int_equal(response.status, 422);
        assert_true(door_shows(&response, "There is a problem"));
    }
    assert_int_equal(read_extract(&office).cases, 2);
    response = post(&office, "/retention/e/remove", "reason=expired&confirmation=e&given_up=yes");
    assert_int_equal(response.status, 303);
    struct text work = door_header(&response, "Location");
    assert_true(text_starts(work, TEXT("/jobs/")));
    response = get(&office, "/retention/e/remove"); // asked for, and not done yet: not asked for twice
    assert_true(text_equal(door_header(&response, "Location"), work));
    do_removal(&office, text_slice(work, strlen("/jobs/"), work.length));
    assert_int_equal(read_extract(&office).cases, 0);
    response = door_get(&office.door, office.session, work);
    assert_true(door_shows(&response, "/retention/e/certificate"));
    response = get(&office, "/retention/e/certificate");
    assert_true(door_shows(&response, "expired") && door_shows(&response, "manager"));
    assert_true(door_shows(&response, "no figures: it was not published"));
    response = get(&office, "/retention/e/remove");
    assert_text_equal(door_header(&response, "Location"), "/retention/e/certificate");
    response = post(&office, "/retention/e/remove", "reason=expired&confirmation=e&given_up=yes");
    assert_text_equal(door_header(&response, "Location"), "/retention/e/certificate");
    assert_int_equal(get(&office, "/reviews/small/cases/C-01").status, 404);
    door_stop(&office.door);
}

TEST(a_password_that_was_given_long_ago_is_asked_for_again_before_a_removal)
{
    struct office office;
    start(&office);
    office.door.at += (int64_t)20 * 60 * 1000000;
    struct http_response response = get(&office, "/retention/e/remove");
    assert_int_equal(response.status, 303);
    assert_text_equal(door_header(&response, "Location"), "/account/again?to=%2Fretention%2Fe%2Fremove");
    door_stop(&office.door);
}
