// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/kept_edition.h"

#include "format/hash.h"
#include "review/audit.h"

static const struct {
    const char *id, *words;
} states[EDITION_STATE_COUNT] = {
    [EDITION_PROVISIONAL] = {"provisional", N_("provisional")},
    [EDITION_APPROVED] = {"approved", N_("approved")},
    [EDITION_PUBLISHED] = {"published", N_("published")},
};

const char *edition_state_words(enum edition_state state)
{
    return states[state].words;
}

static struct text kind_id(bool internal)
{
    return internal ? TEXT("internal") : TEXT("public");
}

static bool add_files(struct write *write, struct text id, const struct edition_file_list *files,
                      struct problems *problems)
{
    for (size_t i = 0; i < files->list.count; i++) {
        const struct edition_file *file = &files->list.items[i];
        struct text hash = hash_text(write->arena, hash_of(file->content));
        if (!write_part(write, "edition_file_insert",
                        STORE_VALUES(store_text(id), store_text(file->name),
                                     store_integer((int64_t)file->content.length), store_text(hash),
                                     store_blob(file->content)),
                        NULL, problems))
            return false;
    }
    return true;
}

static bool read_number(struct write *write, struct text id, int64_t *number, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "edition_number",
                                          STORE_VALUES(store_text(id)));
    if (store_next(rows))
        *number = store_column_integer(rows, 0);
    return store_finish(rows, problems);
}

bool kept_edition_add(struct write *write, const struct kept_edition *edition,
                      const struct edition_file_list *files, int64_t *number, struct problems *problems)
{
    struct text id = write_identifier(write), state = text_from(states[edition->state].id);
    struct audited audited = {"edition.make", "edition", id,
                              AUDIT_DETAIL(write->arena, {"review", edition->review},
                                           {"kind", kind_id(edition->internal)}, {"state", state},
                                           {"date", edition->date})};
    return write_row(write, audited, "edition_insert",
                     STORE_VALUES(store_text(id), store_text(edition->review),
                                  store_text(write->act->operation), store_integer(write->act->at),
                                  store_text(kind_id(edition->internal)), store_text(state),
                                  store_text(edition->date)),
                     NO_MESSAGE, problems) &&
           add_files(write, id, files, problems) && read_number(write, id, number, problems);
}

// From the columns of edition_list and edition_get.
static struct kept_edition edition_from(const struct store_rows *rows, struct text review)
{
    struct kept_edition edition = {.id = store_column_text(rows, 0),
                                   .review = review,
                                   .number = store_column_integer(rows, 1),
                                   .at = store_column_integer(rows, 2),
                                   .internal = text_equal(store_column_text(rows, 3), TEXT("internal")),
                                   .date = store_column_text(rows, 5),
                                   .actor = store_column_text(rows, 6)};
    for (int i = 0; i < EDITION_STATE_COUNT; i++)
        if (text_equal(store_column_text(rows, 4), text_from(states[i].id)))
            edition.state = (enum edition_state)i;
    return edition;
}

bool kept_edition_list(struct store *store, struct arena *arena, struct text review,
                       struct kept_edition_list *list, struct problems *problems)
{
    struct kept_edition_list read = {0};
    struct store_rows *rows = store_query(store, arena, "edition_list", STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = edition_from(rows, review);
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

bool kept_edition_get(struct store *store, struct arena *arena, struct text review, int64_t number,
                      bool *found, struct kept_edition *edition, struct problems *problems)
{
    struct kept_edition read = {0};
    struct store_rows *rows = store_query(store, arena, "edition_get",
                                          STORE_VALUES(store_text(review), store_integer(number)));
    bool there = store_next(rows);
    if (there)
        read = edition_from(rows, review);
    if (!store_finish(rows, problems))
        return false;
    *found = there;
    if (there)
        *edition = read;
    return true;
}

static struct edition_file file_from(const struct store_rows *rows)
{
    return (struct edition_file){.name = store_column_text(rows, 0),
                                 .bytes = store_column_integer(rows, 1),
                                 .sha256 = store_column_text(rows, 2)};
}

bool kept_edition_files(struct store *store, struct arena *arena, struct text edition,
                        struct edition_file_list *files, struct problems *problems)
{
    struct edition_file_list read = {0};
    struct store_rows *rows = store_query(store, arena, "edition_file_list",
                                          STORE_VALUES(store_text(edition)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = file_from(rows);
    if (!store_finish(rows, problems))
        return false;
    *files = read;
    return true;
}

bool kept_edition_file(struct store *store, struct arena *arena, struct text edition, struct text name,
                       bool *found, struct edition_file *file, struct problems *problems)
{
    struct edition_file read = {0};
    struct store_rows *rows = store_query(store, arena, "edition_file_get",
                                          STORE_VALUES(store_text(edition), store_text(name)));
    bool there = store_next(rows);
    if (there) {
        read = file_from(rows);
        read.content = store_column_text(rows, 3);
    }
    if (!store_finish(rows, problems))
        return false;
    *found = there;
    if (there)
        *file = read;
    return true;
}
