// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_service.h"

#include "base/civil.h"

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
