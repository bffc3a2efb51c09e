// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/office_definition.h"

#include "base/buffer.h"

// A scalar in double quotes (YAML 1.2, 7.3.1): it can hold any text, on one line.
static void add_scalar(struct buffer *out, struct text text)
{
    buffer_add_character(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == '"' || c == '\\')
            buffer_add_character(out, '\\');
        if (c == '\n')
            buffer_add(out, TEXT("\\n"));
        else if (c == '\t')
            buffer_add(out, TEXT("\\t"));
        else
            buffer_add_character(out, c);
    }
    buffer_add_character(out, '"');
}

static bool is_said(const struct localised *text)
{
    return text->in[LANGUAGE_ENGLISH].length || text->in[LANGUAGE_WELSH].length;
}

static void add_localised(struct buffer *out, const char *key, const struct localised *text)
{
    if (!is_said(text))
        return;
    buffer_print(out, "%s: {en: ", key);
    add_scalar(out, text->in[LANGUAGE_ENGLISH]);
    buffer_add(out, TEXT(", cy: "));
    add_scalar(out, text->in[LANGUAGE_WELSH]);
    buffer_add(out, TEXT("}\n"));
}

static void add_text(struct buffer *out, const char *key, struct text text)
{
    if (!text.length)
        return;
    buffer_print(out, "%s: ", key);
    add_scalar(out, text);
    buffer_add_character(out, '\n');
}

static void add_contact(struct buffer *out, const struct office *office)
{
    buffer_add(out, TEXT("contact:\n"));
    add_localised(out, "  name", &office->contact.name);
    if (office->contact.address_count)
        buffer_add(out, TEXT("  address:\n"));
    for (size_t i = 0; i < office->contact.address_count; i++) {
        buffer_add(out, TEXT("    - "));
        add_scalar(out, office->contact.address[i]);
        buffer_add_character(out, '\n');
    }
    add_text(out, "  telephone", office->contact.telephone);
    add_text(out, "  email", office->contact.email);
    add_localised(out, "  web", &office->contact.web);
}

static void add_section(struct buffer *out, const struct office_section *section)
{
    buffer_add(out, TEXT("  - id: "));
    add_scalar(out, section->id);
    buffer_add_character(out, '\n');
    add_localised(out, "    heading", &section->heading);
    add_localised(out, "    text", &section->text);
    add_text(out, "    before", section->before);
}

struct text office_definition(struct arena *arena, const struct office *office)
{
    struct buffer out = {0};
    buffer_add(&out, TEXT("craffu: office\n"));
    add_localised(&out, "name", &office->name);
    add_localised(&out, "publisher", &office->publisher);
    add_localised(&out, "marking", &office->marking);
    if (office->logo_file.length) {
        buffer_add(&out, TEXT("logo:\n"));
        add_text(&out, "  file", office->logo_file);
        add_localised(&out, "  alternative", &office->logo_alternative);
    }
    if (office->has_accent)
        buffer_print(&out, "accent: \"#%06x\"\n", office->accent);
    if (office->has_contact)
        add_contact(&out, office);
    if (office->section_count)
        buffer_add(&out, TEXT("sections:\n"));
    for (size_t i = 0; i < office->section_count; i++)
        add_section(&out, &office->sections[i]);
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}
