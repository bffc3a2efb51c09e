// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/throttle.h"

#include "base/keyed_hash.h"
#include "base/memory.h"

#include <arpa/inet.h>
#include <pthread.h>

// Entries that one key may be in. The table is looked into at one place and does not grow: when all are taken, the one that
// matters least gives way.
enum { TOGETHER = 8, DOUBLINGS = 40 };

struct entry {
    uint64_t key; // 0: free
    int64_t last; // when the last failure was counted, moved on as failures are forgotten
    unsigned failures;
};

struct throttle {
    struct throttle_settings settings;
    uint64_t secret[2];
    pthread_mutex_t lock;
    struct entry *entries;
};

struct throttle *throttle_new(struct throttle_settings settings)
{
    struct throttle *throttle = memory_allocate_zeroed(1, sizeof *throttle);
    throttle->settings = settings;
    throttle->entries = memory_allocate_zeroed(settings.entries, sizeof *throttle->entries);
    keyed_hash_secret(throttle->secret);
    pthread_mutex_init(&throttle->lock, NULL);
    return throttle;
}

void throttle_free(struct throttle *throttle)
{
    if (!throttle)
        return;
    pthread_mutex_destroy(&throttle->lock);
    memory_free(throttle->entries);
    memory_free(throttle);
}

static void forget(struct entry *entry, const struct throttle_counter *counter, int64_t at)
{
    // A clock that was set back must not keep anybody waiting until it is where it was.
    if (entry->last > at)
        entry->last = at;
    int64_t forgotten = (at - entry->last) / counter->forgotten;
    if (forgotten >= entry->failures)
        entry->failures = 0;
    else
        entry->failures -= (unsigned)forgotten;
    entry->last += forgotten * counter->forgotten;
}

static bool matters_less(const struct entry *a, const struct entry *b)
{
    if (a->failures != b->failures)
        return a->failures < b->failures;
    return a->last < b->last;
}

static struct entry *find(struct throttle *throttle, const struct throttle_counter *counter, struct text key,
                          int64_t at)
{
    struct keyed_hash hash = keyed_hash(throttle->secret, key);
    struct entry *set = &throttle->entries[hash.low & (throttle->settings.entries - TOGETHER)], *least = set;
    uint64_t wanted = hash.high | 1;
    for (size_t i = 0; i < TOGETHER; i++) {
        if (set[i].key == wanted) {
            forget(&set[i], counter, at);
            return &set[i];
        }
        if (matters_less(&set[i], least))
            least = &set[i];
    }
    *least = (struct entry){.key = wanted, .last = at};
    return least;
}

static int64_t wait_of(const struct throttle *throttle, const struct entry *entry,
                       const struct throttle_counter *counter, int64_t at)
{
    const struct throttle_settings *settings = &throttle->settings;
    if (entry->failures < counter->free)
        return 0;
    unsigned doublings = entry->failures - counter->free;
    int64_t delay = settings->longest_delay;
    if (doublings < DOUBLINGS && settings->first_delay < settings->longest_delay >> doublings)
        delay = settings->first_delay << doublings;
    int64_t passed = at - entry->last;
    return passed >= delay ? 0 : delay - passed;
}

// Four groups of an IPv6 address are one customer's; an IPv4 address within one is that address.
static struct text network_of(struct arena *arena, struct text address)
{
    static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    unsigned char *bytes = arena_allocate(arena, 16, 1);
    if (inet_pton(AF_INET6, text_terminated(arena, address), bytes) != 1)
        return address;
    if (memcmp(bytes, mapped, sizeof mapped) == 0)
        return text_print(arena, "%u.%u.%u.%u", bytes[12], bytes[13], bytes[14], bytes[15]);
    return (struct text){(const char *)bytes, 8};
}

enum { COUNTERS = 3 };
struct counted {
    const struct throttle_counter *counter;
    struct text key;
    bool begins_anew; // when the person proves who it is
};

// What the attempt is counted for. At most COUNTERS.
static size_t counted_for(const struct throttle_settings *settings, struct arena *arena,
                          struct throttle_source source, struct counted counted[static COUNTERS])
{
    const char *factor = source.second_factor ? "2" : "1";
    size_t count = 0;
    if (source.device.length) {
        counted[count++] = (struct counted){
            &settings->device, text_print(arena, "device%s %.*s", factor, TEXT_PRINT(source.device)), true};
        return count;
    }
    struct text network = network_of(arena, source.address);
    struct text pair = text_print(arena, "pair%s %zu ", factor, network.length);
    char *bytes = arena_allocate(arena, pair.length + network.length + source.account.length + 1, 1);
    size_t length = 0;
    struct text parts[] = {pair, network, source.account};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].length)
            memcpy(bytes + length, parts[i].bytes, parts[i].length);
        length += parts[i].length;
    }
    counted[count++] = (struct counted){&settings->pair, {bytes, length}, true};
    counted[count++] = (struct counted){&settings->address,
                                        {bytes + 4, pair.length - 4 + network.length}, // "1 8 …"
                                        false};
    if (source.second_factor)
        counted[count++] = (struct counted){
            &settings->account, text_print(arena, "account %.*s", TEXT_PRINT(source.account)), true};
    return count;
}

struct throttle_answer throttle_admit(struct throttle *throttle, struct throttle_source source, int64_t at)
{
    struct arena *arena = arena_new();
    struct counted counted[COUNTERS];
    struct throttle_answer answer = {0};
    size_t count = counted_for(&throttle->settings, arena, source, counted);
    pthread_mutex_lock(&throttle->lock);
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = find(throttle, counted[i].counter, counted[i].key, at);
        int64_t wait = wait_of(throttle, entry, counted[i].counter, at);
        if (wait > answer.wait)
            answer.wait = wait;
    }
    for (size_t i = 0; i < count && !answer.wait; i++) {
        struct entry *entry = find(throttle, counted[i].counter, counted[i].key, at);
        entry->failures++;
        entry->last = at;
        if (entry->failures > answer.failures)
            answer.failures = entry->failures;
    }
    pthread_mutex_unlock(&throttle->lock);
    arena_free(arena);
    return answer;
}

static void take_back(struct throttle *throttle, struct throttle_source source, int64_t at, bool passed)
{
    struct arena *arena = arena_new();
    struct counted counted[COUNTERS];
    size_t count = counted_for(&throttle->settings, arena, source, counted);
    pthread_mutex_lock(&throttle->lock);
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = find(throttle, counted[i].counter, counted[i].key, at);
        if (passed && counted[i].begins_anew)
            entry->failures = 0;
        else if (entry->failures > 0)
            entry->failures--;
    }
    pthread_mutex_unlock(&throttle->lock);
    arena_free(arena);
}

void throttle_passed(struct throttle *throttle, struct throttle_source source, int64_t at)
{
    take_back(throttle, source, at, true);
}

void throttle_untried(struct throttle *throttle, struct throttle_source source, int64_t at)
{
    take_back(throttle, source, at, false);
}
