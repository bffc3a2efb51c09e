// SPDX-License-Identifier: GPL-3.0-or-later
// The generic cell rate algorithm: one number an address, the time at which all its requests would have been made had they
// come evenly. It may lie a minute ahead, no more. (ITU-T I.371, annex A.)
#include "web/http_rate.h"

#include "base/civil.h"
#include "base/keyed_hash.h"
#include "base/limits.h"
#include "base/memory.h"

#include <pthread.h>

enum { WAYS = 8, SETS = LIMIT_HTTP_ADDRESSES / WAYS };
static const int64_t minute = 60 * MICROSECONDS_PER_SECOND;

struct entry {
    struct http_address address;
    int64_t even; // 0: nobody's
};

struct http_rate {
    pthread_mutex_t mutex;
    uint64_t secret[2];
    int64_t interval;
    struct entry entries[SETS][WAYS];
};

struct http_rate *http_rate_new(int64_t a_minute)
{
    struct http_rate *rate = memory_allocate_zeroed(1, sizeof *rate);
    pthread_mutex_init(&rate->mutex, NULL);
    keyed_hash_secret(rate->secret);
    rate->interval = minute / a_minute;
    return rate;
}

void http_rate_free(struct http_rate *rate)
{
    if (!rate)
        return;
    pthread_mutex_destroy(&rate->mutex);
    memory_free(rate);
}

// The address's own, else the one that would be missed least: its requests lie furthest back.
static struct entry *entry_of(struct http_rate *rate, const struct http_address *address)
{
    struct text key = {(const char *)address->bytes, sizeof address->bytes};
    struct entry *set = rate->entries[keyed_hash(rate->secret, key).low % SETS];
    struct entry *oldest = set;
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].even != 0 && http_address_equal(&set[i].address, address))
            return &set[i];
        if (set[i].even < oldest->even)
            oldest = &set[i];
    }
    *oldest = (struct entry){.address = *address};
    return oldest;
}

bool http_rate_allows(struct http_rate *rate, struct http_address address, int64_t now, int64_t *seconds)
{
    pthread_mutex_lock(&rate->mutex);
    struct entry *entry = entry_of(rate, &address);
    int64_t even = (entry->even > now ? entry->even : now) + rate->interval;
    bool allowed = even - now <= minute;
    if (allowed)
        entry->even = even;
    pthread_mutex_unlock(&rate->mutex);
    if (!allowed)
        *seconds = (even - now - minute + MICROSECONDS_PER_SECOND - 1) / MICROSECONDS_PER_SECOND;
    return allowed;
}
