// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/backup_pages.h"

#include "door.h"
#include "base/folder.h"

#include <unistd.h>

#define BACKUPS TEXT("/backups")

static struct text folder(struct door *door)
{
    return text_print(door->people.record.arena, "%.*s/backups", TEXT_PRINT(door->people.record.folder));
}

static size_t files(struct door *door)
{
    struct record *r = &door->people.record;
    struct folder_files found = {0};
    ASSERT_GOOD(folder_list(r->arena, folder(door), &found, &r->problems), &r->problems);
    return found.list.count;
}

TEST(a_backup_is_made_verified_and_listed)
{
    struct door door;
    door_start_with_backups(&door);
    struct text session = door_session(&door, &door.people.administrator);
    struct http_response response = door_get(&door, session, BACKUPS);
    assert_true(door_shows(&response, "There is no backup yet."));
    response = door_post(&door, session, BACKUPS, (struct text){0});
    assert_text_equal(door_header(&response, "Location"), "/backups?notice=backup-made");
    assert_int_equal(files(&door), 1);
    response = door_get(&door, session, BACKUPS);
    assert_true(door_shows(&response, "craffu-2026-01-01-130000.backup"));
    assert_true(door_shows(&response, "yes, when it was made"));
    assert_true(door_shows(&response, "is not encrypted"));
    door_stop(&door);
}

TEST(a_backup_is_never_written_over_another)
{
    struct door door;
    door_start_with_backups(&door);
    struct text session = door_session(&door, &door.people.administrator);
    door_post(&door, session, BACKUPS, (struct text){0});
    struct http_response response = door_post(&door, session, BACKUPS,
                                              (struct text){0}); // in the same second
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "there is a file already"));
    assert_int_equal(files(&door), 1);
    door_stop(&door);
}

TEST(a_file_that_the_log_does_not_tell_of_is_not_called_verified)
{
    struct door door;
    door_start_with_backups(&door);
    struct text session = door_session(&door, &door.people.administrator);
    door_post(&door, session, BACKUPS, (struct text){0});
    struct text made = text_print(door.people.record.arena, "%.*s/craffu-2026-01-01-130000.backup",
                                  TEXT_PRINT(folder(&door)));
    assert_int_equal(truncate(made.bytes, 4096), 0);
    struct http_response response = door_get(&door, session, BACKUPS);
    assert_true(door_shows(&response, "not in the audit log"));
    assert_false(door_shows(&response, "yes, when it was made"));
    door_stop(&door);
}

TEST(without_a_folder_none_is_made_and_the_page_says_what_to_do)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.administrator);
    struct http_response response = door_get(&door, session, BACKUPS);
    assert_true(door_shows(&response, "craffu serve --backups FOLDER"));
    assert_true(door_shows(&response, "craffu restore FILE"));
    assert_int_equal(door_post(&door, session, BACKUPS, (struct text){0}).status, 400);
    door_stop(&door);
}
