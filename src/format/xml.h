// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a stranger's XML as it streams by. Document types are refused, and with them all entities but the five of
// XML itself; depth and the length of one tag are limited.
#pragma once

#include "base/problem.h"

struct xml_reader;

struct xml_name {
    struct text space; // the namespace; empty if none
    struct text local;
};

enum xml_scanned {
    XML_SCANNED,      // one child was read, of so many bytes; xml_run returns XML_STEP_PAUSED
    XML_SCAN_MORE,    // more bytes are needed to tell
    XML_SCAN_DECLINED // not the plain case: the parser shall read it
};
enum { XML_PADDING = 64 }; // zeros behind the bytes that are offered for scanning

// Called while xml_run runs; texts are valid during the call. The text of an element comes in pieces.
struct xml_handler {
    void (*start)(void *context, struct xml_name name, const char *const *attributes);
    void (*end)(void *context, struct xml_name name);
    void (*text)(void *context, struct text text);
    // May be NULL. Reads the next child in the place of the parser, with what stands before it, and must take
    // nothing but what is well-formed UTF-8 and means the same to the parser. See xml_scan_children.
    enum xml_scanned (*scan)(void *context, struct text bytes, size_t *taken);
};

// Where the bytes come from: as zip_entry_read.
struct xml_source {
    bool (*read)(void *context, char *to, size_t room, size_t *got, struct problems *problems);
    void *context;
    struct place place; // of every problem; must live as long as the reader
    struct message
        hint; // of every problem with the XML: what can be done about it depends on what it is part of
};

struct xml_reader *xml_new(struct xml_source source, const struct xml_handler *handler, void *context);
void xml_free(struct xml_reader *xml); // NULL is allowed

enum xml_step { XML_STEP_PAUSED, XML_STEP_ENDED, XML_STEP_FAILED };
// Until a handler pauses, the document ends, or a problem was reported.
enum xml_step xml_run(struct xml_reader *xml, struct problems *problems);
// For a handler: xml_run returns XML_STEP_PAUSED after this tag; an empty element's end still comes before.
void xml_pause(struct xml_reader *xml);

// A prefix that stands for a namespace; an empty one is the default.
struct xml_space {
    char prefix[24]; // "?" if it is longer than this, which no prefix is
    char space[80];  // cut
};

// For a handler that scans: the namespaces in scope, the innermost last. False if there are more than are kept.
bool xml_spaces(const struct xml_reader *xml, const struct xml_space **spaces, size_t *count);
// For a handler in the start of an element: its children may be scanned from here on, once in a document. Nothing happens
// if that is not in UTF-8. `end` is how most of them end, "</row>"; it must live as long as the reader.
void xml_scan_children(struct xml_reader *xml, struct text end);

// The value of an attribute in a namespace ("": in none); .bytes is NULL if there is none.
struct text xml_attribute(const char *const *attributes, const char *space, const char *name);
