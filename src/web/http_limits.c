// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_limits.h"

#include "base/civil.h"
#include "base/limits.h"

struct http_limits http_limits_usual(void)
{
    return (struct http_limits){
        .connections = LIMIT_HTTP_CONNECTIONS,
        .address_connections = LIMIT_HTTP_ADDRESS_CONNECTIONS,
        .address_requests = LIMIT_HTTP_ADDRESS_REQUESTS,
        .headers = LIMIT_HTTP_HEADERS,
        .target_bytes = LIMIT_HTTP_TARGET_BYTES,
        .queued = LIMIT_HTTP_QUEUED,
        .form_bytes = LIMIT_HTTP_FORM_BYTES,
        .head_time = LIMIT_HTTP_HEAD_SECONDS * MICROSECONDS_PER_SECOND,
        .idle_time = LIMIT_HTTP_IDLE_SECONDS * MICROSECONDS_PER_SECOND,
        .stall_time = LIMIT_HTTP_STALL_SECONDS * MICROSECONDS_PER_SECOND,
        .stop_time = LIMIT_HTTP_STOP_SECONDS * MICROSECONDS_PER_SECOND,
        .bytes_a_second = LIMIT_HTTP_BYTES_A_SECOND,
    };
}
