// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/office.h"

#include "base/limits.h"
#include "format/hash.h"
#include "format/png.h"
#include "format/png_picture.h"
#include "format/yaml.h"
#include "review/audit.h"
#include "review/review.h"

#include <math.h>

struct reader {
    struct arena *arena;
    struct text source;
    struct problems *problems;
};

static bool localised(const struct reader *reader, const struct yaml_node *node, struct localised *text)
{
    return !node || yaml_localised(reader->source, node, text, reader->problems);
}

// A marking is never cut, so a long one would leave no room on its pages for what they say.
static bool read_marking(const struct reader *reader, const struct yaml_node *node, struct office *office)
{
    bool good = localised(reader, node, &office->marking);
    for (enum language language = 0; good && language < LANGUAGE_COUNT; language++)
        if (text_characters(office->marking.in[language]) > LIMIT_MARKING)
            return problem_report(
                reader->problems, yaml_place(reader->source, node),
                MESSAGE("the marking is longer than {limit} characters", NUMBER("limit", LIMIT_MARKING)),
                MESSAGE("it stands at the head of every page: write the rest as a section"));
    return good;
}

// ---- Colours -----------------------------------------------------------------------------------------------

// One of red, green and blue as light: WCAG 2.2, "relative luminance".
static double light(unsigned channel)
{
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

// The contrast of white upon it, by WCAG 2.2.
static double contrast_with_white(uint32_t colour)
{
    double luminance = 0.2126 * light(colour >> 16 & 0xFF) + 0.7152 * light(colour >> 8 & 0xFF) +
                       0.0722 * light(colour & 0xFF);
    return 1.05 / (luminance + 0.05);
}

static bool hex_digit(char c, uint32_t *digit)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
    if (at)
        *digit = (uint32_t)(at - digits);
    return at != NULL;
}

bool office_colour(struct text text, uint32_t *colour)
{
    uint32_t value = 0, digit;
    if (text.length != 7 || text.bytes[0] != '#')
        return false;
    for (size_t i = 1; i < text.length; i++) {
        if (!hex_digit(text.bytes[i], &digit))
            return false;
        value = value << 4 | digit;
    }
    *colour = value;
    return true;
}

static bool read_accent(const struct reader *reader, const struct yaml_node *node, struct office *office)
{
    enum { CONTRAST = 7 };
    if (!node)
        return true;
    if (!office_colour(node->value, &office->accent))
        return problem_report_value(reader->problems, yaml_place(reader->source, node), node->value,
                                    MESSAGE("this is not a colour"),
                                    MESSAGE("write it in quotes, as \"#0b4f5c\""));
    if (contrast_with_white(office->accent) < CONTRAST)
        return problem_report_value(
            reader->problems, yaml_place(reader->source, node), node->value,
            MESSAGE("white text on this colour cannot be read by everyone: its contrast is below 7 to 1"),
            MESSAGE("choose a darker one"));
    return office->has_accent = true;
}

// ---- Parts -------------------------------------------------------------------------------------------------

static bool read_logo(const struct reader *reader, const struct yaml_node *node, struct office *office)
{
    enum { FILE_, ALTERNATIVE, KEYS };
    static const struct yaml_key known[KEYS] = {
        [FILE_] = {"file", YAML_SCALAR, true}, [ALTERNATIVE] = {"alternative", YAML_MAPPING, true}};
    const struct yaml_node *found[KEYS];
    if (!node)
        return true;
    bool good = yaml_keys(reader->source, node, known, KEYS, found, reader->problems);
    office->logo_file = yaml_text(found[FILE_]);
    return good && localised(reader, found[ALTERNATIVE], &office->logo_alternative);
}

static bool check_address(const struct reader *reader, const struct yaml_node *node,
                          const struct localised *web)
{
    for (int language = 0; node && language < LANGUAGE_COUNT; language++) {
        struct text address = web->in[language];
        if (!text_starts(address, TEXT("https://")) && !text_starts(address, TEXT("http://")))
            return problem_report_value(reader->problems, yaml_place(reader->source, node), address,
                                        MESSAGE("this is not a web address"),
                                        MESSAGE("begin it with https://"));
    }
    return true;
}

static bool read_contact(const struct reader *reader, const struct yaml_node *node, struct office *office)
{
    enum { NAME, ADDRESS, TELEPHONE, EMAIL, WEB, KEYS };
    static const struct yaml_key known[KEYS] = {
        [NAME] = {"name", YAML_MAPPING, true},
        [ADDRESS] = {"address", YAML_SEQUENCE, false},
        [TELEPHONE] = {"telephone", YAML_SCALAR, false},
        [EMAIL] = {"email", YAML_SCALAR, false},
        [WEB] = {"web", YAML_MAPPING, false},
    };
    const struct yaml_node *found[KEYS];
    if (!node)
        return true;
    bool good = yaml_keys(reader->source, node, known, KEYS, found, reader->problems);
    good = good && localised(reader, found[NAME], &office->contact.name) &&
           localised(reader, found[WEB], &office->contact.web) &&
           check_address(reader, found[WEB], &office->contact.web);
    office->contact.address_count = found[ADDRESS] ? found[ADDRESS]->count : 0;
    office->contact.address = ARENA_ARRAY(reader->arena, struct text, office->contact.address_count);
    for (size_t i = 0; i < office->contact.address_count; i++)
        office->contact.address[i] = text_trim(found[ADDRESS]->items[i].value);
    office->contact.telephone = yaml_text(found[TELEPHONE]);
    office->contact.email = yaml_text(found[EMAIL]);
    office->has_contact = good;
    return good;
}

static bool read_section(const struct reader *reader, const struct yaml_node *node, struct office *office,
                         size_t index)
{
    enum { ID, HEADING, WORDS, BEFORE, KEYS };
    static const struct yaml_key known[KEYS] = {
        [ID] = {"id", YAML_SCALAR, true},
        [HEADING] = {"heading", YAML_MAPPING, true},
        [WORDS] = {"text", YAML_MAPPING, true},
        [BEFORE] = {"before", YAML_SCALAR, false},
    };
    static const char *const places[] = {"overview", "next_steps", "acknowledgements"};
    const struct yaml_node *found[KEYS];
    struct office_section *section = &office->sections[index];
    size_t place;
    if (!yaml_keys(reader->source, node, known, KEYS, found, reader->problems) ||
        !localised(reader, found[HEADING], &section->heading) ||
        !localised(reader, found[WORDS], &section->text) ||
        (found[BEFORE] && !yaml_choice(reader->source, found[BEFORE], places, 3, &place, reader->problems)))
        return false;
    section->id = yaml_text(found[ID]);
    section->before = yaml_text(found[BEFORE]);
    if (!review_id_is_valid(section->id))
        return problem_report_value(reader->problems, yaml_place(reader->source, found[ID]), section->id,
                                    MESSAGE("this cannot be the id of a section"),
                                    MESSAGE("use lower-case letters, digits and '-', a letter first"));
    for (size_t i = 0; i < index; i++)
        if (text_equal(office->sections[i].id, section->id))
            return problem_report_value(reader->problems, yaml_place(reader->source, found[ID]), section->id,
                                        MESSAGE("there is a section of this name already"), NO_MESSAGE);
    return true;
}

static bool read_sections(const struct reader *reader, const struct yaml_node *node, struct office *office)
{
    bool good = true;
    office->section_count = node ? node->count : 0;
    office->sections = ARENA_ARRAY(reader->arena, struct office_section, office->section_count);
    for (size_t i = 0; i < office->section_count; i++)
        good &= read_section(reader, &node->items[i], office, i);
    return good;
}

bool office_read(struct arena *arena, struct text source, struct text content, struct office *office,
                 struct problems *problems)
{
    enum { HEAD, NAME, PUBLISHER, MARKING, LOGO, ACCENT, CONTACT, SECTIONS, KEYS };
    static const struct yaml_key known[KEYS] = {
        [HEAD] = {"craffu", YAML_SCALAR, true},           [NAME] = {"name", YAML_MAPPING, true},
        [PUBLISHER] = {"publisher", YAML_MAPPING, false}, [MARKING] = {"marking", YAML_MAPPING, false},
        [LOGO] = {"logo", YAML_MAPPING, false},           [ACCENT] = {"accent", YAML_SCALAR, false},
        [CONTACT] = {"contact", YAML_MAPPING, false},     [SECTIONS] = {"sections", YAML_SEQUENCE, false},
    };
    struct reader reader = {arena, source, problems};
    struct office read = {0};
    const struct yaml_node *found[KEYS];
    bool good = yaml_file(arena, source, content, "office", known, KEYS, found, problems);
    good &= localised(&reader, found[NAME], &read.name);
    good &= localised(&reader, found[PUBLISHER], &read.publisher);
    good &= read_marking(&reader, found[MARKING], &read);
    good &= read_logo(&reader, found[LOGO], &read);
    good &= read_accent(&reader, found[ACCENT], &read);
    good &= read_contact(&reader, found[CONTACT], &read);
    good &= read_sections(&reader, found[SECTIONS], &read);
    if (good)
        *office = read;
    return good;
}

// ---- The record --------------------------------------------------------------------------------------------

// From the file and from the record alike, so that no edition has anything but the picture.
static bool take_logo(struct arena *arena, struct text source, struct text logo, struct office *office,
                      struct problems *problems)
{
    struct place place = {.source = source, .name = office->logo_file};
    if (logo.length == 0)
        return true;
    if (logo.length > LIMIT_LOGO_BYTES)
        return problem_report(
            problems, place,
            MESSAGE("the logo is larger than {limit} bytes", NUMBER("limit", LIMIT_LOGO_BYTES)),
            MESSAGE("save it smaller: it is printed about 5 centimetres wide"));
    if (!png_size(logo, &office->logo_width, &office->logo_height))
        return problem_report(problems, place, MESSAGE("the logo is no PNG picture"),
                              MESSAGE("save it as PNG, 8 bits a colour, not interlaced"));
    if (office->logo_width > LIMIT_LOGO_PIXELS || office->logo_height > LIMIT_LOGO_PIXELS)
        return problem_report(
            problems, place,
            MESSAGE("the logo has more than {limit} pixels a side", NUMBER("limit", LIMIT_LOGO_PIXELS)),
            MESSAGE("save it smaller: it is printed about 5 centimetres wide"));
    office->logo = png_without_metadata(arena, logo);
    return true;
}

// Wholly, and once: a picture that begins well and then breaks off would spoil every report.
static bool check_logo(struct text source, const struct office *office, struct problems *problems)
{
    struct png_picture picture;
    if (office->logo.length == 0)
        return true;
    if (!png_picture_read(office->logo, &picture))
        return problem_report(problems, (struct place){.source = source, .name = office->logo_file},
                              MESSAGE("the logo's pixels cannot be read"),
                              MESSAGE("save it as PNG, 8 bits a colour, not interlaced"));
    png_picture_dispose(&picture);
    return true;
}

static struct text hash_of_both(struct arena *arena, struct text content, struct text logo)
{
    struct hash_stream stream;
    hash_begin(&stream);
    hash_add(&stream, content);
    hash_add(&stream, logo);
    return hash_text(arena, hash_end(&stream));
}

bool office_put(struct write *write, struct text source, struct text content, struct text logo,
                struct problems *problems)
{
    struct office office;
    if (!office_read(write->arena, source, content, &office, problems) ||
        !take_logo(write->arena, source, logo, &office, problems) || !check_logo(source, &office, problems))
        return false;
    struct text id = write_identifier(write), hash = hash_of_both(write->arena, content, office.logo);
    struct audited audited = {"office.change", "office", TEXT("office"),
                              AUDIT_DETAIL(write->arena, {"sha256", hash})};
    return write_row(write, audited, "office_insert",
                     STORE_VALUES(store_text(id), store_text(write->act->operation),
                                  store_integer(write->act->at), store_text(content),
                                  logo.length ? store_blob(office.logo) : store_null(), store_text(hash)),
                     NO_MESSAGE, problems);
}

bool office_get(struct store *store, struct arena *arena, struct text review, bool *found,
                struct office *office, struct problems *problems)
{
    struct text content = {0}, logo = {0}, hash = {0}, source = TEXT("office");
    struct store_rows *rows = review.length
                                  ? store_query(store, arena, "office_of_review",
                                                STORE_VALUES(store_text(review)))
                                  : store_query(store, arena, "office_latest", (struct store_values){0});
    bool there = store_next(rows);
    if (there) {
        content = store_column_text(rows, 0);
        logo = store_column_text(rows, 1);
        hash = store_column_text(rows, 2);
    }
    struct office read = {0};
    if (!store_finish(rows, problems) || (there && (!office_read(arena, source, content, &read, problems) ||
                                                    !take_logo(arena, source, logo, &read, problems))))
        return false;
    *found = there;
    if (there) {
        *office = read;
        office->hash = hash;
    }
    return true;
}

bool office_hash(struct store *store, struct arena *arena, struct text *hash, struct problems *problems)
{
    struct text read = {0};
    struct store_rows *rows = store_query(store, arena, "office_hash", (struct store_values){0});
    if (store_next(rows))
        read = store_column_text(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    *hash = read;
    return true;
}
