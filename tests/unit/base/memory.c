// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"

#include "test.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

// What AddressSanitizer asks for its settings: a failed allocation is to be seen by the program, as without it.
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static int exit_status_of(void (*run)(void))
{
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(nowhere, STDERR_FILENO);
        run();
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// More than any process may have, and out of the compiler's sight.
static volatile const size_t enormous = SIZE_MAX / 2 + 1;

static void touch(void *memory)
{
    *(volatile char *)memory = 1;
}

static void allocate_too_much(void)
{
    memory_free(memory_allocate(enormous));
}

static void resize_too_much(void)
{
    memory_free(memory_resize(memory_allocate(1), enormous));
}

static void multiply_too_much(void)
{
    memory_free(memory_allocate_zeroed(enormous, 4)); // 0 if the product wrapped around
}

static void multiply_too_much_on_an_arena(void)
{
    touch(arena_allocate_zeroed(arena_new(), enormous, 4, 8));
}

static void allocate_everything_on_an_arena(void)
{
    struct arena *arena = arena_new();
    touch(arena_allocate(arena, 1, 1));
    touch(arena_allocate(arena, enormous * 2 - 1, 8)); // SIZE_MAX
}

TEST(running_out_of_memory_ends_the_process_with_its_own_status)
{
    assert_int_equal(exit_status_of(memory_exhausted), EXIT_MEMORY);
    assert_int_equal(exit_status_of(allocate_too_much), EXIT_MEMORY);
    assert_int_equal(exit_status_of(resize_too_much), EXIT_MEMORY);
}

TEST(sizes_that_overflow_are_out_of_memory_too)
{
    assert_int_equal(exit_status_of(multiply_too_much), EXIT_MEMORY);
    assert_int_equal(exit_status_of(multiply_too_much_on_an_arena), EXIT_MEMORY);
    assert_int_equal(exit_status_of(allocate_everything_on_an_arena), EXIT_MEMORY);
}

TEST(nothing_may_be_allocated)
{
    void *none = memory_allocate(0);
    assert_non_null(none);
    none = memory_resize(none, 0);
    assert_non_null(none);
    memory_free(none);
    memory_free(NULL);
}
