// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/permission_pages.h"

#include "web/routes.h"
#include "web/visit_words.h"

static struct text granted(const struct visit *visit, enum permission permission, enum role role)
{
    for (int scope = 0; scope < SCOPE_COUNT; scope++)
        if (permission_grants(permission, role, (enum permission_scope)scope))
            return visit_word(visit, permission_scope_words((enum permission_scope)scope));
    return TEXT("–");
}

static void add_permission(struct visit *visit, enum permission permission, struct component_table *table)
{
    struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
    struct text words = visit_word(visit, permission_words(permission));
    visit_add_cell(
        visit, row,
        text_print(visit->arena, "%.*s%s", TEXT_PRINT(words), permission_is_of_case(permission) ? " *" : ""),
        (struct text){0});
    for (int role = 0; role < ROLE_COUNT; role++)
        visit_add_cell(visit, row, granted(visit, permission, (enum role)role), (struct text){0});
}

void permissions_page(struct visit *visit)
{
    struct page *page = &visit->page;
    struct page_permissions_data data = {.permissions = {.caption = SAY("Permissions of each role")}};
    visit_add_column(visit, &data.permissions, SAY("What"));
    for (int role = 0; role < ROLE_COUNT; role++)
        visit_add_column(visit, &data.permissions, visit_word(visit, role_words((enum role)role)));
    for (int i = 0; i < PERMISSION_COUNT; i++)
        add_permission(visit, (enum permission)i, &data.permissions);
    page_permissions(page, &data);
    visit_send_page(visit, 200);
}
