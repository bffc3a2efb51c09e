// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/audio.h"

#include "document/checked.h"
#include "document/speech.h"
#include "format/id3.h"
#include "format/mp3.h"
#include "format/speech_engine.h"

struct audio_libraries audio_libraries(void)
{
    return (struct audio_libraries){.speech = SPEECH_LIBRARY, .encoder = MP3_LIBRARY};
}

// Where the sound goes: it is counted, for the times of the chapters, and encoded if there is an encoder.
struct recording {
    uint64_t samples;
    struct mp3_encoder *encoder;
};

static void take(void *context, const int16_t *samples, size_t count)
{
    struct recording *recording = context;
    recording->samples += count;
    if (recording->encoder)
        mp3_encoder_add(recording->encoder, samples, count);
}

static void take_silence(struct recording *recording, unsigned milliseconds)
{
    static const int16_t silence[SPEECH_RATE / 10];
    for (size_t left = (size_t)SPEECH_RATE * milliseconds / 1000; left > 0;) {
        size_t piece = left < SPEECH_RATE / 10 ? left : SPEECH_RATE / 10;
        take(recording, silence, piece);
        left -= piece;
    }
}

static uint32_t milliseconds(const struct recording *recording)
{
    return (uint32_t)(recording->samples * 1000 / SPEECH_RATE);
}

static bool say_utterance(struct speech_engine *engine, const struct utterance *utterance,
                          struct recording *recording, struct problems *problems)
{
    struct speech_sink sink = {take, recording};
    for (size_t i = 0; i < utterance->parts.count; i++) {
        const struct utterance_part *part = &utterance->parts.items[i];
        bool last = i + 1 == utterance->parts.count;
        if (!speech_engine_say(engine, part->language, part->spoken, last, sink, problems))
            return false;
    }
    take_silence(recording, utterance->pause);
    return true;
}

// Says the document. `chapters` is as long as the speech has chapters.
static bool record(struct arena *arena, const struct checked_document *checked, const struct speech *speech,
                   const char *library, struct recording *recording, struct id3_chapter *chapters,
                   struct problems *problems)
{
    struct speech_engine *engine = speech_engine_new(library, problems);
    bool said = engine != NULL;
    size_t chapter = 0;
    for (size_t i = 0; i < speech->utterances.count && said; i++) {
        const struct utterance *utterance = &speech->utterances.items[i];
        if (utterance->chapter)
            chapters[chapter++] = (struct id3_chapter){.title = utterance_chapter(arena, checked, utterance),
                                                       .start = milliseconds(recording)};
        said = say_utterance(engine, utterance, recording, problems);
        if (chapter > 0)
            chapters[chapter - 1].end = milliseconds(recording);
    }
    speech_engine_free(engine);
    return said;
}

bool audio_is_available(struct audio_libraries libraries, struct problems *problems)
{
    struct buffer nothing = {0};
    struct speech_engine *engine = speech_engine_new(libraries.speech, problems);
    struct mp3_encoder *encoder = engine ? mp3_encoder_new(libraries.encoder, SPEECH_RATE, &nothing, problems)
                                         : NULL;
    bool available = encoder != NULL;
    mp3_encoder_end(encoder);
    speech_engine_free(engine);
    buffer_dispose(&nothing);
    return available;
}

static void add_tag(struct arena *arena, const struct checked_document *checked,
                    const struct id3_chapter *chapters, size_t count, struct buffer *out)
{
    static const char *const codes[LANGUAGE_COUNT] = {[LANGUAGE_ENGLISH] = "eng", [LANGUAGE_WELSH] = "cym"};
    const struct document *document = checked->document;
    struct id3_tag tag = {.title = document->title,
                          .artist = document->organisation,
                          .language = text_from(codes[document->language]),
                          .date = civil_date_text(arena, document->date),
                          .chapters = chapters,
                          .chapter_count = count};
    id3_write(&tag, out);
}

bool document_write_mp3(const struct checked_document *checked, struct audio_libraries libraries,
                        struct buffer *out, struct problems *problems)
{
    struct arena *arena = arena_new();
    struct buffer sound = {0};
    struct speech speech;
    speech_build(arena, checked, &speech);
    struct id3_chapter *chapters = ARENA_ARRAY(arena, struct id3_chapter, speech.chapter_count);
    struct recording recording = {
        .encoder = mp3_encoder_new(libraries.encoder, SPEECH_RATE, &sound, problems)};
    bool written = recording.encoder &&
                   record(arena, checked, &speech, libraries.speech, &recording, chapters, problems);
    mp3_encoder_end(recording.encoder);
    if (written) {
        add_tag(arena, checked, chapters, speech.chapter_count, out);
        buffer_add(out, buffer_text(&sound));
    }
    buffer_dispose(&sound);
    arena_free(arena);
    return written;
}

bool document_write_audio_page(const struct checked_document *checked, struct audio_libraries libraries,
                               struct buffer *out, struct problems *problems)
{
    if (!audio_is_available(libraries, problems)) // a page without its sound is of no use
        return false;
    struct arena *arena = arena_new();
    struct speech speech;
    struct recording counted = {0};
    speech_build(arena, checked, &speech);
    struct id3_chapter *chapters = ARENA_ARRAY(arena, struct id3_chapter, speech.chapter_count);
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, speech.chapter_count);
    bool said = record(arena, checked, &speech, libraries.speech, &counted, chapters, problems);
    for (size_t i = 0; i < speech.chapter_count; i++)
        starts[i] = chapters[i].start / 1000;
    if (said)
        audio_page_write(checked, starts, speech.chapter_count, out);
    arena_free(arena);
    return said;
}
