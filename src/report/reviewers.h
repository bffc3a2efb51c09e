// SPDX-License-Identifier: GPL-3.0-or-later
// How far the reviewers of the same cases agree, for each criterion that at least two of them judged on one case. Frozen
// assessments only: the moderator is not a rater, a departure is no rating, and a different comment no disagreement.
#pragma once

#include "document/document.h"
#include "report/results.h"
#include "statistics/agreement.h"

#define TABLE_AGREEMENT "agreement"

bool reviewers_agreement(struct arena *arena, const struct results *results,
                         struct criterion_agreements *agreements, struct problems *problems);
// The table of it, with a sentence that says what the figures mean before it, and the reasons of those that do not exist.
// Nothing is added where no case was judged twice, but a sentence that says so.
bool table_agreement(struct blocks *blocks, const struct results *results, struct problems *problems);
