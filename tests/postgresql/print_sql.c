// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what psql is to run: the schema as PostgreSQL has it, and a PREPARE of every named statement.
#include "store/migration.h"
#include "store/sql.h"

#include <stdio.h>

int main(void)
{
    struct arena *arena = arena_new();
    struct migrations migrations;
    struct named_sqls named;
    migrations_shipped(arena, &migrations);
    named_sql_read(arena, &named);
    for (size_t i = 0; i < migrations.list.count; i++)
        printf("BEGIN;\n%.*sCOMMIT;\n",
               TEXT_PRINT(sql_for_engine(arena, DIALECT_POSTGRESQL, migrations.list.items[i].script)));
    for (size_t i = 0; i < named.list.count; i++)
        printf("PREPARE %.*s AS %.*s;\n", TEXT_PRINT(named.list.items[i].name),
               TEXT_PRINT(named.list.items[i].sql));
    // An error ends psql; the count guards against a text that prepares nothing.
    printf("SELECT 'prepared ' || COUNT(*) || ' of %zu' FROM pg_prepared_statements;\n", named.list.count);
    arena_free(arena);
    return 0;
}
