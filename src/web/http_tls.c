// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_tls.h"

#include "base/file.h"
#include "base/limits.h"

bool http_tls_read(struct arena *arena, struct text certificate_file, struct text key_file,
                   struct http_tls *tls, struct problems *problems)
{
    if (certificate_file.length == 0 && key_file.length == 0) {
        *tls = (struct http_tls){0};
        return true;
    }
    if (certificate_file.length == 0 || key_file.length == 0)
        return problem_report(problems, (struct place){0},
                              MESSAGE("TLS needs both a certificate and its key"),
                              MESSAGE("name two files in PEM format"));
    struct text certificate, key;
    if (!file_read(arena, certificate_file, LIMIT_HTTP_KEY_BYTES, &certificate, problems) ||
        !file_read(arena, key_file, LIMIT_HTTP_KEY_BYTES, &key, problems))
        return false;
    *tls = (struct http_tls){certificate.bytes, key.bytes}; // file_read puts a NUL behind them
    return true;
}
