// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/page.h"

#include "format/form.h"
#include "web/asset.h"

static const char welsh_root[] = "/cy";

struct text page_words(struct page *page, const struct message *message)
{
    return message_text(page->arena, page->language, message);
}

struct text page_error_of(const struct page *page, struct text field)
{
    for (size_t i = 0; i < page->errors.count; i++)
        if (text_equal(page->errors.items[i].field, field))
            return page->errors.items[i].words;
    return (struct text){0};
}

static struct text root_of(enum language language)
{
    return language == LANGUAGE_WELSH ? text_from(welsh_root) : (struct text){0};
}

struct text page_address_in(const struct page *page, enum language language)
{
    struct buffer address = {0};
    buffer_add(&address, root_of(language));
    buffer_add(&address, page->path.length ? page->path : TEXT("/"));
    if (page->query.length) {
        buffer_add_character(&address, '?');
        buffer_add(&address, page->query);
    }
    struct text text = text_copy(page->arena, buffer_text(&address));
    buffer_dispose(&address);
    return text;
}

struct text page_path_language(struct text path, enum language *language)
{
    struct text root = text_from(welsh_root);
    bool welsh = text_starts(path, root) && (path.length == root.length || path.bytes[root.length] == '/');
    *language = welsh ? LANGUAGE_WELSH : LANGUAGE_ENGLISH;
    if (!welsh)
        return path;
    return path.length == root.length ? TEXT("/") : text_slice(path, root.length, path.length);
}

void page_markup(struct page *page, struct text markup)
{
    buffer_add(page->out, markup);
}

void page_root(struct page *page)
{
    buffer_add(page->out, root_of(page->language));
}

// What a byte needs in text and in a quoted attribute alike. HTML has no place for control characters, not even as references.
static struct text reference(unsigned char byte)
{
    switch (byte) {
    case '&': return TEXT("&amp;");
    case '<': return TEXT("&lt;");
    case '>': return TEXT("&gt;");
    case '"': return TEXT("&quot;");
    case '\'': return TEXT("&#39;");
    case '\r': return TEXT("&#13;");
    default: return TEXT("\xef\xbf\xbd");
    }
}

// One byte of ASCII that can stand as it is; 0: not, or no ASCII.
static const unsigned char plain[256] = {
    ['\t'] = 1,        ['\n'] = 1,        [' '] = 1, ['!'] = 1,
    ['#' ... '%'] = 1, ['(' ... ';'] = 1, ['='] = 1, ['?' ... '~'] = 1,
};

static bool is_plain(unsigned char byte)
{
    return plain[byte] || byte >= 0x80;
}

// Whether the character at a place of valid UTF-8 is one that HTML knows: no control character of the upper half, no
// noncharacter.
static bool is_character(uint32_t code_point)
{
    bool control = code_point >= 0x80 && code_point < 0xa0;
    bool none = (code_point & 0xfffe) == 0xfffe || (code_point >= 0xfdd0 && code_point <= 0xfdef);
    return !control && !none;
}

// How many bytes from `at` on can stand as they are; `valid` says that the whole is UTF-8.
static size_t plain_run(struct text text, size_t at, size_t valid)
{
    size_t end = at;
    while (end < text.length && is_plain((unsigned char)text.bytes[end])) {
        if ((unsigned char)text.bytes[end] < 0x80) {
            end++;
            continue;
        }
        size_t next = end;
        if (end >= valid || !is_character(text_code_point(text, &next)))
            break;
        end = next;
    }
    return end - at;
}

void page_text(struct page *page, struct text text)
{
    size_t at = 0, valid = 0;                                        // UTF-8 up to here
    while (at < text.length && plain[(unsigned char)text.bytes[at]]) // nearly always all of it
        at++;
    buffer_add(page->out, text_slice(text, 0, at));
    while (at < text.length) {
        size_t bad = 0;
        if (at >= valid)
            valid = text_is_utf8(text_slice(text, at, text.length), &bad) ? text.length : at + bad;
        size_t run = plain_run(text, at, valid);
        buffer_add(page->out, text_slice(text, at, at + run));
        at += run;
        if (at == text.length || (at >= valid && run))
            continue;
        buffer_add(page->out, reference((unsigned char)text.bytes[at]));
        size_t next = at;
        if (at < valid)
            text_code_point(text, &next);
        at = next > at ? next : at + 1;
    }
}

// Schemes by which no script runs. Without one the address is relative, unless it names another host.
static bool is_safe_address(struct text address)
{
    static const struct text schemes[] = {{"http://", 7}, {"https://", 8}, {"mailto:", 7}};
    for (size_t i = 0; i < address.length; i++)
        if ((unsigned char)address.bytes[i] <= ' ' || address.bytes[i] == '\\' || address.bytes[i] == 0x7f)
            return false; // a browser leaves such out, and reads another address than we did
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (text_equal_ignoring_case(text_slice(address, 0, schemes[i].length), schemes[i]))
            return true;
    size_t slash = address.length, colon = address.length;
    bool has_colon = text_find(address, TEXT(":"), &colon);
    for (size_t i = 0; i < address.length && slash == address.length; i++)
        if (address.bytes[i] == '/' || address.bytes[i] == '?' || address.bytes[i] == '#')
            slash = i;
    return address.length && (!has_colon || slash < colon) && !text_starts(address, TEXT("//"));
}

void page_url(struct page *page, struct text address)
{
    page_text(page, is_safe_address(address) ? address : TEXT("#"));
}

void page_own(struct page *page, struct text address)
{
    bool own = text_starts(address, TEXT("/")) && is_safe_address(address);
    if (own)
        page_root(page);
    page_text(page, own ? address : TEXT("#"));
}

void page_asset(struct page *page, const char *name)
{
    page_text(page, asset_folder());
    page_text(page, text_from(name));
}

// One segment of a path or one value of a query (RFC 3986). "." and ".." would be taken for steps, however written.
void page_part(struct page *page, struct text part)
{
    if (text_equal(part, TEXT(".")) || text_equal(part, TEXT(".."))) {
        buffer_add(page->out, TEXT("_"));
        return;
    }
    percent_encode(page->out, part);
}

void page_number(struct page *page, int64_t number)
{
    page_text(page, number_text(page->arena, number));
}

void page_digits(struct page *page, int64_t number)
{
    buffer_print(page->out, "%lld", (long long)number);
}

void page_date(struct page *page, struct civil_date date)
{
    page_text(page, civil_date_words(page->arena, page->language, date));
}

void page_time(struct page *page, struct civil_time time)
{
    page_text(page, civil_time_words(page->arena, page->language, time));
}

void page_duration(struct page *page, int64_t microseconds)
{
    page_text(page, duration_words(page->arena, page->language, microseconds));
}

void page_iso_date(struct page *page, struct civil_date date)
{
    page_text(page, civil_date_text(page->arena, date));
}

void page_word(struct page *page, const char *english)
{
    page_text(page, message_word(page->language, english));
}

void page_message(struct page *page, const struct message *message)
{
    page_text(page, page_words(page, message));
}

static enum language language_there(const struct page *page, const struct localised *localised)
{
    enum language other = page->language == LANGUAGE_ENGLISH ? LANGUAGE_WELSH : LANGUAGE_ENGLISH;
    return localised->in[page->language].length || !localised->in[other].length ? page->language : other;
}

void page_localised(struct page *page, struct localised localised)
{
    enum language language = language_there(page, &localised);
    bool other = language != page->language;
    if (other) {
        page_markup(page, TEXT("<span lang=\""));
        page_text(page, text_from(language_code(language)));
        page_markup(page, TEXT("\">"));
    }
    page_text(page, localised.in[language]);
    if (other)
        page_markup(page, TEXT("</span>"));
}

void page_localised_plain(struct page *page, struct localised localised)
{
    page_text(page, localised.in[language_there(page, &localised)]);
}

void page_title(struct page *page, const struct message *message)
{
    page->title = page_words(page, message);
}

struct message_value page_value_text(struct page *page, const char *name, struct text value)
{
    (void)page;
    return (struct message_value)VALUE(name, value);
}

struct message_value page_value_word(struct page *page, const char *name, const char *value)
{
    (void)page;
    return (struct message_value)WORD(name, value);
}

struct message_value page_value_date(struct page *page, const char *name, struct civil_date value)
{
    return (struct message_value)VALUE(name, civil_date_words(page->arena, page->language, value));
}

struct message_value page_value_time(struct page *page, const char *name, struct civil_time value)
{
    return (struct message_value)VALUE(name, civil_time_words(page->arena, page->language, value));
}

struct message_value page_value_number(struct page *page, const char *name, int64_t value)
{
    (void)page;
    return (struct message_value)NUMBER(name, value);
}
