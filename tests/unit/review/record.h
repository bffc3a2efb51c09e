// SPDX-License-Identifier: GPL-3.0-or-later
// A record for tests: a temporary database with a review and cases. Every write that a test makes through it is checked
// to have left its audit rows.
#pragma once

#include "review/act.h"
#include "review/case.h"
#include "temporary.h"
#include "test.h"

struct record {
    struct arena *arena;
    struct text folder, path;
    struct problems problems;
    struct store *store;
    struct act act;
    const struct secret_key *audit_key; // NULL unless the test sets one
    struct write write;
};

void record_start(struct record *record); // an empty database
void record_stop(struct record *record);
// One act for one write: rolled back unless good. WRITE(&r, section_put(&r.write, …)).
void record_begin(struct record *record);
bool record_end(struct record *record, bool good);
#define WRITE(record, call) (record_begin(record), record_end((record), (call)))

void record_add_review(struct record *record, const char *id);
// Cases "C-01", "C-02", …, each with one entry in its log, into an extract.
void record_add_cases(struct record *record, const char *extract, int count);
struct text record_case(struct record *record, const char *extract, const char *reference); // its id
