// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_runner.h"

#include "base/buffer.h"
#include "base/civil.h"
#include "base/memory.h"
#include "format/secret.h"
#include "job/job_lease.h"
#include "job/upload.h"
#include "review/intake_stage.h"
#include "store/identifier.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_MILLISECONDS = 1000, BEAT_MILLISECONDS = 500, PROBLEMS_TOLD = 50 };

struct job_runner {
    struct arena *arena;
    struct job_runner_settings settings;
    struct text worker; // its name: nobody else's
    struct store *store, *beats;
    pthread_t thread, beater;
    pthread_mutex_t mutex;
    pthread_cond_t changed; // there is a job, or the end has come
    pthread_cond_t closed_changed;
    bool woken, ending;
    bool closed; // the thread of jobs has ended
    // The job that runs; NULL: none.
    const struct job *job;
    struct job_progress progress;
    atomic_bool stop;
    bool told; // to stop, by a person and not by the end of the server
};

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * MICROSECONDS_PER_SECOND + time.tv_nsec / 1000;
}

// Until the condition is signalled, at most so long. The mutex is held.
static void wait_a_little(struct job_runner *runner, pthread_cond_t *condition, int milliseconds)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    int64_t nanoseconds = until.tv_nsec + (int64_t)milliseconds * 1000000;
    until.tv_sec += nanoseconds / 1000000000;
    until.tv_nsec = nanoseconds % 1000000000;
    pthread_cond_timedwait(condition, &runner->mutex, &until);
}

// What the machine could not do. It is tried again.
static void complain(const struct problems *problems)
{
    problems_print(problems, LANGUAGE_ENGLISH, stderr);
}

// ---- While a job is done -------------------------------------------------------------------------------------------

void job_run_tell(struct job_run *run, int64_t done, int64_t total, const char *unit)
{
    struct job_runner *runner = run->runner;
    pthread_mutex_lock(&runner->mutex);
    runner->progress = (struct job_progress){done, total, text_from(unit)};
    pthread_mutex_unlock(&runner->mutex);
}

bool job_run_must_stop(const struct job_run *run, struct problems *problems)
{
    if (!atomic_load(run->stop))
        return false;
    problem_report(problems, (struct place){0}, MESSAGE("the work was stopped"), NO_MESSAGE);
    return true;
}

bool job_run_upload(struct job_run *run, const char *part, struct job_upload *upload, const char **path,
                    struct problems *problems)
{
    struct job_uploads uploads;
    if (!job_uploads(run->store, run->arena, run->job->id, &uploads, problems))
        return false;
    for (size_t i = 0; i < uploads.list.count; i++) {
        if (!text_equal(uploads.list.items[i].part, text_from(part)))
            continue;
        const char *place = text_terminated(
            run->arena, upload_place(run->arena, run->uploads, uploads.list.items[i].file));
        if (access(place, R_OK) != 0)
            return problem_report(problems, (struct place){.source = uploads.list.items[i].name},
                                  MESSAGE("the file that was sent is not there any more"),
                                  MESSAGE("send it again"));
        *upload = uploads.list.items[i];
        *path = place;
        return true;
    }
    return problem_report(problems, (struct place){0}, MESSAGE("no file was sent"),
                          MESSAGE("choose the file, and send it again"));
}

// A beat that finds the record busy, such as with the job's own act, is left out: nobody else can take the job then either.
static void beat(struct job_runner *runner, struct text id, struct job_progress progress)
{
    struct arena *arena = arena_new();
    struct problems problems;
    bool kept = true, stop = false;
    problems_init(&problems, arena);
    if (job_renew(runner->beats, id, runner->worker, now(), &progress, &kept, &stop, &problems) && kept &&
        stop) {
        pthread_mutex_lock(&runner->mutex);
        runner->told = true;
        atomic_store(&runner->stop, true);
        pthread_mutex_unlock(&runner->mutex);
    }
    arena_free(arena);
}

static void *keep_lease(void *context)
{
    struct job_runner *runner = context;
    struct arena *arena = arena_new();
    pthread_mutex_lock(&runner->mutex);
    while (!runner->closed) {
        wait_a_little(runner, &runner->closed_changed, BEAT_MILLISECONDS);
        if (!runner->job)
            continue;
        struct text id = text_copy(arena, runner->job->id);
        struct job_progress progress = runner->progress;
        pthread_mutex_unlock(&runner->mutex);
        beat(runner, id, progress);
        arena_reset(arena);
        pthread_mutex_lock(&runner->mutex);
    }
    pthread_mutex_unlock(&runner->mutex);
    arena_free(arena);
    return NULL;
}

// ---- One job -------------------------------------------------------------------------------------------------------

static const struct job_kind *find_kind(const struct job_runner *runner, struct text id)
{
    for (size_t i = 0; i < runner->settings.kind_count; i++)
        if (text_equal(id, text_from(runner->settings.kinds[i]->id)))
            return runner->settings.kinds[i];
    return NULL;
}

static bool run_kind(struct job_run *run, struct problems *problems)
{
    const struct job_kind *kind = find_kind(run->runner, run->job->kind);
    if (!kind)
        return problem_report(
            problems, (struct place){0},
            MESSAGE("this program does not know work of the kind {kind}", VALUE("kind", run->job->kind)),
            NO_MESSAGE);
    if (run->job->attempts > LIMIT_JOB_ATTEMPTS)
        return problem_report(
            problems, (struct place){0},
            MESSAGE("the server ended {times} times while it was at this",
                    NUMBER("times", LIMIT_JOB_ATTEMPTS)),
            MESSAGE("tell those who look after the server; ask for it again when they know why"));
    return kind->run(run, problems);
}

// What is wrong with the whole, without what is wrong with rows: that says what cases say, and the failure of a job is kept.
static struct text words_of(struct arena *arena, const struct problems *problems, enum language language)
{
    struct buffer words = {0};
    size_t told = 0;
    for (size_t i = 0; i < problems->list.count && told < PROBLEMS_TOLD; i++) {
        if (problems->list.items[i].place.record)
            continue;
        buffer_add(&words, told++ ? TEXT("\n") : TEXT(""));
        buffer_add(&words, problem_text(arena, language, &problems->list.items[i]));
    }
    struct message rows = MESSAGE("rows of the files cannot be used");
    if (!told)
        buffer_add(&words, message_text(arena, language, &rows));
    struct text text = text_copy(arena, buffer_text(&words));
    buffer_dispose(&words);
    return text;
}

static struct job_outcome outcome_of(struct job_run *run, bool done, bool told,
                                     const struct problems *problems)
{
    struct job_outcome outcome = {.state = done ? JOB_DONE : told ? JOB_STOPPED : JOB_FAILED};
    if (done)
        outcome.result = run->result;
    for (int i = 0; outcome.state == JOB_FAILED && i < LANGUAGE_COUNT; i++)
        outcome.failure.in[i] = words_of(run->arena, problems, (enum language)i);
    return outcome;
}

static void set_job(struct job_runner *runner, const struct job *job)
{
    pthread_mutex_lock(&runner->mutex);
    runner->job = job;
    runner->progress = (struct job_progress){0};
    runner->told = job && job->stop_asked;
    atomic_store(&runner->stop, job && (job->stop_asked || runner->ending));
    pthread_mutex_unlock(&runner->mutex);
}

// Whether it was stopped by a person, or only by the end of this server.
static void why_stopped(struct job_runner *runner, bool *told, bool *ending)
{
    pthread_mutex_lock(&runner->mutex);
    *told = runner->told;
    *ending = runner->ending;
    pthread_mutex_unlock(&runner->mutex);
}

static void do_job(struct job_runner *runner, struct arena *arena, const struct job *job)
{
    struct problems problems, ending_problems;
    bool told, ending;
    struct job_run run = {.store = runner->store,
                          .arena = arena,
                          .job = job,
                          .uploads = runner->settings.uploads,
                          .stop = &runner->stop,
                          .runner = runner,
                          .act = {.actor = job->actor,
                                  .operation = job->id,
                                  .request = text_print(arena, "job %.*s", TEXT_PRINT(job->kind)),
                                  .at = now(),
                                  .audit_key = &runner->settings.audit_key}};
    problems_init(&problems, arena);
    problems_init(&ending_problems, arena);
    set_job(runner, job);
    bool done = run_kind(&run, &problems);
    why_stopped(runner, &told, &ending);
    struct job_outcome outcome = outcome_of(&run, done, told, &problems);
    bool ended = !done && !told && ending
                     ? job_give_back(runner->store, job->id, runner->worker, &ending_problems)
                     : job_end(runner->store, arena, job, runner->worker, &runner->settings.audit_key,
                               &outcome, &ending_problems);
    if (!ended)
        complain(&ending_problems);
    set_job(runner, NULL);
}

// ---- One after the other -------------------------------------------------------------------------------------------

// What a job that is over left of an import, since its server died. One that is not over begins with taking it away.
static bool sweep_stages(struct job_runner *runner, struct arena *arena, struct problems *problems)
{
    struct intake_stages stages;
    bool good = intake_stage_list(runner->store, arena, &stages, problems);
    for (size_t i = 0; good && i < stages.operations.count; i++) {
        bool found;
        struct job job;
        good = job_find(runner->store, arena, stages.operations.items[i], &found, &job, problems) &&
               ((found && !job_is_over(&job)) ||
                intake_stage_discard(runner->store, stages.operations.items[i], problems));
    }
    return good;
}

static void sweep(struct job_runner *runner, struct arena *arena)
{
    struct problems problems;
    struct job_uploads needed;
    problems_init(&problems, arena);
    if (!job_uploads_needed(runner->store, arena, &needed, &problems) ||
        !uploads_sweep(runner->settings.uploads, &needed, &problems) ||
        !sweep_stages(runner, arena, &problems))
        complain(&problems);
}

// True: there was one, and there may be another.
static bool take_and_do(struct job_runner *runner)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct job job;
    bool found = false;
    problems_init(&problems, arena);
    if (!job_take(runner->store, arena, runner->worker, now(), &found, &job, &problems))
        complain(&problems);
    if (found)
        do_job(runner, arena, &job);
    arena_free(arena);
    return found;
}

static void sweep_now(struct job_runner *runner)
{
    struct arena *arena = arena_new();
    sweep(runner, arena);
    arena_free(arena);
}

static void *work(void *context)
{
    struct job_runner *runner = context;
    bool clean = false, ending = false;
    while (!ending) {
        if (!clean)
            sweep_now(runner);
        clean = true;
        if (take_and_do(runner))
            clean = false;
        pthread_mutex_lock(&runner->mutex);
        if (clean && !runner->woken && !runner->ending)
            wait_a_little(runner, &runner->changed, LOOK_MILLISECONDS);
        clean = clean && !runner->woken;
        runner->woken = false;
        ending = runner->ending;
        pthread_mutex_unlock(&runner->mutex);
    }
    sweep_now(runner);
    return NULL;
}

// ---- Start and stop ------------------------------------------------------------------------------------------------

static void free_runner(struct job_runner *runner)
{
    store_close(runner->store);
    store_close(runner->beats);
    secret_forget(&runner->settings.audit_key, sizeof runner->settings.audit_key);
    pthread_cond_destroy(&runner->changed);
    pthread_cond_destroy(&runner->closed_changed);
    pthread_mutex_destroy(&runner->mutex);
    arena_free(runner->arena);
    memory_free(runner);
}

static void start_threads(struct job_runner *runner)
{
    sigset_t all, before; // the threads' mask is inherited
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&runner->thread, NULL, work, runner) != 0 ||
        pthread_create(&runner->beater, NULL, keep_lease, runner) != 0)
        memory_exhausted();
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void make_conditions(struct job_runner *runner)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&runner->changed, &attributes);
    pthread_cond_init(&runner->closed_changed, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&runner->mutex, NULL);
}

bool job_runner_start(const struct job_runner_settings *settings, struct job_runner **runner,
                      struct problems *problems)
{
    struct arena *arena = arena_new();
    struct job_runner *made = memory_allocate_zeroed(1, sizeof *made);
    made->arena = arena;
    made->settings = *settings;
    made->settings.database = text_copy(arena, settings->database);
    made->settings.uploads = text_copy(arena, settings->uploads);
    made->worker = identifier_new(arena, now(), 0);
    make_conditions(made);
    if (!store_open(settings->database, STORE_WRITE, &made->store, problems) ||
        !store_open(settings->database, STORE_WRITE, &made->beats, problems)) {
        free_runner(made);
        return false;
    }
    store_set_patience(made->beats, 0);
    start_threads(made);
    *runner = made;
    return true;
}

void job_runner_stop(struct job_runner *runner)
{
    if (!runner)
        return;
    pthread_mutex_lock(&runner->mutex);
    runner->ending = true;
    atomic_store(&runner->stop, true);
    pthread_cond_signal(&runner->changed);
    pthread_mutex_unlock(&runner->mutex);
    pthread_join(runner->thread, NULL);
    pthread_mutex_lock(&runner->mutex);
    runner->closed = true;
    pthread_cond_signal(&runner->closed_changed);
    pthread_mutex_unlock(&runner->mutex);
    pthread_join(runner->beater, NULL);
    free_runner(runner);
}

void job_runner_wake(struct job_runner *runner)
{
    pthread_mutex_lock(&runner->mutex);
    runner->woken = true;
    pthread_cond_signal(&runner->changed);
    pthread_mutex_unlock(&runner->mutex);
}

void job_runner_stop_job(struct job_runner *runner, struct text id)
{
    pthread_mutex_lock(&runner->mutex);
    if (runner->job && text_equal(runner->job->id, id)) {
        runner->told = true;
        atomic_store(&runner->stop, true);
    }
    pthread_mutex_unlock(&runner->mutex);
}

bool job_runner_progress(struct job_runner *runner, struct arena *arena, struct text id,
                         struct job_progress *progress)
{
    pthread_mutex_lock(&runner->mutex);
    bool here = runner->job && text_equal(runner->job->id, id);
    if (here) {
        *progress = runner->progress;
        progress->unit = text_copy(arena, progress->unit);
    }
    pthread_mutex_unlock(&runner->mutex);
    return here;
}
