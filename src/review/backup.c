// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/backup.h"

#include "format/sealed_file.h"

#include <unistd.h>

struct secret_key backup_key(const struct secret_key *kept)
{
    return secret_key_for(kept, "backup");
}

static void remove_file(struct text path)
{
    struct arena *arena = arena_new();
    if (path.length)
        unlink(text_terminated(arena, path));
    arena_free(arena);
}

static bool verify_copy(struct arena *arena, struct text path, struct backup *backup,
                        struct problems *problems)
{
    struct store *copy;
    if (!store_open(path, STORE_READ, &copy, problems))
        return false;
    bool whole = store_check(copy, problems) &&
                 audit_verify(copy, arena, backup->chain, NULL, &backup->head, problems);
    store_close(copy);
    return whole;
}

static void take_hash(void *context, struct text piece)
{
    hash_add(context, piece);
}

// Read back from the file: what was written is what will be read.
static bool verify_sealed(struct arena *arena, const struct backup *backup, struct problems *problems)
{
    struct hash_stream stream;
    struct hash plain;
    hash_begin(&stream);
    if (!hash_of_file(text_terminated(arena, backup->scratch), &plain, NULL, problems) ||
        !sealed_file_read(backup->ready, backup->seal, take_hash, &stream, problems))
        return false;
    return hash_equal(hash_end(&stream), plain) ||
           problem_report(problems, (struct place){.source = backup->ready},
                          MESSAGE("the encrypted copy is not what was copied"),
                          MESSAGE("make it again on another disk; this one does not keep what is written"));
}

static bool seal(struct arena *arena, const struct backup *backup, struct problems *problems)
{
    struct file_writer *writer = file_writer_new_private(backup->ready, problems);
    if (!writer)
        return false;
    if (!sealed_file_write(backup->scratch, backup->seal, writer, problems)) {
        file_writer_cancel(writer);
        return false;
    }
    return file_writer_commit(writer, problems) && verify_sealed(arena, backup, problems);
}

// What is not encrypted never stands where the encrypted copy is kept.
static bool make(struct store *store, struct arena *arena, struct backup *backup, struct problems *problems)
{
    struct text plain = backup->seal ? backup->scratch : backup->ready;
    bool good = store_copy(store, plain, problems) && verify_copy(arena, plain, backup, problems) &&
                (!backup->seal || seal(arena, backup, problems));
    if (backup->seal)
        remove_file(backup->scratch);
    return good &&
           hash_of_file(text_terminated(arena, backup->ready), &backup->hash, &backup->bytes, problems);
}

bool backup_make(struct store *store, struct arena *arena, struct backup *backup, struct problems *problems)
{
    struct backup made = *backup;
    made.ready = path_unused(arena, backup->path, TEXT(".part"));
    made.scratch = path_unused(arena, backup->scratch, TEXT(".copy"));
    if (!make(store, arena, &made, problems)) {
        backup_drop(&made);
        return false;
    }
    *backup = made;
    return true;
}

static struct text name_of(struct text path)
{
    for (size_t i = path.length; i > 0; i--)
        if (path.bytes[i - 1] == '/')
            return text_slice(path, i, path.length);
    return path;
}

static bool refuse_existing(struct arena *arena, struct text path, struct problems *problems)
{
    return access(text_terminated(arena, path), F_OK) != 0 ||
           problem_report(problems, (struct place){.source = path}, MESSAGE("there is a file already"),
                          MESSAGE("a backup is never written over another: give it a name of its own"));
}

bool backup_tell(struct write *write, const struct backup *backup, struct problems *problems)
{
    struct text hash = hash_text(write->arena, backup->hash);
    struct text bytes = text_print(write->arena, "%llu", (unsigned long long)backup->bytes);
    struct audited audited = {"backup.make", "backup", hash,
                              AUDIT_DETAIL(write->arena, {"sha256", hash}, {"bytes", bytes},
                                           {"file", name_of(backup->path)},
                                           {"encrypted", backup->seal ? TEXT("yes") : TEXT("no")},
                                           {"end", audit_head_text(write->arena, backup->head)})};
    return refuse_existing(write->arena, backup->path, problems) && audit_tell(write, audited, problems);
}

bool backup_keep(const struct backup *backup, struct problems *problems)
{
    if (file_rename(backup->ready, backup->path, problems))
        return true;
    backup_drop(backup);
    return false;
}

void backup_drop(const struct backup *backup)
{
    remove_file(backup->ready);
}

static bool tell(struct write *write, void *backup, struct problems *problems)
{
    return backup_tell(write, backup, problems);
}

bool backup_do(struct store *store, struct arena *arena, const struct act *act, struct backup *backup,
               bool *repeated, struct problems *problems)
{
    struct act_answer answer;
    if (!backup_make(store, arena, backup, problems))
        return false;
    if (!act_do(store, arena, act, tell, backup, &answer, problems)) {
        backup_drop(backup);
        return false;
    }
    *repeated = answer.repeated;
    if (answer.repeated) {
        backup_drop(backup);
        return true;
    }
    return backup_keep(backup, problems);
}
