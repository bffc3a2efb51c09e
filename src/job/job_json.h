// SPDX-License-Identifier: GPL-3.0-or-later
// What kinds write into a job's input and its result, and read from there.
#pragma once

#include "format/json.h"
#include "format/json_writer.h"

// Closes what is open last, and gives the text; the writer's buffer is disposed of.
struct text job_json_finish(struct arena *arena, struct json_writer *json);
// Of a member: empty, false or 0 if there is none, or another kind of value.
struct text job_json_text(const struct json_node *root, const char *name);
bool job_json_truth(const struct json_node *root, const char *name);
int64_t job_json_integer(const struct json_node *root, const char *name);
