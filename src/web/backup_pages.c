// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/backup_pages.h"

#include "base/file.h"
#include "review/backup.h"
#include "review/backup_list.h"
#include "web/notice.h"
#include "web/routes.h"
#include "web/site_backups.h"
#include "web/visit_words.h"

#include <sys/stat.h>

static void add_backup(struct visit *visit, const struct listed_backup *backup, struct component_table *table)
{
    struct page *page = &visit->page;
    struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
    struct text none = {0};
    visit_add_cell(visit, row, backup->name, none);
    visit_add_cell(visit, row, backup->told ? visit_time(visit, backup->at) : SAY("not in the audit log"),
                   none);
    visit_add_cell(visit, row, number_text(visit->arena, backup->bytes), none);
    visit_add_cell(visit, row, backup->told ? SAY("yes, when it was made") : SAY("not known"), none);
    visit_add_cell(visit, row, backup->encrypted ? SAY("Yes") : SAY("No"), none);
    visit_add_cell(visit, row, backup->hash, none);
}

static void show(struct visit *visit)
{
    struct page *page = &visit->page;
    const struct site_backups *backups = visit->backups;
    struct page_backups_data data = {.configured = backups->folder.length,
                                     .sealed = backups->sealed,
                                     .folder = backups->folder,
                                     .backups = {.caption = SAY("Backups, the latest first")},
                                     .operation = visit_operation(visit)};
    struct backup_list list = {0};
    if (data.configured && !backup_list(visit->store, visit->arena, backups->folder, &list, &visit->problems))
        return;
    visit_add_column(visit, &data.backups, SAY("File"));
    visit_add_column(visit, &data.backups, SAY("Made"));
    *ARRAY_APPEND(visit->arena, &data.backups.columns) = (struct table_column){SAY("Bytes"), true};
    visit_add_column(visit, &data.backups, SAY("Verified"));
    visit_add_column(visit, &data.backups, SAY("Encrypted"));
    visit_add_column(visit, &data.backups, TEXT("SHA-256"));
    for (size_t i = 0; i < list.list.count; i++)
        add_backup(visit, &list.list.items[i], &data.backups);
    page_backups(page, &data);
    visit_send_page(visit, page->errors.count ? 422 : 200);
}

void backups_page(struct visit *visit)
{
    show(visit);
}

// It is made while the page is waited for.
static bool check_size(struct visit *visit)
{
    struct page *page = &visit->page;
    struct stat status;
    if (stat(text_terminated(visit->arena, visit->backups->database), &status) != 0 ||
        status.st_size <= LIMIT_SITE_BACKUP_BYTES)
        return true;
    visit_add_error(visit, NULL,
                    SAY("The record is too large for a backup from this page: use craffu backup"));
    return false;
}

// Named by the moment, so that the latest sorts last: craffu-2026-11-27-153000.backup.
static struct text backup_name(const struct visit *visit)
{
    struct civil_time time = civil_time_from_microseconds(visit->request->at);
    return text_print(visit->arena, "craffu-%.*s-%02d%02d%02d.backup",
                      TEXT_PRINT(civil_date_text(visit->arena, time.date)), (int)time.hour, (int)time.minute,
                      (int)time.second);
}

static bool make(struct visit *visit)
{
    const struct site_backups *backups = visit->backups;
    struct act act = visit_act(visit, "backup");
    struct backup backup = {.path = path_join(visit->arena, backups->folder, backup_name(visit)),
                            .scratch = backups->database,
                            .chain = &visit->access->audit,
                            .seal = backups->sealed ? &backups->seal : NULL};
    bool repeated;
    return directory_make_private(backups->folder, &visit->problems) &&
           backup_do(visit->store, visit->arena, &act, &backup, &repeated, &visit->problems);
}

void backup_sent(struct visit *visit)
{
    if (!visit->backups->folder.length) {
        visit_fail(visit, 400);
        return;
    }
    if (check_size(visit) && make(visit)) {
        notice_go(visit, TEXT("/backups"), NOTICE_BACKUP_MADE);
        return;
    }
    // What a full disk or a missing folder means for the backup is for the administrator to read, and not a fault of the pages.
    visit_take_placed_problems(visit);
    show(visit);
}
