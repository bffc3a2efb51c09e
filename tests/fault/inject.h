// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the Nth call of a kind fail, from anywhere in the process, SQLite included: a program that links inject.c has
// these functions of the C library in its own hands. Armed in a child process, which is then thrown away.
#pragma once

enum fault {
    FAULT_OF_NOTHING,    // only counts the writes
    FAULT_OF_ONE_WRITE,  // the Nth write, flush or rename fails: input/output error
    FAULT_OF_FULL_DISK,  // the Nth and all later writes fail: no space left, except for half of each
    FAULT_OF_KILL,       // the process is killed at the Nth write, half of which is done
    FAULT_OF_ALLOCATION, // the Nth allocation fails
    FAULT_OF_MEMORY,     // the Nth allocation fails, and all later ones
};

void fault_arm(enum fault fault, long at);
long fault_writes(void); // so far
// Whether the fault has happened.
int fault_happened(void);
