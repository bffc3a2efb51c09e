// SPDX-License-Identifier: GPL-3.0-or-later
// Atom (RFC 4287) and sitemaps.org 0.9. Ids come from the record's own ids by their hash, as UUIDs of version 8 (RFC 9562):
// they tell nothing, and stay when the site moves.
#include "report/site_parts.h"

#include "format/hash.h"
#include "format/markup_writer.h"
#include "report/report.h"
#include "report/wording.h"

#include <stdlib.h>

struct entry {
    struct text id, title, link, summary;
    int64_t at;
};

struct feed {
    struct site *site;
    enum language language;
    struct text draft; // empty: it is none
    struct markup_writer xml;
    ARRAY_OF(struct entry) entries;
};

static struct text urn(struct arena *arena, const char *kind, struct text id)
{
    struct hash hash = hash_of(text_print(arena, "craffu %s %.*s", kind, TEXT_PRINT(id)));
    const unsigned char *b = hash.bytes;
    return text_print(arena, "urn:uuid:%02x%02x%02x%02x-%02x%02x-8%x%02x-%x%x%02x-%02x%02x%02x%02x%02x%02x",
                      b[0], b[1], b[2], b[3], b[4], b[5], b[6] & 0xFu, b[7], 8u | (b[8] >> 4 & 3u),
                      b[8] & 0xFu, b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

// RFC 3339, in whole seconds.
static struct text instant(struct arena *arena, int64_t at)
{
    struct civil_time time = civil_time_from_microseconds(at);
    return text_print(arena, "%.*sT%02d:%02d:%02dZ", TEXT_PRINT(civil_date_text(arena, time.date)),
                      (int)time.hour, (int)time.minute, (int)time.second);
}

static struct text word(const struct feed *feed, struct message message)
{
    return message_text(feed->site->arena, feed->language, &message);
}

static struct text label(const struct feed *feed, const struct localised *text)
{
    return text->in[feed->language];
}

// ---- What happened -----------------------------------------------------------------------------------------

static void add_review(struct feed *feed, const struct site_review *review)
{
    struct arena *arena = feed->site->arena;
    const struct review *about = &review->results.review;
    *ARRAY_APPEND(arena, &feed->entries) = (struct entry){
        .id = urn(arena, "review", review->published_by),
        .title = label(feed, &about->title),
        .link = text_print(arena, "../reviews/%.*s/%s.html", TEXT_PRINT(about->id),
                           language_code(feed->language)),
        .summary = report_description(arena, feed->language, &review->results),
        .at = review->published_at,
    };
}

static void add_event(struct feed *feed, const struct registered *one, struct text id, const char *what,
                      const struct localised *says, int64_t at)
{
    struct arena *arena = feed->site->arena;
    struct text asked = label(feed, &one->recommendation->text), said = label(feed, says);
    *ARRAY_APPEND(arena, &feed->entries) = (struct entry){
        .id = urn(arena, "recommendation", id),
        .title = word(feed, MESSAGE("Recommendation {number} of “{review}” is {state}",
                                    NUMBER("number", one->recommendation->number),
                                    VALUE("review", label(feed, &one->review->title)), WORD("state", what))),
        .link = TEXT("recommendations.html"),
        .summary = said.length ? text_print(arena, "%.*s – %.*s", TEXT_PRINT(asked), TEXT_PRINT(said))
                               : asked,
        .at = at,
    };
}

static void add_recommendation(struct feed *feed, const struct registered *one)
{
    for (size_t i = 0; i < one->recommendation->responses.count; i++) {
        const struct response *response = &one->recommendation->responses.items[i];
        add_event(feed, one, response->id, response_decision_words(response->decision), &response->why,
                  response->at);
    }
    for (size_t i = 0; i < one->recommendation->progress.count; i++) {
        const struct progress *progress = &one->recommendation->progress.items[i];
        add_event(feed, one, progress->id, recommendation_state_words(progress->state), &progress->says,
                  progress->at);
    }
}

static int compare_entries(const void *first, const void *second)
{
    const struct entry *a = first, *b = second;
    if (a->at != b->at)
        return a->at > b->at ? -1 : 1;
    return text_compare(a->id, b->id);
}

// ---- The feed ----------------------------------------------------------------------------------------------

#define element(feed, name, text) \
    (markup_line(&(feed)->xml), markup_open(&(feed)->xml, name), markup_text(&(feed)->xml, (text)), \
     markup_close(&(feed)->xml))

static void add_link(struct feed *feed, const char *relation, struct text address)
{
    markup_line(&feed->xml);
    markup_open(&feed->xml, "link");
    markup_attribute(&feed->xml, "rel", text_from(relation));
    markup_attribute(&feed->xml, "href", address);
    markup_close(&feed->xml);
}

static void write_entry(struct feed *feed, const struct entry *entry)
{
    markup_line(&feed->xml);
    markup_open(&feed->xml, "entry");
    element(feed, "id", entry->id);
    element(feed, "title", entry->title);
    element(feed, "updated", instant(feed->site->arena, entry->at));
    add_link(feed, "alternate", entry->link);
    // Readers of feeds show an entry by itself: each says that it is a draft.
    element(feed, "summary",
            feed->draft.length ? text_print(feed->site->arena, "%.*s %.*s", TEXT_PRINT(feed->draft),
                                            TEXT_PRINT(entry->summary))
                               : entry->summary);
    markup_line(&feed->xml);
    markup_close(&feed->xml);
}

static void write_feed(struct feed *feed, struct buffer *out)
{
    struct site *site = feed->site;
    struct text organisation = label(feed, &site->organisation);
    const char *code = language_code(feed->language);
    markup_start(&feed->xml, MARKUP_XML, out);
    markup_open(&feed->xml, "feed");
    markup_attribute(&feed->xml, "xmlns", TEXT("http://www.w3.org/2005/Atom"));
    markup_attribute(&feed->xml, "xml:lang", text_from(code));
    if (site->options->address.length) // by which relative links are read, wherever the feed is
        markup_attribute(&feed->xml, "xml:base",
                         text_print(site->arena, "%.*s%s/", TEXT_PRINT(site->options->address), code));
    element(feed, "id", urn(site->arena, code, site->first_act));
    element(feed, "title", word(feed, MESSAGE("Reviews: {office}", VALUE("office", organisation))));
    if (feed->draft.length)
        element(feed, "subtitle", feed->draft);
    element(feed, "updated", instant(site->arena, feed->entries.items[0].at));
    add_link(feed, "self", TEXT("feed.xml"));
    add_link(feed, "alternate", TEXT("index.html"));
    markup_line(&feed->xml);
    markup_open(&feed->xml, "author");
    element(feed, "name", organisation);
    markup_line(&feed->xml);
    markup_close(&feed->xml);
    for (size_t i = 0; i < feed->entries.count; i++)
        write_entry(feed, &feed->entries.items[i]);
    markup_line(&feed->xml);
    markup_end(&feed->xml);
}

bool site_write_feeds(struct site *site)
{
    bool written = true;
    for (int language = 0; written && language < LANGUAGE_COUNT; language++) {
        bool approved = site_page_approved(site, PAGE_REVIEWS) &&
                        site_page_approved(site, PAGE_RECOMMENDATIONS);
        struct feed feed = {.site = site,
                            .language = (enum language)language,
                            .draft = site_draft((enum language)language, approved)};
        struct buffer out = {0};
        for (size_t i = 0; i < site->reviews.count; i++)
            add_review(&feed, site->reviews.items[i]);
        for (size_t i = 0; i < site->recommendations.list.count; i++)
            add_recommendation(&feed, &site->recommendations.list.items[i]);
        qsort(feed.entries.items, feed.entries.count, sizeof *feed.entries.items, compare_entries);
        write_feed(&feed, &out);
        written = site_give(site, text_print(site->arena, "%s/feed.xml", language_code(feed.language)),
                            buffer_text(&out));
        buffer_dispose(&out);
    }
    return written;
}

// ---- The sitemap -------------------------------------------------------------------------------------------

static void write_address(struct markup_writer *xml, const struct site *site, size_t page)
{
    markup_line(xml);
    markup_open(xml, "url");
    markup_open(xml, "loc");
    markup_text(xml, site->options->address);
    markup_text(xml, site->pages.items[page]);
    markup_close(xml);
    markup_open(xml, "lastmod");
    markup_text(xml, civil_date_text(site->arena, site->dates.items[page]));
    markup_close(xml);
    markup_close(xml);
}

bool site_write_sitemap(struct site *site)
{
    struct markup_writer xml;
    struct buffer out = {0};
    if (site->options->address.length == 0)
        return true;
    markup_start(&xml, MARKUP_XML, &out);
    markup_open(&xml, "urlset");
    markup_attribute(&xml, "xmlns", TEXT("http://www.sitemaps.org/schemas/sitemap/0.9"));
    for (size_t i = 0; i < site->pages.count; i++)
        write_address(&xml, site, i);
    markup_line(&xml);
    markup_end(&xml);
    bool written = site_give(site, TEXT("sitemap.xml"), buffer_text(&out));
    buffer_dispose(&out);
    return written;
}
