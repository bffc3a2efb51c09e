// SPDX-License-Identifier: GPL-3.0-or-later
// What one client, or all of them, may ask of the server. Tests make them smaller; everybody else takes the usual ones.
#pragma once

#include "base/text.h"

struct http_limits {
    size_t connections;           // in all; less if the process may not open so many files
    size_t address_connections;   // of one address, trusted proxies excepted
    int64_t address_requests;     // a minute, of one address
    size_t headers, target_bytes; // of one request
    size_t queued;                // requests that wait for a worker, and answers that wait (http.h)
    int64_t form_bytes;           // of a body in memory
    // Microseconds.
    int64_t head_time, idle_time, stall_time, stop_time;
    int64_t bytes_a_second; // the least rate of a body or an answer, beside stall_time
};

struct http_limits http_limits_usual(void); // those of base/limits.h
