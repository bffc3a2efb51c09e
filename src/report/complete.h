// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between a review and its report.
#pragma once

#include "report/results.h"

// Everything that forbids a report, each with its place: assessments that differ without moderation, a judged criterion
// that is not answered or was asked differently, a departure from an outcome that has changed since, a comment beside an
// outcome that its cases do not have, a finding about cases that were not reviewed, a text that is missing in a language.
// True if nothing does. Cases that still wait are told apart, by results->ledger_counts: a draft may be made meanwhile.
bool results_complete(const struct results *results, struct problems *problems);
