// SPDX-License-Identifier: GPL-3.0-or-later
// What every Office Open XML file is packed in (ECMA-376, part 2): parts with their content types, the relationships
// between them, and the properties of the document. Names of parts begin without a slash: "word/document.xml".
#pragma once

#include "base/buffer.h"
#include "document/checked.h"

// ---- Relationships: what one part refers to ----------------------------------------------------------------

struct relation {
    const char *type; // the last part of its name: "styles", "hyperlink"
    struct text target;
    bool external; // an address, not a part
};

struct relations {
    ARRAY_OF(struct relation) list;
    struct arena *arena;
};

// By which id the part refers to it: "rId1" and so on.
struct text relations_add(struct relations *relations, const char *type, struct text target);
// Characters that no address may have are escaped, or programs refuse the whole file.
struct text relations_add_address(struct relations *relations, const char *type, struct text address);
// The part's .rels file.
struct text relations_part(struct arena *arena, const struct relations *relations);

// ---- The package -------------------------------------------------------------------------------------------

struct package_part {
    const char *name, *content_type;
    struct text content; // must live until package_write
};

struct package {
    ARRAY_OF(struct package_part) parts; // in this order in the file
    struct arena *arena;
};

// PNG, SVG and .rels files are known by their ending: their content type is NULL.
void package_add(struct package *package, const char *name, const char *content_type, struct text content);
// The document's properties, and the relationships of the whole package: `main` is the part that is opened.
void package_add_properties(struct package *package, const struct checked_document *checked,
                            const char *main);
// `name` names the file in a problem.
bool package_write(const struct package *package, struct text name, struct buffer *out,
                   struct problems *problems);
