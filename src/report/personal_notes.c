// SPDX-License-Identifier: GPL-3.0-or-later
// A note of a log: sentences, in which people and addresses are only where they can be told from other words. A capital alone tells
// nobody: sentences begin with one, and some who write notes give every word one ("Victim Contacted"). Whoever is named has a word
// that is not an ordinary one. Ordinary are those that are listed here, and those that the instrument writes in small letters.
#include "format/unicode.h"
#include "report/lookalikes.h"
#include "report/personal_terms.h"

#include <string.h>

enum { NAME_WORDS = 4 };

static bool is_capital(struct text word)
{
    size_t at = 0;
    uint32_t letter = text_code_point(word, &at);
    return unicode_lower(letter) != letter;
}

static bool is_parted(struct text between, const char *marks)
{
    for (size_t i = 0; i < between.length; i++)
        if (strchr(marks, between.bytes[i]))
            return true;
    return false;
}
#define ENDS_A_SENTENCE ".!?;:\n"

// ---- Ordinary words ----------------------------------------------------------------------------------------

// With which notes begin, or which they give a capital, and of which none is a name.
static bool is_listed(struct text word)
{
    static const char *const english[] = {
        "a",         "an",          "the",        "no",           "not",        "on",        "to",
        "from",      "with",        "and",        "at",           "by",         "for",       "in",
        "of",        "via",         "all",        "any",          "new",        "first",     "second",
        "last",      "next",        "further",    "action",       "actions",    "advice",    "answer",
        "answered",  "appointment", "assessment", "attempt",      "attempted",  "attended",  "call",
        "called",    "caller",      "case",       "closed",       "complaint",  "completed", "contact",
        "contacted", "contract",    "court",      "crime",        "decision",   "declined",  "details",
        "email",     "emailed",     "enquiries",  "enquiry",      "family",     "file",      "filed",
        "force",     "given",       "hate",       "incident",     "informed",   "interview", "investigation",
        "left",      "letter",      "letters",    "made",         "meeting",    "message",   "mother",
        "father",    "neighbour",   "none",       "note",         "notes",      "offender",  "officer",
        "outcome",   "partner",     "phone",      "phoned",       "plan",       "police",    "rang",
        "received",  "record",      "recorded",   "referral",     "referred",   "refused",   "reply",
        "report",    "reported",    "request",    "requested",    "response",   "result",    "returned",
        "review",    "reviewed",    "risk",       "safeguarding", "school",     "sent",      "sergeant",
        "services",  "spoke",       "statement",  "station",      "supervisor", "support",   "suspect",
        "taken",     "telephone",   "text",       "unable",       "update",     "updated",   "urgent",
        "victim",    "visit",       "visited",    "voicemail",    "witness",    "witnesses", "yes",
        "number",    "unknown"};
    static const char *const welsh[] = {
        "y",           "yr",         "a",         "ac",         "ar",           "i",
        "o",           "am",         "dim",       "heb",        "achos",        "adroddiad",
        "anfonwyd",    "asesiad",    "ateb",      "atebodd",    "cafwyd",       "cais",
        "cofnod",      "contract",   "cyfarfod",  "cynllun",    "cyswllt",      "cysylltu",
        "cysylltwyd",  "derbyniwyd", "dioddefwr", "dioddefydd", "diweddariad",  "ebost",
        "ffoniodd",    "ffoniwyd",   "galwad",    "galwodd",    "gadawyd",      "gwnaed",
        "heddlu",      "llythyr",    "neges",     "nodyn",      "penderfyniad", "risg",
        "rhoddwyd",    "siaradodd",  "swyddog",   "trosedd",    "tyst",         "wedi",
        "ymweliad",    "ymwelodd",   "ymwelwyd",  "ymholiad",   "ysgol",        "datganiad",
        "atgyfeiriad", "canlyniad"};
    return TEXT_IS_AMONG(word, english) || TEXT_IS_AMONG(word, welsh);
}

void personal_terms_add_ordinary(struct personal_terms *terms, struct text text)
{
    struct text word;
    for (size_t at = 0; unicode_word(text, &at, &word);)
        if (!is_capital(word) && !personal_is_digit(word.bytes[0]))
            text_map_put(&terms->ordinary, lookalikes_fold(terms->arena, word), 0, NULL);
}

static bool is_ordinary(struct personal_terms *terms, struct text word)
{
    size_t at;
    struct text folded = lookalikes_fold(terms->arena, word);
    return is_listed(folded) || text_map_find(&terms->ordinary, folded, &at);
}

// ---- Who is named ------------------------------------------------------------------------------------------

// "Gwen Rees": nothing else than capital words, of which one at least is not ordinary. "Rang Gwen Rees" names her as well.
static void add_name_alone(struct personal_terms *terms, struct text line)
{
    size_t count = 0, strange = 0, name_at = 0, in_name = 0;
    struct text word;
    for (size_t at = 0; unicode_word(line, &at, &word); count++) {
        if (!is_capital(word) || count == NAME_WORDS)
            return;
        strange += !is_ordinary(terms, word);
        if (strange && in_name++ == 0)
            name_at = at - word.length;
    }
    if (count < 2 || strange == 0 || personal_count_digits(line))
        return;
    personal_terms_add_names(terms, line);
    if (in_name > 1 && in_name < count)
        personal_terms_add_names(terms, text_slice(line, name_at, line.length));
}

// Whether a name goes on: not beyond the end of a sentence, nor, behind a comma or a dash, with a word that is ordinary.
static bool goes_on(struct personal_terms *terms, struct text between, struct text word)
{
    return is_capital(word) && !is_parted(between, ENDS_A_SENTENCE) &&
           !(is_parted(between, ",-(/") && is_ordinary(terms, word));
}

// "Rang Mrs Gwen Rees at home": from the title on.
static void add_titled(struct personal_terms *terms, struct text note)
{
    static const char *const titles[] = {"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Bnr", "Bns", "Cllr"};
    struct text word;
    for (size_t at = 0; unicode_word(note, &at, &word);) {
        if (!TEXT_IS_AMONG(word, titles))
            continue;
        size_t from = at - word.length, to = at, next = at, count = 0;
        for (; count < NAME_WORDS && unicode_word(note, &next, &word); count++) {
            struct text between = text_slice(note, to, next - word.length);
            if (count ? !goes_on(terms, between, word) : !is_capital(word))
                break;
            to = next;
        }
        if (count)
            personal_terms_add_names(terms, text_slice(note, from, to));
    }
}

static bool has_a_street(struct text note)
{
    static const char *const words[] = {"street", "road", "lane",   "avenue", "terrace", "crescent",
                                        "stryd",  "heol", "ffordd", "rhodfa", "teras"};
    struct text word;
    for (size_t at = 0; unicode_word(note, &at, &word);)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (text_equal_ignoring_case(word, text_from(words[i])))
                return true;
    return false;
}

void personal_terms_add_note(struct personal_terms *terms, struct text note)
{
    struct text rest = note, line;
    while (text_split(&rest, '\n', &line))
        add_name_alone(terms, line);
    add_titled(terms, note);
    if (personal_count_digits(note) && has_a_street(note))
        personal_terms_add_address(terms, note);
}
