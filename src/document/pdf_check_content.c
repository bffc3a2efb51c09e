// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages show: everything tagged or an artifact, and which characters of which fonts.
#include "base/buffer.h"
#include "document/pdf_checker.h"
#include "format/pdf_content.h"

enum marking { MARKING_OTHER, MARKING_TAGGED, MARKING_ARTIFACT };

struct marked_level {
    enum marking marking;
};

// One stream of content: a page's, or a form's that the page shows.
struct stream {
    const struct pdf_value *owner, *resources;
    ARRAY_OF(struct marked_level) levels; // that it opened
    ARRAY_OF(struct pdf_font *) saved;    // by q
    struct pdf_font *font;
};

struct walk {
    struct pdf_checker *checker;
    size_t page, operators, depth;
    size_t tagged, artifact; // levels open, of all streams
    size_t forms;            // shown so far
    bool *shown;             // forms with tagged content, by object number
    bool *open;              // forms that are being shown, by object number
};

static struct pdf_spot spot_of(const struct walk *walk, const struct stream *stream)
{
    return (struct pdf_spot){.page = walk->page, .object = stream->owner};
}

static const struct pdf_value *resource(const struct stream *stream, const char *kind, struct text name)
{
    return pdf_get_text(pdf_get(stream->resources, kind), name);
}

// ---- Marks -------------------------------------------------------------------------------------------------------

static const struct pdf_token *operand(const struct pdf_content *content, size_t index)
{
    static const struct pdf_token none = {.kind = PDF_TOKEN_WORD};
    return index < content->operands.count ? &content->operands.items[index] : &none;
}

static const struct pdf_token *last_operand(const struct pdf_content *content)
{
    return operand(content, content->operands.count - 1);
}

// The MCID and the language of a mark's properties, which stand in the content or in the resources.
static bool properties_of(const struct stream *stream, const struct pdf_content *content, int64_t *mark,
                          struct text *language)
{
    const struct pdf_value *named = resource(stream, "Properties", operand(content, 1)->bytes);
    const struct pdf_value *number = pdf_get_kind(named, "MCID", PDF_INTEGER);
    const struct pdf_value *tag = pdf_get_kind(named, "Lang", PDF_STRING);
    bool marked = number != NULL;
    if (number)
        *mark = number->integer;
    if (tag)
        *language = tag->text;
    for (size_t i = 1; i + 1 < content->operands.count; i++) {
        const struct pdf_token *key = operand(content, i), *value = operand(content, i + 1);
        if (key->kind != PDF_TOKEN_NAME)
            continue;
        if (text_equal(key->bytes, TEXT("MCID")) && value->kind == PDF_TOKEN_NUMBER) {
            *mark = value->number;
            marked = true;
        }
        if (text_equal(key->bytes, TEXT("Lang")) && value->kind == PDF_TOKEN_STRING)
            *language = value->bytes;
    }
    return marked;
}

static void show_mark(struct walk *walk, const struct stream *stream, int64_t mark)
{
    struct pdf_checker *checker = walk->checker;
    if (!stream->owner->number || mark < 0)
        return;
    bool form = stream->owner->kind == PDF_STREAM;
    struct pdf_marked *marked = pdf_marked_content(checker, stream->owner->number, mark);
    marked->page = walk->page;
    marked->shown++;
    walk->shown[stream->owner->number] |= form;
}

static void open_mark(struct walk *walk, struct stream *stream, const struct pdf_content *content)
{
    struct pdf_checker *checker = walk->checker;
    int64_t mark = -1;
    struct text language = {0};
    bool artifact = text_equal(operand(content, 0)->bytes, TEXT("Artifact"));
    bool marked = properties_of(stream, content, &mark, &language);
    if (artifact)
        pdf_expect(checker, PDF_RULE_ARTIFACT_IN_TAG, walk->tagged == 0, spot_of(walk, stream));
    else if (marked)
        pdf_expect(checker, PDF_RULE_TAG_IN_ARTIFACT, walk->artifact == 0, spot_of(walk, stream));
    if (marked && !artifact)
        show_mark(walk, stream, mark);
    if (language.bytes) {
        struct pdf_spot spot = spot_of(walk, stream);
        spot.value = language;
        pdf_expect(checker, PDF_RULE_LANGUAGE_PART, pdf_is_language(language), spot);
    }
    enum marking marking = artifact ? MARKING_ARTIFACT : marked ? MARKING_TAGGED : MARKING_OTHER;
    walk->artifact += marking == MARKING_ARTIFACT;
    walk->tagged += marking == MARKING_TAGGED;
    ARRAY_APPEND(checker->arena, &stream->levels)->marking = marking;
}

static void close_mark(struct walk *walk, struct stream *stream)
{
    if (!pdf_expect(walk->checker, PDF_RULE_CONTENT, stream->levels.count > 0, spot_of(walk, stream)))
        return;
    enum marking marking = stream->levels.items[--stream->levels.count].marking;
    walk->artifact -= marking == MARKING_ARTIFACT;
    walk->tagged -= marking == MARKING_TAGGED;
}

// ---- What is shown -----------------------------------------------------------------------------------------------

static void expect_marked(struct walk *walk, const struct stream *stream, const struct pdf_content *content)
{
    struct pdf_spot spot = spot_of(walk, stream);
    spot.value = content->operation;
    pdf_expect(walk->checker, PDF_RULE_UNTAGGED, walk->tagged > 0 || walk->artifact > 0, spot);
}

static void show_text(struct walk *walk, struct stream *stream, const struct pdf_content *content)
{
    expect_marked(walk, stream, content);
    if (!pdf_expect(walk->checker, PDF_RULE_CONTENT, stream->font != NULL, spot_of(walk, stream)))
        return;
    for (size_t i = 0; i < content->operands.count; i++)
        if (operand(content, i)->kind == PDF_TOKEN_STRING)
            pdf_font_show(walk->checker, stream->font, operand(content, i)->bytes, walk->page);
}

static void run_stream(struct walk *walk, struct stream *stream, struct text bytes);

static void show_form(struct walk *walk, const struct stream *stream, const struct pdf_value *form)
{
    struct pdf_checker *checker = walk->checker;
    struct text bytes;
    bool again = walk->open[form->number] || walk->depth >= LIMIT_PDF_DEPTH || walk->forms >= LIMIT_PDF_FORMS;
    if (!pdf_expect(checker, PDF_RULE_CONTENT, form->number && !again, spot_of(walk, stream)) ||
        !pdf_expect(checker, PDF_RULE_FORM_REPEATED, !walk->shown[form->number], spot_of(walk, stream)))
        return;
    const struct pdf_value *resources = pdf_get(form, "Resources");
    struct stream inner = {.owner = form, .resources = resources ? resources : stream->resources};
    struct arena *scratch = arena_new();
    walk->forms++;
    walk->depth++;
    walk->open[form->number] = true;
    if (pdf_reader_stream(checker->reader, scratch, form, &bytes, checker->problems))
        run_stream(walk, &inner, bytes);
    walk->open[form->number] = false;
    walk->depth--;
    arena_free(scratch);
}

static void show_object(struct walk *walk, const struct stream *stream, const struct pdf_content *content)
{
    const struct pdf_value *object = resource(stream, "XObject", last_operand(content)->bytes);
    if (!pdf_expect(walk->checker, PDF_RULE_CONTENT, object && object->kind == PDF_STREAM,
                    spot_of(walk, stream)))
        return;
    if (pdf_is_name(pdf_get(object, "Subtype"), "Form"))
        show_form(walk, stream, object);
    else
        expect_marked(walk, stream, content);
}

static void set_font(struct walk *walk, struct stream *stream, const struct pdf_content *content)
{
    const struct pdf_value *font = resource(stream, "Font", operand(content, 0)->bytes);
    bool good = pdf_is_dictionary(font) && font->number;
    stream->font = good ? pdf_font_of(walk->checker, font) : NULL;
    pdf_expect(walk->checker, PDF_RULE_CONTENT, stream->font != NULL, spot_of(walk, stream));
}

static void restore(struct walk *walk, struct stream *stream)
{
    if (pdf_expect(walk->checker, PDF_RULE_CONTENT, stream->saved.count > 0, spot_of(walk, stream)))
        stream->font = stream->saved.items[--stream->saved.count];
}

// ---- Operators ---------------------------------------------------------------------------------------------------

static bool is_among(struct text operation, const char *operations)
{
    char padded[8];
    if (operation.length > sizeof padded - 3)
        return false;
    padded[0] = ' ';
    memcpy(padded + 1, operation.bytes, operation.length);
    padded[operation.length + 1] = ' ';
    padded[operation.length + 2] = '\0';
    return strstr(operations, padded) != NULL;
}

static void run_operator(struct walk *walk, struct stream *stream, const struct pdf_content *content)
{
    struct text operation = content->operation;
    if (is_among(operation, " BDC BMC "))
        open_mark(walk, stream, content);
    else if (text_equal(operation, TEXT("EMC")))
        close_mark(walk, stream);
    else if (is_among(operation, " Tj TJ ' \" "))
        show_text(walk, stream, content);
    else if (text_equal(operation, TEXT("Tf")))
        set_font(walk, stream, content);
    else if (text_equal(operation, TEXT("Do")))
        show_object(walk, stream, content);
    else if (is_among(operation, " S s f F f* B B* b b* sh ID "))
        expect_marked(walk, stream, content);
    else if (text_equal(operation, TEXT("q")))
        *ARRAY_APPEND(walk->checker->arena, &stream->saved) = stream->font;
    else if (text_equal(operation, TEXT("Q")))
        restore(walk, stream);
}

// Levels that stay open, or are closed too often, would change what comes behind.
static void end_stream(struct walk *walk, struct stream *stream, bool whole)
{
    whole &= stream->levels.count == 0 && stream->saved.count == 0;
    pdf_expect(walk->checker, PDF_RULE_CONTENT, whole, spot_of(walk, stream));
    while (stream->levels.count > 0)
        close_mark(walk, stream);
}

static void run_stream(struct walk *walk, struct stream *stream, struct text bytes)
{
    struct pdf_content content;
    struct arena *scratch = arena_new();
    enum pdf_content_step step;
    pdf_content_init(&content, scratch, bytes);
    while ((step = pdf_content_next(&content)) == PDF_CONTENT_OPERATOR &&
           walk->operators < LIMIT_PDF_OPERATORS) {
        walk->operators++;
        run_operator(walk, stream, &content);
    }
    end_stream(walk, stream, step == PDF_CONTENT_END);
    arena_free(scratch);
}

// ---- Pages -------------------------------------------------------------------------------------------------------

static const struct pdf_value *inherited(const struct pdf_value *page, const char *key)
{
    for (size_t depth = 0; page && depth <= LIMIT_PDF_DEPTH; depth++, page = pdf_get(page, "Parent"))
        if (pdf_get(page, key))
            return pdf_get(page, key);
    return NULL;
}

static bool read_contents(struct pdf_checker *checker, struct arena *arena, const struct pdf_value *contents,
                          struct text *bytes)
{
    struct buffer out = {0};
    bool good = true;
    size_t count = contents && contents->kind == PDF_ARRAY ? contents->count : contents != NULL;
    for (size_t i = 0; i < count && good; i++) {
        const struct pdf_value *stream = contents->kind == PDF_ARRAY ? pdf_item(contents, i) : contents;
        struct text piece = {0};
        good = stream->kind == PDF_STREAM &&
               pdf_reader_stream(checker->reader, arena, stream, &piece, checker->problems);
        buffer_add(&out, piece);
        buffer_add_character(&out, '\n');
    }
    *bytes = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return good;
}

static void run_page(struct walk *walk, const struct pdf_value *page)
{
    struct stream stream = {.owner = page, .resources = inherited(page, "Resources")};
    struct arena *scratch = arena_new();
    struct text bytes;
    bool good = read_contents(walk->checker, scratch, pdf_get(page, "Contents"), &bytes);
    if (pdf_expect(walk->checker, PDF_RULE_CONTENT, good, spot_of(walk, &stream)))
        run_stream(walk, &stream, bytes);
    arena_free(scratch);
}

void pdf_check_contents(struct pdf_checker *checker)
{
    struct walk walk = {.checker = checker};
    walk.shown = ARENA_ARRAY(checker->arena, bool, pdf_reader_numbers(checker->reader) + 1);
    walk.open = ARENA_ARRAY(checker->arena, bool, pdf_reader_numbers(checker->reader) + 1);
    for (size_t i = 0; i < checker->pages.count; i++) {
        walk.page = i + 1;
        run_page(&walk, checker->pages.items[i]);
    }
}
