// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite_log.h"

#include "base/memory.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { GATHERED_MOST = 1 << 17 }; // bytes
#define SQLITE_LOG "craffu"

// What SQLite allocates for a file, before the system's own part.
struct log_file {
    sqlite3_file as_sqlite_sees_it; // first
    sqlite3_file *database;
    sqlite3_int64 offset; // of what is gathered
    int length;
    char *gathered; // NULL until there is anything
};

static struct log_file *log_of(sqlite3_file *file)
{
    return (struct log_file *)file;
}

static sqlite3_file *system_part(sqlite3_file *file)
{
    return (sqlite3_file *)(log_of(file) + 1);
}

// What cannot be written is kept: SQLite may undo one statement only of the transaction, and go on with the rest once there is room.
static int write_out(sqlite3_file *file)
{
    struct log_file *log = log_of(file);
    sqlite3_file *system = system_part(file);
    if (!log->length)
        return SQLITE_OK;
    int status = system->pMethods->xWrite(system, log->gathered, log->length, log->offset);
    if (status == SQLITE_OK)
        log->length = 0;
    return status;
}

static void gather(struct log_file *log, const void *bytes, int length, sqlite3_int64 offset)
{
    if (!log->gathered)
        log->gathered = memory_allocate(GATHERED_MOST);
    if (!log->length)
        log->offset = offset;
    memcpy(log->gathered + log->length, bytes, (size_t)length);
    log->length += length;
}

static int log_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
    struct log_file *log = log_of(file);
    sqlite3_file *system = system_part(file);
    bool follows = !log->length || offset == log->offset + log->length;
    if (!follows || length > GATHERED_MOST - log->length) {
        int status = write_out(file);
        if (status != SQLITE_OK)
            return status;
    }
    if (length > GATHERED_MOST)
        return system->pMethods->xWrite(system, bytes, length, offset);
    gather(log, bytes, length, offset);
    return SQLITE_OK;
}

// ---- The right to write --------------------------------------------------------------------------------------------

// The methods of one open database: the system's, but two.
struct database_methods {
    sqlite3_io_methods as_sqlite_sees_them; // first
    const sqlite3_io_methods *system;
    struct log_file *log; // NULL: not open
};

static struct database_methods *methods_of(sqlite3_file *database)
{
    return (struct database_methods *)database->pMethods;
}

static int database_close(sqlite3_file *database)
{
    struct database_methods *methods = methods_of(database);
    database->pMethods = methods->system;
    memory_free(methods);
    return database->pMethods->xClose(database);
}

// Whose transaction ends gives away lock 0 of a log. What is gathered then, was given up, since what stands was synced: to write it later
// would be to write it over what others have written there since.
static int database_lock(sqlite3_file *database, int first, int count, int flags)
{
    struct database_methods *methods = methods_of(database);
    if (methods->log && first == 0 && flags == (SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE))
        methods->log->length = 0;
    return methods->system->xShmLock(database, first, count, flags);
}

static void watch_locks(sqlite3_file *database)
{
    const sqlite3_io_methods *system = database->pMethods;
    if (system->iVersion < 2) // it has no log
        return;
    struct database_methods *methods = memory_allocate_zeroed(1, sizeof *methods);
    methods->system = system;
    memcpy(&methods->as_sqlite_sees_them, system,
           system->iVersion < 3 ? offsetof(sqlite3_io_methods, xFetch) : sizeof *system);
    methods->as_sqlite_sees_them.xClose = database_close;
    methods->as_sqlite_sees_them.xShmLock = database_lock;
    database->pMethods = &methods->as_sqlite_sees_them;
}

// ---- The log -------------------------------------------------------------------------------------------------------

static int log_close(sqlite3_file *file)
{
    struct log_file *log = log_of(file);
    sqlite3_file *system = system_part(file);
    methods_of(log->database)->log = NULL;
    memory_free(log->gathered);
    return system->pMethods->xClose(system);
}

// Pages that are on disk already can be read also where there is no room for the others.
static int log_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
    const struct log_file *log = log_of(file);
    sqlite3_file *system = system_part(file);
    int status = offset + length > log->offset ? write_out(file) : SQLITE_OK;
    return status != SQLITE_OK ? status : system->pMethods->xRead(system, bytes, length, offset);
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 length)
{
    sqlite3_file *system = system_part(file);
    int status = write_out(file);
    return status != SQLITE_OK ? status : system->pMethods->xTruncate(system, length);
}

static int log_sync(sqlite3_file *file, int flags)
{
    sqlite3_file *system = system_part(file);
    int status = write_out(file);
    return status != SQLITE_OK ? status : system->pMethods->xSync(system, flags);
}

static int log_length(sqlite3_file *file, sqlite3_int64 *length)
{
    sqlite3_file *system = system_part(file);
    int status = write_out(file);
    return status != SQLITE_OK ? status : system->pMethods->xFileSize(system, length);
}

static int log_control(sqlite3_file *file, int what, void *argument)
{
    sqlite3_file *system = system_part(file);
    int status = write_out(file);
    return status != SQLITE_OK ? status : system->pMethods->xFileControl(system, what, argument);
}

static int log_sector(sqlite3_file *file)
{
    sqlite3_file *system = system_part(file);
    return system->pMethods->xSectorSize(system);
}

static int log_device(sqlite3_file *file)
{
    sqlite3_file *system = system_part(file);
    return system->pMethods->xDeviceCharacteristics(system);
}

// Nobody locks or maps the log: that is done by way of the database's file.
static int log_lock(sqlite3_file *file, int level)
{
    (void)file, (void)level;
    return SQLITE_OK;
}

static int log_is_locked(sqlite3_file *file, int *locked)
{
    (void)file;
    *locked = 0;
    return SQLITE_OK;
}

static const sqlite3_io_methods log_methods = {.iVersion = 1,
                                               .xClose = log_close,
                                               .xRead = log_read,
                                               .xWrite = log_write,
                                               .xTruncate = log_truncate,
                                               .xSync = log_sync,
                                               .xFileSize = log_length,
                                               .xLock = log_lock,
                                               .xUnlock = log_lock,
                                               .xCheckReservedLock = log_is_locked,
                                               .xFileControl = log_control,
                                               .xSectorSize = log_sector,
                                               .xDeviceCharacteristics = log_device};

static sqlite3_vfs *system_of(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

static int open_log(sqlite3_vfs *system, const char *name, sqlite3_file *file, int flags, int *flags_used)
{
    *log_of(file) = (struct log_file){.database = sqlite3_database_file_object(name)};
    int status = system->xOpen(system, name, system_part(file), flags, flags_used);
    if (status != SQLITE_OK)
        return status;
    file->pMethods = &log_methods;
    methods_of(log_of(file)->database)->log = log_of(file);
    return SQLITE_OK;
}

// All other files are the system's own.
static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *flags_used)
{
    sqlite3_vfs *system = system_of(vfs);
    if (flags & SQLITE_OPEN_WAL)
        return open_log(system, name, file, flags, flags_used);
    int status = system->xOpen(system, name, file, flags, flags_used);
    if (status == SQLITE_OK && flags & SQLITE_OPEN_MAIN_DB)
        watch_locks(file);
    return status;
}

// For the rest of the program's life, as SQLite wants it.
static void add_to(sqlite3_vfs *system)
{
    sqlite3_vfs *made = memory_allocate_zeroed(1, sizeof *made);
    *made = *system;
    made->zName = SQLITE_LOG;
    made->pNext = NULL;
    made->pAppData = system;
    made->szOsFile = (int)sizeof(struct log_file) + system->szOsFile;
    made->xOpen = open_file;
    if (sqlite3_vfs_register(made, 0) != SQLITE_OK)
        memory_free(made);
}

const char *sqlite_log_register(void)
{
    sqlite3_vfs *system = sqlite3_vfs_find(NULL); // which initialises SQLite as well
    sqlite3_mutex *mutex = sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_APP1);
    sqlite3_mutex_enter(mutex);
    if (system && !sqlite3_vfs_find(SQLITE_LOG))
        add_to(system);
    sqlite3_mutex_leave(mutex);
    return sqlite3_vfs_find(SQLITE_LOG) ? SQLITE_LOG : NULL;
}
