// SPDX-License-Identifier: GPL-3.0-or-later
// The socket at which clients arrive.
#pragma once

#include "web/http_address.h"

// Listens at an address and a port; 0 picks a free one. "::" is every address, also of IPv4.
bool http_listen(const struct http_address *address, unsigned port, int *listener, struct problems *problems);
unsigned http_listen_port(int listener);
