// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/backup.h"

#include "format/sealed_file.h"
#include "format/sent_file.h"

#include <unistd.h>

enum { PIECE_BYTES = 64 << 10 };

static const char *const companions[] = {"", "-wal", "-shm", "-journal"}; // what the engine keeps beside it

static struct text companion(struct arena *arena, struct text database, size_t index)
{
    return text_print(arena, "%.*s%s", TEXT_PRINT(database), companions[index]);
}

static bool is_there(struct arena *arena, struct text path)
{
    return access(text_terminated(arena, path), F_OK) == 0;
}

// A log that an earlier database left would be taken for that of the new one.
static bool check_none(struct arena *arena, struct text database, struct problems *problems)
{
    for (size_t i = 0; i < sizeof companions / sizeof *companions; i++) {
        struct text path = companion(arena, database, i);
        if (is_there(arena, path))
            return problem_report(
                problems, (struct place){.source = path}, MESSAGE("there is a record in this folder already"),
                MESSAGE("a backup is never restored over a record: name a new folder with --data"));
    }
    return true;
}

static void remove_all(struct arena *arena, struct text database)
{
    for (size_t i = 0; i < sizeof companions / sizeof *companions; i++)
        unlink(text_terminated(arena, companion(arena, database, i)));
}

static void take(void *writer, struct text piece)
{
    file_writer_add(writer, piece);
}

static bool copy_plain(struct arena *arena, struct text from, struct file_writer *to,
                       struct problems *problems)
{
    struct sent_file file;
    char piece[PIECE_BYTES];
    size_t got = 1;
    uint64_t bytes;
    bool good = sent_file_open(text_terminated(arena, from), from, false, &file, problems);
    if (!good)
        return false;
    while (good && got) {
        good = sent_file_read(&file, piece, sizeof piece, &got, problems);
        if (good)
            file_writer_add(to, (struct text){piece, got});
    }
    good = good && sent_file_finish(&file, NULL, &bytes, problems);
    sent_file_close(&file);
    return good;
}

static bool unpack(struct arena *arena, const struct restoring *restoring, struct problems *problems)
{
    struct file_writer *writer = file_writer_new_private(restoring->ready, problems);
    if (!writer)
        return false;
    bool good = restoring->seal ? sealed_file_read(restoring->from, restoring->seal, take, writer, problems)
                                : copy_plain(arena, restoring->from, writer, problems);
    if (good)
        return file_writer_commit(writer, problems);
    file_writer_cancel(writer);
    return false;
}

static bool tell(struct write *write, void *argument, struct problems *problems)
{
    const struct restoring *restoring = argument;
    struct text hash = hash_text(write->arena, restoring->hash);
    struct audited audited = {"backup.restore", "backup", hash,
                              AUDIT_DETAIL(write->arena, {"sha256", hash},
                                           {"end", audit_head_text(write->arena, restoring->head)})};
    return audit_tell(write, audited, problems);
}

static bool verify(struct store *store, struct arena *arena, const struct act *act,
                   struct restoring *restoring, struct problems *problems)
{
    if (!store_check(store, problems))
        return false;
    return !restoring->chain ||
           (audit_verify(store, arena, restoring->chain, NULL, &restoring->head, problems) &&
            act_do(store, arena, act, tell, restoring, NULL, problems));
}

// Sessions that have ended since the backup, and links that were used, would be good once more. What the log tells of it is that the
// backup was restored; without the key nothing is told.
static bool end_access(struct store *store, void *argument, struct problems *problems)
{
    const struct act *act = argument;
    struct store_values at = STORE_VALUES(store_integer(act->at));
    return store_run(store, "session_end_everywhere", at, NULL, problems) &&
           store_run(store, "one_time_link_end_everywhere", at, NULL, problems);
}

// Closing brings what is in the engine's log into the database, which is then a file that can be given its name.
static bool check_settled(struct arena *arena, const struct restoring *restoring, struct problems *problems)
{
    return !is_there(arena, companion(arena, restoring->ready, 1)) ||
           problem_report(problems, (struct place){.source = restoring->ready},
                          MESSAGE("the database cannot grow: the disk is full"),
                          MESSAGE("make room and do it again; nothing of it was saved"));
}

static bool is_sealed_as_told(const struct restoring *restoring, struct problems *problems)
{
    bool sealed;
    if (!sealed_file_is(restoring->from, &sealed, problems))
        return false;
    return !sealed || restoring->seal ||
           problem_report(problems, (struct place){.source = restoring->from},
                          MESSAGE("the backup is encrypted"),
                          MESSAGE("name with --key the key file that it was made with"));
}

static bool make(struct arena *arena, const struct act *act, struct restoring *restoring,
                 struct problems *problems)
{
    struct store *store;
    if (!hash_of_file(text_terminated(arena, restoring->from), &restoring->hash, NULL, problems) ||
        !is_sealed_as_told(restoring, problems) || !unpack(arena, restoring, problems) ||
        !store_open(restoring->ready, STORE_WRITE, &store, problems))
        return false;
    struct act ending = *act;
    bool good = verify(store, arena, act, restoring, problems) &&
                store_transaction(store, STORE_WRITING, end_access, &ending, problems);
    store_close(store);
    return good && check_settled(arena, restoring, problems);
}

bool restore_make(struct arena *arena, const struct act *act, struct restoring *restoring,
                  struct problems *problems)
{
    struct restoring made = *restoring;
    if (!check_none(arena, restoring->database, problems))
        return false;
    made.ready = path_unused(arena, restoring->database, TEXT(".part"));
    if (!make(arena, act, &made, problems)) {
        remove_all(arena, made.ready);
        return false;
    }
    *restoring = made;
    return true;
}

bool restore_keep(const struct restoring *restoring, struct problems *problems)
{
    struct arena *arena = arena_new();
    bool good = check_none(arena, restoring->database, problems) &&
                file_rename(restoring->ready, restoring->database, problems);
    if (!good)
        remove_all(arena, restoring->ready);
    arena_free(arena);
    return good;
}
