// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/figures.h"
#include "cli/record.h"
#include "base/file.h"
#include "format/secret_file.h"
#include "job/job_kinds.h"
#include "review/audit_chain.h"
#include "review/backup.h"
#include "web/asset.h"
#include "web/http_server.h"
#include "web/site.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

enum { PORT = 8080, PORT_MOST = 65535, WORKERS = 64, MEGABYTE_BITS = 20 };

static const struct parameter options[] = {
    {.name = "address",
     .value = N_("ADDRESS"),
     .kind = VALUE_TEXT,
     .help = N_("Where to listen; 127.0.0.1, this machine alone, unless given.")},
    {.name = "port",
     .value = N_("NUMBER"),
     .kind = VALUE_NUMBER,
     .help = N_("The port; 8080 unless given. 0 picks a free one.")},
    {.name = "workers",
     .value = N_("NUMBER"),
     .kind = VALUE_NUMBER,
     .help = N_("Requests that are worked on at once, most of them waiting for the disk; 64 unless given.")},
    {.name = "certificate",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("Serve TLS with this certificate and those that signed it (PEM). Needs --private-key.")},
    {.name = "private-key",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("The certificate's private key (PEM).")},
    {.name = "largest-upload",
     .value = N_("MEGABYTES"),
     .kind = VALUE_NUMBER,
     .help = N_("How much may be sent in one form with files; 2,048 unless given.")},
    {.name = "proxy",
     .value = N_("ADDRESS"),
     .kind = VALUE_TEXT,
     .repeats = true,
     .help = N_(
         "A proxy in front that is trusted to say who asks, and whether by TLS: an address, or a network as 10.0.0.0/8.")},
    {.name = "backups",
     .value = N_("FOLDER"),
     .kind = VALUE_FOLDER,
     .help = N_("Where administrators make backups from a page; made if it is not there.")},
    {.name = "backup-key",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("Encrypt these backups with the key in this file, which craffu backup-key makes.")},
    {0},
};

static const struct example examples[] = {
    {"serve", N_("Serve the office's pages to a browser on this machine:")},
    {"serve --address 0.0.0.0 --port 443 --certificate office.pem --private-key office.key",
     N_("Serve them to the office, by TLS:")},
    {"serve --proxy 127.0.0.1", N_("Serve them behind nginx on this machine:")},
    {0},
};

static bool is_loopback(struct text address)
{
    return text_starts(address, TEXT("127.")) || text_equal(address, TEXT("::1"));
}

// Passwords and cases never go over a network in the clear.
static bool check_way(struct invocation *invocation, const struct http_server_settings *settings)
{
    if (given(invocation, "certificate") != given(invocation, "private-key"))
        return usage_problem(invocation, MESSAGE("--certificate and --private-key belong together"),
                             NO_MESSAGE);
    if (is_loopback(settings->address) || settings->certificate_file.length || settings->proxy_count)
        return true;
    return usage_problem(
        invocation, MESSAGE("over a network the pages are served by TLS only"),
        MESSAGE("give --certificate and --private-key, or put a proxy in front and name it with --proxy"));
}

static bool read_settings(struct invocation *invocation, struct http_server_settings *settings)
{
    size_t proxies = given_count(invocation, "proxy");
    struct text *proxy = ARENA_ARRAY(invocation->arena, struct text, proxies);
    for (size_t i = 0; i < proxies; i++)
        proxy[i] = given_at(invocation, "proxy", i);
    int64_t port = given_number(invocation, "port", PORT),
            workers = given_number(invocation, "workers", WORKERS);
    if (port > PORT_MOST)
        return usage_problem(
            invocation, MESSAGE("a port is a number up to {most}", NUMBER("most", PORT_MOST)), NO_MESSAGE);
    if (workers < 1 || workers > LIMIT_HTTP_WORKERS)
        return usage_problem(invocation,
                             MESSAGE("there are 1 to {most} workers", NUMBER("most", LIMIT_HTTP_WORKERS)),
                             NO_MESSAGE);
    *settings = (struct http_server_settings){
        .address = given(invocation, "address") ? given_text(invocation, "address") : TEXT("127.0.0.1"),
        .port = (unsigned)port,
        .workers = (size_t)workers,
        .certificate_file = given_text(invocation, "certificate"),
        .key_file = given_text(invocation, "private-key"),
        .proxies = proxy,
        .proxy_count = proxies,
        .limits = http_limits_usual(),
    };
    return check_way(invocation, settings);
}

// Of the backups that are made from a page.
static bool read_seal(struct invocation *invocation, struct secret_key *seal, bool *sealed)
{
    struct secret_key kept;
    *sealed = given(invocation, "backup-key");
    if (!*sealed)
        return true;
    if (!secret_file_read(given_text(invocation, "backup-key"), &kept, &invocation->problems))
        return false;
    *seal = backup_key(&kept);
    secret_forget(&kept, sizeof kept);
    return true;
}

// As many connections as the machine lets one process have.
static void raise_file_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

// Blocked before any thread begins, so that none of them is interrupted; waited for here.
static sigset_t block_signals(void)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    return ends;
}

static void serve_until_told(struct invocation *invocation, const struct http_server_settings *settings,
                             struct site *site, struct http_server *server, sigset_t ends)
{
    int signal_number;
    say(invocation,
        MESSAGE("Serving at {scheme}://{address}:{port}. Ctrl-C ends it, once what is in flight is answered.",
                VALUE("scheme", settings->certificate_file.length ? TEXT("https") : TEXT("http")),
                VALUE("address", settings->address),
                VALUE("port", text_print(invocation->arena, "%u", http_server_port(server)))));
    fflush(stdout);
    sigwait(&ends, &signal_number);
    pthread_sigmask(SIG_UNBLOCK, &ends, NULL); // a second one ends the program at once
    site_set_stopping(site);
    http_server_stop(server);
}

static bool read_upload_limit(struct invocation *invocation, int64_t *most)
{
    int64_t usual = LIMIT_UPLOAD_BYTES >> MEGABYTE_BITS, megabytes;
    if (!given_count_within(invocation, "largest-upload", 1, usual, usual, &megabytes))
        return false;
    *most = megabytes << MEGABYTE_BITS;
    return true;
}

static bool start_jobs(struct invocation *invocation, const struct site_settings *site,
                       struct job_runner **jobs)
{
    struct job_runner_settings settings = {
        .database = site->database, .uploads = site->uploads, .audit_key = audit_chain_key(site->key)};
    settings.kinds = job_kinds(&settings.kind_count);
    bool started = job_runner_start(&settings, jobs, &invocation->problems);
    secret_forget(&settings.audit_key, sizeof settings.audit_key);
    return started;
}

static bool serve(struct invocation *invocation, const struct http_server_settings *settings,
                  struct site_settings *site_settings)
{
    struct http_server *server;
    sigset_t ends = block_signals();
    raise_file_limit();
    if (!start_jobs(invocation, site_settings, &site_settings->jobs))
        return false;
    struct site *site = site_new(site_settings);
    struct http_handler handler = site_handler(site);
    bool started = http_server_start(settings, &handler, &server, &invocation->problems);
    if (started)
        serve_until_told(invocation, settings, site, server, ends);
    job_runner_stop(site_settings->jobs);
    site_free(site);
    return started;
}

static enum status run(struct invocation *invocation)
{
    struct http_server_settings settings;
    struct secret_key key, seal = {0};
    bool sealed;
    struct site_settings site = {.database = record_database(invocation),
                                 .key = &key,
                                 .access = access_settings_default(),
                                 .backups = given_text(invocation, "backups"),
                                 .uploads = path_join(invocation->arena, invocation->data, TEXT("uploads"))};
    if (!read_settings(invocation, &settings) || !read_upload_limit(invocation, &site.upload_most))
        return STATUS_USAGE;
    site.secure_only = !is_loopback(settings.address) || settings.proxy_count > 0;
    if (!asset_is_built()) {
        problem_report(&invocation->problems, (struct place){0},
                       MESSAGE("this program was built without the style of its pages"),
                       MESSAGE("script/setup build fetches what it is made of; then build again"));
        return STATUS_BLOCKED;
    }
    if (!read_seal(invocation, &seal, &sealed) || !record_key(invocation, &key))
        return STATUS_INPUT_OUTPUT;
    if (sealed)
        site.backup_seal = &seal;
    bool served = serve(invocation, &settings, &site);
    secret_forget(&key, sizeof key);
    secret_forget(&seal, sizeof seal);
    return served ? STATUS_DONE : STATUS_INPUT_OUTPUT;
}

const struct command command_serve = {
    .path = "serve",
    .summary = N_("serve the office's pages to browsers"),
    .description =
        {N_("Serves the pages of the record until it is told to stop (Ctrl-C, or SIGTERM). People sign in with the accounts that "
            "craffu init and craffu account make; docs/permissions.md lists who may do what. What is in flight when it stops "
            "is finished; a second signal ends it at once."),
         N_("Beyond this machine pages are served by TLS only: by a certificate given here, or by a proxy in front. "
            "/health/live and /health/ready answer whoever watches the server.")},
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_BY_PAGES,
    .run = run,
};
