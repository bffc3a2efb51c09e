// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of libmp3lame are declared here after its public interface, so that nothing of it is needed to build.
#include "format/mp3.h"

#include "base/memory.h"
#include "format/library.h"

enum { AVERAGE_BITRATE_KILOBITS = 32, MODE_MONO = 3, AVERAGE_BITRATE = 3 };
// The library asks for room of 5/4 of the samples and 7,200 bytes.
enum { SAMPLES_AT_ONCE = 16384, ROOM = SAMPLES_AT_ONCE * 5 / 4 + 7200 };

struct lame; // the library's own record

struct functions {
    struct lame *(*init)(void);
    int (*set_channels)(struct lame *, int);
    int (*set_rate_in)(struct lame *, int);
    int (*set_rate_out)(struct lame *, int);
    int (*set_mode)(struct lame *, int);
    int (*set_variable)(struct lame *, int);
    int (*set_average)(struct lame *, int);
    int (*set_length_tag)(struct lame *, int);
    void (*set_id3)(struct lame *, int);
    int (*start)(struct lame *);
    int (*encode)(struct lame *, const short *left, const short *right, int count, unsigned char *out,
                  int room);
    int (*flush)(struct lame *, unsigned char *out, int room);
    size_t (*length_tag)(const struct lame *, unsigned char *out, size_t room);
    int (*close)(struct lame *);
};

struct mp3_encoder {
    struct library *library;
    struct functions call;
    struct lame *lame;
    struct buffer *out;
    size_t start; // of the first frame in the buffer
    unsigned char bytes[ROOM];
};

static struct library *load(const char *library, struct functions *call, struct problems *problems)
{
    const struct library_function functions[] = {
        {"lame_init", &call->init},
        {"lame_set_num_channels", &call->set_channels},
        {"lame_set_in_samplerate", &call->set_rate_in},
        {"lame_set_out_samplerate", &call->set_rate_out},
        {"lame_set_mode", &call->set_mode},
        {"lame_set_VBR", &call->set_variable},
        {"lame_set_VBR_mean_bitrate_kbps", &call->set_average},
        {"lame_set_bWriteVbrTag", &call->set_length_tag},
        {"lame_set_write_id3tag_automatic", &call->set_id3},
        {"lame_init_params", &call->start},
        {"lame_encode_buffer", &call->encode},
        {"lame_encode_flush", &call->flush},
        {"lame_get_lametag_frame", &call->length_tag},
        {"lame_close", &call->close},
    };
    return library_open(library, functions, sizeof functions / sizeof *functions, problems);
}

// False only where the library refuses a setting.
static bool configure(const struct functions *call, struct lame *lame, int rate)
{
    call->set_id3(lame, 0); // format/id3.h writes the tag
    return call->set_channels(lame, 1) == 0 && call->set_rate_in(lame, rate) == 0 &&
           call->set_rate_out(lame, rate) == 0 && call->set_mode(lame, MODE_MONO) == 0 &&
           call->set_variable(lame, AVERAGE_BITRATE) == 0 &&
           call->set_average(lame, AVERAGE_BITRATE_KILOBITS) == 0 && call->set_length_tag(lame, 1) == 0 &&
           call->start(lame) >= 0;
}

struct mp3_encoder *mp3_encoder_new(const char *library, int rate, struct buffer *out,
                                    struct problems *problems)
{
    struct functions call = {0};
    struct library *loaded = load(library, &call, problems);
    if (!loaded)
        return NULL;
    struct lame *lame = call.init();
    if (!lame)
        memory_exhausted();
    if (!configure(&call, lame, rate)) {
        problem_report(
            problems, (struct place){.source = TEXT("audio")},
            MESSAGE("not made: {library} refused its settings", VALUE("library", text_from(library))),
            NO_MESSAGE);
        call.close(lame);
        library_close(loaded);
        return NULL;
    }
    struct mp3_encoder *encoder = memory_allocate_zeroed(1, sizeof *encoder);
    encoder->library = loaded;
    encoder->call = call;
    encoder->lame = lame;
    encoder->out = out;
    encoder->start = out->length;
    return encoder;
}

static void add_bytes(struct mp3_encoder *encoder, int length)
{
    if (length > 0)
        buffer_add(encoder->out, (struct text){(const char *)encoder->bytes, (size_t)length});
}

void mp3_encoder_add(struct mp3_encoder *encoder, const int16_t *samples, size_t count)
{
    while (count > 0) {
        size_t piece = count < SAMPLES_AT_ONCE ? count : SAMPLES_AT_ONCE;
        add_bytes(encoder,
                  encoder->call.encode(encoder->lame, samples, samples, (int)piece, encoder->bytes, ROOM));
        samples += piece;
        count -= piece;
    }
}

void mp3_encoder_end(struct mp3_encoder *encoder)
{
    if (!encoder)
        return;
    add_bytes(encoder, encoder->call.flush(encoder->lame, encoder->bytes, ROOM));
    // The library has left a frame free at the start, which players read first.
    size_t length = encoder->call.length_tag(encoder->lame, encoder->bytes, ROOM);
    if (length > 0 && length <= ROOM && encoder->out->length - encoder->start >= length)
        memcpy(encoder->out->bytes + encoder->start, encoder->bytes, length);
    encoder->call.close(encoder->lame);
    library_close(encoder->library);
    memory_free(encoder);
}
