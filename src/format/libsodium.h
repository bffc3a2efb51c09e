// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that includes libsodium, for the files of this folder that are over it: hash.c, sealed_file.c, secret.c,
// password_hash.c.
#pragma once

#include <sodium.h>
