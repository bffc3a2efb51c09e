// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_json.h"

struct text job_json_finish(struct arena *arena, struct json_writer *json)
{
    json_writer_close(json);
    struct text text = text_copy(arena, buffer_text(json->out));
    buffer_dispose(json->out);
    return text;
}

struct text job_json_text(const struct json_node *root, const char *name)
{
    const struct json_node *node = json_node_find(root, name);
    return node && node->kind == JSON_NODE_TEXT ? node->text : (struct text){0};
}

bool job_json_truth(const struct json_node *root, const char *name)
{
    const struct json_node *node = json_node_find(root, name);
    return node && node->kind == JSON_NODE_BOOLEAN && node->truth;
}

int64_t job_json_integer(const struct json_node *root, const char *name)
{
    const struct json_node *node = json_node_find(root, name);
    int64_t integer = 0;
    if (node)
        json_node_integer(node, &integer);
    return integer;
}
