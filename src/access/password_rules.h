// SPDX-License-Identifier: GPL-3.0-or-later
// Which passwords are taken (NIST SP 800-63B-4, OWASP ASVS 5 chapter 6): a least length, any character, no rule about kinds of
// characters, and none that a stranger would try early. docs/accounts.md says it to people.
#pragma once

#include "base/problem.h"

// What the commonest passwords are made of. Shared by threads; it does not change.
struct password_rules;
struct password_rules *password_rules_new(void);
void password_rules_free(struct password_rules *rules); // NULL is allowed

// The password as it is hashed: composed (NFC), so that it is the same from every keyboard. False, with nothing said, if it is
// longer than any password or is no text: nobody has such a password.
bool password_normal(struct arena *arena, struct text password, struct text *normal);

// Of a new password, as it was given; `known` are the names of the person and of the office, which a stranger knows too.
bool password_check(const struct password_rules *rules, struct arena *arena, struct text password,
                    const struct text *known, size_t known_count, struct problems *problems);
