// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_listen.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

union socket_address {
    struct sockaddr any;
    struct sockaddr_in ipv4;
    struct sockaddr_in6 ipv6;
};

enum { IPV4_AT = 12, BACKLOG = 1024 };

static bool is_ipv4(const struct http_address *address)
{
    static const uint8_t prefix[IPV4_AT] = {[10] = 0xff, [11] = 0xff};
    return memcmp(address->bytes, prefix, sizeof prefix) == 0;
}

static socklen_t fill(union socket_address *socket_address, const struct http_address *address, unsigned port)
{
    *socket_address = (union socket_address){0};
    if (is_ipv4(address)) {
        socket_address->ipv4.sin_family = AF_INET;
        socket_address->ipv4.sin_port = htons((uint16_t)port);
        memcpy(&socket_address->ipv4.sin_addr, address->bytes + IPV4_AT, 4);
        return sizeof socket_address->ipv4;
    }
    socket_address->ipv6.sin6_family = AF_INET6;
    socket_address->ipv6.sin6_port = htons((uint16_t)port);
    memcpy(&socket_address->ipv6.sin6_addr, address->bytes, sizeof address->bytes);
    return sizeof socket_address->ipv6;
}

static bool bind_and_listen(int listener, const struct http_address *address, unsigned port)
{
    static const int yes = 1, no = 0;
    union socket_address at;
    socklen_t length = fill(&at, address, port);
    // Connections of before in their last minute must not keep a new start from the port.
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (at.any.sa_family == AF_INET6)
        setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    return bind(listener, &at.any, length) == 0 && listen(listener, BACKLOG) == 0;
}

bool http_listen(const struct http_address *address, unsigned port, int *listener, struct problems *problems)
{
    int made = socket(is_ipv4(address) ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made >= 0 && bind_and_listen(made, address, port)) {
        *listener = made;
        return true;
    }
    int error = errno;
    struct text shown = http_address_text(problems->arena, address);
    struct text number = text_print(problems->arena, "%u", port); // as it is typed, without commas
    if (made >= 0)
        close(made);
    return problem_system_hint(problems, (struct place){0},
                               MESSAGE("the server cannot listen at {address}, port {port}: {reason}",
                                       VALUE("address", shown), VALUE("port", number)),
                               error, MESSAGE("choose another with --port or --address"));
}

unsigned http_listen_port(int listener)
{
    union socket_address at = {0};
    socklen_t length = sizeof at;
    if (getsockname(listener, &at.any, &length) != 0)
        return 0;
    return ntohs(at.any.sa_family == AF_INET ? at.ipv4.sin_port : at.ipv6.sin6_port);
}
