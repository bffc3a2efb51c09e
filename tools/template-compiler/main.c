// SPDX-License-Identifier: GPL-3.0-or-later
// template-compiler page|component|layout NAME.html OUTPUT.c   Makes the C of a template; docs/templates.md is its guide.
#include "template.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void fail_at(const struct template *template, int line, int column, const char *format,
                    va_list arguments)
{
    fprintf(stderr, "%s:%d:%d: ", template->path, line, column);
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\n");
    exit(1);
}

void template_fail(const struct template *template, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fail_at(template, template->line, template->column, format, arguments);
    abort();
}

void template_fail_at(const struct template *template, int line, int column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fail_at(template, line, column, format, arguments);
    abort();
}

void template_advance(struct template *template, size_t bytes)
{
    for (; bytes; bytes--) {
        unsigned char byte = (unsigned char)template->bytes[template->at++];
        if (byte == '\n') {
            template->line++;
            template->column = 1;
        } else if ((byte & 0xc0) != 0x80) {
            template->column++;
        }
    }
}

bool template_looks_at(const struct template *template, const char *bytes)
{
    size_t length = strlen(bytes);
    return template->length - template->at >= length &&
           memcmp(template->bytes + template->at, bytes, length) == 0;
}

static void system_fail(const char *path)
{
    fprintf(stderr, "template-compiler: %s: %s\n", path, strerror(errno));
    exit(1);
}

static char *read_file(const char *path, size_t *length)
{
    FILE *in = fopen(path, "rb");
    char *bytes = NULL;
    FILE *memory = open_memstream(&bytes, length);
    if (!in || !memory)
        system_fail(path);
    for (int byte; (byte = getc(in)) != EOF;)
        putc(byte, memory);
    if (ferror(in) || fclose(memory) != 0)
        system_fail(path);
    fclose(in);
    return bytes;
}

// The name is part of a C function's.
static void take_name(struct template *template)
{
    const char *slash = strrchr(template->path, '/'), *name = slash ? slash + 1 : template->path;
    size_t length = strcspn(name, ".");
    bool sound = length && length < sizeof template->name && islower((unsigned char)*name);
    for (size_t i = 0; i < length; i++)
        sound = sound &&
                (islower((unsigned char)name[i]) || isdigit((unsigned char)name[i]) || name[i] == '_');
    if (!sound)
        template_fail(template, "a template's name has small letters, digits and _");
    snprintf(template->name, sizeof template->name, "%.*s", (int)length, name);
}

static void compile(struct template *template)
{
    take_name(template);
    emit_begin(template);
    while (template->at < template->length) {
        unsigned char byte = (unsigned char)template->bytes[template->at];
        if (template_looks_at(template, "{{"))
            directive_take(template);
        else if ((byte < ' ' && byte != '\n') || byte == 0x7f)
            template_fail(template, "a control character");
        else
            html_take(template);
    }
    directive_end(template);
    emit_finish(template);
}

static bool kind_from(const char *word, enum template_kind *kind)
{
    static const char *const words[] = {"page", "component", "layout"};
    for (int i = 0; i < 3; i++)
        if (strcmp(word, words[i]) == 0) {
            *kind = (enum template_kind)i;
            return true;
        }
    return false;
}

int main(int count, char **arguments)
{
    static struct template template; // large
    if (count != 4 || !kind_from(arguments[1], &template.kind)) {
        fprintf(stderr, "usage: template-compiler page|component|layout NAME.html OUTPUT.c\n");
        return 2;
    }
    template.path = arguments[2];
    template.line = template.column = 1;
    template.last = '\n';
    char *source = read_file(template.path, &template.length);
    template.bytes = source;
    char *body = NULL;
    size_t length = 0;
    template.code = open_memstream(&body, &length);
    template.includes = tmpfile();
    template.literal = tmpfile();
    if (!template.code || !template.includes || !template.literal)
        system_fail("memory");
    compile(&template);
    if (fclose(template.code) != 0 || !emit_write(&template, body, length, arguments[3]))
        system_fail(arguments[3]);
    fclose(template.includes);
    fclose(template.literal);
    free(body);
    free(source);
    return 0;
}
