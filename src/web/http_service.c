// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_service.h"

#include "base/civil.h"

struct arena *http_service_arena(struct http_service *service)
{
    pthread_mutex_lock(&service->mutex);
    struct arena *arena = service->arena_count ? service->arenas[--service->arena_count] : NULL;
    pthread_mutex_unlock(&service->mutex);
    return arena ? arena : arena_new();
}

void http_service_arena_back(struct http_service *service, struct arena *arena)
{
    bool kept = arena_bytes(arena) <= HTTP_ARENA_KEPT_BYTES;
    if (kept) {
        arena_reset(arena);
        pthread_mutex_lock(&service->mutex);
        kept = service->arena_count < HTTP_ARENAS_KEPT;
        if (kept)
            service->arenas[service->arena_count++] = arena;
        pthread_mutex_unlock(&service->mutex);
    }
    if (!kept)
        arena_free(arena);
}

void http_service_forget_arenas(struct http_service *service)
{
    while (service->arena_count)
        arena_free(service->arenas[--service->arena_count]);
}

void http_service_began(struct http_service *service)
{
    pthread_mutex_lock(&service->mutex);
    service->in_flight++;
    pthread_mutex_unlock(&service->mutex);
}

void http_service_ended(struct http_service *service)
{
    pthread_mutex_lock(&service->mutex);
    if (--service->in_flight == 0)
        pthread_cond_broadcast(&service->settled);
    pthread_mutex_unlock(&service->mutex);
}

void http_service_holds(struct http_service *service)
{
    pthread_mutex_lock(&service->mutex);
    service->held++;
    pthread_mutex_unlock(&service->mutex);
}

void http_service_released(struct http_service *service)
{
    pthread_mutex_lock(&service->mutex);
    if (--service->held == 0)
        pthread_cond_broadcast(&service->released);
    pthread_mutex_unlock(&service->mutex);
}

size_t http_service_held(struct http_service *service)
{
    pthread_mutex_lock(&service->mutex);
    size_t held = service->held;
    pthread_mutex_unlock(&service->mutex);
    return held;
}

void http_service_holds_none(struct http_service *service)
{
    pthread_mutex_lock(&service->mutex);
    while (service->held > 0)
        pthread_cond_wait(&service->released, &service->mutex);
    pthread_mutex_unlock(&service->mutex);
}

bool http_service_settles(struct http_service *service)
{
    int64_t until = http_clock() + service->limits.stop_time;
    struct timespec at = {.tv_sec = until / MICROSECONDS_PER_SECOND,
                          .tv_nsec = until % MICROSECONDS_PER_SECOND * 1000};
    pthread_mutex_lock(&service->mutex);
    int waited = 0;
    while (service->in_flight > 0 && waited == 0)
        waited = pthread_cond_timedwait(&service->settled, &service->mutex, &at);
    bool settled = service->in_flight == 0;
    pthread_mutex_unlock(&service->mutex);
    return settled;
}
