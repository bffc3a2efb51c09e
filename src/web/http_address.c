// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_address.h"

#include <arpa/inet.h>

enum { ADDRESS_CHARACTERS = INET6_ADDRSTRLEN, IPV4_AT = 12, CLIENT_BYTES = 8 };

static const uint8_t ipv4_prefix[IPV4_AT] = {[10] = 0xff, [11] = 0xff};

static bool is_ipv4(const struct http_address *address)
{
    return memcmp(address->bytes, ipv4_prefix, sizeof ipv4_prefix) == 0;
}

bool http_address_read(struct text text, struct http_address *address)
{
    char terminated[ADDRESS_CHARACTERS];
    if (text.length == 0 || text.length >= sizeof terminated || memchr(text.bytes, '\0', text.length))
        return false;
    memcpy(terminated, text.bytes, text.length);
    terminated[text.length] = '\0';
    struct http_address read = {0};
    memcpy(read.bytes, ipv4_prefix, sizeof ipv4_prefix);
    if (inet_pton(AF_INET, terminated, read.bytes + IPV4_AT) != 1 &&
        inet_pton(AF_INET6, terminated, read.bytes) != 1)
        return false;
    *address = read;
    return true;
}

struct text http_address_text(struct arena *arena, const struct http_address *address)
{
    char terminated[ADDRESS_CHARACTERS] = "";
    if (is_ipv4(address))
        inet_ntop(AF_INET, address->bytes + IPV4_AT, terminated, sizeof terminated);
    else
        inet_ntop(AF_INET6, address->bytes, terminated, sizeof terminated);
    return text_copy(arena, text_from(terminated));
}

struct http_address http_address_client(struct http_address address)
{
    if (!is_ipv4(&address))
        memset(address.bytes + CLIENT_BYTES, 0, sizeof address.bytes - CLIENT_BYTES);
    return address;
}

bool http_address_equal(const struct http_address *a, const struct http_address *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

bool http_network_read(struct text text, struct http_network *network)
{
    struct text rest = text, part;
    struct http_network read = {.bits = 128};
    if (!text_split(&rest, '/', &part) || !http_address_read(part, &read.address))
        return false;
    unsigned before = is_ipv4(&read.address) ? 8 * IPV4_AT : 0;
    if (part.length < text.length) {
        int64_t bits;
        if (!text_to_int64(text_slice(text, part.length + 1, text.length), &bits) || bits < 0 ||
            bits > 128 - before)
            return false;
        read.bits = before + (unsigned)bits;
    }
    *network = read;
    return true;
}

bool http_network_has(const struct http_network *network, const struct http_address *address)
{
    unsigned whole = network->bits / 8, left = network->bits % 8;
    if (memcmp(network->address.bytes, address->bytes, whole) != 0)
        return false;
    return left == 0 || (network->address.bytes[whole] ^ address->bytes[whole]) >> (8 - left) == 0;
}

bool http_networks_have(struct http_networks networks, const struct http_address *address)
{
    for (size_t i = 0; i < networks.count; i++)
        if (http_network_has(&networks.items[i], address))
            return true;
    return false;
}

// "192.0.2.1", "192.0.2.1:443", "2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:443".
static bool read_hop(struct text text, struct http_address *address)
{
    text = text_trim(text);
    size_t at;
    if (text_starts(text, TEXT("["))) {
        if (!text_find(text, TEXT("]"), &at))
            return false;
        struct text behind = text_slice(text, at + 1, text.length);
        return (behind.length == 0 || text_starts(behind, TEXT(":"))) &&
               http_address_read(text_slice(text, 1, at), address);
    }
    if (http_address_read(text, address))
        return true;
    return text_find(text, TEXT(":"), &at) && http_address_read(text_slice(text, 0, at), address);
}

// The part behind the last comma, which goes from the text with its comma.
static struct text last_hop(struct text *hops)
{
    size_t from = hops->length;
    while (from > 0 && hops->bytes[from - 1] != ',')
        from--;
    struct text hop = text_slice(*hops, from, hops->length);
    *hops = text_slice(*hops, 0, from > 0 ? from - 1 : 0);
    return hop;
}

struct http_address http_address_forwarded(const struct http_request *request, struct http_address connection,
                                           struct http_networks trusted)
{
    struct http_address at = connection;
    for (size_t i = request->headers.count; i-- > 0;) {
        if (!text_equal(request->headers.items[i].name, TEXT("x-forwarded-for")))
            continue;
        struct text hops = request->headers.items[i].value;
        while (hops.length > 0) {
            if (!http_networks_have(trusted, &at) || !read_hop(last_hop(&hops), &at))
                return at;
        }
    }
    return at;
}

bool http_secure_forwarded(const struct http_request *request)
{
    size_t count = 0;
    bool https = false;
    for (size_t i = 0; i < request->headers.count; i++) {
        if (!text_equal(request->headers.items[i].name, TEXT("x-forwarded-proto")))
            continue;
        https = text_equal_ignoring_case(request->headers.items[i].value, TEXT("https"));
        count++;
    }
    return count == 1 && https;
}
