// SPDX-License-Identifier: GPL-3.0-or-later
// Against what the original programs drew: tests/reference/statistics/sampling.
#include "selection/sampler.h"

#include "test.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *load(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/tests/reference/statistics/sampling/%s", SOURCE_FOLDER, name);
    json_t *root = json_load_file(path, 0, NULL);
    assert_non_null(root);
    return root;
}

static struct text text_of(const json_t *string)
{
    return (struct text){json_string_value(string), json_string_length(string)};
}

static struct text member(const json_t *object, const char *name)
{
    return text_of(json_object_get(object, name));
}

static size_t number(const json_t *object, const char *name)
{
    return (size_t)json_integer_value(json_object_get(object, name));
}

struct ids {
    struct text *items;
    size_t count;
};

// The frames that the reference describes by a rule instead of listing them.
static struct ids frame_of(struct arena *arena, const json_t *vector)
{
    const json_t *list = json_object_get(vector, "frame");
    struct ids ids = {.count = number(vector, "frame_size")};
    ids.items = ARENA_ARRAY(arena, struct text, ids.count);
    bool long_form = text_equal(member(vector, "id"), TEXT("c13"));
    for (size_t i = 0; i < ids.count; i++)
        ids.items[i] = json_is_array(list) ? text_of(json_array_get(list, i))
                       : long_form         ? text_print(arena, "CASE-%06zu", i + 1)
                                           : text_print(arena, "2023/%zu", i + 1);
    return ids;
}

static void check_vector(struct arena *arena, const json_t *vector)
{
    struct ids ids = frame_of(arena, vector);
    struct sampling sampling = {.seed = member(vector, "seed"),
                                .with_replacement = json_is_true(json_object_get(vector, "with_replacement")),
                                .drop = number(vector, "drop"),
                                .take = number(vector, "take")};
    struct tickets drawn = tickets_sample(arena, &sampling, ids.items, ids.count);
    const json_t *expected = json_object_get(vector, "drawn"), *tickets = json_object_get(vector, "tickets");
    const json_t *short_tickets = json_object_get(vector, "tickets_9_digits");
    const json_t *generations = json_object_get(vector, "generations");
    assert_int_equal(drawn.count, json_array_size(expected));
    for (size_t i = 0; i < drawn.count; i++) {
        const struct ticket *ticket = &drawn.items[i];
        assert_true(text_equal(ids.items[ticket->id], text_of(json_array_get(expected, i))));
        assert_text_equal(ticket->text, json_string_value(json_array_get(tickets, i)));
        assert_text_equal(ticket_trim(arena, ticket->text, 9),
                          json_string_value(json_array_get(short_tickets, i)));
        size_t generation = generations ? (size_t)json_integer_value(json_array_get(generations, i)) : 1;
        assert_int_equal(ticket->generation, generation);
    }
}

TEST(every_draw_of_the_reference_is_exact_to_the_last_digit)
{
    json_t *root = load("consistent_sampler.json");
    const json_t *vectors = json_object_get(root, "vectors");
    assert_int_equal(json_array_size(vectors), 28);
    for (size_t i = 0; i < json_array_size(vectors); i++) {
        struct arena *arena = arena_new();
        check_vector(arena, json_array_get(vectors, i));
        arena_free(arena);
    }
    json_decref(root);
}

static void check_function(struct arena *arena, const json_t *value)
{
    struct text function = member(value, "function"), expected = member(value, "output");
    const json_t *input = json_object_get(value, "input");
    struct text actual;
    if (text_equal(function, TEXT("sha256_hex"))) {
        actual = hash_text(arena, hash_of(text_of(input)));
    } else if (text_equal(function, TEXT("sha256_uniform"))) {
        actual = ticket_uniform(arena, text_of(input));
    } else if (text_equal(function, TEXT("first_fraction"))) {
        struct ticket_seed seed = ticket_seed_of(member(input, "seed"));
        actual = ticket_first(arena, &seed, member(input, "id"));
    } else if (text_equal(function, TEXT("next_fraction"))) {
        actual = ticket_next(arena, text_of(input));
    } else {
        assert_text_equal(function, "trim");
        actual = ticket_trim(arena, member(input, "x"), number(input, "digits"));
    }
    assert_true(text_equal(actual, expected));
}

TEST(every_function_value_of_the_reference_is_exact)
{
    struct arena *arena = arena_new();
    json_t *root = load("consistent_sampler.json");
    const json_t *functions = json_object_get(root, "functions");
    assert_int_equal(json_array_size(functions), 32);
    for (size_t i = 0; i < json_array_size(functions); i++)
        check_function(arena, json_array_get(functions, i));
    json_decref(root);
    arena_free(arena);
}

// Arlo gives the sampler Python's writing of a pair as the id: ('pct 1', 3) or (('Dyfed', None, 'B1'), 3).
static struct text written_key(struct arena *arena, const json_t *key)
{
    if (json_is_null(key))
        return TEXT("None");
    if (json_is_string(key)) {
        size_t at;
        const char *quote = text_find(text_of(key), TEXT("'"), &at) ? "\"" : "'";
        return text_print(arena, "%s%s%s", quote, json_string_value(key), quote);
    }
    struct text all = TEXT("(");
    for (size_t i = 0; i < json_array_size(key); i++)
        all = text_print(arena, "%.*s%s%.*s", TEXT_PRINT(all), i ? ", " : "",
                         TEXT_PRINT(written_key(arena, json_array_get(key, i))));
    return text_print(arena, "%.*s)", TEXT_PRINT(all));
}

static struct text written_pair(struct arena *arena, const json_t *key, json_int_t position)
{
    return text_print(arena, "(%.*s, %lld)", TEXT_PRINT(written_key(arena, key)), (long long)position);
}

static struct ids arlo_ids(struct arena *arena, json_t *manifest)
{
    struct ids ids = {ARENA_ARRAY(arena, struct text, 200), 0};
    const char *name;
    json_t *positions;
    size_t i, k;
    json_t *entry;
    if (json_is_object(manifest)) { // of each batch, the first and the last position
        json_object_foreach(manifest, name, positions)
        {
            json_t *key = json_string(name);
            for (json_int_t p = json_integer_value(json_array_get(positions, 0));
                 p <= json_integer_value(json_array_get(positions, 1)); p++)
                ids.items[ids.count++] = written_pair(arena, key, p);
            json_decref(key);
        }
    } else {
        json_array_foreach(manifest, i, entry) for (k = 0; k < json_array_size(json_array_get(entry, 1)); k++)
            ids.items[ids.count++] = written_pair(
            arena, json_array_get(entry, 0), json_integer_value(json_array_get(json_array_get(entry, 1), k)));
    }
    return ids;
}

TEST(the_draws_of_arlo_that_use_tickets_are_exact)
{
    struct arena *arena = arena_new();
    json_t *root = load("arlo.json");
    for (size_t v = 0; v < 2; v++) { // its third is weighted, and drawn by another program's random numbers
        const json_t *vector = json_array_get(json_object_get(root, "vectors"), v);
        const json_t *expected = json_object_get(vector, "drawn");
        struct ids ids = arlo_ids(arena, json_object_get(vector, "manifest"));
        struct sampling sampling = {
            .seed = member(vector, "seed"), .with_replacement = v == 0, .take = number(vector, "num_draws")};
        struct tickets drawn = tickets_sample(arena, &sampling, ids.items, ids.count);
        assert_int_equal(drawn.count, json_array_size(expected));
        for (size_t i = 0; i < drawn.count; i++) {
            const json_t *row = json_array_get(expected, i), *pair = json_array_get(row, 1);
            assert_text_equal(ticket_trim(arena, drawn.items[i].text, 18),
                              json_string_value(json_array_get(row, 0)));
            struct text id = written_pair(arena, json_array_get(pair, 0),
                                          json_integer_value(json_array_get(pair, 1)));
            assert_true(text_equal(ids.items[drawn.items[i].id], id));
            assert_int_equal(drawn.items[i].generation, json_integer_value(json_array_get(row, 2)));
        }
    }
    json_decref(root);
    arena_free(arena);
}

// ---- Properties -----------------------------------------------------------------------------------------

enum { MANY = 3000 };

static void shuffle(struct text *ids, size_t count)
{
    unsigned state = 1;
    for (size_t i = count; i > 1; i--) {
        state = state * 1103515245 + 12345;
        size_t other = (state >> 8) % i;
        struct text moved = ids[i - 1];
        ids[i - 1] = ids[other];
        ids[other] = moved;
    }
}

static struct ids many(struct arena *arena, size_t count)
{
    struct ids ids = {ARENA_ARRAY(arena, struct text, count), count};
    for (size_t i = 0; i < count; i++)
        ids.items[i] = text_print(arena, "DP-%zu", i);
    return ids;
}

static void assert_same(const struct ids *a, const struct tickets *left, const struct ids *b,
                        const struct tickets *right)
{
    assert_int_equal(left->count, right->count);
    for (size_t i = 0; i < left->count; i++) {
        assert_true(text_equal(a->items[left->items[i].id], b->items[right->items[i].id]));
        assert_true(text_equal(left->items[i].text, right->items[i].text));
    }
}

TEST(the_order_of_the_list_does_not_matter)
{
    struct arena *arena = arena_new();
    struct ids ids = many(arena, MANY), shuffled = many(arena, MANY);
    shuffle(shuffled.items, MANY);
    for (size_t take = 1; take <= 2 * MANY; take *= 3) {
        struct sampling sampling = {.seed = TEXT("31415926535897932384"), .take = take};
        struct tickets a = tickets_sample(arena, &sampling, ids.items, MANY);
        struct tickets b = tickets_sample(arena, &sampling, shuffled.items, MANY);
        assert_int_equal(a.count, take < MANY ? take : MANY);
        assert_same(&ids, &a, &shuffled, &b);
    }
    arena_free(arena);
}

TEST(an_extension_is_a_prefix_with_and_without_replacement)
{
    struct arena *arena = arena_new();
    struct ids ids = many(arena, 40);
    for (int with = 0; with < 2; with++)
        for (size_t drop = 0; drop <= 45; drop += 5) {
            struct sampling all = {TEXT("1"), with, 0, 45}, first = {TEXT("1"), with, 0, drop},
                            rest = {TEXT("1"), with, drop, 45 - drop};
            struct tickets whole = tickets_sample(arena, &all, ids.items, ids.count);
            struct tickets a = tickets_sample(arena, &first, ids.items, ids.count);
            struct tickets b = tickets_sample(arena, &rest, ids.items, ids.count);
            assert_int_equal(a.count + b.count, whole.count);
            struct tickets head = {whole.items, a.count}, tail = {whole.items + a.count, b.count};
            assert_same(&ids, &a, &ids, &head);
            assert_same(&ids, &b, &ids, &tail);
        }
    arena_free(arena);
}

TEST(a_late_addition_does_not_reshuffle)
{
    struct arena *arena = arena_new();
    struct ids ids = many(arena, MANY);
    struct sampling sampling = {.seed = TEXT("27182818284590452353"), .take = MANY};
    struct tickets before = tickets_sample(arena, &sampling, ids.items, MANY - 7);
    struct tickets after = tickets_sample(arena, &sampling, ids.items, MANY);
    size_t next = 0;
    for (size_t i = 0; i < after.count; i++)
        if (after.items[i].id < MANY - 7)
            assert_int_equal(after.items[i].id, before.items[next++].id);
    assert_int_equal(next, before.count);
    arena_free(arena);
}

TEST(tickets_are_in_order_and_groups_are_the_order_filtered)
{
    struct arena *arena = arena_new();
    struct ids ids = many(arena, MANY);
    uint32_t *groups = ARENA_ARRAY(arena, uint32_t, MANY);
    size_t take[3] = {10, 0, 500}, next[3] = {0};
    struct tickets drawn[3];
    for (size_t i = 0; i < MANY; i++)
        groups[i] = i % 7 == 0 ? 0 : i % 7 < 3 ? 1 : 2;
    struct sampling sampling = {.seed = TEXT("5"), .take = MANY};
    struct tickets all = tickets_sample(arena, &sampling, ids.items, MANY);
    tickets_draw(arena, TEXT("5"), ids.items, groups, MANY, take, 3, drawn);
    for (size_t i = 0; i < all.count; i++) {
        assert_true(!i || text_compare(all.items[i - 1].text, all.items[i].text) < 0);
        uint32_t group = groups[all.items[i].id];
        if (next[group] < drawn[group].count)
            assert_int_equal(drawn[group].items[next[group]++].id, all.items[i].id);
    }
    for (int group = 0; group < 3; group++)
        assert_int_equal(next[group], take[group]);
    arena_free(arena);
}
