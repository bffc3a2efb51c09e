// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/known.h"

#include "test.h"

#include <pthread.h>
#include <stdio.h>

enum { ROOM = 1 << 20, VERSION = 7 };

static void put(struct known_things *things, const char *key, const char *words)
{
    struct arena *arena = arena_new_small();
    struct text *value = ARENA_NEW(arena, struct text);
    *value = text_copy(arena, text_from(words));
    known_put(things, text_from(key), arena, value);
}

static struct text found(struct known_things *things, const char *key)
{
    const struct text *value = known_find(things, text_from(key));
    return value ? *value : (struct text){0};
}

TEST(what_is_put_at_a_version_is_found_at_it_by_everybody_and_at_no_other)
{
    struct known *known = known_new(ROOM);
    struct known_things *one = known_take(known, VERSION), *same = known_take(known, VERSION);
    put(one, "case", "seven");
    assert_text_equal(found(same, "case"), "seven");
    assert_text_equal(found(same, "other"), "");
    struct known_things *later = known_take(known, VERSION + 1), *earlier = known_take(known, VERSION);
    assert_text_equal(found(later, "case"), "");
    assert_text_equal(found(earlier, "case"), "");
    put(earlier, "case", "of one who saw what was");
    assert_text_equal(found(later, "case"), "");
    // What somebody holds stays as it was.
    assert_text_equal(found(one, "case"), "seven");
    known_give_back(one);
    known_give_back(same);
    known_give_back(later);
    known_give_back(earlier);
    known_free(known);
}

TEST(what_is_put_again_takes_the_place_of_what_was_there_which_stays_for_its_holders)
{
    struct known *known = known_new(ROOM);
    struct known_things *things = known_take(known, VERSION);
    put(things, "case", "first");
    struct text first = found(things, "case");
    put(things, "case", "second");
    assert_text_equal(found(things, "case"), "second");
    assert_text_equal(first, "first");
    known_give_back(things);
    known_free(known);
}

TEST(without_a_version_each_has_its_own)
{
    struct known *known = known_new(ROOM);
    struct known_things *one = known_take(known, 0), *other = known_take(known, 0);
    put(one, "case", "mine");
    assert_text_equal(found(one, "case"), "mine");
    assert_text_equal(found(other, "case"), "");
    known_give_back(one);
    known_give_back(other);
    known_free(known);
}

TEST(what_has_grown_beyond_its_limit_is_forgotten_by_those_who_come_later)
{
    enum { SMALL = 64 << 10 };
    struct known *known = known_new(SMALL);
    struct known_things *things = known_take(known, VERSION);
    char key[16];
    for (int i = 0; i < SMALL >> 10; i++) {
        snprintf(key, sizeof key, "case %d", i);
        put(things, key, "something");
    }
    assert_text_equal(found(things, "case 0"), "something");
    struct known_things *later = known_take(known, VERSION);
    assert_text_equal(found(later, "case 0"), "");
    put(later, "case 0", "anew");
    struct known_things *last = known_take(known, VERSION);
    assert_text_equal(found(last, "case 0"), "anew");
    known_give_back(things);
    known_give_back(later);
    known_give_back(last);
    known_free(known);
}

enum { THREADS = 4, TURNS = 3000 };

struct runner {
    struct known *known;
    int wrong;
};

// The version rises while others read and put: what is found is always of the version that was asked for.
static void *run(void *context)
{
    struct runner *runner = context;
    for (int i = 0; i < TURNS; i++) {
        char words[16];
        int version = 1 + i / 100;
        snprintf(words, sizeof words, "%d", version);
        struct known_things *things = known_take(runner->known, version);
        struct text there = found(things, "case");
        runner->wrong += there.length && !text_equal(there, text_from(words));
        if (!there.length)
            put(things, "case", words);
        runner->wrong += !text_equal(found(things, "case"), text_from(words));
        known_give_back(things);
    }
    return NULL;
}

TEST(many_threads_find_what_is_of_their_version)
{
    struct known *known = known_new(ROOM);
    struct runner runners[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        runners[i] = (struct runner){known, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, run, &runners[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(runners[i].wrong, 0);
    }
    known_free(known);
}
