// SPDX-License-Identifier: GPL-3.0-or-later
// Directives: a kind of value and a C expression, a message, or control. The kinds say where each may stand; there is none
// that writes markup.
#include "elements.h"
#include "template.h"

#include <string.h>

enum place {
    PLACE_TEXT = 1,    // between tags
    PLACE_PLAIN = 2,   // inside <title>, <textarea>, <option>
    PLACE_VALUE = 4,   // in an attribute that is no address
    PLACE_ADDRESS = 8, // at the start of an address
    PLACE_PART = 16,   // later in an address
};

static const struct {
    const char *name;
    const char *function;
    int places;
} kinds[] = {
    {"text", "page_text", PLACE_TEXT | PLACE_PLAIN},
    {"attribute", "page_text", PLACE_VALUE},
    {"url", "page_url", PLACE_ADDRESS},
    {"own", "page_own", PLACE_ADDRESS},
    {"asset", "page_asset", PLACE_ADDRESS},
    {"part", "page_part", PLACE_PART},
    {"number", "page_number", PLACE_TEXT | PLACE_PLAIN},
    {"digits", "page_digits", PLACE_TEXT | PLACE_PLAIN | PLACE_VALUE | PLACE_PART},
    {"date", "page_date", PLACE_TEXT | PLACE_PLAIN},
    {"time", "page_time", PLACE_TEXT | PLACE_PLAIN},
    {"duration", "page_duration", PLACE_TEXT | PLACE_PLAIN},
    {"iso_date", "page_iso_date", PLACE_VALUE},
    {"word", "page_word", PLACE_TEXT | PLACE_PLAIN | PLACE_VALUE},
    {"message", "page_message", PLACE_TEXT | PLACE_PLAIN | PLACE_VALUE},
    {"localised", "page_localised", PLACE_TEXT},
    {"localised_plain", "page_localised_plain", PLACE_PLAIN | PLACE_VALUE},
};

static int place_of(const struct html *html)
{
    switch (html->state) {
    case HTML_TEXT: return !html_takes_text(html) ? 0 : html_is_plain_text(html) ? PLACE_PLAIN : PLACE_TEXT;
    case HTML_VALUE:
        if (html->attribute == ATTRIBUTE_PLAIN)
            return PLACE_VALUE;
        return html->at_start ? PLACE_ADDRESS : PLACE_PART;
    case HTML_TAG: break;
    }
    return 0;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n';
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '_';
}

static void piece_advance(struct piece *piece, size_t bytes)
{
    for (; bytes && piece->length; bytes--) {
        unsigned char byte = (unsigned char)*piece->bytes;
        if (byte == '\n') {
            piece->line++;
            piece->column = 1;
        } else if ((byte & 0xc0) != 0x80) {
            piece->column++;
        }
        piece->bytes++;
        piece->length--;
    }
}

static struct piece piece_trim(struct piece piece)
{
    while (piece.length && is_blank(*piece.bytes))
        piece_advance(&piece, 1);
    while (piece.length && is_blank(piece.bytes[piece.length - 1]))
        piece.length--;
    return piece;
}

static struct piece take_word(struct piece *rest)
{
    struct piece word = *rest;
    word.length = 0;
    while (word.length < rest->length && is_word_byte(rest->bytes[word.length]))
        word.length++;
    piece_advance(rest, word.length);
    *rest = piece_trim(*rest);
    return word;
}

static bool is(struct piece piece, const char *word)
{
    return piece.length == strlen(word) && memcmp(piece.bytes, word, piece.length) == 0;
}

// The bytes up to `end`, or to one of the separators outside brackets and quotes.
static size_t expression_length(const struct template *template, struct piece piece, char separator)
{
    char open[DEPTH];
    int depth = 0;
    for (size_t i = 0; i < piece.length; i++) {
        char byte = piece.bytes[i];
        if (byte == separator && depth == 0)
            return i;
        if (byte == '"' || byte == '\'') {
            size_t end = i + 1;
            while (end < piece.length && piece.bytes[end] != byte)
                end += piece.bytes[end] == '\\' ? 2 : 1;
            if (end >= piece.length)
                template_fail_at(template, piece.line, piece.column, "a quote is not closed");
            i = end;
        } else if (strchr("([{", byte) && depth < DEPTH) {
            open[depth++] = byte == '(' ? ')' : byte == '[' ? ']' : '}';
        } else if (strchr(")]}", byte)) {
            if (depth == 0 || open[--depth] != byte)
                template_fail_at(template, piece.line, piece.column, "the brackets do not match");
        }
    }
    if (depth)
        template_fail_at(template, piece.line, piece.column, "the brackets do not match");
    return piece.length;
}

static struct piece take_expression(const struct template *template, struct piece *rest, char separator)
{
    struct piece part = *rest;
    part.length = expression_length(template, *rest, separator);
    piece_advance(rest, part.length + 1);
    *rest = piece_trim(*rest);
    part = piece_trim(part);
    if (!part.length)
        template_fail_at(template, part.line, part.column, "an expression is missing");
    return part;
}

static struct piece whole_expression(const struct template *template, struct piece rest)
{
    return take_expression(template, &rest, '\0');
}

// A message's English, with its quotes.
static struct piece take_english(const struct template *template, struct piece *rest)
{
    if (!rest->length || *rest->bytes != '"')
        template_fail_at(template, rest->line, rest->column, "the English words are missing, in quotes");
    struct piece english = take_expression(template, rest, ',');
    if (english.bytes[english.length - 1] != '"' || english.length < 3)
        template_fail_at(template, english.line, english.column, "the English words are missing, in quotes");
    return english;
}

static bool has_placeholder(struct piece english, struct piece name)
{
    for (size_t i = 0; i + name.length + 2 <= english.length; i++)
        if (english.bytes[i] == '{' && memcmp(english.bytes + i + 1, name.bytes, name.length) == 0 &&
            english.bytes[i + 1 + name.length] == '}')
            return true;
    return false;
}

static int count_placeholders(struct piece english)
{
    int count = 0;
    for (size_t i = 0; i < english.length; i++)
        count += english.bytes[i] == '{' && memcmp(english.bytes + i, "{n}", 3) != 0;
    return count;
}

// The values of a message: "name=expression, …". `many` is the English that has all the placeholders.
static void write_values(struct template *template, struct piece rest, struct piece many)
{
    int count = 0;
    fprintf(template->code, ".values = {");
    while (rest.length) {
        struct piece name = take_word(&rest);
        if (!name.length || !rest.length || *rest.bytes != '=')
            template_fail_at(template, name.line, name.column, "a value is written name=expression");
        if (!has_placeholder(many, name))
            template_fail_at(template, name.line, name.column, "the words have no {%.*s}", (int)name.length,
                             name.bytes);
        piece_advance(&rest, 1);
        struct piece value = take_expression(template, &rest, ',');
        fprintf(template->code, "PAGE_VALUE(page, \"%.*s\", (%.*s)), ", (int)name.length, name.bytes,
                (int)value.length, value.bytes);
        count++;
    }
    fprintf(template->code, "{0}}");
    if (count != count_placeholders(many))
        template_fail_at(template, many.line, many.column, "the words have a {placeholder} without a value");
}

// {{say "{count} of {all}", count=…, all=…}}, and with `counts` {{say_count "one case", "{n} cases", count}}.
static void write_message(struct template *template, const char *function, struct piece rest, bool counts)
{
    emit_flush(template);
    template->last = 0;
    emit_line(template, rest.line);
    struct piece one = take_english(template, &rest), many = one;
    fprintf(template->code, "    %s(page, &(struct message){.text = %.*s, ", function, (int)one.length,
            one.bytes);
    if (counts) {
        many = take_english(template, &rest);
        struct piece count = take_expression(template, &rest, ',');
        fprintf(template->code, ".plural = %.*s, .count = (int64_t)(%.*s), ", (int)many.length, many.bytes,
                (int)count.length, count.bytes);
    }
    write_values(template, rest, many);
    fprintf(template->code, "});\n");
}

static void take_say(struct template *template, struct piece kind, struct piece rest)
{
    if (!(place_of(&template->html) & (PLACE_TEXT | PLACE_PLAIN | PLACE_VALUE)))
        template_fail_at(template, kind.line, kind.column, "{{%.*s}} cannot stand %s", (int)kind.length,
                         kind.bytes, html_where(&template->html));
    write_message(template, "page_message", rest, is(kind, "say_count"));
}

static void take_value(struct template *template, struct piece kind, struct piece rest)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!is(kind, kinds[i].name))
            continue;
        if (!(place_of(&template->html) & kinds[i].places))
            template_fail_at(template, kind.line, kind.column, "{{%s}} cannot stand %s%s", kinds[i].name,
                             html_where(&template->html),
                             template->html.state == HTML_TEXT && !html_takes_text(&template->html)
                                 ? " of an element that holds elements only"
                                 : "");
        if (strcmp(template->html.tag ? template->html.tag->name : "", "script") == 0 && !is(kind, "asset"))
            template_fail_at(template, kind.line, kind.column,
                             "<script> takes an {{asset}} and nothing else");
        struct piece expression = whole_expression(template, rest);
        if (is(kind, "asset") && *expression.bytes != '"')
            template_fail_at(template, kind.line, kind.column, "an asset is named in quotes");
        emit_value(template, kinds[i].function, expression);
        return;
    }
    template_fail_at(template, kind.line, kind.column,
                     "a directive begins with its kind, such as {{text …}}; there is no kind \"%.*s\"",
                     (int)kind.length, kind.bytes);
}

static void open_control(struct template *template, struct piece kind)
{
    if (template->control_depth == DEPTH)
        template_fail_at(template, kind.line, kind.column, "too many directives inside each other");
    template->controls[template->control_depth++] = (struct control){.is_for = is(kind, "for"),
                                                                     .line = kind.line,
                                                                     .column = kind.column,
                                                                     .before = template->html,
                                                                     .last_before = template->last,
                                                                     .all_end_lines = template->last == '\n'};
}

static void take_if(struct template *template, struct piece kind, struct piece rest)
{
    struct piece condition = whole_expression(template, rest);
    emit_flush(template);
    emit_line(template, kind.line);
    fprintf(template->code, "    if (%.*s) {\n", (int)condition.length, condition.bytes);
    open_control(template, kind);
}

static void take_for(struct template *template, struct piece kind, struct piece rest)
{
    struct piece item = take_word(&rest), in = take_word(&rest);
    if (!item.length || !is(in, "in"))
        template_fail_at(template, kind.line, kind.column, "write {{for ITEM in LIST}}");
    struct piece list = whole_expression(template, rest);
    int name = (int)item.length, length = (int)list.length;
    emit_flush(template);
    emit_line(template, kind.line);
    fprintf(template->code, "    for (size_t %.*s_index = 0; %.*s_index < (%.*s).count; %.*s_index++) { ",
            name, item.bytes, name, item.bytes, length, list.bytes, name, item.bytes);
    fprintf(template->code, "__typeof__(&(%.*s).items[0]) %.*s = &(%.*s).items[%.*s_index]; (void)%.*s;\n",
            length, list.bytes, name, item.bytes, length, list.bytes, name, item.bytes, name, item.bytes);
    open_control(template, kind);
}

static struct control *current_control(const struct template *template, struct piece kind)
{
    if (!template->control_depth)
        template_fail_at(template, kind.line, kind.column, "{{%.*s}} without {{if}} or {{for}}",
                         (int)kind.length, kind.bytes);
    return (struct control *)&template->controls[template->control_depth - 1];
}

// A branch must end where it began, or what follows would be read in two ways.
static void end_branch(struct template *template, struct control *control, struct piece kind)
{
    if (!html_same(&template->html, &control->before))
        template_fail_at(
            template, kind.line, kind.column,
            "what began at line %d, %s, leaves an element open or closes one that it did not open",
            control->line, html_where(&control->before));
    if (control->has_branch && control->writes != !template->html.at_start)
        template_fail_at(template, kind.line, kind.column,
                         "an address begins in one branch since line %d, and not in another", control->line);
    control->writes = !template->html.at_start;
    control->has_branch = true;
    control->all_end_lines = control->all_end_lines && template->last == '\n';
    template->last = control->last_before;
}

static void take_else(struct template *template, struct piece kind, struct piece rest)
{
    struct control *control = current_control(template, kind);
    if (control->is_for || control->has_else)
        template_fail_at(template, kind.line, kind.column, "{{else}} belongs to no {{if}}");
    end_branch(template, control, kind);
    emit_flush(template);
    emit_line(template, kind.line);
    struct piece word = take_word(&rest);
    if (is(word, "if")) {
        struct piece condition = whole_expression(template, rest);
        fprintf(template->code, "    } else if (%.*s) {\n", (int)condition.length, condition.bytes);
    } else if (word.length || rest.length) {
        template_fail_at(template, word.line, word.column, "write {{else}} or {{else if …}}");
    } else {
        fprintf(template->code, "    } else {\n");
        control->has_else = true;
    }
    template->html = control->before;
}

static void take_end(struct template *template, struct piece kind)
{
    struct control *control = current_control(template, kind);
    end_branch(template, control, kind);
    bool needs_all = template->html.state == HTML_VALUE && template->html.attribute == ATTRIBUTE_ADDRESS;
    if (needs_all && !control->has_else && control->before.at_start && control->writes)
        template_fail_at(template, kind.line, kind.column, "without {{else}} the address may be empty");
    emit_flush(template);
    fprintf(template->code, "    }\n");
    template->last = control->all_end_lines ? '\n' : 0;
    template->html.spaced = false;
    template->control_depth--;
}

static void take_include(struct template *template, struct piece kind, struct piece rest)
{
    if (place_of(&template->html) != PLACE_TEXT)
        template_fail_at(template, kind.line, kind.column, "{{include}} cannot stand %s",
                         html_where(&template->html));
    struct piece name = take_word(&rest);
    if (!name.length)
        template_fail_at(template, kind.line, kind.column, "write {{include COMPONENT …}}");
    emit_flush(template);
    template->last = 0;
    emit_line(template, kind.line);
    int length = (int)name.length;
    if (rest.length && *rest.bytes != '.') {
        struct piece data = whole_expression(template, rest);
        fprintf(template->code, "    component_%.*s(page, (%.*s));\n", length, name.bytes, (int)data.length,
                data.bytes);
        return;
    }
    expression_length(template, rest, '\0');
    fprintf(template->code, "    component_%.*s(page, &(const struct component_%.*s){%.*s});\n", length,
            name.bytes, length, name.bytes, rest.length ? (int)rest.length : 1,
            rest.length ? rest.bytes : "0");
}

static void take_use(struct template *template, struct piece kind, struct piece rest)
{
    if (template->has_content || template->has_layout)
        template_fail_at(template, kind.line, kind.column, "{{use}} stands before everything else");
    if (rest.length < 3 || rest.bytes[0] != '"' || rest.bytes[rest.length - 1] != '"')
        template_fail_at(template, kind.line, kind.column, "write {{use \"FOLDER/HEADER.h\"}}");
    fprintf(template->includes, "#include %.*s\n", (int)rest.length, rest.bytes);
}

static void take_layout(struct template *template, struct piece kind, struct piece rest)
{
    if (template->kind != TEMPLATE_PAGE || template->has_content || template->has_layout)
        template_fail_at(template, kind.line, kind.column,
                         "{{layout \"TITLE\"}} stands once, before a page's content");
    write_message(template, "page_title", rest, false);
    fprintf(template->code, "    layout_start(page);\n");
    template->has_layout = true;
}

static void take_block(struct template *template, struct piece kind)
{
    if (template->kind != TEMPLATE_LAYOUT || template->has_block || template->control_depth ||
        place_of(&template->html) != PLACE_TEXT)
        template_fail_at(template, kind.line, kind.column,
                         "{{block}} stands once, in the text of a layout, outside {{if}} and {{for}}");
    emit_block(template);
    template->has_block = true;
}

static void take_kind(struct template *template, struct piece kind, struct piece rest)
{
    if (is(kind, "if"))
        take_if(template, kind, rest);
    else if (is(kind, "else"))
        take_else(template, kind, rest);
    else if (is(kind, "for"))
        take_for(template, kind, rest);
    else if (is(kind, "end"))
        take_end(template, kind);
    else if (is(kind, "say") || is(kind, "say_count"))
        take_say(template, kind, rest);
    else if (is(kind, "include"))
        take_include(template, kind, rest);
    else if (is(kind, "use"))
        take_use(template, kind, rest);
    else if (is(kind, "layout"))
        take_layout(template, kind, rest);
    else if (is(kind, "block"))
        take_block(template, kind);
    else
        take_value(template, kind, rest);
}

// The bytes between "{{" and "}}"; "}}" in quotes does not end them, nor where a brace is open.
static size_t directive_length(const struct template *template)
{
    const char *bytes = template->bytes + template->at + 2;
    size_t length = template->length - template->at - 2;
    bool comment = length && *bytes == '!';
    int open = 0;
    for (size_t i = 0; i + 1 < length; i++) {
        if (!comment && bytes[i] == '"') {
            for (i++; i < length && bytes[i] != '"'; i++)
                i += bytes[i] == '\\';
        } else if (!comment && bytes[i] == '{') {
            open++;
        } else if (bytes[i] == '}' && open > 0) {
            open--;
        } else if (bytes[i] == '}' && bytes[i + 1] == '}') {
            return i;
        }
    }
    template_fail(template, "the directive is not closed by }}");
}

void directive_take(struct template *template)
{
    struct piece inside = {template->bytes + template->at + 2, directive_length(template), template->line,
                           template->column + 2};
    size_t length = inside.length;
    if (!length || *inside.bytes != '!') {
        struct piece rest = piece_trim(inside), whole = rest;
        struct piece kind = take_word(&rest);
        // {{data->count}} must not pass for a kind: a blank follows it.
        if (rest.length && kind.bytes + kind.length == rest.bytes)
            kind = whole;
        bool is_control = is(kind, "if") || is(kind, "for");
        take_kind(template, kind, rest);
        if (template->html.state == HTML_VALUE && !is_control && !is(kind, "else") && !is(kind, "end"))
            template->html.at_start = false;
        if (!is(kind, "use"))
            template->has_content |= !is(kind, "layout");
    }
    template_advance(template, length + 4);
}

void directive_end(struct template *template)
{
    if (template->control_depth) {
        const struct control *control = &template->controls[template->control_depth - 1];
        template_fail_at(template, control->line, control->column, "{{%s}} is not closed by {{end}}",
                         control->is_for ? "for" : "if");
    }
    if (template->html.state != HTML_TEXT)
        template_fail(template, "the file ends %s", html_where(&template->html));
    if (template->html.depth)
        template_fail(template, "<%s> of line %d is not closed", html_open(&template->html),
                      template->html.opened[template->html.depth - 1]);
    if (template->kind == TEMPLATE_LAYOUT && !template->has_block)
        template_fail(template, "a layout has a {{block}} for a page's content");
}
