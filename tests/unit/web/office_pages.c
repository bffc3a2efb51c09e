// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/office_pages.h"

#include "door.h"
#include "review/audit.h"
#include "review/office.h"

#define OFFICE TEXT("/office")
// Two pixels.
#define PICTURE \
    TEXT("\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\002\000\000\000\001" \
         "\010\000\000\000\000\321\111\040\126\000\000\000\013\111\104\101\124\170\332\143\370\317\000\000" \
         "\002\001\001\000\241\036\134\165\000\000\000\000\111\105\116\104\256\102\140\202")
static const struct door_attached no_file = {"logo", "", {0}};

static struct text start(struct door *door)
{
    door_start(door);
    return door_session(door, &door->people.administrator);
}

static struct office now(struct door *door, bool *found)
{
    struct record *r = &door->people.record;
    struct office office = {0};
    ASSERT_GOOD(office_get(r->store, r->arena, (struct text){0}, found, &office, &r->problems), &r->problems);
    return office;
}

static struct http_response say(struct door *door, struct text session, struct door_attached file)
{
    bool found;
    struct office office = now(door, &found);
    const char *const parts[] = {"hash",
                                 text_terminated(door->people.record.arena, office.hash),
                                 "name_en",
                                 "The \"office\": <b>",
                                 "name_cy",
                                 "Y swyddfa",
                                 "marking_en",
                                 "OFFICIAL-SENSITIVE",
                                 "marking_cy",
                                 "SWYDDOGOL-SENSITIF",
                                 "logo_alternative_en",
                                 "A tree",
                                 "logo_alternative_cy",
                                 "Coeden",
                                 "accent",
                                 "#0b4f5c",
                                 "address",
                                 "1 Street\n\n Town ",
                                 "contact_name_en",
                                 "Us",
                                 "contact_name_cy",
                                 "Ni",
                                 "section_1_id",
                                 "other",
                                 "section_1_heading_en",
                                 "H",
                                 "section_1_heading_cy",
                                 "P",
                                 "section_1_text_en",
                                 "T",
                                 "section_1_text_cy",
                                 "T",
                                 "section_1_before",
                                 "",
                                 NULL};
    return door_post_file(door, session, OFFICE, parts, file);
}

TEST(an_office_is_said_and_every_page_shows_it_at_once)
{
    struct door door;
    bool found;
    struct text session = start(&door);
    struct http_response response = say(&door, session, (struct door_attached){"logo", "x.png", PICTURE});
    assert_text_equal(door_header(&response, "Location"), "/office?notice=office-changed");
    struct office office = now(&door, &found);
    assert_true(found && office.logo_width == 2 && office.contact.address_count == 2 &&
                office.section_count == 1);
    response = door_get(&door, session, TEXT("/"));
    assert_true(door_shows(&response, ": &lt;b&gt;"));
    assert_true(door_shows(&response, "OFFICIAL-SENSITIVE"));
    assert_true(door_shows(&response, "alt=\"A tree\""));
    response = door_get(&door, session, TEXT("/cy"));
    assert_true(door_shows(&response, "SWYDDOGOL-SENSITIF"));
    response = door_get(&door, session, OFFICE);
    assert_int_equal(response.status, 200);
    assert_true(door_shows(&response, "value=\"#0b4f5c\""));
    door_stop(&door);
}

TEST(the_logo_and_the_colour_are_there_for_everybody_under_their_own_addresses)
{
    struct door door;
    struct text session = start(&door), nobody = {0};
    say(&door, session, (struct door_attached){"logo", "x.png", PICTURE});
    struct http_response response = door_get(&door, nobody, TEXT("/sign-in"));
    size_t at = 0, end = 0;
    assert_true(text_find(response.body, TEXT("/office/logo/"), &at));
    struct text rest = text_slice(response.body, at, response.body.length);
    assert_true(text_find(rest, TEXT("\""), &end));
    struct text logo = text_slice(rest, 0, end);
    assert_false(door_shows(&response, "OFFICIAL-SENSITIVE")); // nothing is shown to nobody
    response = door_get(&door, nobody, logo);
    assert_int_equal(response.status, 200);
    assert_true(text_equal(response.body, PICTURE));
    assert_text_equal(response.content_type, "image/png");
    assert_true(text_starts(door_header(&response, "Cache-Control"), TEXT("public")));
    response = door_get(&door, nobody, TEXT("/office/style/0b4f5c.css"));
    assert_text_equal(response.body, ":root{--craffu-office:#0b4f5c}\n");
    assert_int_equal(door_get(&door, nobody, TEXT("/office/style/ffffff.css")).status, 404);
    door_stop(&door);
}

TEST(the_logo_stays_until_another_comes_or_it_is_removed)
{
    struct door door;
    bool found;
    struct text session = start(&door);
    say(&door, session, (struct door_attached){"logo", "x.png", PICTURE});
    assert_int_equal(say(&door, session, no_file).status, 303);
    assert_int_equal(now(&door, &found).logo_width, 2);
    struct text hash = now(&door, &found).hash;
    const char *const parts[] = {"hash",        text_terminated(door.people.record.arena, hash),
                                 "name_en",     "O",
                                 "name_cy",     "S",
                                 "logo_remove", "yes",
                                 NULL};
    assert_int_equal(door_post_file(&door, session, OFFICE, parts, no_file).status, 303);
    assert_int_equal(now(&door, &found).logo.length, 0);
    door_stop(&door);
}

TEST(what_is_wrong_with_an_office_is_said_and_what_was_typed_stays)
{
    struct door door;
    bool found;
    struct text session = start(&door);
    struct http_response response = say(&door, session,
                                        (struct door_attached){"logo", "x.png", TEXT("GIF89a")});
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "the logo is no PNG picture"));
    assert_true(door_shows(&response, "value=\"A tree\""));
    const char *const bright[] = {"name_en", "O", "name_cy", "S", "accent", "#ffff00", NULL};
    response = door_post_file(&door, session, OFFICE, bright, no_file);
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "its contrast is below 7 to 1"));
    const char *const colourless[] = {"name_en", "O", "name_cy", "S", "accent", "red", NULL};
    response = door_post_file(&door, session, OFFICE, colourless, no_file);
    assert_true(door_shows(&response, "Write the colour as #0b4f5c"));
    const char *const nameless[] = {"name_en", "O", NULL};
    assert_int_equal(door_post_file(&door, session, OFFICE, nameless, no_file).status, 422);
    now(&door, &found);
    assert_false(found);
    door_stop(&door);
}

TEST(an_office_that_somebody_else_has_changed_meanwhile_is_not_written_over)
{
    struct door door;
    bool found;
    struct text session = start(&door);
    const char *const parts[] = {"hash", "", "name_en", "One", "name_cy", "Un", NULL};
    assert_int_equal(door_post_file(&door, session, OFFICE, parts, no_file).status, 303);
    struct http_response response = door_post_file(&door, session, OFFICE, parts, no_file);
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "somebody else has changed or removed this meanwhile"));
    assert_text_equal(now(&door, &found).name.in[LANGUAGE_ENGLISH], "One");
    door_stop(&door);
}
