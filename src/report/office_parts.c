// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/office_parts.h"

#include "report/phrase.h"
#include "report/wording.h"

void office_fill_head(struct document *document, const struct results *results)
{
    if (results->has_office)
        office_fill_look(document, &results->office);
}

void office_fill_look(struct document *document, const struct office *office)
{
    document->marking = report_label(document, &office->marking);
    document->publisher = report_label(document, &office->publisher);
    document->identity = (struct identity){
        .logo = office->logo,
        .logo_width = office->logo_width,
        .logo_height = office->logo_height,
        .logo_alternative = report_label(document, &office->logo_alternative),
        .has_accent = office->has_accent,
        .accent = office->accent,
    };
}

static void add_section(struct blocks *blocks, const struct office_section *section)
{
    struct document *document = blocks->document;
    struct text rest = report_label(document, &section->text), paragraph;
    heading_add(blocks, 1, section->id, report_label(document, &section->heading));
    while (phrase_paragraph(document->arena, &rest, &paragraph))
        paragraph_add_text(blocks, paragraph);
}

void office_add_sections(struct blocks *blocks, const struct results *results, struct text before)
{
    for (size_t i = 0; results->has_office && i < results->office.section_count; i++)
        if (text_equal(results->office.sections[i].before, before))
            add_section(blocks, &results->office.sections[i]);
}

void office_add_contact(struct blocks *blocks, const struct results *results)
{
    struct document *document = blocks->document;
    if (!results->has_office || !results->office.has_contact)
        return;
    heading_add(blocks, 1, TEXT("contact"), report_word(document, N_("Contact")));
    office_add_address(blocks, &results->office);
}

void office_add_address(struct blocks *blocks, const struct office *office)
{
    struct document *document = blocks->document;
    struct contact *contact = contact_add(blocks, report_label(document, &office->contact.name));
    for (size_t i = 0; i < office->contact.address_count; i++)
        contact_address_line(contact, office->contact.address[i]);
    contact->telephone = office->contact.telephone;
    contact->email = office->contact.email;
    contact->web = report_label(document, &office->contact.web);
}
