// SPDX-License-Identifier: GPL-3.0-or-later
#include "disk.h"

#include <sqlite3.h>
#include <stdlib.h>

// The state of the one disk of a test program.
static sqlite3_vfs *below, above;
static int left; // writes until one fails; 0: never
static bool every_later, has_failed;

struct file {
    sqlite3_file base;
    sqlite3_file *real; // directly behind
};

static sqlite3_file *real(sqlite3_file *file)
{
    return ((struct file *)file)->real;
}

static bool fails(void)
{
    if (has_failed && every_later)
        return true;
    if (left == 0 || --left > 0)
        return false;
    has_failed = true;
    return true;
}

static int do_close(sqlite3_file *file)
{
    return real(file)->pMethods->xClose(real(file));
}
static int do_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 at)
{
    return real(file)->pMethods->xRead(real(file), bytes, count, at);
}
static int do_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
{
    if (!fails())
        return real(file)->pMethods->xWrite(real(file), bytes, count, at);
    if (count > 1) // a disk that fills up may take the first half
        real(file)->pMethods->xWrite(real(file), bytes, count / 2, at);
    return SQLITE_IOERR_WRITE;
}
static int do_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return fails() ? SQLITE_IOERR_TRUNCATE : real(file)->pMethods->xTruncate(real(file), size);
}
static int do_sync(sqlite3_file *file, int flags)
{
    (void)file, (void)flags; // no power is cut in a test, so nothing needs to reach the real disk
    return fails() ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}
static int do_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}
static int do_lock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}
static int do_unlock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}
static int do_check_lock(sqlite3_file *file, int *reserved)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), reserved);
}
static int do_control(sqlite3_file *file, int operation, void *argument)
{
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
static int do_sector(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}
static int do_traits(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
static int do_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
    return real(file)->pMethods->xShmMap(real(file), region, size, extend, memory);
}
static int do_shared_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
static void do_barrier(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}
static int do_unmap(sqlite3_file *file, int remove)
{
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = do_close,
    .xRead = do_read,
    .xWrite = do_write,
    .xTruncate = do_truncate,
    .xSync = do_sync,
    .xFileSize = do_size,
    .xLock = do_lock,
    .xUnlock = do_unlock,
    .xCheckReservedLock = do_check_lock,
    .xFileControl = do_control,
    .xSectorSize = do_sector,
    .xDeviceCharacteristics = do_traits,
    .xShmMap = do_map,
    .xShmLock = do_shared_lock,
    .xShmBarrier = do_barrier,
    .xShmUnmap = do_unmap,
};

static int do_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *given)
{
    (void)vfs;
    struct file *mine = (struct file *)file;
    mine->real = (sqlite3_file *)(mine + 1);
    mine->base.pMethods = NULL;
    int code = below->xOpen(below, name, mine->real, flags, given);
    if (mine->real->pMethods)
        mine->base.pMethods = &methods;
    return code;
}

void disk_install(void)
{
    if (below)
        return;
    below = sqlite3_vfs_find(NULL);
    if (!below)
        abort();
    above = *below;
    above.pNext = NULL;
    above.zName = "failing";
    above.szOsFile = (int)sizeof(struct file) + below->szOsFile;
    above.xOpen = do_open;
    if (sqlite3_vfs_register(&above, 1) != SQLITE_OK)
        abort();
}

void disk_fail_after(int writes, bool all)
{
    left = writes;
    every_later = all;
    has_failed = false;
}

bool disk_has_failed(void)
{
    return has_failed;
}
