// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sql.h"

#include "test.h"

TEST(a_named_statement_is_found_without_its_comments_and_semicolon)
{
    struct arena *arena = arena_new();
    struct named_sqls named;
    named_sql_read(arena, &named);
    size_t index;
    assert_true(named_sql_find(&named, "migration_version", &index));
    assert_text_equal(named.list.items[index].sql, "SELECT MAX(number) FROM schema_version");
    assert_false(named_sql_find(&named, "migration_versio", &index));
    assert_false(named_sql_find(&named, "", &index));
    arena_free(arena);
}

TEST(names_of_statements_are_unique_and_no_statement_is_empty)
{
    struct arena *arena = arena_new();
    struct named_sqls named;
    named_sql_read(arena, &named);
    for (size_t i = 0; i < named.list.count; i++) {
        assert_true(named.list.items[i].sql.length > 0);
        if (i)
            assert_true(text_compare(named.list.items[i - 1].name, named.list.items[i].name) < 0);
    }
    arena_free(arena);
}

TEST(a_script_speaks_each_engines_words)
{
    struct arena *arena = arena_new();
    struct text script = TEXT(
        "CREATE TABLE t (a {int}, b {real}, c {blob}, d TEXT) {strict};\n"
        "-- only: sqlite\none\n-- only: postgresql\nother\n-- all\nboth {not a token}\n");
    assert_text_equal(
        sql_for_engine(arena, DIALECT_SQLITE, script),
        "CREATE TABLE t (a INTEGER, b REAL, c BLOB, d TEXT) STRICT;\none\nboth {not a token}\n");
    assert_text_equal(
        sql_for_engine(arena, DIALECT_POSTGRESQL, script),
        "CREATE TABLE t (a BIGINT, b DOUBLE PRECISION, c BYTEA, d TEXT) ;\nother\nboth {not a token}\n");
    arena_free(arena);
}
