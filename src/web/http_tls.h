// SPDX-License-Identifier: GPL-3.0-or-later
// What TLS in process needs.
#pragma once

#include "base/problem.h"

struct http_tls {
    const char *certificate, *key; // PEM, NULL: no TLS
};

// TLS 1.3 and 1.2 with ephemeral keys and authenticated ciphers, nothing older. In GnuTLS' own language.
#define HTTP_TLS_PRIORITIES \
    "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-DHE-RSA:-DHE-DSS:-SHA1:-AES-128-CBC:-AES-256-CBC:%SERVER_PRECEDENCE"

// Reads both files, or neither if both paths are empty.
bool http_tls_read(struct arena *arena, struct text certificate_file, struct text key_file,
                   struct http_tls *tls, struct problems *problems);
