// SPDX-License-Identifier: GPL-3.0-or-later
// Where a server's backups go.
#pragma once

#include "format/secret.h"

struct site_backups {
    struct text folder;     // empty: none was named when the server was started
    struct text database;   // path of what is backed up
    bool sealed;            // they are encrypted
    struct secret_key seal; // if so: of review/backup.h
};
