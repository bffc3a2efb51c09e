// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/password_rules.h"

#include "base/embedded.h"
#include "base/memory.h"
#include "base/text_map.h"
#include "format/unicode.h"

enum {
    PIECE_LEAST = 4,     // bytes of a known piece
    PIECE_MOST = 40,     // no piece of the list is longer; what is longer is met as a whole
    NUMBER_MOST = 4,     // digits that make one piece: a year, a part of a date
    PIECES_LEAST = 3,    // of which a password is made, if it is made of known pieces only
    UNIT_LEAST = 8,      // bytes that may repeat
    DIFFERENT_LEAST = 5, // bytes
};

// What this program and its office suggest to somebody who must think of a password.
static const char *const context_words[] = {
    "craffu",        "scrutiny",  "scrutinise", "police",    "policing",    "crime",     "commissioner",
    "panel",         "review",    "reviewer",   "moderator", "moderate",    "chair",     "auditor",
    "administrator", "manager",   "liaison",    "reader",    "casefile",    "cases",     "hatecrime",
    "officer",       "constable", "heddlu",     "trosedd",   "comisiynydd", "craffwr",   "panel",
    "cymru",         "wales",     "england",    "british",   "welcome",     "croeso",    "changeme",
    "temporary",     "password",  "passphrase", "cyfrinair", "letmein",     "january",   "february",
    "march",         "april",     "june",       "july",      "august",      "september", "october",
    "november",      "december",  "monday",     "tuesday",   "wednesday",   "thursday",  "friday",
    "saturday",      "sunday",    "spring",     "summer",    "autumn",      "winter",    "gwanwyn",
    "hydref",        "gaeaf",     "office",     "secret",    "secure",      "security",  "login",
    "signin",        "account",   "access",     "correct",   "horse",       "battery",   "staple",
};

struct password_rules {
    struct arena *arena;
    struct text_map pieces;
};

struct password_rules *password_rules_new(void)
{
    struct password_rules *rules = memory_allocate_zeroed(1, sizeof *rules);
    struct text rest = embedded_file("common-passwords.txt"), line;
    rules->arena = arena_new();
    text_map_init(&rules->pieces, rules->arena);
    while (text_split(&rest, '\n', &line))
        if (line.length && line.bytes[0] != '#')
            text_map_put(&rules->pieces, line, 0, NULL);
    for (size_t i = 0; i < sizeof context_words / sizeof *context_words; i++)
        text_map_put(&rules->pieces, text_from(context_words[i]), 0, NULL);
    return rules;
}

void password_rules_free(struct password_rules *rules)
{
    if (rules)
        arena_free(rules->arena);
    memory_free(rules);
}

bool password_normal(struct arena *arena, struct text password, struct text *normal)
{
    size_t bad;
    struct text composed;
    if (password.length > LIMIT_PASSWORD_BYTES || !text_is_utf8(password, &bad) ||
        !unicode_compose(arena, password, &composed) || text_characters(composed) > LIMIT_PASSWORD)
        return false;
    *normal = composed;
    return true;
}

// The shortest beginning that, repeated, gives the whole: "abc" of "abcabcab".
static struct text unit_of(struct text text)
{
    for (size_t length = 1; length < text.length; length++) {
        size_t at = length;
        while (at < text.length && text.bytes[at] == text.bytes[at - length])
            at++;
        if (at == text.length)
            return text_slice(text, 0, length);
    }
    return text;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

// What separates words and makes nothing harder to guess.
static bool is_filler(char byte)
{
    return (byte > 0 && byte < '0') || (byte > '9' && byte < 'A') || (byte >= '[' && byte <= '`') ||
           byte > 'z';
}

struct pieces {
    const struct text_map *known, *personal;
};

static bool is_piece(const struct pieces *pieces, struct text text)
{
    size_t there;
    return text_map_find(pieces->known, text, &there) || text_map_find(pieces->personal, text, &there);
}

// Follows or precedes the one before by one, or is the same: "abcdef", "54321", "aaaa".
static size_t run_length(struct text text, size_t from)
{
    size_t at = from + 1;
    if (at >= text.length)
        return 1;
    int step = text.bytes[at] - text.bytes[from];
    if (step < -1 || step > 1)
        return 1;
    while (at < text.length && text.bytes[at] - text.bytes[at - 1] == step)
        at++;
    return at - from;
}

// The fewest known pieces of which the text is made, or SIZE_MAX.
static size_t fewest_pieces(const struct pieces *pieces, struct arena *arena, struct text text)
{
    size_t *fewest = ARENA_ARRAY(arena, size_t, text.length + 1);
    for (size_t i = 1; i <= text.length; i++)
        fewest[i] = SIZE_MAX;
    for (size_t from = 0; from < text.length; from++) {
        if (fewest[from] == SIZE_MAX)
            continue;
        size_t next = fewest[from] + 1, run = run_length(text, from);
        if (is_filler(text.bytes[from]) && fewest[from] < fewest[from + 1])
            fewest[from + 1] = fewest[from];
        for (size_t length = 1; length <= PIECE_MOST && from + length <= text.length; length++) {
            bool number = length <= NUMBER_MOST && is_digit(text.bytes[from + length - 1]) &&
                          (length == 1 || fewest[from + length - 1] <= next);
            bool known = (run >= 3 && length <= run) || number ||
                         (length >= PIECE_LEAST && is_piece(pieces, text_slice(text, from, from + length)));
            if (known && next < fewest[from + length])
                fewest[from + length] = next;
        }
    }
    return fewest[text.length];
}

// Without the year, the exclamation mark or the "1" that people put behind a word when they must change it.
static struct text without_tail(struct text text)
{
    size_t digits = 0;
    while (text.length && (is_filler(text.bytes[text.length - 1]) ||
                           (is_digit(text.bytes[text.length - 1]) && digits < NUMBER_MOST))) {
        digits += is_digit(text.bytes[text.length - 1]);
        text.length--;
    }
    return text;
}

static size_t different_bytes(struct text text)
{
    size_t different = 0;
    for (size_t i = 0; i < text.length; i++)
        different += memchr(text.bytes, text.bytes[i], i) == NULL;
    return different;
}

// Their words as well as the whole, folded.
static void learn(struct text_map *personal, struct arena *arena, struct text name)
{
    struct text folded = unicode_fold(arena, text_trim(name)), word;
    if (folded.length)
        text_map_put(personal, folded, 0, NULL);
    for (size_t at = 0; unicode_word(folded, &at, &word);)
        text_map_put(personal, word, 0, NULL);
}

static bool check_common(const struct password_rules *rules, struct arena *arena, struct text normal,
                         const struct text *known, size_t known_count, struct problems *problems)
{
    struct text_map personal;
    struct text unit = unit_of(unicode_fold(arena, normal));
    text_map_init(&personal, arena);
    for (size_t i = 0; i < known_count; i++)
        learn(&personal, arena, known[i]);
    struct pieces pieces = {&rules->pieces, &personal};
    if (unit.length >= UNIT_LEAST && different_bytes(unit) >= DIFFERENT_LEAST &&
        fewest_pieces(&pieces, arena, without_tail(unit)) >= PIECES_LEAST)
        return true;
    return problem_report(
        problems, (struct place){0}, MESSAGE("this password is among the first that a stranger would try"),
        MESSAGE(
            "choose three or four words that have nothing to do with each other, with you or with the office"));
}

bool password_check(const struct password_rules *rules, struct arena *arena, struct text password,
                    const struct text *known, size_t known_count, struct problems *problems)
{
    struct text normal;
    if (!password_normal(arena, password, &normal))
        return problem_report(
            problems, (struct place){0},
            MESSAGE("a password has at most {limit} characters", NUMBER("limit", LIMIT_PASSWORD)),
            NO_MESSAGE);
    if (text_characters(normal) < LIMIT_PASSWORD_LEAST)
        return problem_report(
            problems, (struct place){0},
            MESSAGE("a password has at least {limit} characters", NUMBER("limit", LIMIT_PASSWORD_LEAST)),
            MESSAGE("three or four words do, with or without blanks between them"));
    return check_common(rules, arena, normal, known, known_count, problems);
}
