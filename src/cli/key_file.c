// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/key_file.h"

#include "access/account.h"
#include "base/file.h"

#include <unistd.h>

struct text key_file_path(const struct invocation *invocation)
{
    return path_join(invocation->arena, invocation->data, TEXT("craffu.key"));
}

bool key_file_read(struct invocation *invocation, struct secret_key *key)
{
    return secret_file_read(key_file_path(invocation), key, &invocation->problems);
}

bool key_file_prepare(struct invocation *invocation, struct secret_key *key)
{
    struct text path = key_file_path(invocation);
    int64_t accounts;
    bool made;
    if (!account_count(invocation->store, invocation->arena, &accounts, &invocation->problems))
        return false;
    if (accounts && access(text_terminated(invocation->arena, path), F_OK) != 0)
        return problem_report(
            &invocation->problems, (struct place){.source = path},
            MESSAGE("the key file is gone, and this record has accounts"),
            MESSAGE("bring it back from its backup: a new one does not open what the old one closed"));
    return secret_file_make(path, &made, &invocation->problems) && key_file_read(invocation, key);
}
