// SPDX-License-Identifier: GPL-3.0-or-later
// The office that publishes: what its documents look like and what each of them says, as data (docs/reviews.md, "The
// office"). Every version is kept; a published review goes on with the one that counted when it was published.
#pragma once

#include "review/act.h"

// A section that stands in every report.
struct office_section {
    struct text id;
    struct localised heading, text;
    struct text before; // key of the section of the report that it precedes; empty: it stands at the end
};

struct office {
    struct localised name; // who publishes; a review may say otherwise
    struct localised publisher;
    struct localised marking; // on every page of a public edition; empty: none
    struct localised logo_alternative;
    struct text logo_file; // as written: relative to the definition
    bool has_accent;
    uint32_t accent; // 0xRRGGBB
    struct {
        struct localised name, web;
        struct text *address; // lines
        size_t address_count;
        struct text telephone, email;
    } contact;
    bool has_contact;
    struct office_section *sections;
    size_t section_count;
    // What the record has beside it.
    struct text logo; // a PNG file
    unsigned logo_width, logo_height;
    struct text hash; // SHA-256 of the definition and the logo
};

// `content` must live as long as the arena. The logo's bytes are not read here.
bool office_read(struct arena *arena, struct text source, struct text content, struct office *office,
                 struct problems *problems);
// Reads the content again, and refuses a logo that is no PNG or is larger than LIMIT_LOGO_BYTES or LIMIT_LOGO_PIXELS a
// side. `logo` is empty where the definition names none.
bool office_put(struct write *write, struct text source, struct text content, struct text logo,
                struct problems *problems);
// *found is false where nobody has said anything of the office. With an empty review: the latest.
bool office_get(struct store *store, struct arena *arena, struct text review, bool *found,
                struct office *office, struct problems *problems);
// Of the latest; empty where nobody has said anything of the office.
bool office_hash(struct store *store, struct arena *arena, struct text *hash, struct problems *problems);
