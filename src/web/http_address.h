// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses of clients and of proxies, and which of them a request came from.
#pragma once

#include "web/http.h"

struct http_address {
    uint8_t bytes[16]; // IPv6; an IPv4 address as ::ffff:a.b.c.d
};

struct http_network {
    struct http_address address;
    unsigned bits; // that count, of 128
};

// "192.0.2.1", "2001:db8::1".
bool http_address_read(struct text text, struct http_address *address);
struct text http_address_text(struct arena *arena, const struct http_address *address);
// The same for all addresses that one client has at hand: an IPv6 address stands for its /64.
struct http_address http_address_client(struct http_address address);
bool http_address_equal(const struct http_address *a, const struct http_address *b);

// An address, or a network as "10.0.0.0/8".
bool http_network_read(struct text text, struct http_network *network);
bool http_network_has(const struct http_network *network, const struct http_address *address);

struct http_networks {
    const struct http_network *items;
    size_t count;
};
bool http_networks_have(struct http_networks networks, const struct http_address *address);

// Whom a request is from: of the connection, or, if that is a trusted proxy's, the last of X-Forwarded-For that is not a
// trusted proxy itself: what stands before it anybody may have written. A value that is no address (a port behind it is
// allowed) ends the search at the proxy that sent it.
struct http_address http_address_forwarded(const struct http_request *request, struct http_address connection,
                                           struct http_networks trusted);
// Whether a trusted proxy says that the client speaks TLS with it: exactly one X-Forwarded-Proto, "https".
bool http_secure_forwarded(const struct http_request *request);
