// SPDX-License-Identifier: GPL-3.0-or-later
// The elements of HTML that templates may use. Others are left out because they load, run or embed something, or because a
// browser reads their content by rules of its own.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct element {
    const char *name;
    const char *parents; // " tr " where it stands only there; NULL: anywhere
    bool is_void;
    bool plain;    // holds text only
    bool no_text;  // holds elements only
    bool closes_p; // a browser ends an open <p> at it
    bool once;     // not inside itself
};

const struct element *element_find(const char *name, size_t length); // NULL: not allowed
