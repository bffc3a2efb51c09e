// SPDX-License-Identifier: GPL-3.0-or-later
// Forms with files (multipart/form-data, RFC 7578), read in pieces as they arrive, at constant memory. Strict: what no
// browser sends, such as words before the first part or parts inside parts, is refused.
#pragma once

#include "base/problem.h"

struct multipart_part {
    struct text name;
    bool is_file;
    struct text file_name; // its last component; empty if no file was chosen
};

// What becomes of the parts; a false stops the reading. The texts live until the function returns.
struct multipart_sink {
    void *context;
    bool (*begin)(void *context, const struct multipart_part *part, struct problems *problems);
    bool (*bytes)(void *context, struct text bytes, struct problems *problems);
    bool (*end)(void *context, struct problems *problems);
};

struct multipart;

// From the value of Content-Type. NULL, with a problem, if it is not of such a form. The sink is copied.
struct multipart *multipart_new(struct text content_type, struct multipart_sink sink,
                                struct problems *problems);
void multipart_free(struct multipart *multipart); // NULL is allowed
// False: refused; what is fed afterwards is refused too.
bool multipart_feed(struct multipart *multipart, struct text bytes, struct problems *problems);
// Once nothing more comes. False if the end of the last part had not come.
bool multipart_finish(struct multipart *multipart, struct problems *problems);
