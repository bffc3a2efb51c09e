// SPDX-License-Identifier: GPL-3.0-or-later
// The translations compiled into the program: one .mo file (GNU gettext's binary format) a language.
#pragma once

#include "base/message.h"

// The form-th translation of an English message; false if there is none or it is empty.
bool catalogue_find(enum language language, const char *english, unsigned form, struct text *translated);
