// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/office_pages.h"

#include "review/audit.h"
#include "review/office_definition.h"
#include "web/notice.h"
#include "web/routes.h"
#include "web/visit_words.h"

#define OFFICE_ADDRESS TEXT("/office")
#define LOGO_FILE TEXT("logo.png") // what the definition calls a logo that was sent from a page

enum { SECTIONS_MOST = 50 };

// ---- What stands there now -----------------------------------------------------------------------------------------

static void add_said(struct visit *visit, struct component_summary_list *facts, struct text key,
                     const struct localised *said)
{
    struct text value = localised_in(said, visit->page.language);
    if (value.length)
        visit_add_fact(visit, facts, key, value);
}

static void add_facts(struct visit *visit, bool found, const struct office *office,
                      struct component_summary_list *facts)
{
    struct page *page = &visit->page;
    if (!found) {
        visit_add_fact(visit, facts, SAY("Name"), SAY("not said"));
        return;
    }
    add_said(visit, facts, SAY("Name"), &office->name);
    add_said(visit, facts, SAY("Publisher"), &office->publisher);
    add_said(visit, facts, SAY("Marking"), &office->marking);
    visit_add_fact(visit, facts, SAY("Logo"),
                   office->logo.length
                       ? SAY("{width} by {height} pixels", NUMBER("width", office->logo_width),
                             NUMBER("height", office->logo_height))
                       : SAY("none"));
    if (office->has_accent)
        visit_add_fact(visit, facts, SAY("Colour"), text_print(visit->arena, "#%06x", office->accent));
    if (office->has_contact)
        add_said(visit, facts, SAY("Contact"), &office->contact.name);
    for (size_t i = 0; i < office->section_count; i++)
        add_said(visit, facts, SAY("Section of every report"), &office->sections[i].heading);
    visit_add_fact(visit, facts, TEXT("SHA-256"), office->hash);
}

// ---- The form ------------------------------------------------------------------------------------------------------

// As it was sent, else as it stands.
static struct control field(const struct visit *visit, const char *name, struct text label, struct text hint,
                            struct text stands)
{
    struct text value = stands;
    form_find(&visit->form, name, &value);
    return (struct control){.id = text_from(name), .label = label, .hint = hint, .value = value};
}

static struct text joined_lines(struct visit *visit, const struct office *office)
{
    struct text lines = {0};
    for (size_t i = 0; i < office->contact.address_count; i++)
        lines = text_print(visit->arena, "%.*s%s%.*s", TEXT_PRINT(lines), i ? "\n" : "",
                           TEXT_PRINT(office->contact.address[i]));
    return lines;
}

#define IN_ENGLISH(text) ((text).in[LANGUAGE_ENGLISH])
#define IN_WELSH(text) ((text).in[LANGUAGE_WELSH])

static void add_names(struct visit *visit, const struct office *office, struct page_office_data *data)
{
    struct page *page = &visit->page;
    struct text none = {0};
    struct text marking = SAY("Such as OFFICIAL-SENSITIVE. Empty: none.");
    data->name_en = field(visit, "name_en", SAY("Name in English"), none, IN_ENGLISH(office->name));
    data->name_cy = field(visit, "name_cy", SAY("Name in Welsh"), none, IN_WELSH(office->name));
    data->publisher_en = field(visit, "publisher_en", SAY("Publisher and licence in English"), none,
                               IN_ENGLISH(office->publisher));
    data->publisher_cy = field(visit, "publisher_cy", SAY("Publisher and licence in Welsh"), none,
                               IN_WELSH(office->publisher));
    data->marking_en = field(visit, "marking_en", SAY("Marking in English"), marking,
                             IN_ENGLISH(office->marking));
    data->marking_cy = field(visit, "marking_cy", SAY("Marking in Welsh"), none, IN_WELSH(office->marking));
}

static void add_logo(struct visit *visit, const struct office *office, struct page_office_data *data)
{
    struct page *page = &visit->page;
    struct text none = {0};
    struct text colour = office->has_accent ? text_print(visit->arena, "#%06x", office->accent) : none;
    data->has_logo = office->logo.length;
    data->logo = field(visit, "logo", SAY("Logo"),
                       SAY("PNG, at most {pixels} pixels a side and {bytes} bytes",
                           NUMBER("pixels", LIMIT_LOGO_PIXELS), NUMBER("bytes", LIMIT_LOGO_BYTES)),
                       none);
    *ARRAY_APPEND(visit->arena, &data->logo_removal) = (struct choice){.value = TEXT("yes"),
                                                                       .label = SAY("Remove the logo")};
    data->logo_alternative_en = field(visit, "logo_alternative_en", SAY("What the logo shows, in English"),
                                      SAY("For those who do not see it"),
                                      IN_ENGLISH(office->logo_alternative));
    data->logo_alternative_cy = field(visit, "logo_alternative_cy", SAY("What the logo shows, in Welsh"),
                                      none, IN_WELSH(office->logo_alternative));
    data->accent = field(visit, "accent", SAY("Colour"),
                         SAY("For example, #0b4f5c. White words must be readable on it."), colour);
}

static void add_contact(struct visit *visit, const struct office *office, struct page_office_data *data)
{
    struct page *page = &visit->page;
    struct text none = {0};
    data->contact_name_en = field(visit, "contact_name_en", SAY("Whom to ask, in English"), none,
                                  IN_ENGLISH(office->contact.name));
    data->contact_name_cy = field(visit, "contact_name_cy", SAY("Whom to ask, in Welsh"), none,
                                  IN_WELSH(office->contact.name));
    data->address = field(visit, "address", SAY("Postal address"), none, joined_lines(visit, office));
    data->telephone = field(visit, "telephone", SAY("Telephone"), none, office->contact.telephone);
    data->email = field(visit, "email", SAY("E-mail"), none, office->contact.email);
    data->web_en = field(visit, "web_en", SAY("Web address in English"), none,
                         IN_ENGLISH(office->contact.web));
    data->web_cy = field(visit, "web_cy", SAY("Web address in Welsh"), none, IN_WELSH(office->contact.web));
}

static const char *part(const struct visit *visit, size_t index, const char *name)
{
    return text_terminated(visit->arena, text_print(visit->arena, "section_%zu_%s", index + 1, name));
}

static struct choices place_choices(struct visit *visit, struct text chosen)
{
    struct page *page = &visit->page;
    struct choices choices = {0};
    const struct choice places[] = {
        {.label = SAY("At the end")},
        {.value = TEXT("overview"), .label = SAY("Before the overview")},
        {.value = TEXT("next_steps"), .label = SAY("Before the next steps")},
        {.value = TEXT("acknowledgements"), .label = SAY("Before the acknowledgements")}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct choice *choice = ARRAY_APPEND(visit->arena, &choices);
        *choice = places[i];
        choice->chosen = text_equal(choice->value, chosen);
    }
    return choices;
}

static void add_section(struct visit *visit, const struct office_section *section, size_t index, bool is_new,
                        struct page_office_data *data)
{
    struct page *page = &visit->page;
    struct text none = {0}, before = section->before;
    form_find(&visit->form, part(visit, index, "before"), &before);
    *ARRAY_APPEND(visit->arena, &data->sections) = (struct office_section_fields){
        .heading = is_new ? SAY("Another section of every report")
                          : SAY("Section {number} of every report", NUMBER("number", index + 1)),
        .id = field(visit, part(visit, index, "id"), SAY("Name of the section in addresses"),
                    SAY("Lower-case letters, digits and '-'. Empty: there is no such section."), section->id),
        .heading_en = field(visit, part(visit, index, "heading_en"), SAY("Heading in English"), none,
                            IN_ENGLISH(section->heading)),
        .heading_cy = field(visit, part(visit, index, "heading_cy"), SAY("Heading in Welsh"), none,
                            IN_WELSH(section->heading)),
        .text_en = field(visit, part(visit, index, "text_en"), SAY("Text in English"), none,
                         IN_ENGLISH(section->text)),
        .text_cy = field(visit, part(visit, index, "text_cy"), SAY("Text in Welsh"), none,
                         IN_WELSH(section->text)),
        .before = text_from(part(visit, index, "before")),
        .places = place_choices(visit, before)};
}

static bool section_was_sent(const struct visit *visit, size_t index)
{
    struct text id;
    return form_find(&visit->form, part(visit, index, "id"), &id) && text_trim(id).length;
}

// Those that stand, those that were sent, and an empty one.
static void add_sections(struct visit *visit, const struct office *office, struct page_office_data *data)
{
    const struct office_section none = {0};
    size_t index = 0;
    for (; index < office->section_count || section_was_sent(visit, index); index++)
        add_section(visit, index < office->section_count ? &office->sections[index] : &none, index, false,
                    data);
    if (index < SECTIONS_MOST)
        add_section(visit, &none, index, true, data);
}

static void show(struct visit *visit)
{
    struct page_office_data data = {
        .may_change = visit_allows(visit, PERMISSION_OFFICE_CHANGE, (struct access_facts){0})};
    struct office office = {0};
    bool found;
    if (!office_get(visit->store, visit->arena, (struct text){0}, &found, &office, &visit->problems))
        return;
    add_facts(visit, found, &office, &data.facts);
    if (data.may_change) {
        data.hash = office.hash;
        form_find(&visit->form, "hash", &data.hash);
        data.operation = visit_operation(visit);
        add_names(visit, &office, &data);
        add_logo(visit, &office, &data);
        add_contact(visit, &office, &data);
        add_sections(visit, &office, &data);
    }
    page_office(&visit->page, &data);
    visit_send_page(visit, visit->page.errors.count ? 422 : 200);
}

void office_page(struct visit *visit)
{
    show(visit);
}

// ---- What was sent -------------------------------------------------------------------------------------------------

static struct text sent(const struct visit *visit, const char *name)
{
    return text_trim(form_value(&visit->form, name));
}

static struct localised sent_both(const struct visit *visit, const char *english, const char *welsh)
{
    return (struct localised){
        .in = {[LANGUAGE_ENGLISH] = sent(visit, english), [LANGUAGE_WELSH] = sent(visit, welsh)}};
}

static void read_contact(const struct visit *visit, struct office *office)
{
    ARRAY_OF(struct text) lines = {0};
    struct text rest = form_value(&visit->form, "address"), line;
    while (text_split(&rest, '\n', &line))
        if (text_trim(line).length)
            *ARRAY_APPEND(visit->arena, &lines) = text_trim(line);
    office->contact.name = sent_both(visit, "contact_name_en", "contact_name_cy");
    office->contact.web = sent_both(visit, "web_en", "web_cy");
    office->contact.telephone = sent(visit, "telephone");
    office->contact.email = sent(visit, "email");
    office->contact.address = lines.items;
    office->contact.address_count = lines.count;
    office->has_contact = IN_ENGLISH(office->contact.name).length || IN_WELSH(office->contact.name).length ||
                          IN_ENGLISH(office->contact.web).length || IN_WELSH(office->contact.web).length ||
                          office->contact.telephone.length || office->contact.email.length || lines.count;
}

// One whose name was emptied is left out.
static void read_sections(const struct visit *visit, struct office *office)
{
    ARRAY_OF(struct office_section) sections = {0};
    for (size_t i = 0; i < SECTIONS_MOST; i++)
        if (section_was_sent(visit, i))
            *ARRAY_APPEND(visit->arena, &sections) = (struct office_section){
                .id = sent(visit, part(visit, i, "id")),
                .heading = sent_both(visit, part(visit, i, "heading_en"), part(visit, i, "heading_cy")),
                .text = sent_both(visit, part(visit, i, "text_en"), part(visit, i, "text_cy")),
                .before = sent(visit, part(visit, i, "before"))};
    office->sections = sections.items;
    office->section_count = sections.count;
}

// False, and said, if it is no colour. That it is dark enough is found when the definition is read.
static bool read_accent(struct visit *visit, struct office *office)
{
    struct page *page = &visit->page;
    struct text colour = sent(visit, "accent");
    office->has_accent = colour.length;
    if (!colour.length || office_colour(colour, &office->accent))
        return true;
    visit_add_error(visit, "accent", SAY("Write the colour as #0b4f5c"));
    return false;
}

static bool read_office(struct visit *visit, struct office *office)
{
    *office = (struct office){
        .name = sent_both(visit, "name_en", "name_cy"),
        .publisher = sent_both(visit, "publisher_en", "publisher_cy"),
        .marking = sent_both(visit, "marking_en", "marking_cy"),
        .logo_alternative = sent_both(visit, "logo_alternative_en", "logo_alternative_cy")};
    read_contact(visit, office);
    read_sections(visit, office);
    return read_accent(visit, office);
}

struct office_change {
    const struct visit *visit;
    struct office office;
    const struct form_file *logo; // NULL: none was sent
    bool removes_logo;
};

// With the hash of the one that the form showed: what somebody else has changed meanwhile is not written over.
static bool put_office(struct write *write, void *argument, struct problems *problems)
{
    const struct office_change *change = argument;
    struct office office = change->office, stands = {0};
    bool found;
    if (!office_get(write->store, write->arena, (struct text){0}, &found, &stands, problems))
        return false;
    if (!text_equal(stands.hash, form_value(&change->visit->form, "hash")))
        return problem_report(problems, (struct place){0}, message_changed_meanwhile(), NO_MESSAGE);
    office.logo = change->logo           ? change->logo->content
                  : change->removes_logo ? (struct text){0}
                                         : stands.logo;
    if (office.logo.length)
        office.logo_file = LOGO_FILE;
    struct text definition = office_definition(write->arena, &office);
    return office_put(write, TEXT("office"), definition, office.logo, problems);
}

static bool logo_is_good(struct visit *visit, const struct form_file *logo)
{
    struct page *page = &visit->page;
    if (!logo || logo->content.length)
        return true;
    visit_add_error(visit, "logo", SAY("The file of the logo is empty"));
    return false;
}

void office_sent(struct visit *visit)
{
    struct office_change change = {.visit = visit,
                                   .logo = form_files_find(&visit->files, "logo"),
                                   .removes_logo = text_equal(sent(visit, "logo_remove"), TEXT("yes"))};
    struct act_answer answer;
    if (read_office(visit, &change.office) && logo_is_good(visit, change.logo) &&
        visit_change(visit, "change office", put_office, &change, &answer))
        notice_go(visit, OFFICE_ADDRESS, NOTICE_OFFICE_CHANGED);
    else if (!visit->problems.input_output)
        show(visit);
}
