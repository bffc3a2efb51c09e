// SPDX-License-Identifier: GPL-3.0-or-later
// Answers as reviewers and moderators give them, one by one or many in a file: checked against the instrument and what
// was computed, then entered as assessments and frozen. All or nothing.
#pragma once

#include "review/assessment.h"
#include "review/evaluation.h"

// One answer, as it was given.
struct judgement {
    struct place place;
    struct text person;    // reviewer or moderator
    struct text reference; // of the case
    struct text
        criterion;       // empty: the person read the case, and says no more, at most a comment on the whole
    struct text outcome; // judged; empty for a departure
    struct text
        departure; // standing that the reviewer judges it to have ("met", "not met", …), of a computed criterion
    struct localised reason; // of the departure
    struct text comment;
};
struct judgements {
    ARRAY_OF(struct judgement) list;
    size_t damaged; // rows of the file that could not be read and were reported
};

// Reads a table file (CSV or XLSX) with the columns case, criterion, and reviewer or moderator; outcome, departure, reason,
// reason_cy and comment as far as there are any, and no others. Where nothing is judged reviewer and case alone will do. A row that cannot be read is reported and counted as
// damaged, so that judgements_put can tell what is wrong with the others as well before it refuses all of them.
bool judgements_read(struct arena *arena, const char *path, enum assessment_kind kind,
                     struct judgements *judgements, struct problems *problems);

// Enters them. The answers of one person on one case are one assessment, which must answer every judged criterion that
// applies to the case (a moderation: at least one criterion) and is then submitted. Where none applies it is enough that
// the case was read. Every judgement that cannot stand is
// reported. *assessments is how many were submitted.
bool judgements_put(struct write *write, struct text review, enum assessment_kind kind,
                    const struct judgements *judgements, int64_t *assessments, struct problems *problems);
