// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/status.h"

#include "base/message.h"

const struct status_words status_list[] = {
    {STATUS_DONE, N_("Done.")},
    {STATUS_REFUSED, N_("The input was refused; standard error says where and why. Nothing was changed.")},
    {STATUS_USAGE, N_("The command line was not understood.")},
    {STATUS_BLOCKED,
     N_("The state of the record does not allow it, for example because a report is blocked.")},
    {STATUS_PARTLY, N_("Done, except for rows that were rejected; they can be mended and imported again.")},
    {STATUS_UNAVAILABLE,
     N_("Done, except for a format that needs something which is not installed; standard error says what.")},
    {STATUS_MEMORY, N_("There was not enough memory. Nothing unfinished was saved.")},
    {STATUS_INPUT_OUTPUT, N_("A file, or the output, could not be read or written.")},
    {STATUS_INTERRUPTED,
     N_("It was stopped, as with Ctrl-C. Nothing was saved, but for files of a site: publish it again to make it whole.")},
};
const size_t status_count = sizeof status_list / sizeof *status_list;
