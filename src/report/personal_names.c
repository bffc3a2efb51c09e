// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which somebody is named: "Jones, Mr Huw Wyn" is Huw Jones, H. Jones, Huw W. Jones and Mr Jones as well.
#include "format/unicode.h"
#include "report/lookalikes.h"
#include "report/personal_line.h"
#include "report/personal_terms.h"

#include <string.h>

enum { NAME_WORDS = 6, SHORTEST_SURNAME = 3, BETWEEN_WORDS = 4 };

struct name_word {
    struct text folded;
    bool capital;
    char joint; // to the word before: '-' or '\''; ' ' where it stands by itself
};
struct name {
    struct name_word words[NAME_WORDS];
    size_t count;
    bool had_title, too_long;
};

static bool is_title(struct text word)
{
    static const char *const titles[] = {
        "mr",   "mrs",      "ms",     "miss",      "mx",         "dr",      "prof",      "rev",
        "revd", "reverend", "sir",    "dame",      "lady",       "lord",    "professor", "councillor",
        "cllr", "pc",       "pcso",   "dc",        "sgt",        "ds",      "insp",      "bnr",
        "bns",  "syr",      "parch",  "parchedig", "arglwydd",   "master",  "messrs",    "y",
        "yr",   "athro",    "doctor", "cyng",      "foneddiges", "fonesig", "bonwr",     "mri"};
    return TEXT_IS_AMONG(word, titles);
}

static bool is_suffix(struct text word)
{
    static const char *const suffixes[] = {"jr",  "jnr", "junior", "snr", "sr", "senior",
                                           "esq", "obe", "mbe",    "cbe", "phd"};
    return TEXT_IS_AMONG(word, suffixes) || is_title(word);
}

static bool is_particle(struct text word)
{
    static const char *const particles[] = {"ap", "ab",  "ferch", "van", "de", "der", "von",
                                            "al", "bin", "ibn",   "le",  "la", "di",  "da",
                                            "mc", "mac", "o",     "ben", "y"};
    return TEXT_IS_AMONG(word, particles);
}

static bool begins_with_a_capital(struct text word)
{
    size_t at = 0;
    uint32_t letter = text_code_point(word, &at);
    return unicode_lower(letter) != letter;
}

// ---- What the force sent -----------------------------------------------------------------------------------

// "Rees-Wynford" and "O'Connor" are names of two words.
static char joint_of(struct text between)
{
    bool joins = between.length == 1 && strchr("-'", between.bytes[0]);
    return joins ? between.bytes[0] : ' ';
}

static void add_words(struct personal_terms *terms, struct text part, struct name *name)
{
    struct text word;
    size_t first = name->count;
    for (size_t at = 0, before = 0; unicode_word(part, &at, &word); before = at) {
        struct text folded = lookalikes_fold(terms->arena, word);
        if (name->count == first && is_title(folded)) {
            name->had_title = true;
            continue;
        }
        if (name->count == NAME_WORDS) {
            name->too_long = true;
            return;
        }
        name->words[name->count++] = (struct name_word){folded, begins_with_a_capital(word),
                                                        joint_of(text_slice(part, before, at - word.length))};
    }
    while (name->count > first + 1 && is_suffix(name->words[name->count - 1].folded))
        name->count--;
}

// "large print letters" names nobody. Two words may be a name in small letters.
static bool is_a_name(const struct name *name)
{
    if (name->too_long || name->count == 0)
        return false;
    for (size_t i = 0; i < name->count; i++) {
        const struct name_word *word = &name->words[i];
        if (personal_count_digits(word->folded))
            return false;
        if (name->count > 2 && !name->had_title && !word->capital && !is_particle(word->folded))
            return false;
    }
    return true;
}

static void add_pair(struct personal_terms *terms, struct text one, struct text other)
{
    text_map_put(&terms->pairs, text_print(terms->arena, "%.*s %.*s", TEXT_PRINT(one), TEXT_PRINT(other)), 0,
                 NULL);
    text_map_put(&terms->pairs, text_print(terms->arena, "%.*s %.*s", TEXT_PRINT(other), TEXT_PRINT(one)), 0,
                 NULL);
}

static struct text join_words(struct personal_terms *terms, const struct name *name, size_t from, size_t to)
{
    struct text joined = {0};
    for (size_t i = from; i < to; i++)
        joined = text_print(terms->arena, "%.*s%.*s", TEXT_PRINT(joined), TEXT_PRINT(name->words[i].folded));
    return joined;
}

// A surname alone may be a word of its own (Park, Rose), but not behind a title.
static void add_titled(struct personal_terms *terms, struct text surname)
{
    static const char *const titles[] = {"mr", "mrs", "ms",   "miss", "mx",  "dr",  "pc",
                                         "dc", "bnr", "prof", "rev",  "bns", "cllr"};
    for (size_t i = 0; surname.length >= SHORTEST_SURNAME && i < sizeof titles / sizeof *titles; i++)
        personal_terms_add(terms, text_print(terms->arena, "%s%.*s", titles[i], TEXT_PRINT(surname)),
                           PERSONAL_VALUE, (struct text){0});
}

static void add_first_and_last(struct personal_terms *terms, const struct name *name, struct text called,
                               struct text last)
{
    struct text first = name->words[0].folded;
    add_pair(terms, first, last);
    if (called.length)
        add_pair(terms, called, last);
    if ((unsigned char)first.bytes[0] < 0x80)
        add_pair(terms, text_slice(first, 0, 1), last);
}

// Part of a surname: "Wynford"; "O'Neill", which is written "ONeill" as well.
static void add_part(struct personal_terms *terms, const struct name *name, struct text called, size_t from,
                     size_t to)
{
    struct text last = name->words[to - 1].folded, joined = join_words(terms, name, from, to);
    if (last.length >= SHORTEST_SURNAME)
        add_first_and_last(terms, name, called, last);
    add_first_and_last(terms, name, called, joined);
    add_titled(terms, last);
    add_titled(terms, joined);
}

// "O'Neill-Rees" is called O'Neill, Rees, and is told by both together alone.
static void add_parts(struct personal_terms *terms, const struct name *name, struct text called)
{
    size_t start = name->count - 1, parts = 0, from;
    bool long_enough = true;
    while (start > 0 && name->words[start].joint != ' ')
        start--;
    if (start == 0)
        return;
    from = start;
    for (size_t to = start + 1; to <= name->count; to++) {
        if (to < name->count && name->words[to].joint != '-')
            continue;
        add_part(terms, name, called, from, to);
        long_enough &= join_words(terms, name, from, to).length >= SHORTEST_SURNAME;
        from = to;
        parts++;
    }
    if (parts > 1 && long_enough)
        personal_terms_add(terms, join_words(terms, name, start, name->count), PERSONAL_VALUE,
                           (struct text){0});
}

static void add_person(struct personal_terms *terms, const struct name *name, struct text called)
{
    if (!is_a_name(name))
        return;
    for (size_t first = name->count > 1; first < name->count && (name->count > 1 || name->had_title); first++)
        add_titled(terms, join_words(terms, name, first, name->count));
    if (name->count < 2)
        return;
    add_first_and_last(terms, name, called, name->words[name->count - 1].folded);
    add_parts(terms, name, called);
    for (size_t i = 1; i + 1 < name->count; i++)
        text_map_put(&terms->middles, name->words[i].folded, 0, NULL);
}

// "Jones, Mr Huw" has the surname first.
static struct name read_name(struct personal_terms *terms, struct text text)
{
    struct name name = {0};
    struct text rest = text, family;
    if (text_split(&rest, ',', &family) && rest.length) {
        size_t at;
        name.too_long = text_find(rest, TEXT(","), &at);
        add_words(terms, rest, &name);
        if (name.count == 0) // "Huw Jones, Mr"
            name.had_title = true;
        add_words(terms, family, &name);
    } else
        add_words(terms, text, &name);
    return name;
}

// Where the next person begins: behind "and", "a", "ac", "&", ";", "/". False: there is none.
static bool find_parting(struct text text, size_t *to, size_t *next)
{
    static const char *const words[] = {"and", "And", "AND", "a", "ac"};
    struct text word;
    for (size_t at = 0, before = 0; unicode_word(text, &at, &word); before = at) {
        size_t from = at - word.length;
        for (size_t i = before; i < from; i++)
            if (strchr("&;/+\n", text.bytes[i])) {
                *to = i;
                *next = i + 1;
                return true;
            }
        if (from > 0 && TEXT_IS_AMONG(word, words)) {
            *to = from;
            *next = at;
            return true;
        }
    }
    return false;
}

// "Owen Glyn (Owie)": what stands in brackets is taken out, and is what he is called if it is a word.
static struct text without_brackets(struct personal_terms *terms, struct text text, struct text *called)
{
    size_t open, length;
    while (text_find(text, TEXT("("), &open) &&
           text_find(text_slice(text, open, text.length), TEXT(")"), &length)) {
        struct text inside = lookalikes_fold(terms->arena,
                                             text_trim(text_slice(text, open + 1, open + length)));
        size_t at = 0;
        struct text word;
        if (unicode_word(inside, &at, &word) && word.length == inside.length && !is_title(word))
            *called = word;
        text = text_print(terms->arena, "%.*s%.*s", TEXT_PRINT(text_slice(text, 0, open)),
                          TEXT_PRINT(text_slice(text, open + length + 1, text.length)));
    }
    return text;
}

// "Nia and Tom Morgan": she is Nia Morgan.
static void add_surname_of_the_next(struct personal_terms *terms, struct name *lone, const struct name *name)
{
    if (lone->count == 1 && name->count > 1) {
        lone->words[lone->count++] = name->words[name->count - 1];
        add_person(terms, lone, (struct text){0});
    }
}

void personal_terms_add_names(struct personal_terms *terms, struct text value)
{
    struct text called = {0};
    if (personal_count_digits(value))
        return;
    value = lookalikes_plain_marks(terms->arena, value);
    struct text rest = without_brackets(terms, value, &called);
    struct name lone = {0};
    for (bool more = true; more;) {
        size_t to = rest.length, next = rest.length;
        more = find_parting(rest, &to, &next);
        struct name name = read_name(terms, text_slice(rest, 0, to));
        add_person(terms, &name, called);
        add_surname_of_the_next(terms, &lone, &name);
        lone = name;
        rest = text_slice(rest, next, rest.length);
    }
}

// ---- In a text ---------------------------------------------------------------------------------------------

static char byte_at(const struct personal_line *line, size_t at)
{
    return at < line->folded.length ? line->folded.bytes[at] : '\0';
}

// Letters that are words of their own, or stand behind an apostrophe, need the point of an initial.
static bool is_initial(const struct personal_line *line, size_t word)
{
    const struct personal_word *letter = &line->words.items[word];
    if (letter->text.length != 1 || personal_is_digit(letter->text.bytes[0]))
        return false;
    char before = letter->from ? line->folded.bytes[letter->from - 1] : ' ';
    return byte_at(line, letter->to) == '.' ||
           (strchr(" ,(", before) && !strchr("aeioy", letter->text.bytes[0]));
}

// "Owen (Owie) Glyn": whatever he is called.
static bool is_set_apart(const struct personal_line *line, size_t word)
{
    const struct personal_word *middle = &line->words.items[word];
    char before = middle->from ? line->folded.bytes[middle->from - 1] : ' ',
         after = byte_at(line, middle->to);
    return (before == '(' && after == ')') || (before == '"' && after == '"') ||
           (before == '\'' && after == '\'');
}

static bool may_stand_between(const struct personal_terms *terms, const struct personal_line *line,
                              size_t word)
{
    size_t at;
    const struct personal_word *middle = &line->words.items[word];
    if (middle->text.length == 1) // "O'Rees" has a letter as well
        return is_initial(line, word) || byte_at(line, middle->to) != ' ';
    return is_particle(middle->text) || is_set_apart(line, word) ||
           text_map_find(&terms->middles, middle->text, &at);
}

// "S. Rees", "S Rees" and "Rees, S."
static bool is_written_as_a_name(const struct personal_line *line, size_t first, size_t end)
{
    const struct personal_word *one = &line->words.items[first], *other = &line->words.items[end];
    if (one->text.length == 1)
        return is_initial(line, first) &&
               (other->text.length >= SHORTEST_SURNAME || byte_at(line, one->to) == '.');
    if (other->text.length == 1)
        return is_initial(line, end) && byte_at(line, one->to) == ',';
    return true;
}

void personal_line_find_names(const struct personal_terms *terms, struct personal_line *line, size_t first)
{
    char pair[PERSONAL_LONGEST_BYTES];
    struct text one = line->words.items[first].text;
    for (size_t end = first + 1; end < line->words.count && end - first <= BETWEEN_WORDS; end++) {
        struct text other = line->words.items[end].text;
        size_t length = one.length + 1 + other.length, at;
        if (length > sizeof pair)
            return;
        memcpy(pair, one.bytes, one.length);
        pair[one.length] = ' ';
        memcpy(pair + one.length + 1, other.bytes, other.length);
        if (text_map_find(&terms->pairs, (struct text){pair, length}, &at) &&
            is_written_as_a_name(line, first, end))
            personal_line_hit(line, PERSONAL_VALUE, first, end + 1);
        if (!may_stand_between(terms, line, end))
            return;
    }
}
