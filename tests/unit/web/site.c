// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/site.h"

#include "door.h"
#include "review/draw.h"
#include "review/kept_edition.h"
#include "review/ledger.h"
#include "review/removal.h"
#include "review/review.h"
#include "small.h"
#include "store/engine.h"
#include "web/routes.h"

enum { ALL_ROLES = ROLE_BIT(ROLE_COUNT) - 1 };

// ---- Every route for every role ------------------------------------------------------------------------------------

struct house {
    struct door door;
    struct account people[ROLE_COUNT];
    struct text sessions[ROLE_COUNT];
    struct text import, check, instrument; // ids of jobs that are done, and a hash
    struct text assigned[ROLE_COUNT];      // sessions of people to whom the case was given
};

// A review with a draw.
static void add_draw(struct record *r)
{
    struct review review = small_review(small_instrument(r->arena));
    review.organisation = (struct localised){{TEXT("Office"), TEXT("Swyddfa")}};
    struct draw_request request = {.review = TEXT("drawn"), .extract = TEXT("d"), .plan = {.size = 2}};
    struct seed seed = {TEXT("90164382710559236471"), TEXT("dice"), {0}};
    struct commitment commitment;
    review.id = request.review;
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    record_add_cases(r, "d", 3);
    ASSERT_GOOD(WRITE(r, draw_seal(&r->write, &request, &commitment, &r->problems)), &r->problems);
    seed.date = text_slice(commitment.sealed, 0, 10);
    ASSERT_GOOD(WRITE(r, draw_first(&r->write, request.review, &seed, &r->problems)), &r->problems);
}

// An edition that everybody may read: a published one.
static void add_edition(struct record *r)
{
    struct kept_edition edition = {
        .review = TEXT("drawn"), .state = EDITION_PUBLISHED, .date = TEXT("2019-10-01")};
    struct edition_file_list files = {0};
    int64_t number;
    *ARRAY_APPEND(r->arena, &files.list) = (struct edition_file){.name = TEXT("drawn.en.html")};
    ASSERT_GOOD(WRITE(r, kept_edition_add(&r->write, &edition, &files, &number, &r->problems)), &r->problems);
}

// Another person with the same role, who has the case.
static void assign(struct house *house, int role)
{
    struct record *r = &house->door.people.record;
    const char *name = text_terminated(r->arena,
                                       text_print(r->arena, "with-case-%s", role_id((enum role)role)));
    struct account person = people_add(&house->door.people, name, ROLE_BIT(role));
    struct text script = text_print(r->arena,
                                    "INSERT INTO allocation (review, case_id, account, given_by, given_at) "
                                    "SELECT 'small', id, '%.*s', 'x', 1 FROM case_record WHERE extract = 'e'",
                                    TEXT_PRINT(person.id));
    ASSERT_GOOD(store_execute(r->store, script, &r->problems), &r->problems);
    house->assigned[role] = door_session(&house->door, &person);
}

static void house_start(struct house *house)
{
    struct record *r = &house->door.people.record;
    door_start(&house->door);
    struct review review = small_review(small_instrument(r->arena));
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    record_add_cases(r, "e", 1);
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, TEXT("small"), TEXT("e"), NULL, &r->problems)),
                &r->problems);
    house->import = door_job(&house->door, "import", "small", "{\"extract\":\"\",\"dry_run\":false}", "{}");
    house->check = door_job(&house->door, "population", "", "{\"criterion\":\"noted\",\"outcome\":\"other\"}",
                            "{\"cases\":1}");
    house->instrument = review.instrument_hash;
    door_job_output(&house->door, house->check);
    add_draw(r);
    add_edition(r);
    const struct removal_reviews none = {{0}};
    const struct removal_order order = {
        .extract = TEXT("gone"), .confirmation = TEXT("gone"), .reason = TEXT("expired"), .seen = &none};
    record_add_cases(r, "gone", 1);
    ASSERT_GOOD(WRITE(r, removal_perform(&r->write, &order, &r->problems)), &r->problems);
    for (int i = 0; i < ROLE_COUNT; i++) {
        const char *name = text_terminated(r->arena, text_print(r->arena, "one-%s", role_id((enum role)i)));
        house->people[i] = people_add(&house->door.people, name, ROLE_BIT(i));
        house->sessions[i] = door_session(&house->door, &house->people[i]);
        assign(house, i);
    }
}

// What is asked of a route in this test: an address for its pattern, and whether that is the person's own thing.
struct object {
    const char *pattern, *address;
    bool own;
};
static const struct object objects[] = {
    {"/", "/", false},
    {"/reviews/*", "/reviews/small", false},
    {"/reviews/*/cases/*", "/reviews/small/cases/C-01", false},
    {"/reviews/*/imports", "/reviews/small/imports", false},
    {"/reviews/*/imports/new", "/reviews/small/imports/new", false},
    {"/jobs/*", "/jobs/IMPORT", false},
    {"/jobs/*/progress", "/jobs/IMPORT/progress", false},
    {"/jobs/*/stop", "/jobs/IMPORT/stop", false},
    {"/jobs/*/forget", "/jobs/IMPORT/forget", false},
    {"/jobs/*/rejects", "/jobs/IMPORT/rejects", false},
    {"/jobs/*/rejects/*", "/jobs/IMPORT/rejects/cases.csv", false},
    {"/jobs/*/tables", "/jobs/CHECK/tables", false},
    {"/jobs/*/tables/*", "/jobs/CHECK/tables/csv", false},
    {"/jobs/*/cases", "/jobs/CHECK/cases", false},
    {"/jobs/*/cases/csv", "/jobs/CHECK/cases/csv", false},
    {"/population", "/population", false},
    {"/population/*", "/population/INSTRUMENT", false},
    {"/reviews/*/draw", "/reviews/drawn/draw", false},
    {"/reviews/*/draw/seal", "/reviews/small/draw/seal", false},
    {"/reviews/*/draw/first", "/reviews/small/draw/first", false},
    {"/reviews/*/draw/more", "/reviews/small/draw/more", false},
    {"/reviews/*/draw/receipt", "/reviews/drawn/draw/receipt", false},
    {"/reviews/*/draw/files/*", "/reviews/drawn/draw/files/drawn.receipt.txt", false},
    {"/reviews/*/reports", "/reviews/drawn/reports", false},
    {"/reviews/*/reports/*", "/reviews/drawn/reports/1", false},
    {"/reviews/*/reports/*/files/*", "/reviews/drawn/reports/1/files/drawn.en.html", false},
    {"/reviews/*/approval", "/reviews/drawn/approval", false},
    {"/reviews/*/publication", "/reviews/small/publication", false},
    {"/reviews/*/allocation", "/reviews/small/allocation", false},
    {"/reviews/*/allocation/case", "/reviews/small/allocation/case", false},
    {"/reviews/*/allocation/give", "/reviews/small/allocation/give", false},
    {"/reviews/*/allocation/take", "/reviews/small/allocation/take", false},
    {"/reviews/*/cases/*/answers/*", "/reviews/small/cases/C-01/answers/kind", false}, // nobody's draft
    {"/account", "/account", true},
    {"/account/again", "/account/again", true},
    {"/account/password", "/account/password", true},
    {"/account/sessions/*", "/account/sessions/none", true},
    {"/people", "/people", false},
    {"/people/new", "/people/new", false},
    {"/people/*", "/people/OTHER", false},
    {"/people/*/roles", "/people/OTHER/roles", false},
    {"/people/*/status", "/people/OTHER/status", false},
    {"/people/*/link", "/people/OTHER/link", false},
    {"/office", "/office", false},
    {"/instruments", "/instruments", false},
    {"/instruments/*", "/instruments/INSTRUMENT", false},
    {"/backups", "/backups", false},
    {"/permissions", "/permissions", true},
    {"/retention", "/retention", false},
    {"/retention/*", "/retention/e", false},
    {"/retention/*/date", "/retention/e/date", false},
    {"/retention/*/hold", "/retention/e/hold", false},
    {"/retention/*/release", "/retention/e/release", false},
    {"/retention/*/remove", "/retention/e/remove", false},
    {"/retention/*/certificate", "/retention/gone/certificate", false},
    {"/audit", "/audit", false},
    {"/audit/verify", "/audit/verify", false},
};

static const struct object *object_of(const char *pattern)
{
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
        if (text_equal(text_from(objects[i].pattern), text_from(pattern)))
            return &objects[i];
    fail_msg("the route %s has no object in this test: say what is asked of it", pattern);
    return NULL;
}

static struct text replaced(struct arena *arena, struct text address, struct text word, struct text by)
{
    size_t at;
    if (!text_find(address, word, &at))
        return address;
    return text_print(arena, "%.*s%.*s%.*s", TEXT_PRINT(text_slice(address, 0, at)), TEXT_PRINT(by),
                      TEXT_PRINT(text_slice(address, at + word.length, address.length)));
}

// What stands for a word in capitals.
static struct text address_of(struct house *house, const struct route *route)
{
    struct arena *arena = house->door.people.record.arena;
    struct text address = text_from(object_of(route->path)->address);
    const struct {
        struct text word, is;
    } words[] = {{TEXT("OTHER"), house->door.people.reviewer.id},
                 {TEXT("IMPORT"), house->import},
                 {TEXT("CHECK"), house->check},
                 {TEXT("INSTRUMENT"), house->instrument}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        address = replaced(arena, address, words[i].word, words[i].is);
    return address;
}

static struct http_response ask(struct house *house, struct text session, const struct route *route)
{
    struct text address = address_of(house, route);
    return route->method == HTTP_POST ? door_post(&house->door, session, address, (struct text){0})
                                      : door_get(&house->door, session, address);
}

static void ask_each_role(struct house *house, const struct route *route, bool assigned)
{
    bool own = object_of(route->path)->own;
    for (int role = 0; role < ROLE_COUNT; role++) {
        bool granted = permission_grants(route->permission, (enum role)role, SCOPE_ANY) ||
                       (own && permission_grants(route->permission, (enum role)role, SCOPE_OWN)) ||
                       (assigned && permission_grants(route->permission, (enum role)role, SCOPE_ASSIGNED));
        struct http_response response = ask(house, (assigned ? house->assigned : house->sessions)[role],
                                            route);
        bool good = granted ? response.status == 200 || response.status == 400 || response.status == 422
                            : response.status == 403;
        if (!good || (granted && route->method == HTTP_GET && response.status != 200))
            fail_msg("%s to %s%s: status %d, though it is %s", route->path, role_id((enum role)role),
                     assigned ? " with the case" : "", response.status, granted ? "granted" : "not granted");
    }
}

static bool is_ever_assigned(enum permission permission)
{
    for (int role = 0; role < ROLE_COUNT; role++)
        if (permission_grants(permission, (enum role)role, SCOPE_ASSIGNED))
            return true;
    return false;
}

TEST(each_route_answers_each_role_as_the_table_of_permissions_says)
{
    struct house house;
    house_start(&house);
    for (size_t i = 0; i < route_count; i++) {
        if (routes[i].access != ROUTE_PERMISSION)
            continue;
        ask_each_role(&house, &routes[i], false);
        if (is_ever_assigned(routes[i].permission))
            ask_each_role(&house, &routes[i], true);
    }
    door_stop(&house.door);
}

TEST(nobody_is_sent_to_the_sign_in_from_every_route_that_is_not_open)
{
    struct house house;
    house_start(&house);
    for (size_t i = 0; i < route_count; i++) {
        if (routes[i].access != ROUTE_PERMISSION)
            continue;
        struct http_response response = ask(&house, (struct text){0}, &routes[i]);
        assert_int_equal(response.status, 303);
        assert_text_equal(door_header(&response, "Location"), "/sign-in");
    }
    door_stop(&house.door);
}

TEST(who_has_given_only_the_password_is_sent_to_the_second_factor_from_every_route)
{
    struct house house;
    house_start(&house);
    struct account all = people_add(&house.door.people, "all", ALL_ROLES);
    const struct {
        enum session_stage stage;
        const char *to;
    } stages[] = {{SESSION_SECOND_FACTOR, "/sign-in/code"}, {SESSION_ENROLMENT, "/second-factor"}};
    for (size_t stage = 0; stage < 2; stage++) {
        struct text session = door_session_at(&house.door, &all, stages[stage].stage);
        for (size_t i = 0; i < route_count; i++) {
            if (routes[i].access != ROUTE_PERMISSION)
                continue;
            struct http_response response = ask(&house, session, &routes[i]);
            assert_int_equal(response.status, 303);
            assert_text_equal(door_header(&response, "Location"), stages[stage].to);
        }
    }
    door_stop(&house.door);
}

TEST(everybody_sees_their_own_account_and_only_some_see_others)
{
    struct house house;
    house_start(&house);
    for (int role = 0; role < ROLE_COUNT; role++) {
        struct text address = text_print(house.door.people.record.arena, "/people/%.*s",
                                         TEXT_PRINT(house.people[role].id));
        assert_int_equal(door_get(&house.door, house.sessions[role], address).status, 200);
    }
    door_stop(&house.door);
}

TEST(a_suspended_person_is_nobody)
{
    struct house house;
    house_start(&house);
    struct record *r = &house.door.people.record;
    ASSERT_GOOD(WRITE_AT(&house.door.people, house.door.at,
                         account_set_status(&r->write, &house.people[ROLE_AUDITOR], ACCOUNT_SUSPENDED,
                                            TEXT("left"), &r->problems)),
                &r->problems);
    assert_int_equal(door_get(&house.door, house.sessions[ROLE_AUDITOR], TEXT("/audit")).status, 303);
    door_stop(&house.door);
}

TEST(what_is_known_of_ended_sessions_is_forgotten_once_a_day)
{
    struct door door;
    struct session session;
    struct account account;
    door_start(&door);
    struct text old = door_session(&door, &door.people.reviewer), nobody = {0};
    const int64_t then = door.at;
    door_get(&door, nobody, TEXT("/sign-in"));
    assert_true(people_find(&door.people, old, then, &session, &account));
    door.at += DAYS(1);
    door_get(&door, nobody, TEXT("/sign-in"));
    assert_true(
        people_find(&door.people, old, then, &session, &account)); // it could have ended in that day only
    door.at += DAYS(1);
    door_get(&door, nobody, TEXT("/sign-in"));
    assert_false(people_find(&door.people, old, then, &session, &account));
    door_stop(&door);
}

static bool has(const struct http_response *response, const char *name, const char *words)
{
    size_t at;
    return text_find(door_header(response, name), text_from(words), &at);
}

TEST(each_page_says_what_a_browser_may_do_with_it)
{
    struct house house;
    house_start(&house);
    struct account all = people_add(&house.door.people, "all", ALL_ROLES);
    struct text session = door_session(&house.door, &all);
    for (size_t i = 0; i < route_count; i++) {
        if (routes[i].method != HTTP_GET)
            continue;
        bool open = routes[i].access != ROUTE_PERMISSION;
        struct http_response response = open ? door_get(&house.door, session, text_from(routes[i].path))
                                             : ask(&house, session, &routes[i]);
        if (!has(&response, "Cache-Control", "no-store") ||
            !has(&response, "X-Content-Type-Options", "nosniff") ||
            !has(&response, "Referrer-Policy", "same-origin") ||
            !has(&response, "Content-Security-Policy", "default-src 'none'") ||
            !has(&response, "Content-Security-Policy", "base-uri 'none'") ||
            !has(&response, "Content-Security-Policy", "frame-ancestors 'none'"))
            fail_msg("%s: its answer lacks a header", routes[i].path);
    }
    door_stop(&house.door);
}

// ---- Forged requests -----------------------------------------------------------------------------------------------

TEST(every_form_without_its_token_or_from_another_site_is_refused)
{
    struct house house;
    house_start(&house);
    struct account all = people_add(&house.door.people, "all", ALL_ROLES);
    struct text session = door_session(&house.door, &all);
    struct text token = csrf_new(house.door.people.record.arena, session);
    struct text good = text_print(house.door.people.record.arena, "form_token=%.*s", TEXT_PRINT(token));
    size_t forms = 0;
    for (size_t i = 0; i < route_count; i++) {
        if (routes[i].method != HTTP_POST ||
            (routes[i].access != ROUTE_PERMISSION && routes[i].access != ROUTE_OPEN))
            continue;
        struct text address = routes[i].access == ROUTE_OPEN ? text_from(routes[i].path)
                                                             : address_of(&house, &routes[i]);
        struct door *door = &house.door;
        assert_int_equal(door_post_raw(door, session, address, TEXT("name=x"), TEXT("same-origin")).status,
                         400);
        assert_int_equal(door_post_raw(door, session, address, TEXT("form_token=00"), TEXT("")).status, 400);
        assert_int_equal(door_post_raw(door, session, address, good, TEXT("cross-site")).status, 400);
        forms++;
    }
    assert_true(forms >= 10);
    assert_int_equal(door_get(&house.door, session, TEXT("/account")).status, 200); // not signed out
    door_stop(&house.door);
}

TEST(a_token_of_one_session_is_worth_nothing_in_another)
{
    struct house house;
    house_start(&house);
    struct text other = csrf_new(house.door.people.record.arena, house.sessions[ROLE_READER]);
    struct text body = text_print(house.door.people.record.arena, "form_token=%.*s", TEXT_PRINT(other));
    assert_int_equal(door_post_raw(&house.door, house.sessions[ROLE_AUDITOR], TEXT("/audit/verify"), body,
                                   TEXT("same-origin"))
                         .status,
                     400);
    door_stop(&house.door);
}

// ---- Coming in -----------------------------------------------------------------------------------------------------

TEST(a_name_and_a_password_lead_to_the_programme)
{
    struct door door;
    door_start(&door);
    struct http_response response = door_post(&door, (struct text){0}, TEXT("/sign-in"),
                                              TEXT("name=reviewer&password=tractor+violet+harbour+nine"));
    assert_int_equal(response.status, 303);
    struct text session = door_new_session(&response);
    assert_int_equal(session.length, 64);
    response = door_get(&door, session, TEXT("/"));
    assert_int_equal(response.status, 200);
    assert_true(door_shows(&response, "Programme"));
    assert_text_equal(door_header(&response, "Cache-Control"), "no-store");
    response = door_post(&door, (struct text){0}, TEXT("/sign-in"), TEXT("name=reviewer&password=wrong"));
    assert_int_equal(response.status, 422);
    assert_int_equal(door_new_session(&response).length, 0);
    door_stop(&door);
}

TEST(an_administrator_without_a_second_factor_comes_to_set_one_up)
{
    struct door door;
    door_start(&door);
    struct http_response response = door_post(
        &door, (struct text){0}, TEXT("/sign-in"),
        TEXT("name=admin%40office.example&password=tractor+violet+harbour+nine"));
    assert_text_equal(door_header(&response, "Location"), "/second-factor");
    door_stop(&door);
}

TEST(the_navigation_offers_what_may_be_opened)
{
    struct house house;
    house_start(&house);
    struct http_response response = door_get(&house.door, house.sessions[ROLE_READER], TEXT("/"));
    assert_false(door_shows(&response, "href=\"/people\""));
    assert_false(door_shows(&response, "href=\"/audit\""));
    assert_true(door_shows(&response, "href=\"/account\""));
    response = door_get(&house.door, house.sessions[ROLE_ADMINISTRATOR], TEXT("/"));
    assert_true(door_shows(&response, "href=\"/people\""));
    assert_true(door_shows(&response, "href=\"/audit\""));
    door_stop(&house.door);
}

// ---- What strangers write ------------------------------------------------------------------------------------------

TEST(hostile_names_are_shown_as_they_are_written)
{
    struct door door;
    door_start(&door);
    struct record *r = &door.people.record;
    struct account hostile = people_add(&door.people, "\"><script>alert(1)</script>", ALL_ROLES);
    hostile.display_name = TEXT("<img src=x onerror=alert(2)>'\"&amp;");
    ASSERT_GOOD(WRITE_AT(&door.people, door.at, account_change(&r->write, &hostile, &r->problems)),
                &r->problems);
    struct text session = door_session(&door, &hostile);
    struct text person = text_print(r->arena, "/people/%.*s", TEXT_PRINT(hostile.id));
    const struct text addresses[] = {
        TEXT("/"),
        TEXT("/people"),
        person,
        TEXT("/account"),
        TEXT("/audit"),
        TEXT("/audit?actor=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&object=%3Cimg%20src%3Dx%3E")};
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct http_response response = door_get(&door, session, addresses[i]);
        assert_int_equal(response.status, 200);
        assert_false(door_shows(&response, "<script>"));
        assert_false(door_shows(&response, "<img src=x"));
        assert_true(door_shows(&response, "&lt;img src=x onerror=alert(2)&gt;"));
    }
    door_stop(&door);
}
