// SPDX-License-Identifier: GPL-3.0-or-later
// How many requests a minute an address has made. The memory is bounded: a table of sets, in each of which the address
// that was longest unheard of gives way. Where an address belongs is hashed with a secret, so that nobody can choose neighbours.
#pragma once

#include "web/http_address.h"

struct http_rate;

struct http_rate *http_rate_new(int64_t a_minute); // at least 1
void http_rate_free(struct http_rate *rate);
// Counts a request and says whether it is one of the allowed; if not, in how many seconds the next will be. A minute's
// worth may come at once; then they come back evenly. `now` is in microseconds of a clock that is never set back. From any
// thread.
bool http_rate_allows(struct http_rate *rate, struct http_address address, int64_t now, int64_t *seconds);
