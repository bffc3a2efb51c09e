// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the demonstration's site are compared with files: tests/golden/site, which tests/browser looks at too.
// CRAFFU_UPDATE=1 writes them anew; read the difference. Ids in feeds have random parts and sizes of files change with every format, so
// neither is compared.
#include "report/site.h"

#include "temporary.h"
#include "test.h"

#include "base/file.h"
#include "base/folder.h"
#include "report/manifest.h"
#include "review/approval.h"
#include "review/office.h"
#include "review/recommendation_definition.h"
#include "review/review.h"
#include "snapshot.h"
#include "store/identifier.h"

#include <stdlib.h>

#define GOLDEN SOURCE_FOLDER "/tests/golden/site"
#define NOON_OF_1_OCTOBER_2019 INT64_C(1569931200000000)
#define DAY INT64_C(86400000000)

struct file {
    struct text path, content;
};

struct kept {
    struct arena *arena;
    ARRAY_OF(struct file) files;
    size_t refuse_after; // files; 0: never
};

static bool keep(void *context, struct text path, struct text content, struct problems *problems)
{
    struct kept *kept = context;
    if (kept->refuse_after && kept->files.count == kept->refuse_after)
        return problem_report(problems, (struct place){.source = path}, MESSAGE("the disk is full"),
                              NO_MESSAGE);
    *ARRAY_APPEND(kept->arena, &kept->files) = (struct file){text_copy(kept->arena, path),
                                                             text_copy(kept->arena, content)};
    return true;
}

static const struct file *find(const struct kept *kept, const char *path)
{
    for (size_t i = 0; i < kept->files.count; i++)
        if (text_equal(kept->files.items[i].path, text_from(path)))
            return &kept->files.items[i];
    return NULL;
}

static bool says(const struct kept *kept, const char *path, const char *words)
{
    size_t at;
    const struct file *file = find(kept, path);
    if (!file)
        fail_msg("there is no %s", path);
    return file && text_find(file->content, text_from(words), &at);
}

// ---- A record at known times -------------------------------------------------------------------------------

static void must(struct snapshot *snapshot, bool good)
{
    if (!good)
        print_error("%.*s", TEXT_PRINT(snapshot_problems(snapshot)));
    assert_true(good);
}

static void do_at(struct snapshot *snapshot, int64_t at, act_work *work, void *argument)
{
    struct act act = {.actor = TEXT("tester"), .operation = identifier_new(snapshot->arena, at, 0), .at = at};
    must(snapshot, act_do(snapshot->store, snapshot->arena, &act, work, argument, NULL, &snapshot->problems));
}

static struct text read_demo(struct snapshot *snapshot, const char *name)
{
    struct text content = {0}, path = text_print(snapshot->arena, "%s/demo/%s", SOURCE_FOLDER, name);
    must(snapshot, file_read(snapshot->arena, path, 1 << 20, &content, &snapshot->problems));
    return content;
}

static bool put_office(struct write *write, void *argument, struct problems *problems)
{
    struct snapshot *snapshot = argument;
    return office_put(write, TEXT("office.yaml"), read_demo(snapshot, "office.yaml"),
                      read_demo(snapshot, "office.png"), problems);
}

static bool put_recommendations(struct write *write, void *argument, struct problems *problems)
{
    struct snapshot *snapshot = argument;
    struct recommendations_definition definition;
    return recommendations_definition_read(snapshot->arena, TEXT("recommendations.yaml"),
                                           read_demo(snapshot, "2019-snapshot/recommendations.yaml"),
                                           &definition, problems) &&
           recommendations_definition_put(write, &definition, problems);
}

static bool approve(struct write *write, void *argument, struct problems *problems)
{
    const struct snapshot *snapshot = argument;
    return approval_give(write, snapshot->review, LANGUAGE_WELSH, TEXT("Cyfieithydd Dychmygol"), problems);
}

static bool publish(struct write *write, void *argument, struct problems *problems)
{
    const struct snapshot *snapshot = argument;
    struct review review;
    return review_get(write->store, write->arena, snapshot->review, &review, problems) &&
           review_publish(write, review.id, review.version, problems);
}

static bool respond(struct write *write, void *argument, struct problems *problems)
{
    const struct snapshot *snapshot = argument;
    const struct response response = {
        .decision = RESPONSE_PARTLY_ACCEPTED,
        .why = {{TEXT("Supervisors check a sample."), TEXT("Mae goruchwylwyr yn gwirio sampl.")}},
        .by = {{TEXT("Chief Constable"), TEXT("Prif Gwnstabl")}},
        .date = TEXT("2019-12-02")};
    return recommendation_respond(write, snapshot->review, TEXT("enhanced-service"), &response, problems);
}

static bool report(struct write *write, void *argument, struct problems *problems)
{
    const struct snapshot *snapshot = argument;
    const struct progress progress = {
        .state = RECOMMENDATION_DONE,
        .says = {{TEXT("All officers were told."), TEXT("Dywedwyd wrth bob swyddog.")}},
        .by = {{TEXT("Head of Victim Services"), TEXT("Pennaeth Gwasanaethau Dioddefwyr")}},
        .date = TEXT("2020-02-21"),
        .translator = TEXT("Cyfieithydd Dychmygol")};
    return recommendation_report(write, snapshot->review, TEXT("referral"), &progress, problems);
}

static struct snapshot published(bool approved)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    do_at(&snapshot, NOON_OF_1_OCTOBER_2019 - DAY, put_office, &snapshot);
    do_at(&snapshot, NOON_OF_1_OCTOBER_2019 - DAY, put_recommendations, &snapshot);
    if (approved)
        do_at(&snapshot, NOON_OF_1_OCTOBER_2019 - 1, approve, &snapshot);
    do_at(&snapshot, NOON_OF_1_OCTOBER_2019, publish, &snapshot);
    do_at(&snapshot, NOON_OF_1_OCTOBER_2019 + 100 * DAY, respond, &snapshot);
    do_at(&snapshot, NOON_OF_1_OCTOBER_2019 + 200 * DAY, report, &snapshot);
    return snapshot;
}

static struct kept site_of(struct snapshot *snapshot, const struct site_options *options)
{
    struct kept kept = {.arena = snapshot->arena};
    const struct file_sink sink = {.write = keep, .context = &kept};
    must(snapshot, site_write(snapshot->store, snapshot->arena, options, &sink, &snapshot->problems));
    return kept;
}

// ---- What is compared --------------------------------------------------------------------------------------

// Everything between two marks becomes "…".
static struct text without(struct arena *arena, struct text text, const char *before, const char *after)
{
    struct buffer out = {0};
    size_t at, end;
    while (text_find(text, text_from(before), &at)) {
        struct text rest = text_slice(text, at + strlen(before), text.length);
        if (!text_find(rest, text_from(after), &end))
            break;
        buffer_add(&out, text_slice(text, 0, at + strlen(before)));
        buffer_add(&out, TEXT("…"));
        text = text_slice(rest, end, rest.length);
    }
    buffer_add(&out, text);
    text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

static bool is_page(struct text path)
{
    return !text_starts(path, TEXT("reviews/")) || text_ends(path, TEXT("/en.html")) ||
           text_ends(path, TEXT("/cy.html"));
}

static void compare(struct snapshot *snapshot, const struct file *file)
{
    struct text expected = {0}, path = path_join(snapshot->arena, TEXT(GOLDEN), file->path);
    struct text content = without(snapshot->arena, file->content, "urn:uuid:", "</id>");
    content = without(snapshot->arena, content, "</a> (", " kB)");
    if (getenv("CRAFFU_UPDATE"))
        must(snapshot, folder_make_for(snapshot->arena, TEXT(GOLDEN), file->path, &snapshot->problems) &&
                           file_write(path, content, &snapshot->problems));
    must(snapshot, file_read(snapshot->arena, path, 1 << 20, &expected, &snapshot->problems));
    if (!text_equal(content, expected))
        fail_msg("not as expected: %.*s", TEXT_PRINT(file->path));
}

TEST(the_pages_of_the_demonstration_are_as_expected)
{
    struct snapshot snapshot = published(false);
    struct kept site = site_of(&snapshot, &(struct site_options){.address = TEXT("https://example.org/")});
    struct folder_files expected;
    size_t pages = 0;
    for (size_t i = 0; i < site.files.count; i++)
        if (is_page(site.files.items[i].path)) {
            compare(&snapshot, &site.files.items[i]);
            pages++;
        }
    must(&snapshot, folder_list(snapshot.arena, TEXT(GOLDEN), &expected, &snapshot.problems));
    assert_int_equal(pages, expected.list.count);
    snapshot_close(&snapshot);
}

TEST(the_same_record_gives_the_same_site)
{
    struct snapshot snapshot = published(true);
    const struct site_options options = {.welsh_approved = true};
    struct kept first = site_of(&snapshot, &options), second = site_of(&snapshot, &options);
    assert_int_equal(first.files.count, second.files.count);
    for (size_t i = 0; i < first.files.count; i++) {
        assert_true(text_equal(first.files.items[i].path, second.files.items[i].path));
        assert_true(text_equal(first.files.items[i].content, second.files.items[i].content));
    }
    assert_null(find(&first, "sitemap.xml")); // it needs an address
    snapshot_close(&snapshot);
}

TEST(welsh_that_nobody_approved_is_a_draft_on_every_page_that_has_it)
{
    const char *draft = "class=\"draft\"", *review = "reviews/hate-crime-snapshot-2019/cy.html";
    struct snapshot snapshot = published(false);
    struct kept site = site_of(&snapshot, &(struct site_options){.welsh_approved = true});
    assert_true(says(&site, review, draft));
    assert_true(says(&site, "cy/index.html", draft));
    assert_true(says(&site, "cy/recommendations.html", draft));
    assert_false(says(&site, "cy/accessibility.html", draft));
    assert_false(says(&site, "en/index.html", draft));
    snapshot_close(&snapshot);
    snapshot = published(true);
    site = site_of(&snapshot, &(struct site_options){.welsh_approved = true});
    assert_false(says(&site, review, draft));
    assert_false(says(&site, "cy/index.html", draft));
    assert_true(says(&site, "cy/recommendations.html", draft)); // of one answer nobody has approved the Welsh
    assert_false(says(&site, "index.html", draft));
    assert_false(says(&site, "404.html", draft));
    assert_true(says(&site, "cy/feed.xml", "<subtitle>Drafft: ")); // it tells that answer, too
    assert_true(says(&site, "cy/feed.xml", "<summary>Drafft: "));
    assert_false(says(&site, "en/feed.xml", "<subtitle>"));
    site = site_of(&snapshot, &(struct site_options){0});
    assert_true(says(&site, "cy/accessibility.html", draft));
    assert_true(says(&site, "index.html", draft));
    assert_true(says(&site, "404.html", draft));
    snapshot_close(&snapshot);
}

TEST(the_report_has_the_answers_from_before_it_was_published_and_the_register_all)
{
    const char *report_page = "reviews/hate-crime-snapshot-2019/hate-crime-snapshot-2019.en.html";
    struct snapshot snapshot = published(false);
    struct kept site = site_of(&snapshot, &(struct site_options){0});
    assert_true(says(&site, report_page, "Have supervisors check"));
    assert_true(says(&site, report_page, "No answer yet"));
    assert_false(says(&site, report_page, "Supervisors check a sample."));
    assert_true(says(&site, "en/recommendations.html", "Supervisors check a sample."));
    assert_true(says(&site, "en/recommendations.csv", "Supervisors check a sample."));
    assert_true(says(&site, "en/progress.csv", "All officers were told."));
    assert_true(says(&site, "en/progress.csv", "Hate crime snapshot review"));
    assert_true(says(&site, "en/feed.xml", "Recommendation 2 of “Hate crime snapshot review"));
    assert_true(says(&site, "en/feed.xml", "<updated>2019-10-01T12:00:00Z</updated>"));
    snapshot_close(&snapshot);
}

// Every relative link and every link to a part of a page, on every page of the site's own.
static void check_links(struct snapshot *snapshot, const struct kept *site, const struct file *page)
{
    struct text rest = page->content;
    size_t at, end;
    while (text_find(rest, TEXT("href=\""), &at)) {
        rest = text_slice(rest, at + 6, rest.length);
        assert_true(text_find(rest, TEXT("\""), &end));
        struct text link = text_slice(rest, 0, end), folder = page->path, path;
        if (text_find(link, TEXT(":"), &at) || text_starts(link, TEXT("#")))
            continue;
        while (folder.length && folder.bytes[folder.length - 1] != '/')
            folder.length--;
        for (; text_starts(link, TEXT("../")); link = text_slice(link, 3, link.length))
            for (folder.length--; folder.length && folder.bytes[folder.length - 1] != '/';)
                folder.length--;
        path = text_print(snapshot->arena, "%.*s%.*s", TEXT_PRINT(folder), TEXT_PRINT(link));
        if (!find(site, text_terminated(snapshot->arena, path)))
            fail_msg("%.*s leads nowhere: %.*s", TEXT_PRINT(page->path), TEXT_PRINT(path));
    }
}

TEST(every_relative_link_leads_to_a_file_of_the_site)
{
    struct snapshot snapshot = published(false);
    struct kept site = site_of(&snapshot, &(struct site_options){0});
    for (size_t i = 0; i < site.files.count; i++)
        if (text_ends(site.files.items[i].path, TEXT(".html")))
            check_links(&snapshot, &site, &site.files.items[i]);
    snapshot_close(&snapshot);
}

TEST(without_a_published_review_there_is_no_site_and_nothing_is_given)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct kept kept = {.arena = snapshot.arena};
    const struct file_sink sink = {.write = keep, .context = &kept};
    size_t at;
    assert_false(
        site_write(snapshot.store, snapshot.arena, &(struct site_options){0}, &sink, &snapshot.problems));
    assert_true(text_find(snapshot_problems(&snapshot), TEXT("no review is published yet"), &at));
    assert_int_equal(kept.files.count, 0);
    snapshot_close(&snapshot);
}

TEST(a_file_that_cannot_be_kept_ends_it)
{
    struct snapshot snapshot = published(false);
    struct kept all = site_of(&snapshot, &(struct site_options){0});
    const size_t stops[] = {1, all.files.count / 2, all.files.count - 1};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        struct kept kept = {.arena = snapshot.arena, .refuse_after = stops[i]};
        const struct file_sink sink = {.write = keep, .context = &kept};
        assert_false(
            site_write(snapshot.store, snapshot.arena, &(struct site_options){0}, &sink, &snapshot.problems));
        assert_int_equal(kept.files.count, stops[i]);
    }
    snapshot_close(&snapshot);
}

// ---- What an earlier run left ------------------------------------------------------------------------------

#define REPORT "hate-crime-snapshot-2019"

// A recording of the very document, listed in the manifest of its review.
static void leave(struct snapshot *snapshot, struct kept *site, struct text folder, const char *name)
{
    struct text content = TEXT("recorded"), path = path_join(snapshot->arena, folder, text_from(name));
    struct file *manifest = (struct file *)find(site, "reviews/" REPORT "/" REPORT ".sha256");
    must(snapshot, file_write(path, content, &snapshot->problems));
    manifest->content = text_print(snapshot->arena, "%.*s%.*s  %s\n", TEXT_PRINT(manifest->content),
                                   TEXT_PRINT(hash_text(snapshot->arena, hash_of(content))), name);
}

static void note_kept(void *context, const struct manifest_entry *file)
{
    struct kept *kept = context;
    *ARRAY_APPEND(kept->arena, &kept->files) = (struct file){file->name, TEXT("kept")};
}

TEST(what_an_earlier_run_recorded_of_the_same_report_stays_and_is_linked)
{
    struct snapshot snapshot = published(false);
    struct text root = temporary_folder(snapshot.arena),
                reviews = path_join(snapshot.arena, root, TEXT("reviews")),
                folder = path_join(snapshot.arena, reviews, TEXT(REPORT));
    struct kept site = site_of(&snapshot, &(struct site_options){0});
    assert_false(says(&site, "reviews/" REPORT "/en.html", ".mp3"));
    must(&snapshot,
         directory_make(reviews, &snapshot.problems) && directory_make(folder, &snapshot.problems));
    leave(&snapshot, &site, folder, REPORT ".en.mp3");
    leave(&snapshot, &site, folder, REPORT ".cy.mp3");
    const struct file *manifest = find(&site, "reviews/" REPORT "/" REPORT ".sha256");
    assert_non_null(manifest);
    must(&snapshot, manifest && file_write(path_join(snapshot.arena, folder, TEXT(REPORT ".sha256")),
                                           manifest->content, &snapshot.problems));
    struct kept again = {.arena = snapshot.arena};
    const struct file_sink sink = {.write = keep, .keep = note_kept, .context = &again};
    must(&snapshot, site_write(snapshot.store, snapshot.arena, &(struct site_options){.folder = root}, &sink,
                               &snapshot.problems));
    assert_true(says(&again, "reviews/" REPORT "/en.html", "href=\"" REPORT ".en.mp3\""));
    assert_true(says(&again, "reviews/" REPORT "/" REPORT ".cy.html", "href=\"" REPORT ".cy.mp3\""));
    assert_true(says(&again, "reviews/" REPORT "/" REPORT ".cy.mp3", "kept"));
    assert_true(says(&again, "reviews/" REPORT "/" REPORT ".sha256", REPORT ".en.mp3"));
    temporary_remove(folder);
    temporary_remove(reviews);
    temporary_remove(root);
    snapshot_close(&snapshot);
}

TEST(the_register_as_data_has_numbers_and_each_part_of_an_answer_apart)
{
    struct snapshot snapshot = published(false);
    struct kept site = site_of(&snapshot, &(struct site_options){0});
    assert_true(
        says(&site, "en/recommendations.csv",
             "\"Answer of the force: decision\",\"Answer of the force: date\",\"Answer of the force: by\""));
    assert_false(says(&site, "en/recommendations.csv", "accepted, "));
    assert_true(says(&site, "en/recommendations.csv", ",2,")); // a number, not a text
    assert_true(says(&site, "en/progress.csv", ",2,"));
    snapshot_close(&snapshot);
}

TEST(the_welsh_register_calls_recommendations_by_no_english_name)
{
    struct snapshot snapshot = published(false);
    struct kept site = site_of(&snapshot, &(struct site_options){0});
    static const char *const pages[] = {"cy/recommendations.html", "cy/recommendations.csv",
                                        "cy/progress.csv", "cy/feed.xml"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        assert_false(says(&site, pages[i], "enhanced-service"));
    assert_true(says(&site, "cy/feed.xml", "Argymhelliad 2 o “"));
    snapshot_close(&snapshot);
}
