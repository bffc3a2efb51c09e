// SPDX-License-Identifier: GPL-3.0-or-later
// selection [IDS]   How long a frame of a million ids takes to be sealed and drawn from, and its receipt to
// be verified, beside hashing each id once with libsodium. Ids come in no order. Medians of runs that take
// turns.
#include "base/zone.h"
#include "selection/receipt.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 9, DRAWN = 1000 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static double median(double *times)
{
    qsort(times, RUNS, sizeof *times, by_size);
    return times[RUNS / 2];
}

// The floor: the state after the seed's block, copied and ended with each id.
static double hash_once(const struct text *ids, size_t count)
{
    crypto_hash_sha256_state seeded;
    unsigned char digest[crypto_hash_sha256_BYTES], all = 0, block[64] = {0};
    double start = now();
    crypto_hash_sha256_init(&seeded);
    crypto_hash_sha256_update(&seeded, block, sizeof block);
    for (size_t i = 0; i < count; i++) {
        crypto_hash_sha256_state state = seeded;
        crypto_hash_sha256_update(&state, (const unsigned char *)ids[i].bytes, ids[i].length);
        crypto_hash_sha256_final(&state, digest);
        all ^= digest[0];
    }
    double seconds = now() - start;
    if (all == 1 && digest[1] == 1 && digest[2] == 1 && digest[3] == 1)
        puts(""); // so that the loop has an effect
    return seconds;
}

struct made {
    struct text frame, receipt;
};

static double seal_and_draw(struct arena *arena, const struct text *ids, size_t count, struct made *made)
{
    struct problems problems;
    struct frame frame;
    struct receipt receipt = {.seed = {TEXT("90164382710559236471"), TEXT("dice"), TEXT("2019-08-12")}};
    problems_init(&problems, arena);
    double start = now();
    struct draw_plan plan = {.size = count < DRAWN ? (int64_t)count : DRAWN};
    bool good = frame_make(arena, TEXT("ids"), ids, NULL, count, &frame, &problems) &&
                commitment_make(arena, &frame, TEXT("bench"), TEXT("2019-08-05T09:30:00Z"), &plan,
                                &receipt.commitment, &problems);
    if (good)
        *ARRAY_APPEND(arena, &receipt.events) = (struct draw_event){
            .date = TEXT("2019-08-12"), .size = plan.size, .places = receipt.commitment.places};
    good = good && receipt_draw(arena, &frame, &receipt, &problems);
    if (good)
        *made = (struct made){frame.content, receipt_text(arena, &receipt)};
    double seconds = now() - start;
    if (!good)
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    return good ? seconds : -1;
}

static double verify(struct arena *arena, const struct made *made)
{
    struct problems problems;
    struct receipt verified;
    problems_init(&problems, arena);
    double start = now();
    bool good = receipt_verify(arena, TEXT("receipt"), made->receipt, TEXT("frame"), made->frame, &verified,
                               &problems);
    double seconds = now() - start;
    if (!good)
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    return good ? seconds : -1;
}

static struct text *make_ids(struct arena *arena, size_t count)
{
    struct text *ids = ARENA_ARRAY(arena, struct text, count);
    for (size_t i = 0; i < count; i++) // every number once, in no order
        ids[i] = text_print(arena, "DP-2019-%08llu", (unsigned long long)(i * 48271 % 99999989));
    return ids;
}

int main(int count, char **words)
{
    int64_t wanted = 1000000;
    if (sodium_init() < 0 || count > 2 || (count == 2 && !text_to_int64(text_from(words[1]), &wanted)) ||
        wanted < 1 || wanted > LIMIT_FRAME_IDS) {
        fputs("usage: selection [IDS]\n", stderr);
        return 2;
    }
    struct arena *arena = arena_new();
    struct text *ids = make_ids(arena, (size_t)wanted);
    double hashing[RUNS], drawing[RUNS], verifying[RUNS];
    for (int run = 0; run < RUNS; run++) {
        struct arena *work = arena_new();
        struct made made = {0};
        hashing[run] = hash_once(ids, (size_t)wanted);
        drawing[run] = seal_and_draw(work, ids, (size_t)wanted, &made);
        verifying[run] = drawing[run] < 0 ? -1 : verify(work, &made);
        arena_free(work);
        if (verifying[run] < 0)
            return 1;
    }
    double floor = median(hashing), drawn = median(drawing), verified = median(verifying);
    printf("%lld ids, %d drawn, medians of %d runs\n", (long long)wanted, DRAWN, RUNS);
    printf("hashed once with libsodium  %8.1f ms\n", floor * 1e3);
    printf("sealed and drawn            %8.1f ms  %.2f times\n", drawn * 1e3, drawn / floor);
    printf("receipt verified            %8.1f ms  %.2f times\n", verified * 1e3, verified / floor);
    printf("together                               %.2f times\n", (drawn + verified) / floor);
    arena_free(arena);
    return 0;
}
