// SPDX-License-Identifier: GPL-3.0-or-later
// What several commands of `craffu retention` are given.
#pragma once

#include "cli/command.h"

#define RETENTION_EXTRACT \
    { \
        .name = N_("EXTRACT"), .kind = VALUE_TEXT, .required = true, .help = N_("The extract's id.") \
    }
#define RETENTION_REASON \
    { \
        .name = "reason", .value = N_("TEXT"), .kind = VALUE_TEXT, .required = true, \
        .help = N_("Why, without anybody's name.") \
    }
