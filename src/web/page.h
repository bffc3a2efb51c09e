// SPDX-License-Identifier: GPL-3.0-or-later
// A page that is being written: what templates (src/web/pages, src/web/components; docs/templates.md) are given, and the
// functions that their C calls. Nobody else calls those that write: each escapes for the one place in which the
// compiler lets its directive stand, and there is none that writes a stranger's text as it is.
#pragma once

#include "base/buffer.h"
#include "base/civil.h"
#include "base/message.h"

struct page_link {
    struct text address; // our own, without the language: "/reviews"
    struct text words;
    bool current; // this page is it, or is below it
};

struct page_error {
    struct text field; // the id of the control that it is about; empty: of the page as a whole
    struct text words;
};

struct page_logo {
    struct text address; // empty: there is none
    int64_t width, height;
    struct text alternative; // empty: what it shows stands beside it in words
};

struct page {
    struct buffer *out;
    struct arena *arena;
    enum language language;

    // For the layout.
    struct text title;          // set by {{layout "…"}}
    struct localised office;    // the office's name
    struct page_logo logo;      // the office's
    struct text office_style;   // address of the office's colour; empty: none
    struct text marking;        // "OFFICIAL-SENSITIVE"; empty: none
    struct text path, query;    // of the request; the path without the language, the query without "?"
    struct text person;         // who is signed in; empty: nobody
    struct text form_token;     // against forged requests: goes into every form that changes something
    int64_t seconds_left;       // of the session; 0: there is none, or it is not whole
    int64_t minutes_left;       // of the session, to warn of its end; 0: no warning
    struct text notice;         // what was done by the request before; empty: nothing
    bool notice_is_information; // and no success
    ARRAY_OF(struct page_link) navigation;
    ARRAY_OF(struct page_error) errors; // of the form that was sent
};

// Words in the page's language. In templates and handlers: SAY("The case was saved"), SAY("{n} cases", NUMBER("n", 3)).
struct text page_words(struct page *page, const struct message *message);
#define SAY(...) page_words(page, &MESSAGE(__VA_ARGS__))

// The words of the error about a control, or the empty text.
struct text page_error_of(const struct page *page, struct text field);

// An address of ours in a language: "/cases" is "/cases" in English and "/cy/cases" in Welsh.
struct text page_address_in(const struct page *page, enum language language);
// Takes the language off a path that a client sent: "/cy/cases" is "/cases" in Welsh, "/cy" is "/".
struct text page_path_language(struct text path, enum language *language);

// What generated code calls.
void page_markup(struct page *page, struct text markup); // of templates only
void page_root(struct page *page);
void page_text(struct page *page, struct text text);
void page_url(struct page *page, struct text address);
void page_own(struct page *page, struct text address);
void page_asset(struct page *page, const char *name);
void page_part(struct page *page, struct text part);
void page_number(struct page *page, int64_t number);
void page_digits(struct page *page, int64_t number);
void page_date(struct page *page, struct civil_date date);
void page_time(struct page *page, struct civil_time time);
void page_duration(struct page *page, int64_t microseconds);
void page_iso_date(struct page *page, struct civil_date date);
void page_word(struct page *page, const char *english);
void page_message(struct page *page, const struct message *message);
void page_localised(struct page *page, struct localised localised);
void page_localised_plain(struct page *page, struct localised localised);
void page_title(struct page *page, const struct message *message);

// A value of a message by its type: texts, numbers, dates, times, and `const char *` for an English word that is
// translated (N_).
#define PAGE_VALUE(page_, name_, value_) \
    _Generic((value_), struct text \
             : page_value_text, const char * \
             : page_value_word, char * \
             : page_value_word, struct civil_date \
             : page_value_date, struct civil_time \
             : page_value_time, default \
             : page_value_number)((page_), (name_), (value_))
struct message_value page_value_text(struct page *page, const char *name, struct text value);
struct message_value page_value_word(struct page *page, const char *name, const char *value);
struct message_value page_value_date(struct page *page, const char *name, struct civil_date value);
struct message_value page_value_time(struct page *page, const char *name, struct civil_time value);
struct message_value page_value_number(struct page *page, const char *name, int64_t value);

// src/web/pages/layout.html
void layout_start(struct page *page);
void layout_finish(struct page *page);
