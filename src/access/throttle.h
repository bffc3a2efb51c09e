// SPDX-License-Identifier: GPL-3.0-or-later
// Slows guessing down without locking anybody out (docs/accounts.md, after OWASP's device cookies). An attempt from a device on
// which the person signed in before counts for that device alone. Every other attempt counts for its address together with
// the account that it names, and for its address over all accounts. Wrong second factors, which only somebody meets who
// knows the password, count for the account as well. Nothing that is counted for one address keeps another waiting, nor anything
// that strangers do a known device.
//
// In memory, of a fixed size, for all threads of a server. Counts leak away with time; the clock is the caller's.
#pragma once

#include "base/text.h"

struct throttle_counter {
    unsigned free;     // failures that keep nobody waiting
    int64_t forgotten; // after how long one failure is forgotten
};
struct throttle_settings {
    struct throttle_counter device, pair, address, account;
    int64_t first_delay, longest_delay; // doubled with each failure beyond those that are free
    size_t entries;                     // that are remembered at once, a power of two
};
#define THROTTLE_SETTINGS \
    ((struct throttle_settings){.device = {10, 600000000}, \
                                .pair = {5, 1800000000}, \
                                .address = {20, 300000000}, \
                                .account = {5, 1800000000}, \
                                .first_delay = 1000000, \
                                .longest_delay = 900000000, \
                                .entries = 32768})

struct throttle;
struct throttle *throttle_new(struct throttle_settings settings);
void throttle_free(struct throttle *throttle); // NULL is allowed

struct throttle_source {
    struct text account; // the folded name, whether there is such an account or not
    struct text address; // IPv6 addresses count by their network, 64 bits
    struct text device;  // of a cookie that was proved to be ours and this account's; else empty
    bool second_factor;
};
struct throttle_answer {
    int64_t wait;      // 0: go on; else microseconds to wait, and nothing was counted
    unsigned failures; // of its device or its address so far, with this one
};
// The attempt counts as failed at once, so that many at the same moment are not all let through.
struct throttle_answer throttle_admit(struct throttle *throttle, struct throttle_source source, int64_t at);
// It was right: what is counted for its device, or its address and account, begins anew; its address gets back this one.
void throttle_passed(struct throttle *throttle, struct throttle_source source, int64_t at);
// It was not tried after all: what was counted is taken back.
void throttle_untried(struct throttle *throttle, struct throttle_source source, int64_t at);
