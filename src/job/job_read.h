// SPDX-License-Identifier: GPL-3.0-or-later
// For the files of this folder only.
#pragma once

#include "job/job.h"

// From the columns of job_get.
struct job job_from_row(const struct store_rows *rows);
