// SPDX-License-Identifier: GPL-3.0-or-later
// embed OUTPUT FILE...   Writes a C file that holds the bytes of each FILE and the two functions of
// base/embedded.h. Files are sorted by base name, so that the same input gives the same output.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(base_name(*(char *const *)a), base_name(*(char *const *)b));
}

static void fail(const char *path)
{
    fprintf(stderr, "embed: %s: %s\n", path, strerror(errno));
    exit(1);
}

static void write_bytes(FILE *out, const char *path, int index)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        fail(path);
    fprintf(out, "static const unsigned char file_%d[] = {", index);
    unsigned long count = 0;
    for (int byte; (byte = getc(in)) != EOF; count++)
        fprintf(out, "%s%d,", count % 24 ? "" : "\n", byte);
    if (ferror(in))
        fail(path);
    fclose(in);
    fprintf(out, "0};\n");
}

int main(int count, char **arguments)
{
    if (count < 3) {
        fprintf(stderr, "usage: embed OUTPUT FILE...\n");
        return 2;
    }
    char **files = arguments + 2;
    int number = count - 2;
    qsort(files, (size_t)number, sizeof *files, by_name);
    FILE *out = fopen(arguments[1], "w");
    if (!out)
        fail(arguments[1]);
    fprintf(out,
            "// Made by tools/embed; do not edit.\n#include \"base/embedded.h\"\n\n#include <string.h>\n\n");
    for (int i = 0; i < number; i++)
        write_bytes(out, files[i], i);
    fprintf(out, "\nstatic const struct {\n    const char *name;\n    const unsigned char *bytes;\n"
                 "    size_t length;\n} files[] = {\n");
    for (int i = 0; i < number; i++)
        fprintf(out, "    {\"%s\", file_%d, sizeof file_%d - 1},\n", base_name(files[i]), i, i);
    fprintf(out, "};\n\nbool embedded_at(size_t index, struct text *name, struct text *content)\n{\n"
                 "    if (index >= sizeof files / sizeof *files)\n        return false;\n"
                 "    *name = text_from(files[index].name);\n"
                 "    *content = (struct text){(const char *)files[index].bytes, files[index].length};\n"
                 "    return true;\n}\n\n"
                 "struct text embedded_file(const char *name)\n{\n"
                 "    for (size_t i = 0; i < sizeof files / sizeof *files; i++)\n"
                 "        if (strcmp(files[i].name, name) == 0)\n"
                 "            return (struct text){(const char *)files[i].bytes, files[i].length};\n"
                 "    return (struct text){0};\n}\n");
    if (fclose(out) != 0)
        fail(arguments[1]);
    return 0;
}
