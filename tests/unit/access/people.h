// SPDX-License-Identifier: GPL-3.0-or-later
// A record with people for tests, at a time that the test says, and a server's access with passwords that cost little.
#pragma once

#include "access/one_time_link.h"
#include "access/sign_in.h"
#include "record.h"

#define NOON ((int64_t)1767268800000000) // 2026-01-01 12:00 UTC
#define PASSWORD TEXT("tractor violet harbour nine")

struct people {
    struct record record;
    struct secret_key key;
    struct access *access;
    struct account administrator, reviewer; // active, with PASSWORD
};
void people_start(struct people *people);
void people_stop(struct people *people);
// An account that is active, with PASSWORD.
struct account people_add(struct people *people, const char *name, unsigned roles);
struct account people_read(struct people *people, const char *name);
// A write at a time.
#define WRITE_AT(people, at_, call) \
    (record_begin(&(people)->record), (people)->record.act.at = (at_), record_end(&(people)->record, (call)))

// A sign-in with a name and a password from an address.
struct sign_in_answer people_sign_in(struct people *people, const char *name, struct text password,
                                     const char *address, int64_t at);
// Whom a token signs in; false: nobody.
bool people_find(struct people *people, struct text token, int64_t at, struct session *session,
                 struct account *account);
// Sets the second factor of an account up; *secret is the app's.
void people_enrol(struct people *people, const struct account *account, int64_t at, struct text *secret);
