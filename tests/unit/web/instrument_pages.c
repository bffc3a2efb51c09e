// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/instrument_pages.h"

#include "door.h"
#include "small.h"

#define INSTRUMENTS TEXT("/instruments")
static const char *const none[] = {NULL};

static struct text start(struct door *door)
{
    door_start(door);
    struct account manager = people_add(&door->people, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    return door_session(door, &manager);
}

static struct http_response load(struct door *door, struct text session, struct text content)
{
    return door_post_file(door, session, INSTRUMENTS, none,
                          (struct door_attached){"file", "mine.yaml", content});
}

TEST(an_instrument_is_added_listed_and_read_in_both_languages)
{
    struct door door;
    struct text session = start(&door);
    struct arena *arena = door.people.record.arena;
    const struct instrument *small = small_instrument(arena);
    struct text address = text_print(arena, "/instruments/%.*s", TEXT_PRINT(small->hash));
    assert_int_equal(door_get(&door, session, address).status, 404);
    struct http_response response = load(&door, session, small_review(small).instrument_content);
    assert_text_equal(
        door_header(&response, "Location"),
        text_terminated(arena, text_print(arena, "%.*s?notice=instrument-added", TEXT_PRINT(address))));
    response = door_get(&door, session, INSTRUMENTS);
    assert_true(door_shows(&response, ">Small</bdi></a>"));
    response = door_get(&door, session, address);
    assert_true(door_shows(&response, "Noted (noted)"));
    assert_true(door_shows(&response, "Computed; the first that is true counts:"));
    response = door_get(&door, session, text_print(arena, "/cy%.*s", TEXT_PRINT(address)));
    assert_true(door_shows(&response, "Nodwyd (noted)"));
    response = load(&door, session, small_review(small).instrument_content);
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "the record has this very instrument already"));
    door_stop(&door);
}

TEST(every_error_of_an_instrument_is_told_with_its_line_and_nothing_is_kept)
{
    struct door door;
    struct text session = start(&door);
    struct http_response response = load(&door, session,
                                         TEXT("craffu: instrument\nid: <b>\nversion: one\nzone: Nowhere\n"));
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "mine.yaml:3:"));
    assert_false(door_shows(&response, "<b>"));
    response = door_post_file(&door, session, INSTRUMENTS, none, (struct door_attached){"file", "", {0}});
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "Choose the file of the instrument"));
    response = door_get(&door, session, INSTRUMENTS);
    assert_true(door_shows(&response, "The record has no instrument yet."));
    door_stop(&door);
}

TEST(everybody_reads_instruments_and_only_some_add_them)
{
    struct door door;
    start(&door);
    struct account reader = people_add(&door.people, "reader", ROLE_BIT(ROLE_READER));
    struct text session = door_session(&door, &reader);
    struct http_response response = door_get(&door, session, INSTRUMENTS);
    assert_int_equal(response.status, 200);
    assert_false(door_shows(&response, "Add an instrument"));
    assert_int_equal(load(&door, session, TEXT("x")).status, 403);
    door_stop(&door);
}
