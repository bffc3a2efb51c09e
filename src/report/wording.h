// SPDX-License-Identifier: GPL-3.0-or-later
// The program's own words and the instrument's labels, in the language of the document that is being built.
#pragma once

#include "document/document.h"
#include "instrument/instrument.h"

struct text report_word(const struct document *document, const char *english);
struct text report_words(const struct document *document, struct message message);
struct text report_label(const struct document *document, const struct localised *label);
