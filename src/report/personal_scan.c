// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/personal_scan.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "format/json.h"
#include "format/unicode.h"
#include "report/each_line.h"
#include "report/lookalikes.h"

enum kind {
    KIND_ALLOWED,
    KIND_REFERENCE,
    KIND_VALUE,
    KIND_DATE,
    KIND_BIRTH, // words that announce a date of birth
    KIND_EMAIL,
    KIND_TELEPHONE,
    KIND_POSTCODE,
    KIND_NATIONAL_INSURANCE,
    KIND_COUNT,
};
static const char *const kind_words[KIND_COUNT] = {
    [KIND_REFERENCE] = N_("the reference of a case"),
    [KIND_VALUE] = N_("what the force sent in a personal field"),
    [KIND_DATE] = N_("a date that the force sent in a personal field"),
    [KIND_BIRTH] = N_("a date of birth"),
    [KIND_EMAIL] = N_("an e-mail address"),
    [KIND_TELEPHONE] = N_("a telephone number"),
    [KIND_POSTCODE] = N_("a postcode"),
    [KIND_NATIONAL_INSURANCE] = N_("a National Insurance number"),
};

// What is looked for: words, joined without anything between them.
struct term {
    enum kind kind;
    struct text literal; // of a short one, as it is written: "C/1"; else empty
    bool dated;          // of KIND_BIRTH: only before a whole date ("born again in 2019" tells none)
};

enum { SHORTEST = 3, SHORTEST_NUMBER = 5, SHORTEST_FREE = 4, LONGEST_BYTES = 200 };

struct scan {
    struct arena *arena;
    const struct results *results;
    struct problems *problems;
    const struct document *document;
    struct text_map index;
    ARRAY_OF(struct term) terms;
    bool good;
};

// ---- What is looked for ------------------------------------------------------------------------------------

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static size_t count_digits(struct text text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.length; i++)
        digits += is_digit(text.bytes[i]);
    return digits;
}

static struct text join(struct arena *arena, struct text folded, size_t *words)
{
    struct buffer joined = {0};
    struct text word;
    *words = 0;
    for (size_t at = 0; unicode_word(folded, &at, &word); ++*words)
        buffer_add(&joined, word);
    struct text text = text_copy(arena, buffer_text(&joined));
    buffer_dispose(&joined);
    return text;
}

static void add_term(struct scan *scan, struct text key, enum kind kind, struct text literal)
{
    size_t at;
    if (key.length == 0 || key.length > LONGEST_BYTES)
        return;
    if (text_map_put(&scan->index, key, scan->terms.count, &at))
        *ARRAY_APPEND(scan->arena, &scan->terms) = (struct term){kind, literal, false};
    else if (kind == KIND_ALLOWED)
        scan->terms.items[at] = (struct term){kind, (struct text){0}, false};
}

// Short words and numbers stand in any text: they are not looked for. A short reference is, as it is written.
static void add_value(struct scan *scan, struct text value, enum kind kind)
{
    struct text folded = text_trim(lookalikes_fold(scan->arena, value)), literal = {0};
    size_t words;
    struct text key = join(scan->arena, folded, &words);
    bool is_number = count_digits(key) == key.length;
    bool is_short = key.length < SHORTEST || (is_number && key.length < SHORTEST_NUMBER) ||
                    (kind == KIND_REFERENCE && key.length < SHORTEST_FREE);
    if (kind == KIND_REFERENCE && is_short)
        literal = folded;
    if (words > LIMIT_PERSONAL_WORDS ||
        (is_short && kind != KIND_ALLOWED && (literal.length == 0 || literal.length == key.length)))
        return;
    add_term(scan, key, kind, literal);
}

// A reference is shortened in speech: "DP-2019-0019" to "DP-19-0019", "DP-2019-19", "DP-0019" and "2019-0019".
static void add_shortened(struct scan *scan, struct text reference)
{
    enum { PARTS = 3, YEAR_DIGITS = 4 };
    struct text parts[PARTS], part, folded = text_trim(lookalikes_fold(scan->arena, reference));
    size_t count = 0, at = 0;
    for (; unicode_word(folded, &at, &part); count++)
        if (count < PARTS)
            parts[count] = part;
    if (count != PARTS || count_digits(parts[0]) || count_digits(parts[1]) != parts[1].length ||
        count_digits(parts[2]) != parts[2].length)
        return;
    struct text series = parts[0], year = parts[1], number = parts[2], bare = number;
    while (bare.length > 1 && bare.bytes[0] == '0')
        bare = text_slice(bare, 1, bare.length);
    struct text brief = year.length == YEAR_DIGITS ? text_slice(year, 2, YEAR_DIGITS) : year;
    struct text numbers[] = {number, bare};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct text each = numbers[i];
        add_value(
            scan,
            text_print(scan->arena, "%.*s-%.*s-%.*s", TEXT_PRINT(series), TEXT_PRINT(year), TEXT_PRINT(each)),
            KIND_REFERENCE);
        add_value(scan,
                  text_print(scan->arena, "%.*s-%.*s-%.*s", TEXT_PRINT(series), TEXT_PRINT(brief),
                             TEXT_PRINT(each)),
                  KIND_REFERENCE);
    }
    if (number.length > 2)
        add_value(scan, text_print(scan->arena, "%.*s-%.*s", TEXT_PRINT(series), TEXT_PRINT(number)),
                  KIND_REFERENCE);
    // Without its letters only as it is written: the digits could be those of a date.
    struct text literal = text_slice(folded, (size_t)(year.bytes - folded.bytes), folded.length);
    add_term(scan, text_print(scan->arena, "%.*s%.*s", TEXT_PRINT(year), TEXT_PRINT(number)), KIND_REFERENCE,
             literal);
}

// A surname alone may be a word of its own (Park, Rose), but not behind a title.
static void add_titled(struct scan *scan, const struct text *words, size_t count)
{
    static const char *const titles[] = {"mr", "mrs", "ms", "miss", "mx", "dr", "pc", "bnr", "bns"};
    enum { LONGEST_NAME = 5 };
    for (size_t i = 0; i < count; i++)
        if (count_digits(words[i]) || count > LONGEST_NAME)
            return;
    for (size_t first = 1; first < count; first++) {
        struct text surname = {0};
        for (size_t i = first; i < count; i++)
            surname = text_print(scan->arena, "%.*s%.*s", TEXT_PRINT(surname), TEXT_PRINT(words[i]));
        for (size_t i = 0; surname.length >= SHORTEST && i < sizeof titles / sizeof *titles; i++)
            add_term(scan, text_print(scan->arena, "%s%.*s", titles[i], TEXT_PRINT(surname)), KIND_VALUE,
                     (struct text){0});
    }
}

// "Gwenllian Rees" is found as "Rees, Gwenllian" as well.
static void add_name(struct scan *scan, struct text value)
{
    struct text words[LIMIT_PERSONAL_WORDS], folded = lookalikes_fold(scan->arena, value), line;
    size_t count = 0, at = 0;
    while (count < LIMIT_PERSONAL_WORDS && unicode_word(folded, &at, &words[count]))
        count++;
    add_value(scan, value, KIND_VALUE);
    if (count < 2)
        return;
    add_titled(scan, words, count);
    struct text first = text_slice(folded, (size_t)(words[0].bytes - folded.bytes), folded.length);
    size_t last = (size_t)(words[count - 1].bytes - first.bytes);
    add_value(scan,
              text_print(scan->arena, "%.*s %.*s", TEXT_PRINT(words[count - 1]),
                         TEXT_PRINT(text_slice(first, 0, last))),
              KIND_VALUE);
    size_t second = (size_t)(words[1].bytes - folded.bytes);
    add_value(scan,
              text_print(scan->arena, "%.*s %.*s", TEXT_PRINT(text_slice(folded, second, folded.length)),
                         TEXT_PRINT(words[0])),
              KIND_VALUE);
    // Of an address its first line alone.
    size_t in_line = 0;
    if (text_split(&value, ',', &line) && value.length) {
        folded = lookalikes_fold(scan->arena, line);
        for (at = 0; unicode_word(folded, &at, &words[0]);)
            in_line++;
        if (in_line > 1)
            add_value(scan, line, KIND_VALUE);
    }
}

static const char *const months[LANGUAGE_COUNT][12] = {
    [LANGUAGE_ENGLISH] = {"january", "february", "march", "april", "may", "june", "july", "august",
                          "september", "october", "november", "december"},
    [LANGUAGE_WELSH] = {"ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst",
                        "medi", "hydref", "tachwedd", "rhagfyr"},
};
// After "o" in Welsh: "7fed o Fawrth".
static const char *const mutated_months[12] = {"ionawr", "chwefror", "fawrth",    "ebrill",
                                               "fai",    "fehefin",  "orffennaf", "awst",
                                               "fedi",   "hydref",   "dachwedd",  "ragfyr"};

static void add_date_key(struct scan *scan, struct text key)
{
    add_term(scan, key, KIND_DATE, (struct text){0});
}

static void add_month_name(struct scan *scan, int day, const char *month, int year)
{
    static const char *const endings[] = {"",    "st",  "nd", "rd",  "th", "af",
                                          "ail", "ydd", "ed", "fed", "eg", "ain"};
    struct arena *arena = scan->arena;
    struct text name = text_from(month), brief = text_slice(name, 0, 3);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        add_date_key(scan, text_print(arena, "%d%s%s%d", day, endings[i], month, year));
        add_date_key(scan, text_print(arena, "%d%sof%s%d", day, endings[i], month, year));
        add_date_key(scan, text_print(arena, "%d%so%s%d", day, endings[i], month, year));
        add_date_key(scan, text_print(arena, "%s%d%s%d", month, day, endings[i], year));
    }
    add_date_key(scan, text_print(arena, "%02d%s%d", day, month, year));
    add_date_key(scan, text_print(arena, "%d%.*s%d", day, TEXT_PRINT(brief), year));
    add_date_key(scan, text_print(arena, "%02d%.*s%d", day, TEXT_PRINT(brief), year));
    add_date_key(scan, text_print(arena, "%d%.*s%02d", day, TEXT_PRINT(brief), year % 100));
}

static void add_date(struct scan *scan, struct text value)
{
    struct arena *arena = scan->arena;
    struct civil_read read;
    if (civil_read(text_slice(value, 0, 10), CIVIL_ORDER_NONE, &read) != CIVIL_READ)
        return;
    int day = read.time.date.day, month = read.time.date.month, year = read.time.date.year;
    add_date_key(scan, text_print(arena, "%d%02d%02d", year, month, day));
    add_date_key(scan, text_print(arena, "%02d%02d%d", day, month, year));
    add_date_key(scan, text_print(arena, "%d%d%d", day, month, year));
    add_date_key(scan, text_print(arena, "%02d%02d%02d", day, month, year % 100));
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        add_month_name(scan, day, months[language][month - 1], year);
    add_month_name(scan, day, mutated_months[month - 1], year);
}

static bool is_date(enum field_type type)
{
    return type == FIELD_DATE || type == FIELD_TIME;
}

// As it was received, and as it was corrected.
static bool add_fields(struct scan *scan, const struct case_record *record, struct text content)
{
    const struct schema *schema = &scan->results->instrument->cases;
    struct json_node root;
    if (content.length == 0)
        return true;
    if (!json_node_read(scan->arena, record->reference, content, &root, scan->problems))
        return false;
    for (size_t i = 0; i < schema->count; i++) {
        const struct field *field = &schema->fields[i];
        if (!field->personal || i == scan->results->instrument->case_reference)
            continue;
        const struct json_node *value = json_node_find(&root, text_terminated(scan->arena, field->id));
        if (!value || value->kind != JSON_NODE_TEXT)
            continue;
        if (field->type == FIELD_TEXT)
            add_name(scan, value->text);
        else if (is_date(field->type))
            add_date(scan, value->text);
    }
    return true;
}

static void add_allowed(struct scan *scan)
{
    const struct disclosure *disclosure = &scan->results->disclosure;
    const struct office *office = &scan->results->office;
    for (size_t i = 0; i < disclosure->allowed_count; i++)
        add_value(scan, disclosure->allowed[i].words, KIND_ALLOWED);
    if (!scan->results->has_office || !office->has_contact)
        return;
    add_value(scan, office->contact.telephone, KIND_ALLOWED);
    add_value(scan, office->contact.email, KIND_ALLOWED);
    for (size_t i = 0; i < office->contact.address_count; i++)
        add_value(scan, office->contact.address[i], KIND_ALLOWED);
}

static bool add_known(struct scan *scan)
{
    static const char *const births[] = {"dateofbirth", "dob", "dyddiadgeni"};
    static const char *const dated[] = {"born",  "birthday", "ganed", "aned",     "ganwyd",
                                        "anwyd", "geni",     "eni",   "penblwydd"};
    for (size_t i = 0; i < scan->results->ledger.list.count; i++) {
        const struct case_record *record = &scan->results->ledger.list.items[i].record;
        add_value(scan, record->reference, KIND_REFERENCE);
        add_shortened(scan, record->reference);
        if (!add_fields(scan, record, record->received) || !add_fields(scan, record, record->content))
            return false;
    }
    for (size_t i = 0; i < sizeof births / sizeof *births; i++)
        add_term(scan, text_from(births[i]), KIND_BIRTH, (struct text){0});
    for (size_t i = 0; i < sizeof dated / sizeof *dated; i++) {
        size_t at;
        add_term(scan, text_from(dated[i]), KIND_BIRTH, (struct text){0});
        if (text_map_find(&scan->index, text_from(dated[i]), &at))
            scan->terms.items[at].dated = true;
    }
    add_allowed(scan);
    return true;
}

// ---- One text ----------------------------------------------------------------------------------------------

struct word {
    struct text text;
    size_t from, to; // bytes of the folded text
    bool allowed;
};
struct hit {
    enum kind kind;
    size_t first, end; // words
};
struct line {
    struct arena *arena;
    struct text folded;
    ARRAY_OF(struct word) words;
    ARRAY_OF(struct hit) hits;
};

static void read_words(struct line *line)
{
    struct text word;
    for (size_t at = 0; unicode_word(line->folded, &at, &word);)
        *ARRAY_APPEND(line->arena, &line->words) = (struct word){word, at - word.length, at, false};
}

static void add_hit(struct line *line, enum kind kind, size_t first, size_t end)
{
    if (kind == KIND_ALLOWED) {
        for (size_t i = first; i < end; i++)
            line->words.items[i].allowed = true;
        return;
    }
    *ARRAY_APPEND(line->arena, &line->hits) = (struct hit){kind, first, end};
}

static bool is_followed_by_a_digit(const struct line *line, size_t end)
{
    return end < line->words.count && is_digit(line->words.items[end].text.bytes[0]);
}

static bool is_among(struct text word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(word, text_from(words[i])))
            return true;
    return false;
}

// "March", "Mar", "Mawrth", "Fawrth".
static bool is_month(struct text word)
{
    for (int month = 0; month < 12; month++) {
        const char *names[] = {months[LANGUAGE_ENGLISH][month], months[LANGUAGE_WELSH][month],
                               mutated_months[month]};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (word.length >= 3 && text_starts(text_from(names[i]), word))
                return true;
    }
    return false;
}

// "7 March", "on the 7th of March", "March 7", "7/3/85". A year alone is none, nor "2 weeks".
static bool is_followed_by_a_date(const struct line *line, size_t at)
{
    static const char *const fillers[] = {"on", "the", "ar", "y", "yr", "of", "o"};
    struct text found[2];
    size_t count = 0;
    for (size_t skipped = 0; at < line->words.count && count < 2; at++) {
        struct text word = line->words.items[at].text;
        if (is_among(word, fillers, sizeof fillers / sizeof *fillers)) {
            if (++skipped > 4)
                return false;
        } else
            found[count++] = word;
    }
    if (count < 2)
        return false;
    bool first = is_digit(found[0].bytes[0]), second = is_digit(found[1].bytes[0]);
    return (first && (second || is_month(found[1]))) || (second && is_month(found[0]));
}

// A reference with other words among its parts: "DP-2019- case 0019".
static void find_parted_reference(const struct scan *scan, struct line *line, size_t first)
{
    static const char *const between[] = {"case",  "number", "no",  "nr",  "file",  "ref",  "reference",
                                          "achos", "rhif",   "cyf", "the", "ffeil", "is",   "of",
                                          "and",   "o",      "y",   "yr",  "a",     "cases"};
    char joined[LONGEST_BYTES];
    size_t length = 0, parted = 0, at;
    for (size_t end = first; end < line->words.count && end - first < LIMIT_PERSONAL_WORDS; end++) {
        struct text word = line->words.items[end].text;
        if (is_among(word, between, sizeof between / sizeof *between)) {
            if (end == first)
                return;
            parted++;
            continue;
        }
        if (length + word.length > sizeof joined)
            return;
        memcpy(joined + length, word.bytes, word.length);
        length += word.length;
        if (parted && text_map_find(&scan->index, (struct text){joined, length}, &at) &&
            scan->terms.items[at].kind == KIND_REFERENCE && !scan->terms.items[at].literal.length)
            add_hit(line, KIND_REFERENCE, first, end + 1);
    }
}

// Every run of words from this one on that is a term, up to the longest that there can be.
static void find_terms(const struct scan *scan, struct line *line, size_t first)
{
    char joined[LONGEST_BYTES];
    size_t length = 0, at;
    for (size_t end = first; end < line->words.count && end - first < LIMIT_PERSONAL_WORDS; end++) {
        struct word *word = &line->words.items[end];
        if (length + word->text.length > sizeof joined)
            return;
        memcpy(joined + length, word->text.bytes, word->text.length);
        length += word->text.length;
        if (!text_map_find(&scan->index, (struct text){joined, length}, &at))
            continue;
        const struct term *term = &scan->terms.items[at];
        struct text found = text_slice(line->folded, line->words.items[first].from, word->to);
        if ((term->literal.length && !text_equal(term->literal, found)) ||
            (term->kind == KIND_BIRTH && !is_followed_by_a_date(line, end + 1) &&
             (term->dated || !is_followed_by_a_digit(line, end + 1))))
            continue;
        add_hit(line, term->kind, first, end + 1);
    }
}

// ---- Forms -------------------------------------------------------------------------------------------------

// Whether only these characters, and at most `most` of them, stand between two words.
static bool only_between(const struct line *line, size_t left, const char *characters, size_t most)
{
    size_t from = line->words.items[left].to, to = line->words.items[left + 1].from;
    for (size_t i = from; i < to; i++)
        if (!strchr(characters, line->folded.bytes[i]))
            return false;
    return to - from <= most;
}

// A pattern of letters (a) and digits (9).
static bool has_form(struct text text, const char *form)
{
    for (size_t i = 0; i < text.length; i++)
        if (form[i] == 'a' ? !is_letter(text.bytes[i]) : form[i] != '9' || !is_digit(text.bytes[i]))
            return false;
    return form[text.length] == '\0';
}

static bool is_postcode(struct text text)
{
    static const char *const forms[] = {"a99aa", "a999aa", "a9a9aa", "aa99aa", "aa999aa", "aa9a9aa"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (text.length == strlen(forms[i]) && has_form(text, forms[i]))
            return true;
    return false;
}

static bool is_national_insurance(struct text text)
{
    return text.length == 9 && has_form(text, "aa999999a") && text.bytes[8] <= 'd';
}

// From this word on as long as one character at most, a space or a hyphen, parts them.
static void find_codes(struct line *line, size_t first)
{
    char joined[9];
    size_t length = 0;
    for (size_t end = first; end < line->words.count; end++) {
        struct text word = line->words.items[end].text;
        if ((end > first && !only_between(line, end - 1, " -", 1)) || length + word.length > sizeof joined)
            return;
        memcpy(joined + length, word.bytes, word.length);
        length += word.length;
        struct text code = {joined, length};
        if (end - first < 2 && is_postcode(code))
            add_hit(line, KIND_POSTCODE, first, end + 1);
        if (is_national_insurance(code))
            add_hit(line, KIND_NATIONAL_INSURANCE, first, end + 1);
    }
}

// Numbers of people are of places (01, 02), mobile (07) or personal; 03 and 08 are of services that anybody may name.
static bool is_telephone(const char *digits, size_t count, bool international)
{
    if (international && count > 2 && memcmp(digits, "44", 2) == 0) {
        digits += count > 3 && digits[2] == '0' ? 3 : 2; // +44 (0)1632
        count = count - (size_t)(digits[-1] == '0' ? 3 : 2);
        return count >= 9 && count <= 10 && strchr("127", digits[0]);
    }
    return count >= 10 && count <= 11 && digits[0] == '0' && strchr("127", digits[1]);
}

// "00" is written for the plus sign. Behind a slash digits go on only where too many stand before it for a day: 07700/900123.
static void find_telephone(struct line *line, size_t first)
{
    enum { MOST = 15, DAY_DIGITS = 2 };
    char digits[MOST];
    size_t count = 0, end = first;
    size_t from = line->words.items[first].from;
    bool international = from > 0 && line->folded.bytes[from - 1] == '+';
    for (; end < line->words.count; end++) {
        struct text word = line->words.items[end].text;
        const char *between = line->words.items[first].text.length > DAY_DIGITS ? " -.()/" : " -.()";
        if ((end > first && !only_between(line, end - 1, between, 3)) || count_digits(word) != word.length ||
            count + word.length > MOST)
            break;
        memcpy(digits + count, word.bytes, word.length);
        count += word.length;
    }
    size_t plus = count > 2 && memcmp(digits, "00", 2) == 0 ? 2 : 0;
    if (count > 3 && is_telephone(digits + plus, count - plus, international || plus))
        add_hit(line, KIND_TELEPHONE, first, end);
}

static bool is_at_sign_between(const struct line *line, size_t left)
{
    struct text between = text_slice(line->folded, line->words.items[left].to,
                                     line->words.items[left + 1].from);
    return text_equal(text_trim(between), TEXT("@"));
}

// name@place.example
static void find_email(struct line *line, size_t left)
{
    size_t end = left + 2;
    if (left + 1 >= line->words.count || !is_at_sign_between(line, left))
        return;
    while (end < line->words.count && only_between(line, end - 1, ".-", 1))
        end++;
    size_t first = left;
    while (first > 0 && only_between(line, first - 1, ".-_+%", 1))
        first--;
    if (end > left + 2)
        add_hit(line, KIND_EMAIL, first, end);
}

// ---- The report --------------------------------------------------------------------------------------------

struct message personal_scan_hint_published(void)
{
    return MESSAGE(
        "the review is published, so that no more words can be allowed in it: reword an answer before it is recorded; "
        "where the report is refused, the files that were published stand as they are, and craffu verify-report tells "
        "them; what must be put right is said in a new review");
}

static void refuse(struct scan *scan, struct text name, enum kind kind)
{
    bool published = scan->results->review.status == REVIEW_PUBLISHED;
    struct message hint = MESSAGE(
        "reword it; or, if it tells of no person, allow the words with the reason, under disclosure in the file "
        "of the review");
    struct place place = {.source = scan->results->review.id,
                          .name = text_print(scan->arena, "%s: %.*s", language_code(scan->document->language),
                                             TEXT_PRINT(name))};
    scan->good = problem_report(
        scan->problems, place,
        MESSAGE("the text of the public report has {what} in it", WORD("what", kind_words[kind])),
        published ? personal_scan_hint_published() : hint);
}

static void scan_text(struct scan *scan, struct text name, struct text text)
{
    if (text.length == 0)
        return;
    struct arena *arena = arena_new();
    struct line line = {.arena = arena, .folded = lookalikes_fold(arena, text)};
    bool told[KIND_COUNT] = {false};
    read_words(&line);
    for (size_t i = 0; i < line.words.count; i++) {
        find_terms(scan, &line, i);
        find_parted_reference(scan, &line, i);
        find_codes(&line, i);
        find_telephone(&line, i);
        find_email(&line, i);
    }
    for (size_t i = 0; i < line.hits.count; i++) {
        struct hit hit = line.hits.items[i];
        bool allowed = true;
        for (size_t word = hit.first; word < hit.end; word++)
            allowed &= line.words.items[word].allowed;
        if (!allowed && !told[hit.kind])
            refuse(scan, name, hit.kind);
        told[hit.kind] |= !allowed;
    }
    arena_free(arena);
}

static void scan_line(void *argument, const struct block *block, struct runs *runs)
{
    struct buffer text = {0};
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *run = &runs->items[i];
        if (run->new_line)
            buffer_add(&text, TEXT("\n"));
        buffer_add(&text, run->expansion);
        buffer_add(&text, run->expansion.length ? TEXT(" ") : TEXT(""));
        buffer_add(&text, run->text);
        buffer_add(&text, run->redaction);
    }
    if (text.length)
        scan_text(argument, block->id, buffer_text(&text));
    buffer_dispose(&text);
}

// ---- Names -------------------------------------------------------------------------------------------------

// Names are read by programs only, but they are in the files: of numbers (the parts of a sentence are named by whoever wrote
// it), of blocks, groups and columns. What was found is not repeated, so the place is not named by it.
static void scan_name(struct scan *scan, const char *what, struct text name)
{
    if (name.length)
        scan_text(scan, text_from(what), name);
}

static void scan_names_of_runs(void *argument, const struct block *block, struct runs *runs)
{
    (void)block;
    for (size_t i = 0; i < runs->count; i++) {
        scan_name(argument, "the name of a number", runs->items[i].trace);
        scan_name(argument, "a link", runs->items[i].link);
    }
}

static void scan_names_of_table(struct scan *scan, const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        scan_name(scan, "the name of a column", table->columns.items[i].id);
    for (size_t i = 0; i < table->groups.count; i++)
        scan_name(scan, "the name of a group of rows", table->groups.items[i]->id);
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++)
            scan_name(scan, "the name of a number", table->rows.items[row].cells[column].trace);
}

// The register names each recommendation by its key, which stands in no report.
static void scan_keys(struct scan *scan)
{
    const struct recommendation_list *recommendations = &scan->results->recommendations;
    for (size_t i = 0; i < recommendations->list.count; i++)
        scan_name(scan,
                  text_terminated(scan->arena, text_print(scan->arena, "the id of recommendation %lld",
                                                          (long long)recommendations->list.items[i].number)),
                  recommendations->list.items[i].key);
}

static void scan_names(struct scan *scan)
{
    const struct blocks *body = &scan->document->body;
    each_line(body, scan_names_of_runs, scan);
    for (size_t i = 0; i < body->count; i++) {
        scan_name(scan, "the name of a part", body->items[i]->id);
        if (body->items[i]->kind == BLOCK_TABLE)
            scan_names_of_table(scan, &body->items[i]->table);
    }
}

// ---- All of it ---------------------------------------------------------------------------------------------

// What stands in a table beside its cells, and why a cell is empty: lines of text do not have it.
static void scan_headings(struct scan *scan, const struct block *block)
{
    const struct table *table = &block->table;
    scan_text(scan, block->id, table->groups_heading);
    for (size_t i = 0; i < table->columns.count; i++) {
        scan_text(scan, block->id, table->columns.items[i].heading);
        scan_text(scan, block->id, table->columns.items[i].unit);
    }
    for (size_t i = 0; i < table->groups.count; i++)
        scan_text(scan, block->id, table->groups.items[i]->heading);
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++)
            scan_text(scan, block->id, table->rows.items[row].cells[column].reason);
}

static void scan_document(struct scan *scan)
{
    const struct document *document = scan->document;
    const struct {
        struct text name, text;
    } parts[] = {{TEXT("the review's id"), document->identifier},
                 {TEXT("organisation"), document->organisation},
                 {TEXT("title"), document->title},
                 {TEXT("subtitle"), document->subtitle},
                 {TEXT("marking"), document->marking},
                 {TEXT("description"), document->description},
                 {TEXT("publisher"), document->publisher},
                 {TEXT("logo"), document->identity.logo_alternative}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        scan_text(scan, parts[i].name, parts[i].text);
    for (size_t i = 0; i < document->body.count; i++)
        if (document->body.items[i]->kind == BLOCK_CHART)
            scan_text(scan, document->body.items[i]->id, document->body.items[i]->chart.alternative);
    for (size_t i = 0; i < document->body.count; i++)
        if (document->body.items[i]->kind == BLOCK_TABLE)
            scan_headings(scan, document->body.items[i]);
    each_line(&document->body, scan_line, scan);
    scan_names(scan);
}

bool personal_scan(struct arena *arena, const struct results *results, struct document *const *documents,
                   size_t count, struct problems *problems)
{
    struct scan scan = {.arena = arena, .results = results, .problems = problems, .good = true};
    text_map_init(&scan.index, arena);
    if (!add_known(&scan))
        return false;
    for (size_t i = 0; i < count; i++) {
        scan.document = documents[i];
        scan_document(&scan);
    }
    if (count && documents[0]->identifier.length) // it is a report, and not an answer alone
        scan_keys(&scan);
    return scan.good;
}
