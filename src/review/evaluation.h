// SPDX-License-Identifier: GPL-3.0-or-later
// The computed outcomes of a review's cases, from the record as it stands: nothing computed is stored.
#pragma once

#include "instrument/instrument.h"
#include "review/ledger.h"

struct case_outcome {
    uint8_t outcome; // index of the criterion's outcome, or OUTCOME_TO_JUDGE
    enum outcome_reason reason;
    uint16_t detail;
};

struct evaluated_case {
    const struct ledger_entry *entry;
    struct case_outcome *outcomes; // by index of the criterion
};

struct evaluation {
    const struct instrument *instrument;
    struct case_rows rows; // row i is cases[i]
    struct evaluated_case *cases;
    size_t count;
};

// The instrument that the review keeps a copy of.
struct review;
bool review_instrument(struct arena *arena, const struct review *review, const struct instrument **instrument,
                       struct problems *problems);

// Computes every criterion of the ledger's cases that are in one of these states (a bit a state: 1u << LEDGER_REVIEWED).
// Cases come in the order of their references. The evaluation points into the ledger.
bool evaluation_read(struct store *store, struct arena *arena, struct text review,
                     const struct instrument *instrument, const struct ledger *ledger, unsigned states,
                     struct evaluation *evaluation, struct problems *problems);
