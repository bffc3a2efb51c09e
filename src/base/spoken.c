// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/spoken.h"

#include "base/buffer.h"
#include "base/message.h"

static const char *const units[] = {"dim",    "un",    "dau",  "tri", "pedwar", "pump",
                                    "chwech", "saith", "wyth", "naw", "deg"};
static const char *const feminine_units[] = {"dim",    "un",    "dwy",  "tair", "pedair", "pump",
                                             "chwech", "saith", "wyth", "naw",  "deg"};
// Before a consonant of a noun, and before "deg", "cant" and "mil".
static const char *const short_units[] = {"dim",  "un",    "dau",  "tri", "pedwar", "pum",
                                          "chwe", "saith", "wyth", "naw", "deg"};
// After 2 the next word has its soft mutation, after 3 (masculine) and 6 "cant" its aspirate one.
static const char *const hundreds[] = {"",         "cant",       "dau gant",   "tri chant", "pedwar cant",
                                       "pum cant", "chwe chant", "saith cant", "wyth cant", "naw cant"};
// "and" is said before what is at most ten, with the aspirate mutation.
static const char *const and_units[] = {"",         "ac un",   "a dau",   "a thri", "a phedwar", "a phump",
                                        "a chwech", "a saith", "ac wyth", "a naw",  "a deg"};
static const char *const and_feminine_units[] = {"",          "ac un",   "a dwy",    "a thair",
                                                 "a phedair", "a phump", "a chwech", "a saith",
                                                 "ac wyth",   "a naw",   "a deg"};

static void add(struct buffer *out, const char *word)
{
    if (out->length)
        buffer_add_character(out, ' ');
    buffer_add(out, text_from(word));
}

static bool is_feminine(enum number_form form)
{
    return form == NUMBER_FEMININE || form == NUMBER_OF_FEMININE;
}

static bool is_before_noun(enum number_form form)
{
    return form == NUMBER_MASCULINE || form == NUMBER_FEMININE;
}

static const char *unit(int number, enum number_form form)
{
    if (is_feminine(form) && number >= 2 && number <= 4)
        return feminine_units[number];
    return is_before_noun(form) ? short_units[number] : units[number];
}

static const char *and_unit(int number, enum number_form form)
{
    if (number == 5 && is_before_noun(form))
        return "a phum";
    if (number == 6 && is_before_noun(form))
        return "a chwe";
    return is_feminine(form) ? and_feminine_units[number] : and_units[number];
}

// 1 to 99.
static void add_below_hundred(struct buffer *out, int number, enum number_form form)
{
    if (out->length && number <= 10) {
        add(out, and_unit(number, form));
        return;
    }
    if (number <= 10) {
        add(out, unit(number, form));
        return;
    }
    add(out, short_units[number / 10]);
    add(out, number / 10 == 2 ? "ddeg" : "deg");
    if (number % 10)
        add(out, unit(number % 10, form));
}

// How many thousands, 1 to 999: "can mil", "dau gan mil".
static void add_below_thousand(struct buffer *out, int number, enum number_form form)
{
    if (number >= 100)
        add(out, hundreds[number / 100]);
    if (number % 100 == 0)
        out->length -= strlen("t");
    else
        add_below_hundred(out, number % 100, form);
}

static const struct scale {
    int64_t size;
    const char *name, *after_two;
    enum number_form form;
} scales[] = {
    {1000000000, "biliwn", "biliwn",
     NUMBER_MASCULINE}, // not mutated: "dau filiwn" would be heard as two million
    {1000000, "miliwn", "filiwn", NUMBER_FEMININE},
    {1000, "mil", "fil", NUMBER_FEMININE},
};
static const int64_t beyond_scales = INT64_C(1000000000000);

// "dwy fil", "tri deg dwy fil". Of 1 no number is said, since "mil" is a thousand; but a billion is rare enough for its "un".
static void add_scale(struct buffer *out, int number, const struct scale *scale)
{
    struct buffer many = {0};
    if (number > 1 || scale->form == NUMBER_MASCULINE)
        add_below_thousand(&many, number, scale->form);
    if (many.length) {
        buffer_add_character(&many, 0);
        add(out, many.bytes);
    }
    buffer_dispose(&many);
    add(out, number % 10 == 2 ? scale->after_two : scale->name);
}

static void add_cardinal(struct buffer *out, int64_t number, enum number_form form)
{
    if (number == 0)
        add(out, units[0]);
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        if (number >= scales[i].size)
            add_scale(out, (int)(number / scales[i].size), &scales[i]);
        number %= scales[i].size;
    }
    if (number >= 100)
        add(out, hundreds[number / 100]);
    if (number % 100)
        add_below_hundred(out, (int)(number % 100), form);
}

struct text spoken_number(struct arena *arena, enum language language, int64_t number, enum number_form form)
{
    if (language != LANGUAGE_WELSH)
        return number_text(arena, number);
    if (number < 0 && number > -beyond_scales)
        return text_print(arena, "minws %.*s", TEXT_PRINT(spoken_number(arena, language, -number, form)));
    if (number < 0 || number >= beyond_scales)
        return text_print(
            arena, "%s%.*s", number < 0 ? "minws " : "",
            TEXT_PRINT(spoken_digits(arena, language, text_print(arena, "%lld", (long long)number))));
    struct buffer out = {0};
    add_cardinal(&out, number, form);
    struct text words = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return words;
}

struct text spoken_digits(struct arena *arena, enum language language, struct text digits)
{
    struct buffer out = {0};
    bool pause = false;
    for (size_t i = 0; i < digits.length; i++) {
        char c = digits.bytes[i];
        if (c < '0' || c > '9') {
            pause = out.length > 0;
            continue;
        }
        if (pause)
            buffer_add_character(&out, ',');
        pause = false;
        const char digit[] = {c, 0};
        add(&out, language == LANGUAGE_WELSH ? units[c - '0'] : digit);
    }
    struct text words = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return words;
}

// ---- Dates -------------------------------------------------------------------------------------------------

static const char *const days[] = {
    "y cyntaf",
    "yr ail",
    "y trydydd",
    "y pedwerydd",
    "y pumed",
    "y chweched",
    "y seithfed",
    "yr wythfed",
    "y nawfed",
    "y degfed",
    "yr unfed ar ddeg",
    "y deuddegfed",
    "y trydydd ar ddeg",
    "y pedwerydd ar ddeg",
    "y pymthegfed",
    "yr unfed ar bymtheg",
    "yr ail ar bymtheg",
    "y deunawfed",
    "y pedwerydd ar bymtheg",
    "yr ugeinfed",
    "yr unfed ar hugain",
    "yr ail ar hugain",
    "y trydydd ar hugain",
    "y pedwerydd ar hugain",
    "y pumed ar hugain",
    "y chweched ar hugain",
    "y seithfed ar hugain",
    "yr wythfed ar hugain",
    "y nawfed ar hugain",
    "y degfed ar hugain",
    "yr unfed ar ddeg ar hugain",
};
static const char *const months[] = {"Ionawr",     "Chwefror", "Mawrth", "Ebrill", "Mai",      "Mehefin",
                                     "Gorffennaf", "Awst",     "Medi",   "Hydref", "Tachwedd", "Rhagfyr"};
static const char *const months_after_o[] = {"Ionawr", "Chwefror", "Fawrth",    "Ebrill",
                                             "Fai",    "Fehefin",  "Orffennaf", "Awst",
                                             "Fedi",   "Hydref",   "Dachwedd",  "Ragfyr"};

struct text spoken_date(struct arena *arena, enum language language, struct civil_date date)
{
    if (language != LANGUAGE_WELSH)
        return civil_date_words(arena, language, date);
    return text_print(arena, "%s o %s %.*s", days[date.day - 1], months_after_o[date.month - 1],
                      TEXT_PRINT(spoken_number(arena, language, date.year, NUMBER_ALONE)));
}

// ---- Sentences ---------------------------------------------------------------------------------------------

struct speaker {
    struct arena *arena;
    struct text text;
    size_t at;
    struct buffer out;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Letters of words: ASCII, and every byte of others.
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static struct text word_at(struct text text, size_t at)
{
    size_t end = at;
    while (end < text.length && is_letter(text.bytes[end]))
        end++;
    return text_slice(text, at, end);
}

static struct text word_before(struct text text)
{
    size_t end = text.length;
    while (end > 0 && text.bytes[end - 1] == ' ')
        end--;
    size_t start = end;
    while (start > 0 && is_letter(text.bytes[start - 1]))
        start--;
    return end < text.length || end == 0 ? text_slice(text, start, end) : (struct text){0};
}

static bool is_one_of(struct text word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal_ignoring_case(word, text_from(words[i])))
            return true;
    return false;
}
#define IS_ONE_OF(word, words) is_one_of((word), (words), sizeof(words) / sizeof *(words))

// Nouns of our own texts and of police work, in the forms that they have behind numbers.
static const char *const masculine_nouns[] = {
    "achos",     "ddioddefwr", "dioddefwr",    "diwrnod",    "ddiwrnod",    "niwrnod",  "mis",
    "fis",       "adolygydd",  "aelod",        "cofnod",     "gofnod",      "chofnod",  "maen",
    "faen",      "gwerth",     "werth",        "pwynt",      "bwynt",       "phwynt",   "canlyniad",
    "ganlyniad", "chanlyniad", "argymhelliad", "swyddog",    "cyfarfod",    "gyfarfod", "adroddiad",
    "tabl",      "dabl",       "thabl",        "cyswllt",    "gyswllt",     "ymweliad", "cam",
    "gam",       "person",     "berson",       "digwyddiad", "ddigwyddiad", "tocyn",    "docyn",
    "asesiad"};
static const char *const feminine_nouns[] = {
    "awr",     "eiliad",  "munud",   "funud",   "wythnos", "blwyddyn", "flwyddyn", "blynedd",
    "flynedd", "mlynedd", "trosedd", "drosedd", "rhes",    "res",      "colofn",   "golofn",
    "ffeil",   "rhan",    "ran",     "menyw",   "fenyw",   "cwyn",     "gwyn",     "adran",
    "elfen",   "noson",   "punt",    "bunt",    "tudalen", "dudalen"};
// Behind "o": "dwy o droseddau".
static const char *const feminine_plurals[] = {
    "oriau",    "eiliadau", "funudau", "wythnosau", "flynyddoedd", "droseddau", "resi",
    "golofnau", "ffeiliau", "rannau",  "fenywod",   "gwynion",     "adrannau",  "elfennau"};

static enum number_form form_before(struct text rest)
{
    if (text_starts(rest, TEXT(" o ")) && IS_ONE_OF(word_at(rest, 3), feminine_plurals))
        return NUMBER_OF_FEMININE;
    struct text noun = text_starts(rest, TEXT(" ")) ? word_at(rest, 1) : (struct text){0};
    if (IS_ONE_OF(noun, masculine_nouns))
        return NUMBER_MASCULINE;
    if (IS_ONE_OF(noun, feminine_nouns))
        return NUMBER_FEMININE;
    return NUMBER_ALONE;
}

static const char *const softening[] = {"o",    "i",    "ar",  "am",  "at",  "dan",
                                        "dros", "drwy", "heb", "hyd", "gan", "neu"};
static const char *const aspirating[] = {"a", "na", "gyda", "tua", "\xC3\xA2"};

struct mutation {
    const char *from, *to;
};
// The first letters that numbers begin with.
static const struct mutation soft[] = {{"ch", "ch"}, {"c", "g"},  {"p", "b"},
                                       {"t", "d"},   {"d", "dd"}, {"m", "f"}};
static const struct mutation aspirate[] = {{"ch", "ch"}, {"c", "ch"}, {"p", "ph"}, {"t", "th"}};

static struct text mutated(struct arena *arena, struct text word, const struct mutation *mutations,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct text from = text_from(mutations[i].from);
        if (text_starts(word, from))
            return text_print(arena, "%s%.*s", mutations[i].to,
                              TEXT_PRINT(text_slice(word, from.length, word.length)));
    }
    return word;
}

// What the word before the number does to it: "o ddau", "a thri", "y ddau". "dim" stays as it is.
static struct text after(struct speaker *speaker, struct text number)
{
    struct text before = word_before(buffer_text(&speaker->out));
    if (text_starts(number, TEXT("dim")) || text_starts(number, TEXT("minws")))
        return number;
    if (IS_ONE_OF(before, softening))
        return mutated(speaker->arena, number, soft, sizeof soft / sizeof *soft);
    if (IS_ONE_OF(before, aspirating))
        return mutated(speaker->arena, number, aspirate, sizeof aspirate / sizeof *aspirate);
    bool article = text_equal_ignoring_case(before, TEXT("y")) || text_equal_ignoring_case(before, TEXT("r"));
    if (article && (text_equal(number, TEXT("dau")) || text_equal(number, TEXT("dwy"))))
        return mutated(speaker->arena, number, soft, sizeof soft / sizeof *soft);
    return number;
}

static struct text rest_of(const struct speaker *speaker, size_t at)
{
    return text_slice(speaker->text, at, speaker->text.length);
}

// The digits from a place on, and with `grouped` those behind commas that stand before three digits: "1,284".
static size_t digits_end(struct text text, size_t at, bool grouped)
{
    size_t end = at;
    while (end < text.length && is_digit(text.bytes[end]))
        end++;
    if (!grouped || end - at > 3)
        return end;
    while (end + 3 < text.length && text.bytes[end] == ',' && is_digit(text.bytes[end + 1]) &&
           is_digit(text.bytes[end + 2]) && is_digit(text.bytes[end + 3]) &&
           !(end + 4 < text.length && is_digit(text.bytes[end + 4])))
        end += 4;
    return end;
}

// False if it is too large, or begins with a nought: then it is no quantity.
static bool quantity(struct text digits, int64_t *number)
{
    char plain[24];
    size_t length = 0;
    for (size_t i = 0; i < digits.length; i++) {
        if (digits.bytes[i] == ',')
            continue;
        if (length >= 15)
            return false;
        plain[length++] = digits.bytes[i];
    }
    return !(length > 1 && plain[0] == '0') && text_to_int64((struct text){plain, length}, number);
}

static void say(struct speaker *speaker, struct text words, size_t end)
{
    buffer_add(&speaker->out, words);
    speaker->at = end;
}

// "o 1 Hydref" is said "o'r cyntaf o Hydref": the article leans on a word that ends with a vowel.
static void say_day(struct speaker *speaker, struct text day)
{
    static const char *const leaning[] = {"o", "i", "a", "na", "gyda", "neu", "tua"};
    size_t at;
    struct text said = buffer_text(&speaker->out);
    if (IS_ONE_OF(word_before(said), leaning) && text_find(day, TEXT(" "), &at)) {
        while (speaker->out.length && speaker->out.bytes[speaker->out.length - 1] == ' ')
            speaker->out.length--;
        buffer_add(&speaker->out, TEXT("'r"));
        day = text_slice(day, at, day.length);
    }
    buffer_add(&speaker->out, day);
}

// "1 Hydref 2019", "1 Hydref".
static bool say_date(struct speaker *speaker, int64_t day, size_t end)
{
    struct text rest = rest_of(speaker, end);
    if (day < 1 || day > 31 || rest.length < 2 || rest.bytes[0] != ' ')
        return false;
    struct text name = word_at(rest, 1);
    for (size_t month = 0; month < 12; month++) {
        if (!text_equal(name, text_from(months[month])))
            continue;
        say_day(speaker, text_print(speaker->arena, "%s o %s", days[day - 1], months_after_o[month]));
        speaker->at = end + 1 + name.length;
        return true;
    }
    return false;
}

// What stands behind the point of "12.5", digit by digit, and a minute of "18:30".
static bool say_two_parts(struct speaker *speaker, int64_t whole, size_t end)
{
    struct text text = speaker->text;
    if (end + 1 >= text.length || !is_digit(text.bytes[end + 1]) ||
        (text.bytes[end] != '.' && text.bytes[end] != ':'))
        return false;
    bool clock = text.bytes[end] == ':';
    size_t last = digits_end(text, end + 1, false);
    struct text digits = text_slice(text, end + 1, last),
                words = spoken_digits(speaker->arena, LANGUAGE_WELSH, digits);
    int64_t minutes;
    if (clock && digits.length != 2)
        return false;
    if (clock && text_to_int64(digits, &minutes))
        words = spoken_number(speaker->arena, LANGUAGE_WELSH, minutes, NUMBER_ALONE);
    struct text first = spoken_number(speaker->arena, LANGUAGE_WELSH, whole, NUMBER_ALONE);
    say(speaker,
        text_print(speaker->arena, "%.*s%s%.*s", TEXT_PRINT(after(speaker, first)), clock ? ", " : " pwynt ",
                   TEXT_PRINT(words)),
        last);
    return true;
}

static void say_count(struct speaker *speaker, int64_t number, size_t end)
{
    struct text rest = rest_of(speaker, end);
    struct text words = spoken_number(speaker->arena, LANGUAGE_WELSH, number, form_before(rest));
    say(speaker, after(speaker, words), end);
}

// Part of a word or a reference: "R2", "3ydd". A dash or a quotation mark, which has several bytes too, is no letter.
static bool is_joined(struct text text, size_t start, size_t end)
{
    unsigned char behind = end < text.length ? (unsigned char)text.bytes[end] : 0;
    if (is_letter((char)behind) && (behind < 0x80 || (behind >= 0xC3 && behind <= 0xC5)))
        return true;
    if (start == 0 || !is_letter(text.bytes[start - 1]))
        return false;
    unsigned char lead = start > 1 ? (unsigned char)text.bytes[start - 2] : 0;
    return (unsigned char)text.bytes[start - 1] < 0x80 || (lead >= 0xC3 && lead <= 0xC5);
}

// "45%", also with a blank before it that does not break the line.
static void say_percent(struct speaker *speaker)
{
    static const char *const signs[] = {"%", " %", "\xC2\xA0%"};
    struct text rest = rest_of(speaker, speaker->at);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_starts(rest, text_from(signs[i]))) {
            say(speaker, TEXT(" y cant"), speaker->at + strlen(signs[i]));
            return;
        }
}

static void say_number(struct speaker *speaker)
{
    size_t start = speaker->at, end = digits_end(speaker->text, start, true);
    struct text digits = text_slice(speaker->text, start, end);
    bool clock = digits.length == 2 && text_starts(rest_of(speaker, end), TEXT(":"));
    int64_t number;
    if (!quantity(digits, &number) && !(clock && text_to_int64(digits, &number)))
        say(speaker, spoken_digits(speaker->arena, LANGUAGE_WELSH, digits), end);
    else if (is_joined(speaker->text, start, end))
        say(speaker, spoken_number(speaker->arena, LANGUAGE_WELSH, number, NUMBER_ALONE), end);
    else if (!say_two_parts(speaker, number, end) && !say_date(speaker, number, end))
        say_count(speaker, number, end);
    say_percent(speaker);
}

// A voice passes over a minus sign.
static void say_minus(struct speaker *speaker, enum language language)
{
    speaker->at += strlen(MINUS);
    buffer_add(&speaker->out, message_word(language, N_("minus")));
    buffer_add_character(&speaker->out, ' ');
}

struct text spoken_text(struct arena *arena, enum language language, struct text text)
{
    size_t minus;
    if (language != LANGUAGE_WELSH && !text_find(text, TEXT(MINUS), &minus))
        return text;
    struct speaker speaker = {.arena = arena, .text = text};
    while (speaker.at < text.length) {
        if (text_starts(text_slice(text, speaker.at, text.length), TEXT(MINUS)))
            say_minus(&speaker, language);
        else if (language == LANGUAGE_WELSH && is_digit(text.bytes[speaker.at]))
            say_number(&speaker);
        else
            buffer_add_character(&speaker.out, text.bytes[speaker.at++]);
    }
    struct text words = text_copy(arena, buffer_text(&speaker.out));
    buffer_dispose(&speaker.out);
    return words;
}
