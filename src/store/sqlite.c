// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite, in the form that loses nothing: write-ahead log, synchronous=FULL, one writer that takes its lock at the
// beginning (a reader that becomes a writer can fail at once, whatever the timeout).
#include "store/engine.h"

#include "base/memory.h"
#include "store/sqlite_log.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <time.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { APPLICATION_MARK = 1131570805 }; // "Crfu", SQLite's application_id
static const char put_mark_pragma[] = "PRAGMA application_id = 1131570805";

// What begins and ends transactions: prepared once, since each request needs some of it.
enum fixed { BEGIN_READING, BEGIN_WRITING, COMMIT, BEGIN_PIECE, KEEP_PIECE, UNDO_PIECE, FIXED_COUNT };
static const char *const fixed_sql[FIXED_COUNT] = {
    [BEGIN_READING] = "BEGIN",
    [BEGIN_WRITING] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [BEGIN_PIECE] = "SAVEPOINT piece",
    [KEEP_PIECE] = "RELEASE piece",
    [UNDO_PIECE] = "ROLLBACK TO piece",
};

struct connection {
    sqlite3 *sqlite;
    sqlite3_stmt *fixed[FIXED_COUNT]; // NULL: not needed yet
    struct text location;             // terminated
    struct arena *arena;
};

enum { PARAMETERS_MOST = 40 };

struct statement {
    sqlite3_stmt *native;
    size_t parameters;
    int places
        [PARAMETERS_MOST]; // SQLite's number of $1, $2, …: to it these are names, numbered by their first appearance
};

static sqlite3_stmt *native(const struct statement *statement)
{
    return statement->native;
}

static struct place place_of(const struct connection *connection)
{
    return (struct place){.source = connection->location};
}

static bool report_no_room(struct place place, int code, struct problems *problems)
{
    struct message hint = MESSAGE("make room and do it again; nothing of it was saved");
    if (code == EFBIG)
        return problem_report(problems, place,
                              MESSAGE("the database may not grow: a limit on file sizes is reached"), hint);
    if (code == EDQUOT)
        return problem_report(problems, place, MESSAGE("the database cannot grow: the disk quota is used up"),
                              hint);
    return problem_report(problems, place, MESSAGE("the database cannot grow: the disk is full"), hint);
}

static bool report_code(struct connection *connection, int code, int extended, int system,
                        struct problems *problems)
{
    struct place place = place_of(connection);
    if (code == SQLITE_NOMEM || extended == SQLITE_IOERR_NOMEM)
        memory_exhausted();
    bool no_room = system == ENOSPC || system == EDQUOT || system == EFBIG;
    problems->input_output |= code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_READONLY ||
                              code == SQLITE_CANTOPEN || code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
    if (code == SQLITE_FULL || (code == SQLITE_IOERR && no_room))
        return report_no_room(place, system, problems);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return problem_report(problems, place,
                              MESSAGE("another program has been using the database for too long"),
                              MESSAGE("wait until it has finished and do it again; nothing of it was saved"));
    // Where its journal cannot be made, SQLite says only that something could not be opened.
    bool is_kept_from = access(connection->location.bytes, W_OK) != 0 && (errno == EACCES || errno == EROFS);
    if (code == SQLITE_READONLY ||
        (code == SQLITE_CANTOPEN && (system == EACCES || system == EROFS || is_kept_from)))
        return problem_report(problems, place,
                              MESSAGE("the database cannot be written: its file or its folder is read-only"),
                              MESSAGE("put it where you may write, or ask for permission"));
    if (code == SQLITE_CANTOPEN)
        return problem_system(problems, place, MESSAGE("the database cannot be opened: {reason}"),
                              system ? system : ENOENT);
    if (code == SQLITE_NOTADB)
        return problem_report(problems, place, MESSAGE("the file is not a database of this program"),
                              MESSAGE("name the data folder of the record with --data"));
    if (code == SQLITE_CORRUPT)
        return problem_report(problems, place, MESSAGE("the database is damaged"),
                              MESSAGE("restore it from a backup; the damaged file should be kept"));
    if (code == SQLITE_IOERR)
        return problem_system(problems, place, MESSAGE("the database cannot be read or written: {reason}"),
                              system ? system : EIO);
    return problem_report(problems, place,
                          MESSAGE("the database refused: {reason}",
                                  VALUE("reason", text_from(sqlite3_errmsg(connection->sqlite)))),
                          NO_MESSAGE);
}

static bool report_failure(struct connection *connection, struct problems *problems)
{
    int extended = sqlite3_extended_errcode(connection->sqlite);
    return report_code(connection, extended & 0xff, extended, sqlite3_system_errno(connection->sqlite),
                       problems);
}

static enum engine_status status_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_DONE: return ENGINE_DONE;
    case SQLITE_ROW: return ENGINE_ROW;
    case SQLITE_BUSY: return ENGINE_BUSY;
    case SQLITE_NOMEM: memory_exhausted();
    default: return ENGINE_FAILED;
    }
}

static enum engine_status execute(struct connection *connection, const char *script)
{
    return status_of(sqlite3_exec(connection->sqlite, script, NULL, NULL, NULL));
}

static bool read_number(struct connection *connection, const char *sql, int64_t *number,
                        struct problems *problems)
{
    sqlite3_stmt *statement = NULL;
    bool read = sqlite3_prepare_v2(connection->sqlite, sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW;
    if (read)
        *number = sqlite3_column_int64(statement, 0);
    else
        report_failure(connection, problems);
    sqlite3_finalize(statement);
    return read;
}

static bool look(struct connection *connection, enum engine_content *content, struct problems *problems)
{
    int64_t mark = 0, tables = 0;
    // The tables first: another program that is making them puts the mark in the same transaction, so tables that are seen
    // have their mark.
    if (!read_number(connection, "SELECT COUNT(*) FROM sqlite_schema", &tables, problems) ||
        !read_number(connection, "PRAGMA application_id", &mark, problems))
        return false;
    *content = mark == APPLICATION_MARK ? CONTENT_OURS : tables || mark ? CONTENT_FOREIGN : CONTENT_EMPTY;
    return true;
}

static bool put_mark(struct connection *connection, struct problems *problems)
{
    return execute(connection, put_mark_pragma) == ENGINE_DONE || report_failure(connection, problems);
}

// What a database file of a stranger must not do, and what SQLite leaves off for old programs' sake.
static void harden(sqlite3 *sqlite)
{
    sqlite3_extended_result_codes(sqlite, 1);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    // A plan does not depend on the values given. Else each new value that is compared with the condition of a partial index has its
    // statement prepared anew.
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
    sqlite3_limit(sqlite, SQLITE_LIMIT_ATTACHED, 0);
}

enum { OPENING_PATIENCE = 30000, OPENING_PAUSE = 5 }; // milliseconds

// A foreign database must not even be switched to the write-ahead log, so this looks first.
static bool settle(struct connection *connection, enum store_access access, struct problems *problems)
{
    enum engine_content content;
    if (!look(connection, &content, problems))
        return false;
    if (content == CONTENT_FOREIGN || (content == CONTENT_EMPTY && access != STORE_CREATE))
        return problem_report(problems, place_of(connection),
                              MESSAGE("the file is not a database of this program"),
                              MESSAGE("name the data folder of the record with --data"));
    const char *settings = access == STORE_READ ? "PRAGMA query_only = ON; PRAGMA cell_size_check = ON"
                                                : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                                  "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON";
    // While another program makes the same database, SQLite answers at once that it is busy instead of waiting: two that
    // wait to switch to the log would wait for each other.
    enum engine_status status = execute(connection, settings);
    for (int waited = 0; status == ENGINE_BUSY && waited < OPENING_PATIENCE; waited += OPENING_PAUSE) {
        nanosleep(&(struct timespec){.tv_nsec = OPENING_PAUSE * 1000000L}, NULL);
        status = execute(connection, settings);
    }
    return status == ENGINE_DONE || report_failure(connection, problems);
}

static void set_patience(struct connection *connection, int milliseconds)
{
    sqlite3_busy_timeout(connection->sqlite, milliseconds);
}

// The pages that many people write to at the same time are some thousand; and what they write again and again is carried over once.
static void write_much(struct connection *connection)
{
    execute(connection, "PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 10000");
}

static void close_connection(struct connection *connection)
{
    for (size_t i = 0; i < FIXED_COUNT; i++)
        sqlite3_finalize(connection->fixed[i]);
    sqlite3_close(connection->sqlite);
    arena_free(connection->arena);
}

// The engine would let others of the machine read it. One that is there is left alone: to close it would end the locks of others that
// this program has open.
static void make_private(const char *path)
{
    int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        close(descriptor); // else the engine says what is wrong
}

static struct connection *open_connection(struct text location, enum store_access access,
                                          struct problems *problems)
{
    // SQLite counts its memory for whoever asks, under a lock that all threads would share; nobody asks. Once it has begun, by
    // the first connection of the program, it refuses this and changes nothing.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    struct arena *arena = arena_new();
    struct connection *connection = ARENA_NEW(arena, struct connection);
    const char *path = text_terminated(arena, location);
    *connection = (struct connection){.location = {path, location.length}, .arena = arena};
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                (access == STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
    if (access == STORE_CREATE)
        make_private(path);
    int opened = sqlite3_open_v2(path, &connection->sqlite, flags, sqlite_log_register());
    if (!connection->sqlite)
        memory_exhausted();
    if (opened == SQLITE_OK) {
        harden(connection->sqlite);
        set_patience(connection, OPENING_PATIENCE);
    }
    if (opened == SQLITE_OK ? settle(connection, access, problems) : report_failure(connection, problems))
        return connection;
    close_connection(connection);
    return NULL;
}

static void find_parameters(struct statement *statement)
{
    for (int i = 1; i <= sqlite3_bind_parameter_count(native(statement)); i++) {
        long number = strtol(sqlite3_bind_parameter_name(native(statement), i) + 1, NULL, 10);
        if (number < 1 || number > PARAMETERS_MOST)
            abort(); // the tests prepare every statement
        statement->places[number - 1] = i;
        if ((size_t)number > statement->parameters)
            statement->parameters = (size_t)number;
    }
}

static struct statement *prepare(struct connection *connection, struct text sql)
{
    sqlite3_stmt *prepared = NULL;
    status_of(sqlite3_prepare_v3(connection->sqlite, sql.bytes, (int)sql.length, SQLITE_PREPARE_PERSISTENT,
                                 &prepared, NULL));
    if (!prepared)
        return NULL;
    struct statement *statement = memory_allocate_zeroed(1, sizeof *statement);
    statement->native = prepared;
    find_parameters(statement);
    return statement;
}

static void finalise(struct statement *statement)
{
    sqlite3_finalize(native(statement));
    memory_free(statement);
}

static size_t parameters(const struct statement *statement)
{
    return statement->parameters;
}

static void bind(struct statement *statement, size_t parameter, struct store_value value)
{
    int index = statement->places[parameter - 1], code = SQLITE_ERROR;
    const char *bytes = value.text.bytes ? value.text.bytes : ""; // NULL would bind NULL
    switch (value.kind) {
    case STORE_NULL: code = sqlite3_bind_null(native(statement), index); break;
    case STORE_INTEGER: code = sqlite3_bind_int64(native(statement), index, value.integer); break;
    case STORE_TEXT:
        code = sqlite3_bind_text64(native(statement), index, bytes, value.text.length, SQLITE_TRANSIENT,
                                   SQLITE_UTF8);
        break;
    case STORE_BLOB:
        code = sqlite3_bind_blob64(native(statement), index, bytes, value.text.length, SQLITE_TRANSIENT);
        break;
    }
    if (code == SQLITE_NOMEM)
        memory_exhausted();
    if (code != SQLITE_OK)
        abort(); // a statement that leaves out a number: the tests run every statement
}

static enum engine_status step(struct statement *statement)
{
    return status_of(sqlite3_step(native(statement)));
}

static size_t columns(const struct statement *statement)
{
    return (size_t)sqlite3_column_count(native(statement));
}

static struct store_value column(struct statement *statement, size_t index)
{
    sqlite3_stmt *row = native(statement);
    int i = (int)index;
    switch (sqlite3_column_type(row, i)) {
    case SQLITE_NULL: return store_null();
    case SQLITE_INTEGER: return store_integer(sqlite3_column_int64(row, i));
    default: break;
    }
    bool is_text = sqlite3_column_type(row, i) == SQLITE_TEXT;
    const char *bytes = is_text ? (const char *)sqlite3_column_text(row, i) : sqlite3_column_blob(row, i);
    size_t length = (size_t)sqlite3_column_bytes(row, i);
    if (!bytes && length)
        memory_exhausted();
    struct text text = {bytes, length};
    return is_text ? store_text(text) : store_blob(text);
}

static int64_t changed(struct connection *connection)
{
    return sqlite3_changes64(connection->sqlite);
}

static void reset(struct statement *statement)
{
    sqlite3_reset(native(statement));
    sqlite3_clear_bindings(native(statement));
}

static enum engine_status run_fixed(struct connection *connection, enum fixed which)
{
    sqlite3_stmt **statement = &connection->fixed[which];
    if (!*statement) {
        int code = sqlite3_prepare_v3(connection->sqlite, fixed_sql[which], -1, SQLITE_PREPARE_PERSISTENT,
                                      statement, NULL);
        if (code != SQLITE_OK)
            return status_of(code);
    }
    enum engine_status status = status_of(sqlite3_step(*statement));
    sqlite3_reset(*statement);
    return status;
}

static enum engine_status begin(struct connection *connection, enum store_transaction_kind kind)
{
    return run_fixed(connection, kind == STORE_WRITING ? BEGIN_WRITING : BEGIN_READING);
}

static enum engine_status commit(struct connection *connection)
{
    return run_fixed(connection, COMMIT);
}

// Pages that were put into the log before the transaction ends, since there was no more memory for them; since this was asked last.
static bool has_spilled(struct connection *connection)
{
    int pages = 0, most;
    sqlite3_db_status(connection->sqlite, SQLITE_DBSTATUS_CACHE_SPILL, &pages, &most, 1);
    return pages > 0;
}

static enum engine_status begin_piece(struct connection *connection)
{
    has_spilled(connection);
    return run_fixed(connection, BEGIN_PIECE);
}

// What is taken back leaves its savepoint behind, which then ends like any other. Where pages of it are in the log already, and one of them
// was put there again, SQLite (3.40) writes what follows without its sums: it is read well enough until the program is killed, and lost
// then. So such a transaction does not go on.
static enum engine_status end_piece(struct connection *connection, bool keep)
{
    if (!keep && has_spilled(connection))
        return ENGINE_BUSY;
    enum engine_status status = keep ? ENGINE_DONE : run_fixed(connection, UNDO_PIECE);
    return status == ENGINE_DONE ? run_fixed(connection, KEEP_PIECE) : status;
}

static void rollback(struct connection *connection)
{
    if (!sqlite3_get_autocommit(connection->sqlite)) // a full disk has already rolled back
        execute(connection, "ROLLBACK");
}

// The log is copied into the database and cut off, which waits for readers as long as a write waits for writers.
static bool empty_log(struct connection *connection, struct problems *problems)
{
    sqlite3_stmt *statement = NULL;
    bool busy = true;
    if (sqlite3_prepare_v2(connection->sqlite, "PRAGMA wal_checkpoint(TRUNCATE)", -1, &statement, NULL) ==
            SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        busy = sqlite3_column_int(statement, 0);
    bool failed = sqlite3_finalize(statement) != SQLITE_OK;
    if (failed)
        return report_failure(connection, problems);
    return !busy || problem_report(problems, place_of(connection),
                                   MESSAGE("another program has been using the database for too long"),
                                   MESSAGE("do it again when nobody uses it"));
}

// VACUUM makes every page anew from what is there, beside the database, which to SQLite is one more that is attached; the pages
// of before are then written over, or cut off with the end of the file.
static bool wipe_deleted(struct connection *connection, struct problems *problems)
{
    int attached = sqlite3_limit(connection->sqlite, SQLITE_LIMIT_ATTACHED, 1);
    bool written = execute(connection, "VACUUM") == ENGINE_DONE || report_failure(connection, problems);
    sqlite3_limit(connection->sqlite, SQLITE_LIMIT_ATTACHED, attached);
    return written && empty_log(connection, problems);
}

static bool check(struct connection *connection, struct problems *problems)
{
    sqlite3_stmt *statement = NULL;
    size_t before = problems->count;
    int code = sqlite3_prepare_v2(connection->sqlite, "PRAGMA integrity_check(10)", -1, &statement, NULL);
    while (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
        struct text line = text_from((const char *)sqlite3_column_text(statement, 0));
        if (!text_equal(line, TEXT("ok")))
            problem_report_value(problems, place_of(connection), line, MESSAGE("the database is damaged"),
                                 MESSAGE("restore it from a backup; the damaged file should be kept"));
    }
    if (sqlite3_finalize(statement) != SQLITE_OK || code != SQLITE_OK)
        report_failure(connection, problems);
    return problems->count == before;
}

// The whole database in one read transaction, which hinders nobody who writes to the log. The copy is taken out of that
// mode, so that it is a file without companions.
static bool copy_pages(struct connection *from, struct connection *to, struct problems *problems)
{
    sqlite3_backup *backup = sqlite3_backup_init(to->sqlite, "main", from->sqlite, "main");
    if (!backup)
        return report_failure(to, problems);
    int step = sqlite3_backup_step(backup, -1);
    int finished = sqlite3_backup_finish(backup); // leaves its error with the copy
    if (step == SQLITE_BUSY || step == SQLITE_LOCKED)
        return report_code(from, step, step, 0, problems);
    if (finished != SQLITE_OK || execute(to, "PRAGMA journal_mode = DELETE") != ENGINE_DONE)
        return report_failure(to, problems);
    return step == SQLITE_DONE || report_failure(from, problems);
}

static bool copy(struct connection *connection, struct text path, struct problems *problems)
{
    struct connection to = {.location = path};
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    int opened = sqlite3_open_v2(path.bytes, &to.sqlite, flags, NULL);
    if (!to.sqlite)
        memory_exhausted();
    sqlite3_extended_result_codes(to.sqlite, 1);
    bool good = opened == SQLITE_OK ? copy_pages(connection, &to, problems) : report_failure(&to, problems);
    sqlite3_close(to.sqlite);
    return good;
}

const struct engine sqlite_engine = {
    .dialect = DIALECT_SQLITE,
    .open = open_connection,
    .close = close_connection,
    .set_patience = set_patience,
    .write_much = write_much,
    .look = look,
    .mark = put_mark,
    .prepare = prepare,
    .finalise = finalise,
    .parameters = parameters,
    .bind = bind,
    .step = step,
    .columns = columns,
    .column = column,
    .changed = changed,
    .reset = reset,
    .execute = execute,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .copy = copy,
    .wipe_deleted = wipe_deleted,
    .begin_piece = begin_piece,
    .end_piece = end_piece,
    .check = check,
    .report = report_failure,
};
