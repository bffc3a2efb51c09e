// SPDX-License-Identifier: GPL-3.0-or-later
// Layout of a .mo file: GNU gettext manual, "The Format of GNU MO Files". msgfmt wrote it in this build, in this
// machine's byte order; the texts are sorted, so a binary search finds one.
#include "base/catalogue.h"

#include "base/embedded.h"

enum { MO_COUNT = 8, MO_ORIGINALS = 12, MO_TRANSLATIONS = 16 };

static uint32_t word_at(struct text mo, size_t offset)
{
    uint32_t word;
    memcpy(&word, mo.bytes + offset, sizeof word);
    return word;
}

// The index-th text of one of the two tables; for plurals all forms, with NUL between them.
static struct text entry(struct text mo, uint32_t table, uint32_t index)
{
    size_t at = table + (size_t)index * 8;
    return (struct text){mo.bytes + word_at(mo, at + 4), word_at(mo, at)};
}

static struct text catalogue_of(enum language language)
{
    return language == LANGUAGE_WELSH ? embedded_file("cy.mo") : (struct text){0};
}

bool catalogue_find(enum language language, const char *english, unsigned form, struct text *translated)
{
    struct text mo = catalogue_of(language);
    if (mo.length == 0 || english[0] == '\0') // under the empty text stands the catalogue's header
        return false;
    uint32_t low = 0, high = word_at(mo, MO_COUNT);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        // A key with a plural has its singular first and ends in NUL like the others.
        int order = strcmp(english, entry(mo, word_at(mo, MO_ORIGINALS), middle).bytes);
        if (order == 0) {
            struct text forms = entry(mo, word_at(mo, MO_TRANSLATIONS), middle), part;
            do
                if (!text_split(&forms, '\0', &part))
                    return false;
            while (form--);
            *translated = part;
            return part.length > 0;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}
