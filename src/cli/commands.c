// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

const struct command *const commands[] = {
    &command_instrument_check,
    &command_instrument_explain,
    &command_init,
    &command_review_load,
    &command_review_list,
    &command_review_show,
    &command_review_publish,
    &command_import,
    &command_select,
    &command_exclude,
    &command_replace,
    &command_carry,
    &command_ledger,
    &command_assess,
    &command_moderate,
    &command_correct,
    &command_translate,
    &command_findings_load,
    &command_approve,
    &command_tables,
    &command_report,
    &command_trace,
    &command_audit,
    &command_help,
    &command_version,
    &command_manual,
    &command_completion,
};
const size_t command_count = sizeof commands / sizeof *commands;
