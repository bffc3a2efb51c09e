// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_kinds.h"

static const struct job_kind *const kinds[] = {&job_kind_import, &job_kind_population, &job_kind_removal,
                                               &job_kind_edition};

const struct job_kind *const *job_kinds(size_t *count)
{
    *count = sizeof kinds / sizeof *kinds;
    return kinds;
}

const struct job_kind *job_kind_find(struct text id)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_equal(id, text_from(kinds[i]->id)))
            return kinds[i];
    return NULL;
}
