// SPDX-License-Identifier: GPL-3.0-or-later
// Source of the widths: the hmtx tables of LiberationSans-Regular.ttf and LiberationSans-Bold.ttf 2.1.5, in units of 2048
// to the em; tests/unit/format/text_width.c compares them with the fonts where these are installed.
#include "format/text_width.h"

#include "format/unicode.h"

enum { EM = 2048, FIRST = ' ', LAST = '~', WIDEST = 2300, DOTLESS_I = 0x0131 };
#define ROUNDING 0.001 // of a sum of widths against the width of the sum

static const uint16_t ascii[2][LAST - FIRST + 1] = {
    {569,  569,  727,  1139, 1139, 1821, 1366, 391,  682,  682,  797,  1196, 569,  682,  569,  569,
     1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 569,  569,  1196, 1196, 1196, 1139,
     2079, 1366, 1366, 1479, 1479, 1366, 1251, 1593, 1479, 569,  1024, 1366, 1139, 1706, 1479, 1593,
     1366, 1593, 1479, 1366, 1251, 1479, 1366, 1933, 1366, 1366, 1251, 569,  569,  569,  961,  1139,
     682,  1139, 1139, 1024, 1139, 1139, 569,  1139, 1139, 455,  455,  1024, 455,  1706, 1139, 1139,
     1139, 1139, 682,  1024, 569,  1139, 1024, 1479, 1024, 1024, 1024, 684,  532,  684,  1196},
    {569,  682,  971,  1139, 1139, 1821, 1479, 487,  682,  682,  797,  1196, 569,  682,  569,  569,
     1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 682,  682,  1196, 1196, 1196, 1251,
     1997, 1479, 1479, 1479, 1479, 1366, 1251, 1593, 1479, 569,  1139, 1479, 1251, 1706, 1479, 1593,
     1366, 1593, 1479, 1366, 1251, 1479, 1366, 1933, 1366, 1366, 1251, 682,  569,  682,  1196, 1139,
     682,  1139, 1251, 1139, 1251, 1139, 682,  1251, 1251, 569,  569,  1139, 569,  1821, 1251, 1251,
     1251, 1251, 797,  1139, 682,  1251, 1139, 1593, 1139, 1139, 1024, 797,  573,  797,  1196},
};

static const struct {
    uint16_t code_point, width[2];
} others[] = {
    {0x00A0, {569, 569}},   // no-break space
    {0x00A3, {1139, 1139}}, // pound
    {0x00B0, {819, 819}},   // degree
    {0x00B1, {1124, 1124}}, // plus or minus
    {0x00B7, {569, 569}},   // middle dot
    {0x00BD, {1708, 1708}}, // half
    {0x00C6, {2048, 2048}}, // Æ
    {0x00D7, {1196, 1196}}, // times
    {0x00D8, {1593, 1593}}, // Ø
    {0x00DF, {1251, 1251}}, // ß
    {0x00E6, {1821, 1821}}, // æ
    {0x00F8, {1251, 1251}}, // ø
    {0x010F, {1259, 1472}}, // letters with an apostrophe for a caron
    {0x013E, {597, 789}},    {0x0165, {768, 981}},
    {DOTLESS_I, {569, 569}}, {0x0387, {569, 682}}, // Greek semicolon
    {0x2010, {682, 682}},                          // hyphens and dashes
    {0x2011, {682, 682}},    {0x2013, {1139, 1139}},
    {0x2014, {2048, 2048}},  {0x2018, {455, 569}}, // quotation marks
    {0x2019, {455, 569}},    {0x201C, {682, 1024}},
    {0x201D, {682, 1024}},   {0x2022, {717, 717}}, // bullet
    {0x2026, {2048, 2048}},                        // ellipsis
    {0x20AC, {1139, 1139}},                        // euro
    {0x2212, {1196, 1196}},                        // minus
    {0x2264, {1124, 1124}},                        // at most
    {0x2265, {1124, 1124}},                        // at least
};

static bool find_other(uint32_t code_point, bool bold, unsigned *width)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].code_point == code_point) {
            *width = others[i].width[bold];
            return true;
        }
    return false;
}

static unsigned advance(uint32_t code_point, bool bold)
{
    unsigned width = WIDEST;
    if (code_point >= FIRST && code_point <= LAST)
        return ascii[bold][code_point - FIRST];
    if (find_other(code_point, bold, &width))
        return width;
    uint32_t base = unicode_base(code_point);
    if (base == 0)
        return 0; // an accent of its own, upon what was before
    if (base == 'i')
        base = DOTLESS_I; // on which an accented i stands in a face; it is wider
    if (base >= FIRST && base <= LAST)
        return ascii[bold][base - FIRST];
    find_other(base, bold, &width);
    return width;
}

double text_width(struct text text, double size, bool bold)
{
    uint64_t units = 0;
    for (size_t at = 0; at < text.length;)
        units += advance(text_code_point(text, &at), bold);
    return (double)units * size / EM;
}

static void add_line(struct arena *arena, struct text_lines *wrapped, struct text line, double size,
                     bool bold)
{
    double width = text_width(line, size, bold);
    *ARRAY_APPEND(arena, &wrapped->lines) = line;
    if (width > wrapped->width)
        wrapped->width = width;
}

// Where the line that the text begins with ends: at its last blank that fits, else behind the last character, as a reader
// takes it, that does.
static size_t line_end(struct text text, double width, double size, bool bold)
{
    size_t at = 0, blank = 0, length, columns;
    double taken = 0;
    while ((length = unicode_character(text_slice(text, at, text.length), &columns)) > 0) {
        bool is_blank = text.bytes[at] == ' ';
        taken += text_width(text_slice(text, at, at + length), size, bold);
        if (at > 0 && taken > width + ROUNDING && !is_blank)
            return blank ? blank : at;
        if (is_blank)
            blank = at;
        at += length;
    }
    return text.length;
}

struct text_lines text_wrap(struct arena *arena, struct text text, double width, double size, bool bold)
{
    struct text_lines wrapped = {0};
    text = text_trim(text);
    do {
        size_t end = line_end(text, width, size, bold);
        add_line(arena, &wrapped, text_trim(text_slice(text, 0, end)), size, bold);
        text = text_trim(text_slice(text, end, text.length));
    } while (text.length);
    return wrapped;
}
