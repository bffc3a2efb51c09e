// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/consultation.h"

#include "base/memory.h"
#include "base/text_map.h"
#include "store/identifier.h"

#include <pthread.h>

#define CASE_LOOK "case.consult"
enum { TOLD_BYTES_MOST = 16 << 20 }; // some hundred thousand looks

struct consultations {
    pthread_mutex_t mutex; // over all that follows
    struct arena *arena;
    struct text_map indices; // of times, by who looked at what
    ARRAY_OF(int64_t) times;
};

static void forget_all(struct consultations *told)
{
    arena_free(told->arena);
    told->arena = arena_new();
    text_map_init(&told->indices, told->arena);
    told->times.items = NULL;
    told->times.count = told->times.capacity = 0;
}

struct consultations *consultations_new(void)
{
    struct consultations *told = memory_allocate_zeroed(1, sizeof *told);
    pthread_mutex_init(&told->mutex, NULL);
    forget_all(told);
    return told;
}

void consultations_free(struct consultations *told)
{
    if (!told)
        return;
    arena_free(told->arena);
    pthread_mutex_destroy(&told->mutex);
    memory_free(told);
}

// A clock that was set back makes a row due as well.
static bool is_recent(int64_t latest, int64_t at)
{
    return at >= latest && at - latest < CONSULTATION_EVERY;
}

// One look of one person. The lengths tell the parts apart.
static struct text key_of(struct arena *arena, const struct act *act, struct audited look)
{
    return text_print(arena, "%s %s %zu %.*s%.*s", look.action, look.object_kind, look.object.length,
                      TEXT_PRINT(look.object), TEXT_PRINT(act->actor));
}

static bool is_known(struct consultations *told, struct text key, int64_t at, int64_t *latest)
{
    size_t index;
    pthread_mutex_lock(&told->mutex);
    bool known = text_map_find(&told->indices, key, &index) && is_recent(told->times.items[index], at);
    if (known)
        *latest = told->times.items[index];
    pthread_mutex_unlock(&told->mutex);
    return known;
}

static void know(struct consultations *told, struct text key, int64_t latest)
{
    size_t there;
    pthread_mutex_lock(&told->mutex);
    if (arena_bytes(told->arena) > TOLD_BYTES_MOST)
        forget_all(told);
    if (text_map_find(&told->indices, key, &there)) {
        told->times.items[there] = latest;
    } else {
        text_map_put(&told->indices, text_copy(told->arena, key), told->times.count, NULL);
        *ARRAY_APPEND(told->arena, &told->times) = latest;
    }
    pthread_mutex_unlock(&told->mutex);
}

// Of looks at cases there are very many, and they are found in a way of their own.
static const char *query_for(const struct audited *look)
{
    return strcmp(look->action, CASE_LOOK) == 0 ? "audit_latest_look" : "audit_latest_of";
}

static bool read_latest(struct store *store, const struct consultation *consultation, bool *found,
                        int64_t *latest, struct problems *problems)
{
    const struct audited *look = &consultation->look;
    struct store_rows *rows = store_query(
        store, consultation->arena, query_for(look),
        STORE_VALUES(store_text(text_from(look->object_kind)), store_text(look->object),
                     store_text(text_from(look->action)), store_text(consultation->act.actor)));
    *found = store_next(rows);
    *latest = *found ? store_column_integer(rows, 0) : 0;
    return store_finish(rows, problems);
}

static bool tell(struct write *write, void *argument, struct problems *problems)
{
    const struct audited *look = argument;
    return audit_tell(write, *look, problems);
}

bool consultation_begin(struct consultation *consultation, struct arena *arena, struct consultations *told,
                        const struct act *act, struct audited look)
{
    *consultation = (struct consultation){
        .told = told, .arena = arena, .act = *act, .look = look, .key = key_of(arena, act, look)};
    return told && is_known(told, consultation->key, act->at, &consultation->latest);
}

// Asked and written in one transaction: two pages of one person that are asked for at once give one row. Each look is an operation
// of its own: one that came with a form may be an earlier look's, which would be taken for this one.
bool consultation_write(struct store *store, void *argument, struct problems *problems)
{
    struct consultation *consultation = argument;
    int64_t at = consultation->act.at;
    bool found;
    if (!read_latest(store, consultation, &found, &consultation->latest, problems))
        return false;
    if (found && is_recent(consultation->latest, at))
        return true;
    consultation->latest = at;
    consultation->act.operation = identifier_new(consultation->arena, at, 0);
    return act_do(store, consultation->arena, &consultation->act, tell, &consultation->look, NULL, problems);
}

void consultation_end(struct consultation *consultation)
{
    if (consultation->told)
        know(consultation->told, consultation->key, consultation->latest);
}

int64_t consultation_due_again(const struct consultation *consultation)
{
    return consultation->latest + CONSULTATION_EVERY;
}

bool consultation_tell(struct store *store, struct arena *arena, struct consultations *told,
                       const struct act *act, struct audited look, int64_t *due_again,
                       struct problems *problems)
{
    struct consultation consultation;
    if (!consultation_begin(&consultation, arena, told, act, look)) {
        if (!store_transaction(store, STORE_WRITING, consultation_write, &consultation, problems))
            return false;
        consultation_end(&consultation);
    }
    if (due_again)
        *due_again = consultation_due_again(&consultation);
    return true;
}

struct audited case_look(struct arena *arena, struct text case_id, struct text review)
{
    return (struct audited){CASE_LOOK, "case", case_id, AUDIT_DETAIL(arena, {"review", review})};
}

bool audit_consult(struct store *store, struct arena *arena, struct consultations *told,
                   const struct act *act, struct problems *problems)
{
    struct audited look = {"audit.consult", "audit", TEXT("log"), {0}};
    return consultation_tell(store, arena, told, act, look, NULL, problems);
}
