// SPDX-License-Identifier: GPL-3.0-or-later
// The commands by name. Their order in commands.c is the order of help, the manual and docs/commands.md.
#pragma once

#include "cli/invocation.h"

extern const struct command command_account_add, command_account_close, command_account_invite,
    command_account_list, command_account_reset, command_account_restore, command_account_roles,
    command_account_suspend, command_agreement, command_allocation_give, command_allocation_list,
    command_allocation_make, command_allocation_withdraw, command_approve, command_assess,
    command_audit_export, command_audit_head, command_audit_list, command_audit_verify, command_carry,
    command_check_pdf, command_completion, command_conflict_declare, command_conflict_list,
    command_conflict_withdraw, command_correct, command_draw, command_exclude, command_findings_load,
    command_frame_seal, command_help, command_import, command_init, command_instrument_check,
    command_instrument_explain, command_interval, command_ledger, command_lint_table, command_manual,
    command_meeting, command_moderate, command_office_load, command_permissions, command_plan,
    command_population, command_progress, command_publish, command_receipt, command_recommend_load,
    command_recommendations, command_replace, command_report, command_respond, command_retention_certificate,
    command_retention_files, command_retention_hold, command_retention_list, command_retention_release,
    command_retention_remove, command_retention_set, command_retention_wipe, command_review_list,
    command_review_load, command_review_publish, command_review_show, command_sample_size, command_select,
    command_serve, command_tables, command_tickets, command_trace, command_translate, command_verify,
    command_verify_report, command_version;

// What --help prints, for the words that were given.
enum status help_requested(struct invocation *invocation);
