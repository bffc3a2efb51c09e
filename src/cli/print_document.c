// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/print_document.h"

#include "document/writers.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

const char *const document_formats[] = {"terminal", "csv", "markdown", "json", "html", NULL};

static struct terminal this_terminal(void)
{
    struct terminal terminal = {0};
    struct winsize size;
    if (!isatty(STDOUT_FILENO))
        return terminal;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        terminal.width = size.ws_col;
    const char *refused = getenv("NO_COLOR"); // no-color.org
    terminal.colour = !refused || !*refused;
    return terminal;
}

static void write_csv(const struct checked_document *checked, struct buffer *out)
{
    for (size_t i = 0; i < document_table_count(checked); i++) {
        buffer_add(out, i ? TEXT("\r\n") : TEXT(""));
        document_write_csv(checked, i, out);
    }
}

void print_document(const struct checked_document *checked, struct text format)
{
    struct buffer out = {0};
    if (text_equal(format, TEXT("csv")))
        write_csv(checked, &out);
    else if (text_equal(format, TEXT("markdown")))
        document_write_markdown(checked, &out);
    else if (text_equal(format, TEXT("json")))
        document_write_json(checked, &out);
    else if (text_equal(format, TEXT("html")))
        document_write_html(checked, SHEET_NORMAL, &out);
    else
        document_write_terminal(checked, this_terminal(), &out);
    print_text(buffer_text(&out));
    buffer_dispose(&out);
}
