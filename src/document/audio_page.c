// SPDX-License-Identifier: GPL-3.0-or-later
// The page works without script: a chapter's link is the sound file with a media fragment ("#t=65"), which every browser plays
// from there. Nothing is loaded before somebody plays it.
#include "document/audio.h"

#include "document/checked.h"
#include "document/html_page.h"
#include "document/speech.h"
#include "document/words.h"
#include "format/markup_writer.h"

#define CHAPTERS_ID "page:chapters"

struct page {
    struct markup_writer html;
    struct arena *arena;
    const struct checked_document *checked;
    const struct document *document;
    const struct speech *speech;
    const uint32_t *starts;
    size_t count;
    struct text sound; // the link to the MP3 file
};

#define element(page, name, text) \
    (markup_open(&(page)->html, name), markup_text(&(page)->html, (text)), markup_close(&(page)->html))
#define class(page, name) markup_attribute(&(page)->html, "class", TEXT(name))

static struct text word(const struct page *page, const char *english)
{
    return message_word(page->document->language, english);
}

static void line(struct page *page)
{
    markup_line(&page->html);
}

static void close(struct page *page)
{
    markup_close(&page->html);
}

// As the document's own list of formats has it; else beside the page, by the rule of file names.
static struct text sound_link(struct arena *arena, const struct document *document)
{
    for (size_t i = 0; i < document->formats.count; i++)
        if (text_ends(document->formats.items[i].link, TEXT(".mp3")))
            return document->formats.items[i].link;
    return text_print(arena, "%.*s.%s.mp3", TEXT_PRINT(words_file_link(arena, document->identifier)),
                      language_code(document->language));
}

// "1:05", "1:00:05".
static struct text clock(struct arena *arena, uint32_t seconds)
{
    if (seconds < 3600)
        return text_print(arena, "%u:%02u", seconds / 60, seconds % 60);
    return text_print(arena, "%u:%02u:%02u", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static void open_chapter_link(struct page *page, size_t chapter)
{
    markup_open(&page->html, "a");
    markup_attribute(&page->html, "href",
                     text_print(page->arena, "%.*s#t=%u", TEXT_PRINT(page->sound), page->starts[chapter]));
}

static void write_chapter_link(struct page *page, size_t chapter, struct text title)
{
    line(page);
    markup_open(&page->html, "li");
    open_chapter_link(page, chapter);
    markup_text(&page->html, text_print(page->arena, "%.*s (%.*s)", TEXT_PRINT(title),
                                        TEXT_PRINT(clock(page->arena, page->starts[chapter]))));
    close(page);
    close(page);
}

static void write_chapters(struct page *page)
{
    size_t chapter = 0;
    line(page);
    markup_open(&page->html, "nav");
    class(page, "contents");
    markup_attribute(&page->html, "aria-labelledby", TEXT(CHAPTERS_ID));
    line(page);
    markup_open(&page->html, "h2");
    markup_attribute(&page->html, "id", TEXT(CHAPTERS_ID));
    markup_text(&page->html, word(page, N_("Chapters")));
    close(page);
    line(page);
    markup_open(&page->html, "ul");
    for (size_t i = 0; i < page->speech->utterances.count && chapter < page->count; i++)
        if (page->speech->utterances.items[i].chapter)
            write_chapter_link(
                page, chapter++,
                utterance_chapter(page->arena, page->checked, &page->speech->utterances.items[i]));
    close(page);
    close(page);
}

static void write_player(struct page *page)
{
    line(page);
    markup_open(&page->html, "audio");
    markup_attribute(&page->html, "controls", TEXT(""));
    markup_attribute(&page->html, "preload", TEXT("none"));
    markup_attribute(&page->html, "aria-label", word(page, N_("Audio edition")));
    markup_attribute(&page->html, "src", page->sound);
    close(page);
    line(page);
    markup_open(&page->html, "p");
    markup_open(&page->html, "a");
    markup_attribute(&page->html, "href", page->sound);
    markup_text(&page->html, word(page, N_("The audio edition as a file (MP3)")));
    close(page);
    close(page);
}

// ---- The transcript ----------------------------------------------------------------------------------------

static void write_parts(struct page *page, const struct utterance *utterance)
{
    for (size_t i = 0; i < utterance->parts.count; i++) {
        const struct utterance_part *part = &utterance->parts.items[i];
        bool foreign = part->language != page->document->language;
        if (foreign) {
            markup_open(&page->html, "span");
            markup_attribute(&page->html, "lang", text_from(language_code(part->language)));
        }
        markup_text(&page->html, part->shown);
        if (foreign)
            close(page);
    }
}

static void write_listen(struct page *page, size_t chapter)
{
    if (chapter >= page->count)
        return;
    struct message listen = MESSAGE("Listen from {time}",
                                    VALUE("time", clock(page->arena, page->starts[chapter])));
    line(page);
    markup_open(&page->html, "p");
    class(page, "listen");
    open_chapter_link(page, chapter);
    markup_text(&page->html, message_text(page->arena, page->document->language, &listen));
    close(page);
    close(page);
}

static void write_utterance(struct page *page, const struct utterance *utterance)
{
    static const char *const headings[] = {"h3", "h4", "h5"};
    line(page);
    bool heading = utterance->kind == UTTERANCE_HEADING;
    markup_open_element(&page->html, heading ? headings[utterance->level - 1] : "p");
    if (heading)
        markup_attribute(&page->html, "id", utterance->block);
    if (utterance->kind == UTTERANCE_ROW)
        class(page, "row");
    write_parts(page, utterance);
    close(page);
}

static void write_transcript(struct page *page)
{
    size_t chapter = 0;
    line(page);
    element(page, "h2", word(page, N_("Transcript")));
    for (size_t i = 0; i < page->speech->utterances.count; i++) {
        const struct utterance *utterance = &page->speech->utterances.items[i];
        write_utterance(page, utterance);
        if (utterance->chapter && chapter++ > 0)
            write_listen(page, chapter - 1);
    }
}

// ---- The page ----------------------------------------------------------------------------------------------

static void write_body(struct page *page)
{
    line(page);
    markup_open(&page->html, "body");
    html_page_masthead(&page->html, page->arena, page->document, HTML_PAGE_AUDIO);
    line(page);
    markup_open(&page->html, "main");
    markup_attribute(&page->html, "id", TEXT(HTML_PAGE_MAIN));
    line(page);
    element(page, "h1", page->document->title);
    line(page);
    markup_open(&page->html, "p");
    class(page, "subtitle");
    markup_text(&page->html, word(page, N_("Audio edition")));
    close(page);
    write_player(page);
    write_chapters(page);
    write_transcript(page);
    close(page);
    close(page);
}

void audio_page_write(const struct checked_document *checked, const uint32_t *starts, size_t count,
                      struct buffer *out)
{
    struct arena *arena = arena_new();
    struct speech speech;
    speech_build(arena, checked, &speech);
    struct page page = {.arena = arena,
                        .checked = checked,
                        .document = checked->document,
                        .speech = &speech,
                        .starts = starts,
                        .count = count,
                        .sound = sound_link(arena, checked->document)};
    struct text title = text_print(arena, "%.*s – %.*s – %.*s", TEXT_PRINT(word(&page, N_("Audio edition"))),
                                   TEXT_PRINT(page.document->title), TEXT_PRINT(page.document->organisation));
    html_page_start(&page.html, arena, page.document, out);
    html_page_head(&page.html, page.document, HTML_PAGE_AUDIO, title);
    write_body(&page);
    markup_end(&page.html);
    arena_free(arena);
}
