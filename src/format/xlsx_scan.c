// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/xlsx_scan.h"

#include "format/encoding.h"

#include <stdio.h>

// Where the scanner is. Zeros stand behind the end (XML_PADDING), which are never plain: so a byte is looked at without
// asking first whether there is one, and what fails close to the end is tried again with more bytes.
struct scan {
    const struct xlsx_scanner *scanner;
    struct xlsx_row *row;
    const char *at;
};

enum byte_kind { NAME = 1, VALUE = 2, PLAIN = 4 };

#define EVERYWHERE (NAME | VALUE | PLAIN)
// What may stand in a name; in the value of an attribute, quotes apart; in text. All of it ASCII.
static const unsigned char kinds[256] = {
    ['\t'] = PLAIN,
    ['\n'] = PLAIN,
    [' ' ... '%'] = VALUE | PLAIN, // not '&'
    ['\'' ... '/'] = VALUE | PLAIN,
    ['0' ... ':'] = EVERYWHERE,
    [';'] = VALUE | PLAIN, // not '<'
    ['=' ... '@'] = VALUE | PLAIN,
    ['A' ... 'Z'] = EVERYWHERE,
    ['[' ... '\\'] = VALUE | PLAIN,
    [']'] = VALUE,
    ['^' ... '`'] = VALUE | PLAIN,
    ['a' ... 'z'] = EVERYWHERE,
    ['{' ... 0x7F] = VALUE | PLAIN,
};

static bool is(char byte, enum byte_kind kind)
{
    return kinds[(unsigned char)byte] & kind;
}

static void skip_blanks(struct scan *scan)
{
    while (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\t' ||
           (*scan->at == '\r' && scan->at[1] == '\n'))
        scan->at++;
}

// ---- tags

static bool take_bytes(struct scan *scan, const char *bytes, size_t length)
{
    if (memcmp(scan->at, bytes, length) != 0)
        return false;
    scan->at += length;
    return true;
}

// "<x:name" and no longer name.
static inline bool take_open(struct scan *scan, const char *name, size_t length)
{
    const char *at = scan->at;
    size_t prefix = scan->scanner->open_length;
    if (*at != '<' || memcmp(at, scan->scanner->open, prefix) != 0 || memcmp(at + prefix, name, length) != 0)
        return false;
    at += prefix + length;
    if (*at != ' ' && *at != '>' && *at != '/')
        return false;
    scan->at = at;
    return true;
}

static inline bool take_close(struct scan *scan, const char *name, size_t length)
{
    const char *at = scan->at;
    size_t prefix = scan->scanner->close_length;
    if (*at != '<' || memcmp(at, scan->scanner->close, prefix) != 0 ||
        memcmp(at + prefix, name, length) != 0 || at[prefix + length] != '>')
        return false;
    scan->at = at + prefix + length + 1;
    return true;
}

#define TAKE_OPEN(scan, name) take_open((scan), (name), sizeof(name) - 1)
#define TAKE_CLOSE(scan, name) take_close((scan), (name), sizeof(name) - 1)

struct attributes {
    uint64_t seen;          // a bit for each name: none may stand twice
    struct text values[26]; // of the names of one letter; not cleared, as `seen` says which there are
};

enum { OTHER_SPACE = 63 };

// The bit of a name that is known; -1 for others.
static int known_name(const struct xlsx_scanner *scanner, struct text name)
{
    static const struct text names[] = {
        TEXT("spans"),     TEXT("ht"),       TEXT("customHeight"), TEXT("customFormat"), TEXT("hidden"),
        TEXT("collapsed"), TEXT("thickTop"), TEXT("thickBot"),     TEXT("outlineLevel"), TEXT("cm"),
        TEXT("vm"),        TEXT("ph"),       TEXT("ref"),          TEXT("si"),           TEXT("ca"),
        TEXT("dt2D"),      TEXT("dtr"),      TEXT("r1"),           TEXT("r2"),           TEXT("aca"),
        TEXT("bx"),        TEXT("del1"),     TEXT("del2"),
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(name, names[i]))
            return 26 + (int)i;
    for (size_t i = 0; i < scanner->prefix_count; i++) {
        size_t length = strlen(scanner->prefixes[i]);
        char first = name.length > length + 1 ? name.bytes[length + 1] : '0';
        if (name.length > length + 1 && memcmp(name.bytes, scanner->prefixes[i], length) == 0 &&
            name.bytes[length] == ':' && (first < '0' || first > ':') &&
            !memchr(name.bytes + length + 1, ':', name.length - length - 1))
            return OTHER_SPACE;
    }
    return -1;
}

static bool take_attribute(struct scan *scan, struct attributes *attributes)
{
    const char *name = scan->at, *at = name;
    while (is(*at, NAME))
        at++;
    size_t length = (size_t)(at - name);
    char quote = at[0] == '=' ? at[1] : 0;
    if (length == 0 || (quote != '"' && quote != '\''))
        return false;
    const char *value = at += 2;
    while (*at != quote && is(*at, VALUE))
        at++;
    scan->at = at;
    if (*at != quote)
        return false;
    int bit = length == 1 && *name >= 'a' && *name <= 'z'
                  ? *name - 'a'
                  : known_name(scan->scanner, (struct text){name, length});
    if (bit < 0 || attributes->seen >> bit & 1)
        return false;
    attributes->seen |= UINT64_C(1) << bit;
    if (bit < 26)
        attributes->values[bit] = (struct text){value, (size_t)(at - value)};
    scan->at = at + 1;
    return true;
}

// What follows a tag's name, with its end. Only blanks separate attributes: other characters are too rare.
static bool take_attributes(struct scan *scan, struct attributes *attributes, bool *empty)
{
    attributes->seen = 0;
    for (;;) {
        if (*scan->at == '>' || (*scan->at == '/' && scan->at[1] == '>')) {
            *empty = *scan->at == '/';
            scan->at += *empty ? 2 : 1;
            return true;
        }
        if (*scan->at != ' ')
            return false;
        while (*scan->at == ' ')
            scan->at++;
        if (*scan->at != '>' && *scan->at != '/' && !take_attribute(scan, attributes))
            return false;
    }
}

static struct text value_of(const struct attributes *attributes, char name)
{
    int bit = name - 'a';
    return attributes->seen >> bit & 1 ? attributes->values[bit] : (struct text){0};
}

// ---- text

static bool is_character(uint32_t code)
{
    return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xD800) ||
           (code >= 0xE000 && code < 0xFFFE) || (code >= 0x10000 && code < 0x110000);
}

static int digit_value(char byte, bool hex)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (hex && byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return hex && byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

// "&#375;" or "&#x177;"
static bool take_number(struct scan *scan, uint32_t *code)
{
    const char *at = scan->at + 2;
    bool hex = *at == 'x';
    at += hex;
    int digits = 0, digit;
    uint32_t value = 0;
    for (; digits < 7 && (digit = digit_value(*at, hex)) >= 0; digits++, at++)
        value = value * (hex ? 16 : 10) + (uint32_t)digit;
    if (digits == 0 || *at != ';' || !is_character(value))
        return false;
    *code = value;
    scan->at = at + 1;
    return true;
}

static bool take_reference(struct scan *scan, uint32_t *code)
{
    static const struct {
        const char *name;
        uint32_t code;
    } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    if (scan->at[1] == '#')
        return take_number(scan, code);
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (take_bytes(scan, entities[i].name, strlen(entities[i].name))) {
            *code = entities[i].code;
            return true;
        }
    return false;
}

// A bracket that does not begin "]]>", or a character outside ASCII, U+FFFE and U+FFFF apart.
static bool take_uncommon(struct scan *scan)
{
    const unsigned char *at = (const unsigned char *)scan->at;
    size_t length = *at == ']' ? 1 : *at >= 0x80 ? encoding_utf8_sequence(scan->at, 4) : 0;
    if (length == 0 || (*at == ']' && at[1] == ']' && at[2] == '>') ||
        (length == 3 && at[0] == 0xEF && at[1] == 0xBF && at[2] >= 0xBE))
        return false;
    // "]]" may be followed by '>' in bytes that are not there yet.
    if (*at == ']' && (at[1] == 0 || (at[1] == ']' && at[2] == 0)))
        return false;
    scan->at += length;
    return true;
}

// Up to the next tag. What has no references is given as it stands, without a copy; else the pieces are added to the
// cell, or go nowhere if it is not the cell's text.
static bool take_text(struct scan *scan, bool of_cell, struct text *text)
{
    const char *from = scan->at;
    bool in_pieces = false;
    for (;;) {
        while (is(*scan->at, PLAIN))
            scan->at++;
        if (*scan->at == '<')
            break;
        if (*scan->at != '&') {
            if (!take_uncommon(scan))
                return false;
            continue;
        }
        struct text piece = {from, (size_t)(scan->at - from)};
        uint32_t code;
        if (!take_reference(scan, &code))
            return false;
        if (of_cell) {
            xlsx_cell_add(scan->row, piece);
            buffer_add_code_point(&scan->row->values, code);
        }
        in_pieces = true;
        from = scan->at;
    }
    struct text last = {from, (size_t)(scan->at - from)};
    if (in_pieces && of_cell)
        xlsx_cell_add(scan->row, last);
    *text = in_pieces && of_cell ? xlsx_cell_text(scan->row) : last;
    return true;
}

// ---- cells and rows

static bool take_formula(struct scan *scan)
{
    struct attributes attributes;
    struct text ignored;
    bool empty;
    scan->row->has_formula = true;
    return take_attributes(scan, &attributes, &empty) &&
           (empty || (take_text(scan, false, &ignored) && TAKE_CLOSE(scan, "f")));
}

static bool take_value(struct scan *scan, struct text *text)
{
    bool of_cell = scan->row->type != XLSX_TYPE_IN_LINE;
    struct text found = {0};
    struct attributes attributes;
    bool empty;
    if (!take_attributes(scan, &attributes, &empty) ||
        (!empty && (!take_text(scan, of_cell, &found) || !TAKE_CLOSE(scan, "v"))))
        return false;
    if (of_cell) {
        scan->row->has_value = true;
        *text = found;
    }
    return true;
}

// One t; text in several runs is for the parser.
static bool take_in_line(struct scan *scan, struct text *text)
{
    struct attributes attributes;
    bool empty;
    if (scan->row->type != XLSX_TYPE_IN_LINE || *scan->at++ != '>')
        return false;
    skip_blanks(scan);
    if (TAKE_OPEN(scan, "t")) {
        if (!take_attributes(scan, &attributes, &empty) ||
            (!empty && (!take_text(scan, true, text) || !TAKE_CLOSE(scan, "t"))))
            return false;
        scan->row->has_value = true;
        skip_blanks(scan);
    }
    return TAKE_CLOSE(scan, "is");
}

static bool take_content(struct scan *scan, struct text *text)
{
    skip_blanks(scan);
    if (TAKE_OPEN(scan, "f")) {
        if (!take_formula(scan))
            return false;
        skip_blanks(scan);
    }
    if (TAKE_OPEN(scan, "v")) {
        if (!take_value(scan, text))
            return false;
        skip_blanks(scan);
    }
    if (TAKE_OPEN(scan, "is")) {
        if (!take_in_line(scan, text))
            return false;
        skip_blanks(scan);
    }
    return TAKE_CLOSE(scan, "c");
}

static bool take_cell(struct scan *scan)
{
    struct attributes attributes;
    struct text text = {0};
    bool empty;
    if (!take_attributes(scan, &attributes, &empty))
        return false;
    xlsx_cell_begin(scan->row, value_of(&attributes, 'r'), value_of(&attributes, 't'),
                    value_of(&attributes, 's'));
    if (!empty && !take_content(scan, &text))
        return false;
    xlsx_cell_end(scan->row, text);
    return scan->row->damage == XLSX_SOUND;
}

static bool take_row(struct scan *scan)
{
    struct attributes attributes;
    bool empty;
    skip_blanks(scan);
    if (!TAKE_OPEN(scan, "row") || !take_attributes(scan, &attributes, &empty))
        return false;
    xlsx_row_begin(scan->row, value_of(&attributes, 'r'));
    if (scan->row->damage != XLSX_SOUND)
        return false;
    if (!empty) {
        for (skip_blanks(scan); TAKE_OPEN(scan, "c"); skip_blanks(scan))
            if (!take_cell(scan))
                return false;
        if (!TAKE_CLOSE(scan, "row"))
            return false;
    }
    xlsx_row_end(scan->row);
    return true;
}

enum xml_scanned xlsx_scan_row(const struct xlsx_scanner *scanner, struct xlsx_row *row, struct text bytes,
                               size_t *taken)
{
    struct scan scan = {scanner, row, bytes.bytes};
    int64_t last = row->last;
    if (take_row(&scan)) {
        *taken = (size_t)(scan.at - bytes.bytes);
        return XML_SCANNED;
    }
    row->last = last;
    size_t left = (size_t)(bytes.bytes + bytes.length - scan.at);
    return left < XML_PADDING ? XML_SCAN_MORE : XML_SCAN_DECLINED;
}

// ---- beginning

static bool is_shadowed(const struct xml_space *spaces, size_t count, size_t which)
{
    for (size_t i = which + 1; i < count; i++)
        if (strcmp(spaces[i].prefix, spaces[which].prefix) == 0)
            return true;
    return false;
}

static void use_prefix(struct xlsx_scanner *scanner, const char *prefix)
{
    const char *colon = *prefix ? ":" : "";
    scanner->open_length = (size_t)snprintf(scanner->open, sizeof scanner->open, "<%s%s", prefix, colon);
    scanner->close_length = (size_t)snprintf(scanner->close, sizeof scanner->close, "</%s%s", prefix, colon);
    int length = snprintf(scanner->end_room, sizeof scanner->end_room, "</%s%srow>", prefix, colon);
    scanner->row_end = (struct text){scanner->end_room, (size_t)length};
}

bool xlsx_scanner_begin(struct xlsx_scanner *scanner, const struct xml_space *spaces, size_t count)
{
    bool found = false;
    snprintf(scanner->prefixes[0], sizeof scanner->prefixes[0], "xml"); // which needs no declaration
    scanner->prefix_count = 1;
    for (size_t i = 0; i < count && i < XLSX_SPACES; i++) {
        if (is_shadowed(spaces, count, i))
            continue;
        struct xml_name row = {text_from(spaces[i].space), TEXT("row")};
        // The default namespace before others: most write so.
        if (xlsx_is(row, "row") && !(found && spaces[i].prefix[0])) {
            use_prefix(scanner, spaces[i].prefix);
            found = true;
        }
        if (spaces[i].prefix[0])
            memcpy(scanner->prefixes[scanner->prefix_count++], spaces[i].prefix, sizeof spaces[i].prefix);
    }
    return found;
}
