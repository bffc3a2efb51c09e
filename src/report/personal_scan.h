// SPDX-License-Identifier: GPL-3.0-or-later
// Looks through every text of a public report for what would tell of a person: the references of all cases of
// the review's extracts, what the force sent in fields that the instrument calls personal (names, addresses, dates of birth) of these
// cases and their log, and anything that has
// the form of an e-mail address, a telephone number, a postcode or a National Insurance number. Words are compared without
// case, accents and separators, whole words only. The office's own contact and the words that it allowed (each with its
// reason, review/disclosure.h) pass.
#pragma once

#include "document/document.h"
#include "report/results.h"

// What to do about words of a review that is published, when nothing can be allowed any more.
struct message personal_scan_hint_published(void);
// False, each place named by language and block and by what kind of thing is there, if anything was found. What was found
// is not repeated.
bool personal_scan(struct arena *arena, const struct results *results, struct document *const *documents,
                   size_t count, struct problems *problems);
