// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done in the background. To add a kind, write its file (job/job_KIND.h: how it is asked for, what it leaves) and name
// it in job_kinds.c.
#pragma once

#include "job/job_runner.h"

extern const struct job_kind job_kind_edition, job_kind_import, job_kind_population, job_kind_removal;

const struct job_kind *const *job_kinds(size_t *count);
// NULL: this program does not know it.
const struct job_kind *job_kind_find(struct text id);
