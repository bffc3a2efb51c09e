// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/permission_pages.h"

#include "access/permission.h"
#include "door.h"

TEST(the_page_has_a_row_for_each_permission_and_a_column_for_each_role)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.reviewer);
    struct http_response response = door_get(&door, session, TEXT("/permissions"));
    size_t rows = 0, columns = 0, at;
    assert_int_equal(response.status, 200);
    for (struct text rest = response.body; text_find(rest, TEXT("<th scope=\"row\""), &at); rows++)
        rest = text_slice(rest, at + 1, rest.length);
    for (struct text rest = response.body; text_find(rest, TEXT("<th scope=\"col\""), &at); columns++)
        rest = text_slice(rest, at + 1, rest.length);
    assert_int_equal(rows, PERMISSION_COUNT);
    assert_int_equal(columns, ROLE_COUNT + 1);
    assert_true(door_shows(&response, "read a case *"));
    door_stop(&door);
}
