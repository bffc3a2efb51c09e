// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "base/file.h"
#include "base/memory.h"
#include "store/migration.h"
#include "store/pool.h"
#include "store/sql.h"
#include "store/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MILLISECONDS = 30000 };

struct store {
    const struct engine *engine;
    struct line *line; // NULL: it is in the pool
    struct store_pool *pool;
    struct arena *arena;
    struct text name;
    struct named_sqls sqls;
    size_t running; // statements, of this very line
    int64_t version;
    int patience;
    struct store_writer *writer; // NULL: this store writes itself
    struct store_pause pause;
    bool looking;         // one picture is wanted between transactions
    bool pictured;        // and was begun
    bool inside, writing; // a transaction, a writing one
    bool busy;            // the running transaction met another program: it may be run again
    bool doomed;          // part of it failed: it must not be committed
    char note[STORE_NOTE_BYTES];
    size_t note_length;
};

struct store_rows {
    struct store *store;
    struct arena *arena;
    struct statement *statement;
    size_t name; // index of the named statement
    enum engine_status status;
    struct store_value *values;
    size_t count;
};

// ---- Lines ---------------------------------------------------------------------------------------------------------

static struct line *line_new(struct connection *connection, size_t names)
{
    struct line *line = memory_allocate_zeroed(1, sizeof *line);
    line->connection = connection;
    line->idle = memory_allocate_zeroed(names, sizeof *line->idle);
    return line;
}

static void line_free(struct line *line, const struct engine *engine, size_t names)
{
    for (size_t i = 0; i < names; i++)
        if (line->idle[i])
            engine->finalise(line->idle[i]);
    engine->close(line->connection);
    memory_free(line->idle);
    memory_free(line);
}

static struct line *line_of(struct store *store)
{
    if (!store->line)
        store->line = store_pool_take(store->pool);
    return store->line;
}

static struct connection *connection_of(struct store *store)
{
    return line_of(store)->connection;
}

void store_use_pool(struct store *store, struct store_pool *pool)
{
    store->pool = pool;
}

void store_rest(struct store *store)
{
    if (!store->pool || !store->line || store->running || store->pictured || store->inside)
        return;
    store_pool_put(store->pool, store->line);
    store->line = NULL;
}

// ---- Statements ----------------------------------------------------------------------------------------------------

static size_t name_index(const struct store *store, const char *name)
{
    size_t index;
    if (!named_sql_find(&store->sqls, name, &index))
        abort(); // a mistake in the program, not in its input
    return index;
}

// With the first query of a look: a look in which nothing is asked costs nothing. Where it cannot be had, each query has its own, and says
// what is wrong.
static void begin_picture(struct store *store)
{
    if (store->looking && !store->pictured && !store->inside)
        store->pictured = store->engine->begin(connection_of(store), STORE_READING) == ENGINE_DONE;
}

// The same statement may be running already in an outer loop: then a second one is prepared.
static struct statement *take(struct store *store, size_t name)
{
    struct line *line = line_of(store);
    begin_picture(store);
    struct statement *statement = line->idle[name];
    line->idle[name] = NULL;
    if (!statement)
        statement = store->engine->prepare(line->connection, store->sqls.list.items[name].sql);
    store->running += statement != NULL;
    return statement;
}

static void give_back(struct store *store, size_t name, struct statement *statement)
{
    if (!statement)
        return;
    struct line *line = store->line;
    if (!line)
        abort(); // given away while the statement ran
    store->engine->reset(statement);
    store->running--;
    if (line->idle[name])
        store->engine->finalise(statement);
    else
        line->idle[name] = statement;
}

static struct statement *take_bound(struct store *store, size_t name, struct store_values values)
{
    struct statement *statement = take(store, name);
    if (!statement)
        return NULL;
    if (store->engine->parameters(statement) != values.count)
        abort();
    for (size_t i = 0; i < values.count; i++)
        store->engine->bind(statement, i + 1, values.items[i]);
    return statement;
}

static bool failed(struct store *store, enum engine_status status, struct problems *problems)
{
    store->busy = status == ENGINE_BUSY;
    store->doomed = true;
    return store->engine->report(connection_of(store), problems);
}

bool store_run(struct store *store, const char *name, struct store_values values, int64_t *changed,
               struct problems *problems)
{
    size_t index = name_index(store, name);
    struct statement *statement = take_bound(store, index, values);
    enum engine_status status = statement ? store->engine->step(statement) : ENGINE_FAILED;
    bool done = status == ENGINE_DONE;
    if (done && changed)
        *changed = store->engine->changed(connection_of(store));
    if (!done)
        failed(store, status, problems);
    give_back(store, index, statement);
    return done;
}

struct store_rows *store_query(struct store *store, struct arena *arena, const char *name,
                               struct store_values values)
{
    struct store_rows *rows = ARENA_NEW(arena, struct store_rows);
    *rows = (struct store_rows){.store = store, .arena = arena, .name = name_index(store, name)};
    rows->statement = take_bound(store, rows->name, values);
    rows->status = rows->statement ? ENGINE_ROW : ENGINE_FAILED;
    if (rows->statement) {
        rows->count = store->engine->columns(rows->statement);
        rows->values = ARENA_ARRAY(arena, struct store_value, rows->count);
    }
    return rows;
}

bool store_next(struct store_rows *rows)
{
    const struct engine *engine = rows->store->engine;
    if (rows->status != ENGINE_ROW)
        return false;
    rows->status = engine->step(rows->statement);
    if (rows->status != ENGINE_ROW)
        return false;
    for (size_t i = 0; i < rows->count; i++) {
        rows->values[i] = engine->column(rows->statement, i);
        rows->values[i].text = text_copy(rows->arena, rows->values[i].text);
    }
    return true;
}

bool store_finish(struct store_rows *rows, struct problems *problems)
{
    // Leaving a query early, at a row, is no failure.
    bool good = rows->status == ENGINE_DONE || rows->status == ENGINE_ROW;
    if (!good)
        failed(rows->store, rows->status, problems);
    give_back(rows->store, rows->name, rows->statement);
    rows->statement = NULL;
    rows->status = good ? ENGINE_DONE : ENGINE_FAILED;
    return good;
}

static const struct store_value *value_at(const struct store_rows *rows, size_t column)
{
    if (column >= rows->count)
        abort();
    return &rows->values[column];
}

int64_t store_column_integer(const struct store_rows *rows, size_t column)
{
    return value_at(rows, column)->integer;
}

struct text store_column_text(const struct store_rows *rows, size_t column)
{
    return value_at(rows, column)->text;
}

struct localised store_column_localised(const struct store_rows *rows, size_t column)
{
    return (struct localised){.in = {[LANGUAGE_ENGLISH] = store_column_text(rows, column),
                                     [LANGUAGE_WELSH] = store_column_text(rows, column + 1)}};
}

size_t store_column_count(const struct store_rows *rows)
{
    return rows->count;
}

bool store_column_is_null(const struct store_rows *rows, size_t column)
{
    return value_at(rows, column)->kind == STORE_NULL;
}

static int64_t milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void pause_before_retry(unsigned attempt)
{
    long limit = attempt < 7 ? 1L << attempt : 128; // milliseconds
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    struct timespec pause = {.tv_nsec = (now.tv_nsec % limit + 1) *
                                        1000000L}; // two that wait do not wait in step
    nanosleep(&pause, NULL);
}

static bool run_once(struct store *store, enum store_transaction_kind kind, store_work *work, void *argument,
                     struct problems *problems)
{
    const struct engine *engine = store->engine;
    store->busy = store->doomed = false;
    enum engine_status status = engine->begin(connection_of(store), kind);
    if (status != ENGINE_DONE)
        return failed(store, status, problems);
    store->inside = true;
    store->writing = kind == STORE_WRITING;
    bool done = work(store, argument, problems) && !store->doomed;
    store->inside = store->writing = false;
    store->note_length = 0;
    if (done && (status = engine->commit(connection_of(store))) != ENGINE_DONE)
        done = failed(store, status, problems);
    if (!done)
        engine->rollback(connection_of(store));
    return done;
}

// ---- One picture for several queries -------------------------------------------------------------------------------

void store_look(struct store *store)
{
    store->looking = !store->inside;
}

void store_look_away(struct store *store)
{
    if (store->pictured && store->engine->commit(connection_of(store)) != ENGINE_DONE)
        store->engine->rollback(connection_of(store));
    store->looking = store->pictured = false;
}

// ---- Transactions --------------------------------------------------------------------------------------------------

static bool transaction(struct store *store, enum store_transaction_kind kind, store_work *work,
                        void *argument, struct problems *problems)
{
    int64_t deadline = milliseconds_now() + store->patience;
    size_t listed = problems->list.count, count = problems->count;
    for (unsigned attempt = 0;; attempt++) {
        if (run_once(store, kind, work, argument, problems))
            return true;
        if (!store->busy || milliseconds_now() >= deadline)
            return false;
        problems->list.count = listed;
        problems->count = count;
        pause_before_retry(attempt);
    }
}

static bool let_write(struct store *store, store_work *work, void *argument, struct problems *problems)
{
    store_rest(store);
    return store_writer_do(store->writer, work, argument, store->pause, problems);
}

bool store_transaction(struct store *store, enum store_transaction_kind kind, store_work *work,
                       void *argument, struct problems *problems)
{
    if (store->inside) {
        if (kind == STORE_WRITING && !store->writing)
            abort(); // a reader that becomes a writer may have read what is no longer so
        bool done = work(store, argument, problems);
        store->doomed = store->doomed || !done;
        return done;
    }
    bool looking = store->looking;
    store_look_away(store); // what is written is to be seen afterwards
    bool done = store->writer && kind == STORE_WRITING ? let_write(store, work, argument, problems)
                                                       : transaction(store, kind, work, argument, problems);
    if (looking)
        store_look(store);
    return done;
}

void store_write_later(struct store *store, struct store_piece *piece)
{
    if (store->inside || !piece->told)
        abort();
    if (store->writer) {
        store_rest(store);
        store_writer_do_later(store->writer, piece, store->pause);
    } else {
        piece->done = store_transaction(store, STORE_WRITING, piece->work, piece->argument, piece->problems);
        piece->told(piece);
    }
}

void store_use_writer(struct store *store, struct store_writer *writer, struct store_pause pause)
{
    store->writer = writer;
    store->pause = pause;
}

void store_write_much(struct store *store)
{
    store->engine->write_much(connection_of(store));
}

// ---- Pieces --------------------------------------------------------------------------------------------------------

static void do_alone(struct store *store, struct store_piece *piece)
{
    piece->done = transaction(store, STORE_WRITING, piece->work, piece->argument, piece->problems);
}

// False: the transaction is gone, or cannot go on.
static bool do_piece(struct store *store, struct store_piece *piece)
{
    const struct engine *engine = store->engine;
    if (engine->begin_piece(connection_of(store)) != ENGINE_DONE)
        return false;
    store->busy = store->doomed = false;
    piece->done = piece->work(store, piece->argument, piece->problems) && !store->doomed;
    if (!piece->done)
        store->note_length = 0; // what it may have left is taken back with it
    return engine->end_piece(connection_of(store), piece->done) == ENGINE_DONE && !store->busy;
}

// False: not all of them can stand together.
static bool do_together(struct store *store, struct store_piece *first)
{
    const struct engine *engine = store->engine;
    bool whole = true;
    store->inside = store->writing = true;
    for (struct store_piece *piece = first; whole && piece; piece = piece->next)
        whole = do_piece(store, piece);
    store->inside = store->writing = false;
    store->note_length = 0;
    whole = whole && engine->commit(connection_of(store)) == ENGINE_DONE;
    if (!whole)
        engine->rollback(connection_of(store));
    return whole;
}

// Where nothing can be begun, as long as another program writes, one has waited for all of them.
static void tell_all(struct store *store, struct store_piece *first, enum engine_status status)
{
    for (struct store_piece *piece = first; piece; piece = piece->next) {
        piece->done = false;
        failed(store, status, piece->problems);
    }
}

struct problems_mark {
    size_t listed, count;
    bool input_output;
};

static struct problems_mark *mark_problems(const struct store_piece *first)
{
    size_t pieces = 0, i = 0;
    for (const struct store_piece *piece = first; piece; piece = piece->next)
        pieces++;
    struct problems_mark *marks = memory_allocate_zeroed(pieces, sizeof *marks);
    for (const struct store_piece *piece = first; piece; piece = piece->next)
        marks[i++] = (struct problems_mark){piece->problems->list.count, piece->problems->count,
                                            piece->problems->input_output};
    return marks;
}

// Problems of a run that is repeated are forgotten.
static void do_each_alone(struct store *store, struct store_piece *first, const struct problems_mark *marks)
{
    size_t i = 0;
    for (struct store_piece *piece = first; piece; piece = piece->next, i++) {
        piece->problems->list.count = marks[i].listed;
        piece->problems->count = marks[i].count;
        piece->problems->input_output = marks[i].input_output;
        do_alone(store, piece);
    }
}

void store_transaction_of_pieces(struct store *store, struct store_piece *first)
{
    if (!first->next) {
        do_alone(store, first);
        return;
    }
    enum engine_status status = store->engine->begin(connection_of(store), STORE_WRITING);
    if (status != ENGINE_DONE) {
        tell_all(store, first, status);
        return;
    }
    struct problems_mark *marks = mark_problems(first);
    if (!do_together(store, first))
        do_each_alone(store, first, marks);
    memory_free(marks);
}

bool store_is_writing(const struct store *store)
{
    return store->writing;
}

void store_leave_note(struct store *store, struct text note)
{
    if (note.length > sizeof store->note)
        abort(); // a mistake in the program
    if (!store->writing)
        return;
    memcpy(store->note, note.bytes, note.length);
    store->note_length = note.length;
}

struct text store_note(const struct store *store)
{
    return (struct text){store->note, store->note_length};
}

bool store_execute(struct store *store, struct text script, struct problems *problems)
{
    enum engine_status status = store->engine->execute(connection_of(store),
                                                       text_terminated(store->arena, script));
    return status == ENGINE_DONE || failed(store, status, problems);
}

bool store_read_version(struct store *store, int64_t *version, struct problems *problems)
{
    enum engine_content content;
    if (!store->engine->look(connection_of(store), &content, problems))
        return false;
    int64_t found = 0;
    if (content == CONTENT_OURS) {
        struct store_rows *rows = store_query(store, store->arena, "migration_version",
                                              (struct store_values){0});
        if (store_next(rows))
            found = store_column_integer(rows, 0);
        if (!store_finish(rows, problems))
            return false;
    } else if (store->writing && !store->engine->mark(connection_of(store), problems)) {
        return false;
    }
    *version = store->version = found;
    return true;
}

enum engine_dialect store_dialect(const struct store *store)
{
    return store->engine->dialect;
}

struct text store_name(const struct store *store)
{
    return store->name;
}

int64_t store_version(const struct store *store)
{
    return store->version;
}

int64_t store_version_known(void)
{
    struct arena *arena = arena_new();
    struct migrations migrations;
    migrations_shipped(arena, &migrations);
    int64_t known = migrations_last(&migrations);
    arena_free(arena);
    return known;
}

bool store_copy(struct store *store, struct text path, struct problems *problems)
{
    struct arena *arena = arena_new();
    const char *name = text_terminated(arena, path);
    int descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
                          0600); // the engine would let others read it
    bool good = descriptor >= 0;
    if (good) {
        close(descriptor);
        good = store->engine->copy(connection_of(store), (struct text){name, path.length}, problems);
        if (!good)
            unlink(name);
    } else
        problem_making(path, MESSAGE("the file cannot be written: {reason}"), errno, problems);
    arena_free(arena);
    return good;
}

bool store_wipe_deleted(struct store *store, struct problems *problems)
{
    if (store->inside)
        abort(); // what the transaction deletes would stay in the log
    bool looking = store->looking;
    store_look_away(store); // the file is not written anew while it is looked at
    bool wiped = store->engine->wipe_deleted(connection_of(store), problems);
    if (looking)
        store_look(store);
    return wiped;
}

bool store_check(struct store *store, struct problems *problems)
{
    return store->engine->check(connection_of(store), problems);
}

void store_set_patience(struct store *store, int milliseconds)
{
    store->patience = milliseconds;
    store->engine->set_patience(connection_of(store), milliseconds);
}

bool store_open_as_it_is(struct text path, enum store_access access, struct store **store,
                         struct problems *problems)
{
    const struct engine *engine = &sqlite_engine;
    struct connection *connection = engine->open(path, access, problems);
    if (!connection)
        return false;
    struct arena *arena = arena_new();
    struct store *opened = ARENA_NEW(arena, struct store);
    *opened = (struct store){.engine = engine, .arena = arena, .name = text_copy(arena, path)};
    named_sql_read(arena, &opened->sqls);
    opened->line = line_new(connection, opened->sqls.list.count);
    store_set_patience(opened, PATIENCE_MILLISECONDS);
    *store = opened;
    return true;
}

bool store_open(struct text path, enum store_access access, struct store **store, struct problems *problems)
{
    struct store *opened;
    if (!store_open_as_it_is(path, access, &opened, problems))
        return false;
    struct migrations migrations;
    migrations_shipped(opened->arena, &migrations);
    if (!migration_apply(opened, &migrations, access != STORE_READ, problems)) {
        store_close(opened);
        return false;
    }
    *store = opened;
    return true;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    store_look_away(store);
    line_free(line_of(store), store->engine, store->sqls.list.count);
    arena_free(store->arena);
}
