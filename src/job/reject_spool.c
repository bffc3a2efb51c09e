// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/reject_spool.h"

#include "base/memory.h"
#include "review/audit.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

bool reject_put(struct write *write, struct reject_owner owner, const struct kept_reject *reject,
                struct problems *problems)
{
    return write_part(
        write, "job_reject_insert",
        STORE_VALUES(store_text(owner.job), store_text(reject->is_log ? TEXT("log") : TEXT("cases")),
                     store_integer(reject->number), store_text(owner.extract), store_integer(reject->record),
                     store_integer(reject->line), store_text(reject->reference),
                     STORE_LOCALISED(reject->reason), store_blob(reject->csv)),
        NULL, problems);
}

struct reject_spool {
    FILE *file;
    bool failed;
};

// What stands before the texts of a row.
enum { TEXTS = 2 + LANGUAGE_COUNT };
struct front {
    bool is_log;
    int64_t number, record, line;
    size_t lengths[TEXTS];
};

static bool report(int error, struct problems *problems)
{
    return problem_system(problems, (struct place){.source = TEXT("craffu")},
                          MESSAGE("the rejected rows cannot be kept for a while: {reason}"), error);
}

struct reject_spool *reject_spool_new(struct problems *problems)
{
    FILE *file = tmpfile(); // has no name, and is nobody else's to read
    if (!file) {
        report(errno, problems);
        return NULL;
    }
    struct reject_spool *spool = memory_allocate_zeroed(1, sizeof *spool);
    spool->file = file;
    return spool;
}

void reject_spool_free(struct reject_spool *spool)
{
    if (!spool)
        return;
    fclose(spool->file);
    memory_free(spool);
}

void reject_spool_clear(struct reject_spool *spool)
{
    rewind(spool->file);
    spool->failed |= fflush(spool->file) != 0 || ftruncate(fileno(spool->file), 0) != 0;
}

bool reject_spool_add(struct reject_spool *spool, const struct kept_reject *reject, struct problems *problems)
{
    const struct text texts[TEXTS] = {reject->reference, reject->csv, reject->reason.in[0],
                                      reject->reason.in[1]};
    struct front front = {
        .is_log = reject->is_log, .number = reject->number, .record = reject->record, .line = reject->line};
    for (size_t i = 0; i < TEXTS; i++)
        front.lengths[i] = texts[i].length;
    bool good = fwrite(&front, sizeof front, 1, spool->file) == 1;
    for (size_t i = 0; good && i < TEXTS; i++)
        good = !texts[i].length || fwrite(texts[i].bytes, 1, texts[i].length, spool->file) == texts[i].length;
    return good || report(errno, problems);
}

// False at the end, or if it cannot be read.
static bool next(FILE *file, struct arena *arena, struct kept_reject *reject)
{
    struct front front;
    struct text texts[TEXTS];
    if (fread(&front, sizeof front, 1, file) != 1)
        return false;
    for (size_t i = 0; i < TEXTS; i++) {
        char *bytes = arena_allocate(arena, front.lengths[i] + 1, 1);
        if (fread(bytes, 1, front.lengths[i], file) != front.lengths[i])
            return false;
        texts[i] = (struct text){bytes, front.lengths[i]};
    }
    *reject = (struct kept_reject){.is_log = front.is_log,
                                   .number = front.number,
                                   .record = front.record,
                                   .line = front.line,
                                   .reference = texts[0],
                                   .csv = texts[1],
                                   .reason = {{texts[2], texts[3]}}};
    return true;
}

bool reject_spool_put(struct reject_spool *spool, struct write *write, struct reject_owner owner,
                      struct problems *problems)
{
    struct arena *arena = arena_new();
    struct kept_reject reject;
    bool good = fflush(spool->file) == 0 || report(errno, problems);
    rewind(spool->file);
    while (good && next(spool->file, arena, &reject)) {
        good = reject_put(write, owner, &reject, problems);
        arena_reset(arena);
    }
    arena_free(arena);
    if (good && (ferror(spool->file) || spool->failed))
        good = report(EIO, problems);
    return good;
}
