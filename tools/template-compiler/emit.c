// SPDX-License-Identifier: GPL-3.0-or-later
// The C file that a template becomes.
#include "template.h"

#include <stdlib.h>
#include <string.h>

static const char *const prefixes[] = {
    [TEMPLATE_PAGE] = "page", [TEMPLATE_COMPONENT] = "component", [TEMPLATE_LAYOUT] = "layout"};

void emit_string(FILE *out, const char *bytes, size_t length)
{
    putc('"', out);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte == '\n')
            fputs(i + 1 < length ? "\\n\"\n        \"" : "\\n", out);
        else if (byte == '"' || byte == '\\')
            fprintf(out, "\\%c", byte);
        else if (byte < ' ' || byte > '~')
            fprintf(out, "\\%03o", byte);
        else
            putc(byte, out);
    }
    putc('"', out);
}

void emit_byte(struct template *template, char byte)
{
    putc(byte, template->literal);
    template->last = byte;
    if (byte != ' ' && byte != '\n')
        template->has_content = true;
}

// The literal so far; free.
static char *take_literal(struct template *template, size_t *length)
{
    *length = (size_t)ftell(template->literal);
    char *bytes = malloc(*length + 1);
    rewind(template->literal);
    if (!bytes || fread(bytes, 1, *length, template->literal) != *length) {
        perror("template-compiler");
        exit(1);
    }
    rewind(template->literal);
    return bytes;
}

static void flush(struct template *template, bool trim)
{
    size_t length;
    char *bytes = take_literal(template, &length);
    while (trim && length && (bytes[length - 1] == '\n' || bytes[length - 1] == ' '))
        length--;
    if (length) {
        fprintf(template->code, "    page_markup(page, TEXT(");
        emit_string(template->code, bytes, length);
        fprintf(template->code, "));\n");
    }
    free(bytes);
}

void emit_flush(struct template *template)
{
    flush(template, false);
}

void emit_line(struct template *template, int line)
{
    fprintf(template->code, "#line %d ", line);
    emit_string(template->code, template->path, strlen(template->path));
    putc('\n', template->code);
}

void emit_value(struct template *template, const char *function, struct piece expression)
{
    emit_flush(template);
    template->last = 0;
    emit_line(template, expression.line);
    fprintf(template->code, "    %s(page, (%.*s));\n", function, (int)expression.length, expression.bytes);
}

void emit_begin(struct template *template)
{
    const char *prefix = prefixes[template->kind];
    if (template->kind == TEMPLATE_LAYOUT)
        fprintf(template->code, "void %s_start(struct page *page)\n{\n", template->name);
    else
        fprintf(template->code,
                "void %s_%s(struct page *page, const struct %s_%s%s *data)\n{\n    (void)data;\n", prefix,
                template->name, prefix, template->name, template->kind == TEMPLATE_PAGE ? "_data" : "");
}

void emit_block(struct template *template)
{
    emit_flush(template);
    fprintf(template->code, "}\n\nvoid %s_finish(struct page *page)\n{\n", template->name);
}

void emit_finish(struct template *template)
{
    // A component brings no blanks of its own to where it stands.
    flush(template, template->kind == TEMPLATE_COMPONENT);
    fprintf(template->code, "%s}\n", template->has_layout ? "    layout_finish(page);\n" : "");
}

bool emit_write(struct template *template, const char *body, size_t length, const char *output)
{
    FILE *out = fopen(output, "w");
    if (!out)
        return false;
    fprintf(out, "// Made by tools/template-compiler; do not edit.\n#include \"web/page.h\"\n");
    rewind(template->includes);
    for (int byte; (byte = getc(template->includes)) != EOF;)
        putc(byte, out);
    putc('\n', out);
    fwrite(body, 1, length, out);
    return fclose(out) == 0;
}
