// SPDX-License-Identifier: GPL-3.0-or-later
// Which cases are behind a number. Every number of a report carries a name:
//
//     CRITERION.OUTCOME           cases with that outcome              hcso.within
//     CRITERION.met.BASE          cases of the base that met it        hcso.met.contacted   (hcso.met.reviewed: of all)
//     CRITERION.judged_met.BASE   the same, as reviewers judged
//     FIELD.VALUE                 cases of that type                   strand.religious     (strand.not_recorded)
//     finding.N, comment.N        cases that it is linked to           comment.2, comment.2.closed (one part of its sentence)
//     population.CRITERION.OUTCOME   of all cases recorded: only the total is in the record, so this is refused with the reason
//     ledger.STATE                                                     ledger.reviewed, ledger.selected
#pragma once

#include "report/results.h"

struct traced_case {
    const struct case_record *record;
    bool reviewed;
    size_t row; // of results->rows, if reviewed
};

struct traced {
    struct traced_case *cases; // by reference
    size_t count;
    bool has_criterion; // the number counts outcomes of this criterion: instrument_trace tells why
    size_t criterion;
};

// False, with a problem that says which names there are, if no number has this name.
bool results_trace(struct arena *arena, const struct results *results, struct text name,
                   struct traced *traced, struct problems *problems);
