// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever asked for a job was asked for the permission then. Between that and the job's turn a role may be taken from them, or their
// account be closed: so a kind asks once more, before it does anything.
#pragma once

#include "access/permission.h"
#include "job/job_runner.h"

// The account as it is now. A problem if there is none any more.
bool job_asker(const struct job_run *run, struct account *asker, struct problems *problems);
// A problem if they may not do this now.
bool job_asker_may(const struct account *asker, enum permission permission, struct access_facts facts,
                   struct problems *problems);
bool job_asker_refuse(struct problems *problems); // reports that problem
