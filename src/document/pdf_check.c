// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/pdf_check.h"

#include "base/buffer.h"
#include "base/text_map.h"
#include "document/pdf_checker.h"

// By the number of the Matterhorn Protocol 1.1 where it is a condition that the Protocol gives to machines, else by the clause of
// the standard that it follows from.
static const struct {
    const char *number, *broken;
} rules[PDF_RULE_COUNT] = {
    [PDF_RULE_ARTIFACT_IN_TAG] = {"01-003", N_("An artifact stands inside tagged content.")},
    [PDF_RULE_TAG_IN_ARTIFACT] = {"01-004", N_("Tagged content stands inside an artifact.")},
    [PDF_RULE_UNTAGGED] = {"01-005",
                           N_("Content is neither an artifact nor part of an element of the structure.")},
    [PDF_RULE_SUSPECTS] = {"01-007", N_("The file says of itself that its tags are suspect.")},
    [PDF_RULE_HEADER] = {"ISO 14289-1, 6.1", N_("The file does not begin as one of PDF 1.0 to 1.7.")},
    [PDF_RULE_ROLE_UNMAPPED] = {"02-001", N_("A type of element is not mapped to a standard type.")},
    [PDF_RULE_ROLE_CIRCULAR] = {"02-003", N_("The mapping of a type of element leads back to itself.")},
    [PDF_RULE_ROLE_STANDARD] = {"02-004", N_("A standard type of element is mapped to another.")},
    [PDF_RULE_XMP] = {"06-001", N_("The file has no XMP metadata.")},
    [PDF_RULE_XMP_PART] = {"06-002", N_("The metadata do not say that the file follows part 1 of PDF/UA.")},
    [PDF_RULE_XMP_PREFIX] = {"ISO 14289-1, 5", N_("The part of PDF/UA is not named pdfuaid:part.")},
    [PDF_RULE_XMP_TITLE] = {"06-003", N_("The metadata have no title.")},
    [PDF_RULE_TITLE_UNSET] = {"07-001", N_("The file does not say whether its title is shown.")},
    [PDF_RULE_TITLE_HIDDEN] = {"07-002", N_("The file's name is shown in place of its title.")},
    [PDF_RULE_TABLE_NESTING] = {"09-004", N_("A part of a table stands where none may stand.")},
    [PDF_RULE_LIST_NESTING] = {"09-005", N_("A part of a list stands where none may stand.")},
    [PDF_RULE_TOC_NESTING] = {"09-006", N_("A part of a table of contents stands where none may stand.")},
    [PDF_RULE_RUBY_NESTING] = {"09-007", N_("A part of a ruby stands where none may stand.")},
    [PDF_RULE_WARICHU_NESTING] = {"09-008", N_("A part of a warichu stands where none may stand.")},
    [PDF_RULE_UNICODE] = {"10-001", N_("A character that is shown has no Unicode value.")},
    [PDF_RULE_LANGUAGE] = {"11-001", N_("The document's language is not given, or is no language.")},
    [PDF_RULE_LANGUAGE_PART] = {"ISO 14289-1, 7.2", N_("The language of a part is no language.")},
    [PDF_RULE_FIGURE] = {"13-004", N_("A figure has neither an alternative nor a replacement text.")},
    [PDF_RULE_FIGURE_BOX] = {"ISO 32000-1, 14.8.5.4.3",
                             N_("A figure or table does not say where on its page it stands.")},
    [PDF_RULE_PLACEMENT] = {"ISO 32000-1, 14.8.4.4",
                            N_("A figure, formula or note between blocks is not placed as one.")},
    [PDF_RULE_HEADING_FIRST] = {"14-002", N_("The first heading is not of the first level.")},
    [PDF_RULE_HEADING_SKIPPED] = {"14-003", N_("A level of headings is skipped.")},
    [PDF_RULE_HEADING_TWO] = {"14-006", N_("An element has two headings without a level.")},
    [PDF_RULE_HEADING_MIXED] = {"14-007", N_("Headings with a level and headings without one are mixed.")},
    [PDF_RULE_SCOPE] = {"15-003", N_("A header cell does not say whether it heads a row or a column.")},
    [PDF_RULE_HEADERS] = {"15-003", N_("A cell names a header that its table does not have.")},
    [PDF_RULE_HEADERS_NONE] = {"15-003",
                               N_("A cell names no header, and not all headers say what they head.")},
    [PDF_RULE_REGULAR] = {"ISO 32000-1, 14.8.4.3.4",
                          N_("The rows of a table have different numbers of cells.")},
    [PDF_RULE_NUMBERING] = {"ISO 32000-1, 14.8.5.5", N_("The numbering of a list is none that there is.")},
    [PDF_RULE_FORMULA] = {"17-002", N_("A formula has neither an alternative nor a replacement text.")},
    [PDF_RULE_NOTE] = {"19-003", N_("A note has no ID.")},
    [PDF_RULE_NOTE_UNIQUE] = {"19-004", N_("Two notes have the same ID.")},
    [PDF_RULE_LAYER_NAME] = {"20-001", N_("A configuration of layers has no name.")},
    [PDF_RULE_LAYER_NAME_FIRST] = {"20-002", N_("The first configuration of layers has no name.")},
    [PDF_RULE_LAYER_STATE] = {"20-003", N_("Layers are shown and hidden by themselves.")},
    [PDF_RULE_FILE_NAME] = {"21-001", N_("An attached file has not both of its names.")},
    [PDF_RULE_XFA] = {"25-001", N_("The file has an XFA form.")},
    [PDF_RULE_ENCRYPTED] = {"ISO 14289-1, 7.16", N_("The file is encrypted.")},
    [PDF_RULE_LOCKED] = {"26-002", N_("The file keeps its text from assistive technology.")},
    [PDF_RULE_OUTLINE] = {"ISO 14289-1, 7.17", N_("There are headings but no outline to go to them.")},
    [PDF_RULE_ANNOTATION_ELEMENT] = {"28-002", N_("An annotation does not stand in an Annot element.")},
    [PDF_RULE_ANNOTATION_WORDS] = {"28-004", N_("An annotation has no words for who does not see it.")},
    [PDF_RULE_FIELD_NAME] = {"28-005", N_("A form field has no name to read out.")},
    [PDF_RULE_TRAP_NET] = {"28-007", N_("There is an annotation for trapping.")},
    [PDF_RULE_TABS_MISSING] = {"28-008",
                               N_("A page with annotations does not say how Tab goes through them.")},
    [PDF_RULE_TABS_ORDER] = {"28-009", N_("Tab does not follow the structure on a page with annotations.")},
    [PDF_RULE_FIELD_ELEMENT] = {"28-010", N_("A form field does not stand in a Form element.")},
    [PDF_RULE_LINK_ELEMENT] = {"28-011",
                               N_("A link does not stand in a Link element that leads back to it.")},
    [PDF_RULE_LINK_WORDS] = {"28-012", N_("A link has no words that say where it leads.")},
    [PDF_RULE_PRINTER_MARK] = {"28-017", N_("A mark for the printer is part of the structure.")},
    [PDF_RULE_ACTION] = {"ISO 14289-1, 7.19",
                         N_("The file has an action that is not the following of a link.")},
    [PDF_RULE_REFERENCE] = {"30-001", N_("The file shows part of another file.")},
    [PDF_RULE_FORM_REPEATED] = {"30-002", N_("Tagged content in a form is shown more than once.")},
    [PDF_RULE_CID_SYSTEM] = {"ISO 32000-1, 9.7.4", N_("A font does not name its character collection.")},
    [PDF_RULE_CID_MAP] = {"31-004", N_("A font does not say which glyph a character has.")},
    [PDF_RULE_CID_MAP_MISSING] = {"31-005", N_("A font has no map to its glyphs.")},
    [PDF_RULE_CMAP] = {"ISO 14289-1, 7.21.3.3",
                       N_("A font's encoding is not Identity-H, the only one that is read here.")},
    [PDF_RULE_EMBEDDED] = {"31-009", N_("A font is not embedded.")},
    [PDF_RULE_GLYPH] = {"31-011", N_("A glyph that is shown is not in the embedded font.")},
    [PDF_RULE_CID_SET] = {"31-014", N_("A glyph that is shown is not in the list of the font's glyphs.")},
    [PDF_RULE_CID_SET_MORE] = {"31-015", N_("The list of a font's glyphs has one that the font has not.")},
    [PDF_RULE_WIDTH] = {"31-016", N_("The width of a character is not that of its glyph.")},
    [PDF_RULE_TO_UNICODE] = {"31-027", N_("A font does not map its characters to Unicode.")},
    [PDF_RULE_UNICODE_ZERO] = {"31-028", N_("A character is mapped to U+0000.")},
    [PDF_RULE_UNICODE_MARK] = {"31-029", N_("A character is mapped to U+FEFF or U+FFFE.")},
    [PDF_RULE_NOT_DEFINED] = {"31-030", N_("The glyph for what is not in a font is shown.")},
    [PDF_RULE_MARKED] = {"ISO 14289-1, 6.2", N_("The file does not say that it is tagged.")},
    [PDF_RULE_CONTENT] = {"ISO 32000-1, 14.6", N_("The content of a page is not well formed.")},
    [PDF_RULE_PAGES] = {"ISO 32000-1, 7.7.3", N_("The pages are not in a proper tree.")},
    [PDF_RULE_TREE] = {"ISO 32000-1, 14.7.2", N_("The structure is not a proper tree.")},
    [PDF_RULE_PARENT_TREE] = {"ISO 32000-1, 14.7.4.4",
                              N_("The parent tree does not lead from content to its element.")},
    [PDF_RULE_KID] = {"ISO 32000-1, 14.7.4", N_("An element has content that its page does not show once.")},
};

// ---- Places ------------------------------------------------------------------------------------------------------

static void add_path(struct buffer *out, const struct pdf_node *node)
{
    if (!node || !node->parent)
        return;
    add_path(out, node->parent);
    buffer_add_character(out, '/');
    buffer_add(out, node->type);
    if (node->same > 1)
        buffer_print(out, "[%zu]", node->place);
}

static struct message hint_of(enum pdf_rule rule, size_t page, uint32_t object)
{
    struct text number = text_from(rules[rule].number);
    if (page && object)
        return MESSAGE("Rule {rule}; page {page}, object {object}.", VALUE("rule", number),
                       NUMBER("page", page), NUMBER("object", object));
    if (page)
        return MESSAGE("Rule {rule}; page {page}.", VALUE("rule", number), NUMBER("page", page));
    if (object)
        return MESSAGE("Rule {rule}; object {object}.", VALUE("rule", number), NUMBER("object", object));
    return MESSAGE("Rule {rule}.", VALUE("rule", number));
}

// What another program wrote may break one rule with every operator of every page: a few show what is meant.
enum { SHOWN_OF_A_RULE = 5 };

static void tell_the_rest(struct pdf_checker *checker)
{
    for (int rule = 0; rule < PDF_RULE_COUNT; rule++) {
        size_t broken = checker->broken[rule];
        if (broken > SHOWN_OF_A_RULE)
            problem_report(checker->problems, (struct place){.source = checker->source},
                           MESSAGE_COUNT("the same rule is broken in one more place",
                                         "the same rule is broken in {n} more places",
                                         broken - SHOWN_OF_A_RULE),
                           hint_of((enum pdf_rule)rule, 0, 0));
    }
}

bool pdf_expect(struct pdf_checker *checker, enum pdf_rule rule, bool holds, struct pdf_spot spot)
{
    checker->verdict.checks++;
    checker->verdict.rules += !checker->applied[rule];
    checker->applied[rule] = true;
    if (holds)
        return true;
    if (++checker->broken[rule] > SHOWN_OF_A_RULE)
        return false; // tell_the_rest counts it
    struct buffer path = {0};
    add_path(&path, spot.node);
    if (!spot.object && spot.node)
        spot.object = spot.node->value;
    if (!spot.page && spot.node)
        spot.page = pdf_page_of(checker, spot.node->page);
    problem_report_value(
        checker->problems, (struct place){.source = checker->source, .name = buffer_text(&path)}, spot.value,
        MESSAGE(rules[rule].broken), hint_of(rule, spot.page, spot.object ? spot.object->number : 0));
    buffer_dispose(&path);
    return false;
}

// ---- What the parts share ----------------------------------------------------------------------------------------

struct text pdf_key(struct arena *arena, uint64_t first, uint64_t second)
{
    uint64_t numbers[2] = {first, second};
    return text_copy(arena, (struct text){(const char *)numbers, sizeof numbers});
}

struct pdf_marked *pdf_marked_content(struct pdf_checker *checker, uint32_t owner, int64_t mark)
{
    size_t at;
    struct text key = pdf_key(checker->arena, owner, (uint64_t)mark);
    if (text_map_put(checker->marked_at, key, checker->marked.count, &at)) {
        struct pdf_marked *marked = ARRAY_APPEND(checker->arena, &checker->marked);
        marked->owner = owner;
        marked->mark = mark;
        return marked;
    }
    return &checker->marked.items[at];
}

const struct pdf_value *pdf_parent_at(const struct pdf_checker *checker, int64_t key)
{
    size_t at;
    uint64_t numbers[2] = {(uint64_t)key, 0};
    struct text bytes = {(const char *)numbers, sizeof numbers};
    return text_map_find(checker->parent_at, bytes, &at) ? checker->parents.items[at] : NULL;
}

struct pdf_node *pdf_node_of(const struct pdf_checker *checker, const struct pdf_value *element)
{
    return element && element->number ? checker->node_of[element->number] : NULL;
}

bool pdf_role_is(const struct pdf_node *node, const char *role)
{
    return text_equal(node->role, text_from(role));
}

bool pdf_has_text(const struct pdf_value *dictionary, const char *key)
{
    const struct pdf_value *string = pdf_get_kind(dictionary, key, PDF_STRING);
    return string && text_trim(string->text).length > 0;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_subtag(struct text subtag, size_t least, bool letters)
{
    for (size_t i = 0; i < subtag.length; i++)
        if (!is_letter(subtag.bytes[i]) && (letters || subtag.bytes[i] < '0' || subtag.bytes[i] > '9'))
            return false;
    return subtag.length >= least && subtag.length <= 8;
}

bool pdf_is_language(struct text tag)
{
    struct text part;
    if (tag.length && tag.bytes[tag.length - 1] == '-')
        return false;
    if (!text_split(&tag, '-', &part) || !is_subtag(part, 2, true))
        return false;
    while (text_split(&tag, '-', &part))
        if (!is_subtag(part, 1, false))
            return false;
    return true;
}

// ---- The whole ---------------------------------------------------------------------------------------------------

// One line end behind the version; what viewers forgive others do not.
static bool is_header(struct text content)
{
    struct text start = TEXT("%PDF-1."), rest = text_slice(content, start.length, start.length + 2);
    return text_starts(content, start) && rest.length == 2 && rest.bytes[0] >= '0' && rest.bytes[0] <= '7' &&
           (rest.bytes[1] == '\n' || rest.bytes[1] == '\r');
}

static void check_all(struct pdf_checker *checker)
{
    struct text_map marked_at, parent_at;
    text_map_init(&marked_at, checker->arena);
    text_map_init(&parent_at, checker->arena);
    checker->marked_at = &marked_at;
    checker->parent_at = &parent_at;
    size_t numbers = pdf_reader_numbers(checker->reader) + 1;
    checker->node_of = ARENA_ARRAY(checker->arena, struct pdf_node *, numbers);
    checker->holder_of = ARENA_ARRAY(checker->arena, struct pdf_node *, numbers);
    pdf_check_catalog(checker);
    pdf_read_pages(checker);
    pdf_read_structure(checker);
    pdf_check_roles(checker);
    pdf_check_nesting(checker);
    pdf_check_headings(checker);
    pdf_check_elements(checker);
    pdf_check_tables(checker);
    pdf_check_contents(checker);
    pdf_check_figures(checker);
    pdf_check_parent_tree(checker);
    pdf_check_annotations(checker);
    pdf_check_fonts(checker);
    pdf_check_objects(checker);
}

bool pdf_check(struct arena *arena, struct text source, struct text content, struct pdf_verdict *verdict,
               struct problems *problems)
{
    struct pdf_checker checker = {.arena = arena, .source = source, .problems = problems};
    size_t before = problems->count;
    if (!pdf_reader_open(arena, source, content, &checker.reader, problems))
        return false;
    checker.catalog = pdf_get(pdf_reader_trailer(checker.reader), "Root");
    bool open = !pdf_reader_encrypted(checker.reader);
    pdf_expect(&checker, PDF_RULE_ENCRYPTED, open, (struct pdf_spot){0});
    pdf_expect(&checker, PDF_RULE_LOCKED, pdf_reader_accessible(checker.reader), (struct pdf_spot){0});
    pdf_expect(&checker, PDF_RULE_HEADER, is_header(content), (struct pdf_spot){0});
    if (open)
        check_all(&checker);
    tell_the_rest(&checker);
    pdf_reader_close(checker.reader);
    if (problems->count > before)
        return false;
    *verdict = checker.verdict;
    return true;
}
