// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/disclosed.h"
#include "cli/record.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// A file that is opened later must not land on the number of a standard stream that the caller closed. Opened only
// for reading, so that writing to it still fails and is told.
static void guard_standard_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDONLY) < 0)
            _exit(STATUS_INPUT_OUTPUT);
}

static struct environment read_environment(struct arena *arena)
{
    static const char *const locales[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const struct passwd *user = getpwuid(getuid());
    struct environment environment = {
        .data = getenv("CRAFFU_DATA"),
        .key_file = getenv("CRAFFU_KEY"),
        .language = getenv("LANGUAGE"),
        .user = user ? user->pw_name : text_print(arena, "%u", (unsigned)getuid()).bytes,
    };
    for (size_t i = 0; i < sizeof locales / sizeof *locales && !environment.locale; i++) {
        const char *locale = getenv(locales[i]);
        environment.locale = locale && *locale ? locale : NULL;
    }
    return environment;
}

// Whether everything that was printed has arrived: a full disk shows only here.
static bool output_arrived(struct invocation *invocation)
{
    errno = 0;
    bool failed = fflush(stdout) != 0;
    int error = errno;
    if (!failed && !ferror(stdout))
        return true;
    if (!failed &&
        write(STDOUT_FILENO, "\n", 1) < 0) // an earlier write failed, whose reason is lost: ask again
        error = errno;
    if (error != EPIPE) // who closed the pipe has seen enough and needs no complaint
        problem_system(&invocation->problems, (struct place){.source = TEXT("craffu")},
                       MESSAGE("the output could not be written: {reason}"), error);
    return false;
}

static enum status run_command(struct invocation *invocation)
{
    if (invocation->command->discloses != DISCLOSES_ON_SCREEN)
        return invocation->command->run(invocation);
    struct screen *screen = screen_hold();
    enum status status = invocation->command->run(invocation);
    return screen_show(screen, invocation) ? status : STATUS_BLOCKED;
}

static enum status run(struct invocation *invocation, const struct environment *environment, int count,
                       char **words)
{
    if (!invocation_parse(invocation, invocation->arena, environment, count, words))
        return STATUS_USAGE;
    if (invocation->version)
        return command_version.run(invocation);
    if (invocation->help)
        return help_requested(invocation);
    enum status status = STATUS_INPUT_OUTPUT;
    if (record_open(invocation))
        status = run_command(invocation);
    store_close(invocation->store);
    secret_forget(&invocation->audit_key, sizeof invocation->audit_key);
    bool failed = status == STATUS_REFUSED || status == STATUS_BLOCKED;
    return failed && invocation->problems.input_output ? STATUS_INPUT_OUTPUT : status;
}

int main(int count, char **words)
{
    guard_standard_streams();
    signal(SIGPIPE, SIG_IGN); // a closed pipe is a write error like any other, after the work is finished
    struct invocation invocation = {.arena = arena_new()};
    struct environment environment = read_environment(invocation.arena);
    enum status status = run(&invocation, &environment, count - 1, words + 1);
    if (!output_arrived(&invocation) && status == STATUS_DONE)
        status = STATUS_INPUT_OUTPUT;
    problems_print(&invocation.problems, invocation.language, stderr);
    arena_free(invocation.arena);
    return (int)status;
}
