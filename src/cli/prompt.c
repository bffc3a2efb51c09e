// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/prompt.h"

#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

enum { CONTROL_C = 3 };

bool prompt_is_possible(void)
{
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static bool read_line(const struct invocation *invocation, struct text *answer)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length = getline(&line, &size, stdin);
    bool good = length >= 0;
    if (good && length > 0 && line[length - 1] == '\n')
        length--;
    struct text text = good ? (struct text){line, (size_t)length} : (struct text){0};
    size_t at;
    const char interrupt[] = {CONTROL_C};
    good = good && !text_find(text, (struct text){interrupt, 1}, &at);
    if (good)
        *answer = text_copy(invocation->arena, text);
    if (line)
        explicit_bzero(line, size);
    free(line);
    return good;
}

static void ask(const struct invocation *invocation, struct message question)
{
    print_text(message_text(invocation->arena, invocation->language, &question));
    print_text(TEXT(" "));
    fflush(stdout);
}

bool prompt_line(const struct invocation *invocation, struct message question, struct text *answer)
{
    ask(invocation, question);
    return read_line(invocation, answer);
}

bool prompt_secret(const struct invocation *invocation, struct message question, struct text *answer)
{
    struct termios before, quiet;
    ask(invocation, question);
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return false;
    quiet = before;
    // Without signals as well: ended in between, the program would leave a terminal that shows nothing.
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    bool good = read_line(invocation, answer);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    print_text(TEXT("\n"));
    return good;
}
