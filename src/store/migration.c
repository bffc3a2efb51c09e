// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migration.h"

#include "base/embedded.h"
#include "store/sql.h"

void migrations_shipped(struct arena *arena, struct migrations *migrations)
{
    *migrations = (struct migrations){0};
    struct text name, content;
    int64_t number;
    // Embedded files come in the order of their names, so migrations come in the order of their numbers.
    for (size_t i = 0; embedded_at(i, &name, &content); i++)
        if (text_ends(name, TEXT(".sql")) && text_to_int64(text_slice(name, 0, 3), &number))
            *ARRAY_APPEND(arena, &migrations->list) = (struct migration){number, name, content};
}

int64_t migrations_last(const struct migrations *migrations)
{
    size_t count = migrations->list.count;
    return count ? migrations->list.items[count - 1].number : 0;
}

struct upgrade {
    const struct migrations *migrations;
    bool may_write;
};

static struct place here(const struct store *store)
{
    return (struct place){.source = store_name(store)};
}

static bool apply_one(struct store *store, const struct migration *migration, struct problems *problems)
{
    struct arena *arena = arena_new();
    struct text script = sql_for_engine(arena, store_dialect(store), migration->script);
    bool done = store_execute(store, script, problems) &&
                store_run(store, "migration_insert",
                          STORE_VALUES(store_integer(migration->number), store_text(migration->name)), NULL,
                          problems);
    arena_free(arena);
    return done;
}

static bool apply_missing(struct store *store, void *argument, struct problems *problems)
{
    const struct upgrade *upgrade = argument;
    int64_t version = 0;
    if (!store_read_version(store, &version, problems))
        return false;
    int64_t known = migrations_last(upgrade->migrations);
    if (version > known)
        return problem_report(
            problems, here(store),
            MESSAGE("the database was written by a newer version of the program: it has form {has}, "
                    "and this program knows forms up to {known}",
                    NUMBER("has", version), NUMBER("known", known)),
            MESSAGE("use the newer program; nothing was changed"));
    if (version < known && !upgrade->may_write)
        return problem_report(
            problems, here(store),
            MESSAGE("the database has the older form {has}, and this command may not upgrade it",
                    NUMBER("has", version)),
            MESSAGE("run a command that writes, and it is upgraded to form {known}", NUMBER("known", known)));
    for (size_t i = 0; i < upgrade->migrations->list.count; i++) {
        const struct migration *migration = &upgrade->migrations->list.items[i];
        if (migration->number > version && !apply_one(store, migration, problems))
            return false;
    }
    return store_read_version(store, &version, problems);
}

bool migration_apply(struct store *store, const struct migrations *migrations, bool may_write,
                     struct problems *problems)
{
    int64_t version = 0;
    if (!store_read_version(store, &version, problems))
        return false;
    if (version == migrations_last(migrations))
        return true; // the usual case, without a lock
    struct upgrade upgrade = {migrations, may_write};
    enum store_transaction_kind kind = may_write ? STORE_WRITING : STORE_READING;
    return store_transaction(store, kind, apply_missing, &upgrade, problems);
}
