// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/audit_chain.h"

#include "base/buffer.h"
#include "format/json_writer.h"

struct secret_key audit_chain_key(const struct secret_key *kept)
{
    return secret_key_for(kept, "audit chain");
}

static const struct secret_key *key_of(const struct act *act)
{
    static const struct secret_key none = {0};
    return act->audit_key ? act->audit_key : &none;
}

static struct text hash_bytes(const struct hash *hash)
{
    return (struct text){(const char *)hash->bytes, HASH_BYTES};
}

static bool hash_from_bytes(struct text bytes, struct hash *hash)
{
    if (bytes.length != HASH_BYTES)
        return false;
    memcpy(hash->bytes, bytes.bytes, HASH_BYTES);
    return true;
}

static void add_number(struct buffer *out, int64_t number)
{
    char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)((uint64_t)number >> (56 - 8 * i) & 0xFF);
    buffer_add(out, (struct text){bytes, sizeof bytes});
}

// Each text behind its length, so that no two rows give the same bytes.
static void add_text(struct buffer *out, struct text text)
{
    add_number(out, (int64_t)text.length);
    buffer_add(out, text);
}

static struct hash link_of(const struct secret_key *key, struct audit_head before,
                           const struct audit_entry *entry)
{
    struct buffer row = {0};
    buffer_add(&row, hash_bytes(&before.link));
    add_number(&row, before.number + 1);
    add_number(&row, entry->at);
    add_text(&row, entry->id);
    add_text(&row, entry->operation);
    add_text(&row, entry->request);
    add_text(&row, entry->actor);
    add_text(&row, entry->action);
    add_text(&row, entry->object_kind);
    add_text(&row, entry->object);
    add_text(&row, entry->detail);
    struct hash link = secret_sign(key, buffer_text(&row));
    buffer_dispose(&row);
    return link;
}

static struct audit_entry entry_at(const struct store_rows *rows)
{
    return (struct audit_entry){.id = store_column_text(rows, 0),
                                .operation = store_column_text(rows, 1),
                                .request = store_column_text(rows, 2),
                                .at = store_column_integer(rows, 3),
                                .actor = store_column_text(rows, 4),
                                .action = store_column_text(rows, 5),
                                .object_kind = store_column_text(rows, 6),
                                .object = store_column_text(rows, 7),
                                .detail = store_column_text(rows, 8)};
}

// A query of one row at most: a number and its link.
static bool read_head(struct store_rows *rows, bool *found, struct audit_head *head,
                      struct problems *problems)
{
    struct audit_head read = {0};
    bool there = store_next(rows), whole = true;
    if (there) {
        read.number = store_column_integer(rows, 0);
        whole = hash_from_bytes(store_column_text(rows, 1), &read.link);
    }
    if (!store_finish(rows, problems))
        return false;
    if (!whole)
        return problem_report(
            problems, (struct place){0},
            MESSAGE("the audit log is damaged: link {number} is not whole", NUMBER("number", read.number)),
            MESSAGE("restore the database from a backup, and keep this one for whoever looks into it"));
    *found = there;
    *head = read;
    return true;
}

static bool read_beginning(struct store *store, struct arena *arena, bool *begun, struct audit_head *head,
                           struct problems *problems)
{
    return read_head(store_query(store, arena, "audit_beginning_get", (struct store_values){0}), begun, head,
                     problems);
}

bool audit_head_read(struct store *store, struct arena *arena, bool *begun, struct audit_head *head,
                     struct problems *problems)
{
    return read_head(store_query(store, arena, "audit_end", (struct store_values){0}), begun, head,
                     problems) &&
           (*begun || read_beginning(store, arena, begun, head, problems));
}

// The number of the last row, also of one that was put in past the program and has no link.
static bool read_last(struct store *store, struct arena *arena, int64_t *number, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "audit_last", (struct store_values){0});
    *number = store_next(rows) ? store_column_integer(rows, 0) : 0;
    return store_finish(rows, problems);
}

bool audit_head_of(struct store *store, struct arena *arena, struct audited deed, bool *found,
                   struct audit_head *head, struct problems *problems)
{
    return read_head(store_query(store, arena, "audit_link_of",
                                 STORE_VALUES(store_text(text_from(deed.object_kind)),
                                              store_text(deed.object), store_text(text_from(deed.action)))),
                     found, head, problems);
}

// What the act before, in the same transaction, left: where the chain ends, under which key.
struct chain_note {
    const struct secret_key *key; // another act with this very key need not compare it again
    struct audit_head head;
};

static bool read_note(struct write *write, const struct secret_key *key)
{
    struct text left = store_note(write->store);
    struct chain_note note;
    if (left.length != sizeof note)
        return false;
    memcpy(&note, left.bytes, sizeof note);
    if (note.key != key)
        return false;
    write->chain_number = note.head.number;
    write->chain_link = note.head.link;
    return true;
}

static void leave_note(const struct write *write)
{
    struct chain_note note = {.key = key_of(write->act)};
    note.head = (struct audit_head){write->chain_number, write->chain_link};
    store_leave_note(write->store, (struct text){(const char *)&note, sizeof note});
}

// The next link of the chain, of an entry that is about to be written.
static struct audit_head next_of(const struct write *write, const struct audit_entry *entry)
{
    struct audit_head before = {write->chain_number, write->chain_link};
    return (struct audit_head){before.number + 1, link_of(key_of(write->act), before, entry)};
}

static void move_on(struct write *write, struct audit_head head)
{
    write->chain_number = head.number;
    write->chain_link = head.link;
}

// Rows from before the chain. They are numbered already.
static bool link_older_rows(struct write *write, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "audit_unlinked",
                                          (struct store_values){0});
    bool good = true;
    while (good && store_next(rows)) {
        struct audit_entry entry = entry_at(rows);
        write->chain_number = store_column_integer(rows, 9) - 1;
        move_on(write, next_of(write, &entry));
        good = store_run(
            write->store, "audit_link",
            STORE_VALUES(store_integer(write->chain_number), store_blob(hash_bytes(&write->chain_link))),
            NULL, problems);
    }
    return store_finish(rows, problems) && good;
}

static struct hash first_link(const struct secret_key *key)
{
    return secret_sign(key, TEXT("craffu audit chain 1"));
}

static bool other_key(struct problems *problems)
{
    return problem_report(
        problems, (struct place){0},
        MESSAGE("the key is not the one with which the audit log of this database was begun"),
        MESSAGE("put the key file of this data folder back where it was; without it nothing can be "
                "written, since nobody could tell later whether the log is whole"));
}

// Whether link 0 was made by this key.
static bool check_key(struct store *store, struct arena *arena, const struct secret_key *key, bool *same,
                      struct problems *problems)
{
    struct audit_head beginning;
    bool there;
    if (!read_beginning(store, arena, &there, &beginning, problems))
        return false;
    *same = there && secret_same_hash(beginning.link, first_link(key));
    return true;
}

static bool begin(struct write *write, const struct secret_key *key, struct problems *problems)
{
    struct hash link = first_link(key);
    move_on(write, (struct audit_head){0, link});
    return store_run(write->store, "audit_begin", STORE_VALUES(store_blob(hash_bytes(&link))), NULL,
                     problems) &&
           link_older_rows(write, problems);
}

static bool find_end(struct write *write, const struct secret_key *key, struct problems *problems)
{
    struct audit_head head;
    int64_t last;
    bool begun, same;
    if (!audit_head_read(write->store, write->arena, &begun, &head, problems))
        return false;
    if (!begun)
        return begin(write, key, problems);
    if (!check_key(write->store, write->arena, key, &same, problems))
        return false;
    if (!same)
        return other_key(problems);
    if (!read_last(write->store, write->arena, &last, problems))
        return false;
    move_on(write, (struct audit_head){last, head.link});
    return true;
}

static bool find_place(struct write *write, struct problems *problems)
{
    const struct secret_key *key = key_of(write->act);
    write->chained = write->chained || read_note(write, key) || find_end(write, key, problems);
    return write->chained;
}

static bool insert(struct write *write, const struct audit_entry *entry, struct audit_head head,
                   struct problems *problems)
{
    return store_run(write->store, "audit_insert",
                     STORE_VALUES(store_integer(head.number), store_text(entry->id),
                                  store_text(entry->operation), store_integer(entry->at),
                                  store_text(entry->actor), store_text(entry->action),
                                  store_text(entry->object_kind), store_text(entry->object),
                                  store_text(entry->detail), store_blob(hash_bytes(&head.link))),
                     NULL, problems);
}

bool audit_chain_append(struct write *write, const struct audit_entry *entry, struct problems *problems)
{
    if (!find_place(write, problems))
        return false;
    struct audit_head head = next_of(write, entry);
    if (!insert(write, entry, head, problems))
        return false;
    move_on(write, head);
    leave_note(write);
    return true;
}

struct text audit_head_text(struct arena *arena, struct audit_head head)
{
    return text_print(arena, "%lld:%.*s", (long long)head.number, TEXT_PRINT(hash_text(arena, head.link)));
}

bool audit_head_from_text(struct text text, struct audit_head *head)
{
    struct text number, rest = text;
    struct audit_head read;
    if (!text_split(&rest, ':', &number) || !text_to_int64(number, &read.number) || read.number < 0 ||
        !hash_from_text(rest, &read.link))
        return false;
    *head = read;
    return true;
}

static struct text line_of(struct buffer *out, struct arena *arena, const struct store_rows *rows)
{
    struct audit_entry entry = entry_at(rows);
    struct hash link = {{0}};
    struct json_writer json = {.out = out};
    buffer_clear(out);
    json_writer_open_object(&json, NULL);
    json_writer_integer(&json, "number", store_column_integer(rows, 9));
    json_writer_text(&json, "id", entry.id);
    json_writer_text(&json, "operation", entry.operation);
    json_writer_text(&json, "request", entry.request);
    json_writer_integer(&json, "at", entry.at);
    json_writer_text(&json, "actor", entry.actor);
    json_writer_text(&json, "action", entry.action);
    json_writer_text(&json, "object_kind", entry.object_kind);
    json_writer_text(&json, "object_id", entry.object);
    json_writer_text(&json, "detail", entry.detail);
    if (hash_from_bytes(store_column_text(rows, 10), &link))
        json_writer_text(&json, "link", hash_text(arena, link));
    json_writer_close(&json);
    buffer_add_character(out, '\n');
    return buffer_text(out);
}

bool audit_each_line(struct store *store, audit_take_line *take, void *context, struct problems *problems)
{
    struct arena *arena = arena_new();
    struct buffer out = {0};
    struct store_rows *rows = store_query(store, arena, "audit_each", (struct store_values){0});
    struct arena_mark mark = arena_mark(arena);
    bool wanted = true;
    while (wanted && store_next(rows)) {
        wanted = take(context, line_of(&out, arena, rows));
        arena_release(arena, mark);
    }
    bool good = store_finish(rows, problems);
    buffer_dispose(&out);
    arena_free(arena);
    return good;
}

struct verification {
    struct arena *arena; // of one row at a time: not that of the problems, which stay
    const struct secret_key *key;
    const struct audit_heads *known;
    bool *met; // of each known head
    struct audit_head head;
};

static bool log_problem(struct problems *problems, int64_t number, struct message what)
{
    return problem_report(problems, (struct place){.source = TEXT("audit log"), .line = (uint64_t)number},
                          what, NO_MESSAGE);
}

static void meet_known(struct verification *verification, struct problems *problems)
{
    const struct audit_heads *known = verification->known;
    struct audit_head head = verification->head;
    for (size_t i = 0; known && i < known->list.count; i++) {
        if (known->list.items[i].number != head.number)
            continue;
        verification->met[i] = true;
        if (!secret_same_hash(known->list.items[i].link, head.link))
            log_problem(problems, head.number,
                        MESSAGE("the link is another than the one that was printed or kept earlier"));
    }
}

// One row. False: the chain is broken here, and what follows cannot be judged.
static bool verify_row(struct verification *verification, const struct store_rows *rows,
                       struct problems *problems)
{
    struct audit_entry entry = entry_at(rows);
    int64_t number = store_column_integer(rows, 9), wanted = verification->head.number + 1;
    struct hash link;
    if (number != wanted)
        return log_problem(problems, wanted, MESSAGE("the row is missing"));
    if (store_column_is_null(rows, 10)) {
        log_problem(problems, number,
                    MESSAGE("the row is not on the chain: it was not written by the program"));
        verification->head.number = number;
        return true;
    }
    if (store_column_is_null(rows, 2))
        return log_problem(problems, number, MESSAGE("the operation of the row was taken out"));
    if (!hash_from_bytes(store_column_text(rows, 10), &link) ||
        !secret_same_hash(link, link_of(verification->key, verification->head, &entry)))
        return log_problem(problems, number, MESSAGE("the row, or its link, is not as it was written"));
    verification->head = (struct audit_head){number, link};
    meet_known(verification, problems);
    return true;
}

static bool verify_rows(struct store *store, struct verification *verification, struct problems *problems)
{
    struct arena *arena = verification->arena;
    struct store_rows *rows = store_query(store, arena, "audit_each", (struct store_values){0});
    struct arena_mark mark = arena_mark(arena);
    bool whole = true;
    while (whole && store_next(rows)) {
        whole = verify_row(verification, rows, problems);
        arena_release(arena, mark);
    }
    return store_finish(rows, problems) && whole;
}

static bool verify_known_met(const struct verification *verification, struct problems *problems)
{
    bool all = true;
    for (size_t i = 0; verification->known && i < verification->known->list.count; i++)
        if (!verification->met[i] && verification->known->list.items[i].number > verification->head.number)
            all = log_problem(
                problems, verification->known->list.items[i].number,
                MESSAGE("the log ends at row {number}, and this one was printed or kept earlier: its end was "
                        "cut off",
                        NUMBER("number", verification->head.number)));
    return all;
}

static bool verify(struct store *store, void *argument, struct problems *problems)
{
    struct verification *verification = argument;
    size_t before = problems->count;
    struct audit_head head;
    bool begun, same;
    if (!audit_head_read(store, verification->arena, &begun, &head, problems))
        return false;
    if (!begun) {
        verification->head = head;
        return verify_known_met(verification, problems);
    }
    if (!check_key(store, verification->arena, verification->key, &same, problems))
        return false;
    if (!same)
        return other_key(problems);
    verification->head = (struct audit_head){0, first_link(verification->key)};
    meet_known(verification, problems);
    if (verify_rows(store, verification, problems))
        verify_known_met(verification, problems);
    return problems->count == before;
}

bool audit_verify(struct store *store, struct arena *arena, const struct secret_key *key,
                  const struct audit_heads *known, struct audit_head *head, struct problems *problems)
{
    struct verification verification = {.arena = arena_new(), .key = key, .known = known};
    verification.met = ARENA_ARRAY(arena, bool, known ? known->list.count : 0);
    bool whole = store_transaction(store, STORE_READING, verify, &verification, problems);
    arena_free(verification.arena);
    if (whole)
        *head = verification.head;
    return whole;
}

bool audit_clock_steps(struct store *store, struct arena *arena, struct clock_steps *steps,
                       struct problems *problems)
{
    struct clock_steps read = {0};
    struct store_rows *rows = store_query(store, arena, "audit_set_back",
                                          STORE_VALUES(store_integer(AUDIT_CLOCK_TOLERANCE)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct clock_step){
            store_column_integer(rows, 0), store_column_integer(rows, 1), store_column_integer(rows, 2)};
    if (!store_finish(rows, problems))
        return false;
    *steps = read;
    return true;
}
