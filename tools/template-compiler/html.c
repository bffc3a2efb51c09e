// SPDX-License-Identifier: GPL-3.0-or-later
// Follows a template's markup byte by byte, so that it is known at every directive where a browser would be. It takes only a plain
// form of HTML in which a browser and this file cannot differ: every element closed, every value in double quotes,
// every '&' a character reference.
#include "elements.h"
#include "template.h"

#include <string.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n';
}

static bool is_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool is_name_byte(char byte)
{
    return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '-';
}

static const struct element *top(const struct html *html)
{
    return html->depth ? html->stack[html->depth - 1] : NULL;
}

bool html_is_plain_text(const struct html *html)
{
    return top(html) && top(html)->plain;
}

bool html_takes_text(const struct html *html)
{
    return !top(html) || !top(html)->no_text;
}

bool html_same(const struct html *a, const struct html *b)
{
    return a->state == b->state && a->depth == b->depth && a->tag == b->tag && a->attribute == b->attribute &&
           memcmp(a->stack, b->stack, sizeof *a->stack * (size_t)a->depth) == 0;
}

const char *html_open(const struct html *html)
{
    return top(html)->name;
}

const char *html_where(const struct html *html)
{
    if (html->state == HTML_TAG)
        return "in a tag";
    if (html->state == HTML_VALUE && html->attribute == ATTRIBUTE_ADDRESS)
        return html->at_start ? "at the start of an address" : "inside an address";
    if (html->state == HTML_VALUE)
        return "in an attribute";
    return html_is_plain_text(html) ? "in an element that holds text only" : "in the text";
}

static void take_bytes(struct template *template, size_t count)
{
    for (size_t i = 0; i < count; i++)
        emit_byte(template, template->bytes[template->at + i]);
    template_advance(template, count);
}

static size_t name_length(const struct template *template, size_t from)
{
    size_t end = from;
    while (end < template->length && is_name_byte(template->bytes[end]))
        end++;
    return end - from;
}

// "&amp;", "&#160;"
static void take_reference(struct template *template)
{
    size_t end = template->at + 1;
    if (end < template->length && template->bytes[end] == '#')
        end++;
    while (end < template->length && (is_name_byte(template->bytes[end]) ||
                                      (template->bytes[end] >= 'A' && template->bytes[end] <= 'Z')))
        end++;
    if (end - template->at < 3 || end == template->length || template->bytes[end] != ';')
        template_fail(template, "write & as &amp;");
    take_bytes(template, end + 1 - template->at);
}

static void check_place(struct template *template, const struct element *element)
{
    const struct html *html = &template->html;
    const char *parent = html->depth                         ? top(html)->name
                         : template->kind == TEMPLATE_LAYOUT ? "(document)"
                                                             : "(nothing)";
    char wanted[NAME_BYTES];
    snprintf(wanted, sizeof wanted, " %s ", parent);
    if (element->parents && !strstr(element->parents, wanted))
        template_fail(template, "<%s> stands only in:%s; here it is in %s", element->name, element->parents,
                      parent);
    for (int i = 0; i < html->depth; i++) {
        if (element->once && html->stack[i] == element)
            template_fail(template, "<%s> cannot stand inside <%s>", element->name, element->name);
        if (element->closes_p && strcmp(html->stack[i]->name, "p") == 0)
            template_fail(template, "<%s> cannot stand inside <p>", element->name);
    }
}

static void take_start_tag(struct template *template)
{
    size_t length = name_length(template, template->at + 1);
    const char *name = template->bytes + template->at + 1;
    const struct element *element = element_find(name, length);
    if (length == 5 && memcmp(name, "style", 5) == 0)
        template_fail(template, "<style> is forbidden: the style is in src/web/assets");
    if (!element)
        template_fail(template, "<%.*s> is not an element that templates may use", (int)length, name);
    check_place(template, element);
    template->html.state = HTML_TAG;
    template->html.tag = element;
    template->html.spaced = false;
    template->seen_count = 0;
    template->tag_controls = template->control_depth;
    template->tag_line = template->line;
    take_bytes(template, length + 1);
}

static void take_end_tag(struct template *template)
{
    size_t length = name_length(template, template->at + 2);
    const char *name = template->bytes + template->at + 2;
    const struct element *element = top(&template->html);
    if (!element)
        template_fail(template, "</%.*s> closes nothing", (int)length, name);
    if (strlen(element->name) != length || memcmp(element->name, name, length) != 0)
        template_fail(template, "</%.*s> where <%s> is open", (int)length, name, element->name);
    size_t end = template->at + 2 + length;
    if (end >= template->length || template->bytes[end] != '>')
        template_fail(template, "the end tag is not closed by >");
    template->html.depth--;
    take_bytes(template, length + 3);
}

static void take_comment(struct template *template)
{
    size_t at = template->at + 4;
    while (at + 3 <= template->length && memcmp(template->bytes + at, "-->", 3) != 0) {
        if (memcmp(template->bytes + at, "{{", 2) == 0)
            template_fail(template, "no directive stands in a comment");
        if (memcmp(template->bytes + at, "--", 2) == 0 || memcmp(template->bytes + at, "<!", 2) == 0)
            template_fail(template, "-- and <! do not stand in a comment");
        at++;
    }
    if (at + 3 > template->length)
        template_fail(template, "the comment is not closed");
    if (template->bytes[template->at + 4] == '>' || template->bytes[template->at + 4] == '-')
        template_fail(template, "a browser ends this comment at once");
    take_bytes(template, at + 3 - template->at);
}

static void take_markup(struct template *template)
{
    if (template_looks_at(template, "<!doctype html>")) {
        if (template->kind != TEMPLATE_LAYOUT || template->has_content)
            template_fail(template, "the doctype stands only at the start of a layout");
        take_bytes(template, strlen("<!doctype html>"));
        return;
    }
    bool end = template_looks_at(template, "</");
    if (html_is_plain_text(&template->html) && !end)
        template_fail(template, "<%s> holds text only", top(&template->html)->name);
    if (template_looks_at(template, "<!--"))
        take_comment(template);
    else if (end)
        take_end_tag(template);
    else if (template->at + 1 < template->length && is_letter(template->bytes[template->at + 1]))
        take_start_tag(template);
    else
        template_fail(template, "write < as &lt;, and the names of elements in small letters");
}

static void take_text(struct template *template)
{
    char byte = template->bytes[template->at];
    if (byte == '<') {
        take_markup(template);
        return;
    }
    if (is_blank(byte)) {
        // Indentation is for the reader of the template.
        bool kept = top(&template->html) && (strcmp(top(&template->html)->name, "textarea") == 0 ||
                                             strcmp(top(&template->html)->name, "pre") == 0);
        if (!kept && template->last == '\n')
            template_advance(template, 1);
        else
            take_bytes(template, 1);
        return;
    }
    if (!html_takes_text(&template->html))
        template_fail(template, "no text stands straight inside <%s>", top(&template->html)->name);
    if (byte == '&')
        take_reference(template);
    else if (byte == '>')
        template_fail(template, "write > as &gt;");
    else
        take_bytes(template, 1);
}

static void close_tag(struct template *template)
{
    struct html *html = &template->html;
    const struct element *element = html->tag;
    if (template->control_depth != template->tag_controls)
        template_fail(template, "an {{if}} or {{for}} of a tag ends in the tag");
    take_bytes(template, 1);
    html->state = HTML_TEXT;
    html->tag = NULL;
    html->spaced = false;
    if (element->is_void)
        return;
    if (html->depth == DEPTH)
        template_fail(template, "too many elements inside each other");
    html->opened[html->depth] = template->tag_line;
    html->stack[html->depth++] = element;
    if (strcmp(element->name, "script") == 0 && !template_looks_at(template, "</script>"))
        template_fail(template, "<script> has no content: name a file of src/web/assets by src");
    // A browser leaves out one line's end that follows the tag: a value that begins with one must keep it.
    if ((strcmp(element->name, "textarea") == 0 || strcmp(element->name, "pre") == 0) &&
        !template_looks_at(template, "\n"))
        emit_byte(template, '\n');
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static enum attribute_kind check_attribute(struct template *template, const char *name)
{
    static const char *const addresses[] = {"href", "action", "src", "formaction", NULL};
    static const char *const forbidden[] = {
        "srcdoc",   "srcset", "imagesrcset", "http-equiv", "xmlns",  "ping", "background", "poster",
        "manifest", "data",   "cite",        "longdesc",   "usemap", "is",   "nonce",      NULL};
    if (strcmp(name, "style") == 0)
        template_fail(template, "style= is forbidden: the style is in src/web/assets");
    if (strncmp(name, "on", 2) == 0)
        template_fail(template, "%s= is forbidden: scripts are in src/web/assets", name);
    if (is_one_of(name, forbidden))
        template_fail(template, "%s= is forbidden", name);
    bool always = template->control_depth == template->tag_controls;
    for (int i = 0; i < template->seen_count; i++)
        if (strcmp(template->seen[i].name, name) == 0 && (always || template->seen[i].always))
            template_fail(template, "%s= stands twice in this tag", name);
    if (template->seen_count == ATTRIBUTES)
        template_fail(template, "too many attributes");
    struct attribute_seen *seen = &template->seen[template->seen_count++];
    snprintf(seen->name, sizeof seen->name, "%s", name);
    seen->always = always;
    return is_one_of(name, addresses) ? ATTRIBUTE_ADDRESS : ATTRIBUTE_PLAIN;
}

static void take_attribute(struct template *template)
{
    size_t length = name_length(template, template->at);
    while (template->bytes[template->at + length] == '.') // data-i18n.show-password
        length += 1 + name_length(template, template->at + length + 1);
    char name[NAME_BYTES];
    if (length >= sizeof name)
        template_fail(template, "the attribute's name is too long");
    if (!template->html.spaced)
        template_fail(template, "a blank is missing before the attribute");
    memcpy(name, template->bytes + template->at, length);
    name[length] = '\0';
    enum attribute_kind kind = check_attribute(template, name);
    take_bytes(template, length);
    template->html.spaced = false;
    if (!template_looks_at(template, "="))
        return;
    if (!template_looks_at(template, "=\""))
        template_fail(template, "the value of %s= has no double quotes", name);
    take_bytes(template, 2);
    template->html.state = HTML_VALUE;
    template->html.attribute = kind;
    template->html.at_start = true;
}

static void take_in_tag(struct template *template)
{
    char byte = template->bytes[template->at];
    if (is_blank(byte)) {
        if (!template->html.spaced)
            emit_byte(template, ' ');
        template->html.spaced = true;
        template_advance(template, 1);
    } else if (byte == '>') {
        close_tag(template);
    } else if (is_letter(byte)) {
        take_attribute(template);
    } else {
        template_fail(template, "%s", byte == '/' ? "no tag ends with />" : "this cannot stand in a tag");
    }
}

// A fixed address. One of our own is given the language of the page: "/cases" is "/cy/cases" in Welsh.
static void begin_address(struct template *template)
{
    if (template_looks_at(template, "//") || template_looks_at(template, "/\\"))
        template_fail(template, "an address with // leads elsewhere");
    if (template_looks_at(template, "/")) {
        emit_flush(template);
        emit_line(template, template->line);
        fprintf(template->code, "    page_root(page);\n");
    } else if (!template_looks_at(template, "#") && !template_looks_at(template, "?") &&
               !template_looks_at(template, "https://") && !template_looks_at(template, "http://") &&
               !template_looks_at(template, "mailto:")) {
        template_fail(template, "an address begins with /, #, ?, https://, http:// or mailto:");
    }
}

static void take_value(struct template *template)
{
    struct html *html = &template->html;
    char byte = template->bytes[template->at];
    if (byte == '"') {
        if (html->attribute == ATTRIBUTE_ADDRESS && html->at_start)
            template_fail(template, "the address is empty");
        html->state = HTML_TAG;
        html->at_start = false;
        html->attribute = ATTRIBUTE_PLAIN;
        html->spaced = false;
        take_bytes(template, 1);
        return;
    }
    if (html->at_start && html->attribute == ATTRIBUTE_ADDRESS)
        begin_address(template);
    html->at_start = false;
    if (byte == '<' || byte == '\n')
        template_fail(template, "%s", byte == '<' ? "write < as &lt;" : "the value has no closing quote");
    if (byte == '&')
        take_reference(template);
    else
        take_bytes(template, 1);
}

void html_take(struct template *template)
{
    switch (template->html.state) {
    case HTML_TEXT: take_text(template); break;
    case HTML_TAG: take_in_tag(template); break;
    case HTML_VALUE: take_value(template); break;
    }
}
