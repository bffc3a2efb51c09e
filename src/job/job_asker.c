// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_asker.h"

bool job_asker_refuse(struct problems *problems)
{
    return problem_report(problems, (struct place){0},
                          MESSAGE("whoever asked for this work may not do it any more"),
                          MESSAGE("somebody who may do it can ask for it again"));
}

bool job_asker(const struct job_run *run, struct account *asker, struct problems *problems)
{
    bool found;
    struct account account;
    if (!account_find(run->store, run->arena, run->job->actor, &found, &account, problems))
        return false;
    if (!found)
        return job_asker_refuse(problems);
    *asker = account;
    return true;
}

bool job_asker_may(const struct account *asker, enum permission permission, struct access_facts facts,
                   struct problems *problems)
{
    return access_allows(asker, permission, facts) || job_asker_refuse(problems);
}
