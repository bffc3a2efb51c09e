// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/page_shelf.h"

#include "access/conflict.h"
#include "door.h"
#include "review/case.h"
#include "review/ledger.h"
#include "review/review.h"
#include "small.h"

#define CASE TEXT("/reviews/small/cases/C-01")

// ---- The shelf by itself -------------------------------------------------------------------------------------------

enum { VERSION = 7 };
static const struct shelf_key key = {{"token", 5}, {"/page", 5}};
static const struct shelf_time hour = {100, 200};

static struct http_response page_of(const char *words)
{
    return (struct http_response){.status = 200, .content_type = TEXT("text/html"), .body = text_from(words)};
}

static struct text found(struct page_shelf *shelf, struct arena *arena, struct shelf_key which,
                         int64_t version, int64_t at)
{
    struct http_response response = {0};
    bool there = page_shelf_find(shelf, which, version, at, arena, &response);
    assert_int_equal(there, response.status == 200);
    return response.body;
}

TEST(a_page_is_found_by_its_session_its_address_its_version_and_within_its_time)
{
    struct arena *arena = arena_new();
    struct page_shelf *shelf = page_shelf_new(1 << 20);
    struct http_response page = page_of("one");
    page_shelf_put(shelf, key, VERSION, hour, &page);
    assert_text_equal(found(shelf, arena, key, VERSION, 100), "one");
    assert_text_equal(found(shelf, arena, key, VERSION, 199), "one");
    assert_text_equal(found(shelf, arena, key, VERSION, 200), "");
    assert_text_equal(found(shelf, arena, key, VERSION, 99), "");
    assert_text_equal(found(shelf, arena, key, VERSION - 1, 100), "");
    assert_text_equal(found(shelf, arena, key, VERSION + 1, 100), "");
    assert_text_equal(found(shelf, arena, (struct shelf_key){TEXT("other"), key.path}, VERSION, 100), "");
    assert_text_equal(found(shelf, arena, (struct shelf_key){key.token, TEXT("/other")}, VERSION, 100), "");
    page_shelf_free(shelf);
    arena_free(arena);
}

TEST(a_page_takes_the_place_of_the_one_before_and_of_all_earlier_versions)
{
    struct arena *arena = arena_new();
    struct page_shelf *shelf = page_shelf_new(1 << 20);
    struct shelf_key second = {TEXT("token"), TEXT("/second")};
    struct http_response one = page_of("one"), two = page_of("two");
    page_shelf_put(shelf, key, VERSION, hour, &one);
    page_shelf_put(shelf, second, VERSION, hour, &one);
    page_shelf_put(shelf, key, VERSION, hour, &two);
    assert_text_equal(found(shelf, arena, key, VERSION, 100), "two");
    assert_text_equal(found(shelf, arena, second, VERSION, 100), "one");
    page_shelf_put(shelf, key, VERSION - 1, hour, &one); // made by a worker that saw what was
    assert_text_equal(found(shelf, arena, key, VERSION, 100), "two");
    assert_text_equal(found(shelf, arena, key, VERSION - 1, 100), "");
    page_shelf_put(shelf, key, VERSION + 1, hour, &one);
    assert_text_equal(found(shelf, arena, key, VERSION + 1, 100), "one");
    assert_text_equal(found(shelf, arena, second, VERSION, 100), "");
    page_shelf_free(shelf);
    arena_free(arena);
}

TEST(more_pages_than_there_is_room_for_do_not_grow_the_shelf)
{
    enum { ROOM = 256 << 10 };
    static char words[ROOM];
    struct arena *arena = arena_new();
    struct page_shelf *shelf = page_shelf_new(ROOM);
    struct http_response small = page_of("small"), large = small;
    memset(words, 'w', sizeof words);
    large.body = (struct text){words, ROOM / 4};
    page_shelf_put(shelf, key, VERSION, hour, &small);
    for (int i = 0; i < 8; i++) {
        struct shelf_key other = {key.token, text_print(arena, "/large/%d", i)};
        page_shelf_put(shelf, other, VERSION, hour, &large);
        assert_int_equal(found(shelf, arena, other, VERSION, 100).length, ROOM / 4);
    }
    assert_text_equal(found(shelf, arena, key, VERSION, 100), "");
    large.body.length = ROOM;
    page_shelf_put(shelf, key, VERSION, hour, &large);
    assert_text_equal(found(shelf, arena, key, VERSION, 100), "");
    page_shelf_free(shelf);
    arena_free(arena);
}

// ---- The page of a case, which is put there ------------------------------------------------------------------------

struct reading {
    struct door door;
    struct account manager;
    struct text session, case_id;
    struct text first; // the page as it was made, and kept
};

static struct http_response look(struct reading *reading)
{
    return door_get(&reading->door, reading->session, CASE);
}

// The token in the forms of a page is another each time that a page is made.
static bool is_the_same_page(struct reading *reading)
{
    struct http_response response = look(reading);
    return response.status == 200 && text_equal(response.body, reading->first);
}

static void start(struct reading *reading)
{
    struct record *r = &reading->door.people.record;
    door_start(&reading->door);
    struct review review = small_review(small_instrument(r->arena));
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    record_add_cases(r, "e", 2);
    reading->case_id = record_case(r, "e", "C-01");
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, TEXT("small"), TEXT("e"), NULL, &r->problems)),
                &r->problems);
    reading->manager = people_add(&reading->door.people, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    reading->session = door_session(&reading->door, &reading->manager);
    assert_int_equal(look(reading).status, 200);
    reading->door.at++; // who comes back may come again
    struct http_response response = look(reading);
    assert_int_equal(response.status, 200);
    reading->first = response.body;
}

TEST(the_page_of_a_case_is_sent_once_more_to_the_same_session_with_all_its_headers)
{
    struct reading reading;
    start(&reading);
    assert_true(is_the_same_page(&reading));
    struct http_response again = look(&reading);
    assert_text_equal(door_header(&again, "Cache-Control"), "no-store");
    assert_true(door_header(&again, "Content-Security-Policy").length > 0);
    assert_text_equal(again.content_type, "text/html; charset=utf-8");
    reading.session = door_session(&reading.door, &reading.manager);
    assert_false(is_the_same_page(&reading));
    door_stop(&reading.door);
}

TEST(a_page_that_is_seen_for_the_first_time_is_not_kept)
{
    struct reading reading;
    start(&reading);
    struct account other = people_add(&reading.door.people, "other", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    reading.session = door_session(&reading.door, &other);
    reading.first = look(&reading).body;
    assert_false(is_the_same_page(&reading));
    door_stop(&reading.door);
}

TEST(what_was_written_meanwhile_shows_at_once)
{
    struct reading reading;
    start(&reading);
    struct record *r = &reading.door.people.record;
    assert_true(is_the_same_page(&reading));
    record_add_cases(r, "f", 1);
    assert_false(is_the_same_page(&reading));
    door_stop(&reading.door);
}

TEST(a_conflict_of_interest_closes_the_page_at_once)
{
    struct reading reading;
    start(&reading);
    struct record *r = &reading.door.people.record;
    struct text id;
    assert_true(is_the_same_page(&reading));
    ASSERT_GOOD(WRITE(r, conflict_declare(&r->write, reading.manager.id, reading.case_id,
                                          TEXT("A neighbour."), &id, &r->problems)),
                &r->problems);
    assert_int_equal(look(&reading).status, 403);
    door_stop(&reading.door);
}

TEST(a_look_is_made_anew_when_the_use_of_the_session_is_to_be_kept_and_when_its_clock_was_set_back)
{
    struct reading reading;
    start(&reading);
    assert_true(is_the_same_page(&reading));
    reading.door.at -= 1;
    assert_false(is_the_same_page(&reading));
    reading.door.at += MINUTES(1);
    assert_false(is_the_same_page(&reading));
    door_stop(&reading.door);
}

TEST(what_the_record_has_of_a_case_is_written_once_for_all_and_anew_when_it_is_corrected)
{
    struct reading reading;
    start(&reading);
    struct record *r = &reading.door.people.record;
    struct account colleague = people_add(&reading.door.people, "colleague", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    struct text second = door_session(&reading.door, &colleague);
    struct http_response before = door_get(&reading.door, second, CASE);
    struct http_response welsh = door_get(&reading.door, second, TEXT("/cy/reviews/small/cases/C-01"));
    assert_int_equal(before.status, 200);
    assert_int_equal(welsh.status, 200);
    assert_false(text_equal(before.body, reading.first)); // another person's, with another token
    assert_true(door_shows(&welsh, "heb ei gofnodi") == door_shows(&before, "not recorded"));
    ASSERT_GOOD(WRITE(r, case_correct(&r->write, reading.case_id, TEXT("note"), TEXT("\"seen 77123\""),
                                      TEXT("file"), &r->problems)),
                &r->problems);
    for (int i = 0; i < 2; i++) {
        struct http_response after = door_get(&reading.door, i ? second : reading.session, CASE);
        assert_int_equal(after.status, 200);
        assert_true(door_shows(&after, "77123"));
        assert_false(door_shows(&before, "77123"));
    }
    door_stop(&reading.door);
}
