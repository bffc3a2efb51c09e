// SPDX-License-Identifier: GPL-3.0-or-later
// For the files of this folder whose queries join accounts.
#pragma once

#include "access/account.h"

// An account from seven columns: id, sign-in name, display name, language, status, version, role. A row more of the same
// account, whose id is in *account already, adds its role.
void account_from_row(const struct store_rows *rows, size_t column, struct account *account);
