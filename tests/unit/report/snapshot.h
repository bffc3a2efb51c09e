// SPDX-License-Identifier: GPL-3.0-or-later
// The 2019 review in a database of its own: imported, selected, judged and moderated from demo/2019-snapshot, for tests
// of what is made from it. A test may break it first, through `store`.
#pragma once

#include "report/results.h"
#include "review/act.h"

struct snapshot {
    struct arena *arena;
    struct problems problems;
    struct store *store;
    struct text folder, review;
};

enum snapshot_stage { SNAPSHOT_SELECTED, SNAPSHOT_ASSESSED, SNAPSHOT_MODERATED, SNAPSHOT_WITH_FINDINGS };

// Fails the test if anything is refused on the way.
struct snapshot snapshot_open(enum snapshot_stage stage);
// Publishes the review and does all but the findings again, as one of the year after: `review` is then that one.
void snapshot_add_later(struct snapshot *snapshot);
void snapshot_close(struct snapshot *snapshot);
// Does one piece of work as an act of its own.
bool snapshot_do(struct snapshot *snapshot, act_work *work, void *argument);
struct results snapshot_results(struct snapshot *snapshot);
// All problems so far as text, one a line, in English.
struct text snapshot_problems(struct snapshot *snapshot);
