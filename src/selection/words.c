// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/words.h"

#include "selection/positions.h"

struct teller {
    struct arena *arena;
    enum language language;
    struct words words;
};

enum { POSITIONS_SHOWN = 20 };

static void tell_quoting(struct teller *teller, struct message message, struct text quoted)
{
    *ARRAY_APPEND(teller->arena, &teller->words.list) = (struct word_line){
        WORDS_SENTENCE, message_text(teller->arena, teller->language, &message), quoted};
}

static void tell(struct teller *teller, struct message message)
{
    tell_quoting(teller, message, (struct text){0});
}

static void command(struct teller *teller, struct text text)
{
    *ARRAY_APPEND(teller->arena, &teller->words.list) = (struct word_line){.kind = WORDS_COMMAND,
                                                                           .text = text};
}

static void tell_rule(struct teller *teller, const struct commitment *commitment)
{
    if (!commitment->stratified) {
        tell(teller,
             MESSAGE("The rule: {size} are drawn from the whole list.", NUMBER("size", commitment->size)));
        return;
    }
    switch (commitment->rule) {
    case ALLOCATION_PROPORTIONAL:
        tell(teller,
             MESSAGE("The rule: {size} are drawn, each stratum by itself. Each stratum has one place; then "
                     "each further "
                     "place goes to the stratum with the greatest N / (2n + 1), N being its cases (times its "
                     "factor, if that is not 1) and n its places so far.",
                     NUMBER("size", commitment->size)));
        break;
    case ALLOCATION_EQUAL:
        tell(teller, MESSAGE("The rule: {size} are drawn, each stratum by itself, as many from each as from "
                             "every other; a place "
                             "that cannot be shared goes to the larger stratum.",
                             NUMBER("size", commitment->size)));
        break;
    case ALLOCATION_QUOTA:
    case ALLOCATION_COUNT:
        tell(
            teller,
            MESSAGE(
                "The rule: {size} are drawn, each stratum by itself, from each as many as were fixed for it.",
                NUMBER("size", commitment->size)));
    }
}

struct words words_of_commitment(struct arena *arena, enum language language,
                                 const struct commitment *commitment)
{
    struct teller teller = {.arena = arena, .language = language};
    tell(&teller, MESSAGE("For the review {review}, cases will be drawn by lot from a list of {cases}, which "
                          "is fixed now and "
                          "does not change any more. Its SHA-256 is {hash}.",
                          VALUE("review", commitment->review), NUMBER("cases", commitment->cases),
                          VALUE("hash", hash_text(arena, commitment->frame))));
    tell_rule(&teller, commitment);
    for (size_t i = 0; commitment->stratified && i < commitment->stratum_count; i++)
        tell(&teller,
             MESSAGE("{stratum}: {places} of {cases}.", VALUE("stratum", commitment->strata[i].name),
                     NUMBER("places", commitment->places[i]), NUMBER("cases", commitment->strata[i].cases)));
    tell(&teller,
         MESSAGE(
             "The seed does not exist yet. It will have at least {least} digits, thrown with dice in public "
             "or taken "
             "from a public source that is named; a seed from a day before this commitment does not count.",
             NUMBER("least", SEED_LEAST_DIGITS)));
    return teller.words;
}

// ---- The receipt ----------------------------------------------------------------------------------------

static int64_t drawn_cases(const struct receipt *receipt, size_t stratum)
{
    int64_t cases = 0;
    for (size_t i = 0; i < receipt->events.count; i++)
        cases += receipt->events.items[i].is_replacement ? 0 : receipt->events.items[i].places[stratum];
    return cases;
}

static void tell_what_was_fixed(struct teller *teller, const struct receipt *receipt)
{
    const struct commitment *commitment = &receipt->commitment;
    int64_t cases = 0;
    for (size_t i = 0; i < commitment->stratum_count; i++)
        cases += drawn_cases(receipt, i);
    tell(teller, MESSAGE_COUNT(
                     "One case was drawn by lot from a list of {cases}, so that nobody could choose it.",
                     "{n} cases were drawn by lot from a list of {cases}, so that nobody could choose them.",
                     cases, NUMBER("cases", commitment->cases)));
    tell(teller,
         MESSAGE("First the list and the rule were fixed, at {sealed}. The list's SHA-256 is {hash}. The "
                 "commitment, which "
                 "was made then to be published, has the SHA-256 {commitment}.",
                 VALUE("sealed", commitment->sealed),
                 VALUE("hash", hash_text(teller->arena, commitment->frame)),
                 VALUE("commitment",
                       hash_text(teller->arena, hash_of(commitment_text(teller->arena, commitment))))));
    tell_rule(teller, commitment);
    tell_quoting(teller,
                 MESSAGE("Then came the seed, on {date}: {seed}. Its source: {source}.",
                         VALUE("date", receipt->seed.date), VALUE("seed", receipt->seed.digits),
                         VALUE("source", receipt->seed.source)),
                 receipt->seed.source);
    tell(teller, MESSAGE("The seed and the id of a case give its ticket, a number that nobody can foresee or "
                         "choose. The cases with the "
                         "lowest tickets are drawn."));
}

static void tell_weights(struct teller *teller, const struct receipt *receipt)
{
    for (size_t i = 0; i < receipt->commitment.stratum_count; i++) {
        const struct allocation_stratum *stratum = &receipt->commitment.strata[i];
        int64_t cases = drawn_cases(receipt, i);
        if (cases)
            tell_quoting(teller,
                         MESSAGE("{stratum}: {n} of {cases}; its weight in an estimate is {cases}/{n}.",
                                 VALUE("stratum", stratum->name), NUMBER("n", cases),
                                 NUMBER("cases", stratum->cases)),
                         stratum->name);
        else
            tell(teller, MESSAGE("{stratum}: none of {cases}; no estimate can speak of it.",
                                 VALUE("stratum", stratum->name), NUMBER("cases", stratum->cases)));
    }
}

static struct text reason_in(enum language language, const struct localised *reason)
{
    struct text first = reason->in[language];
    for (int other = 0; !first.length && other < LANGUAGE_COUNT; other++)
        first = reason->in[other];
    return first;
}

static void tell_events(struct teller *teller, const struct receipt *receipt)
{
    for (size_t i = 1; i < receipt->events.count; i++) {
        const struct draw_event *event = &receipt->events.items[i];
        if (event->is_replacement)
            tell(teller, MESSAGE("On {date} ticket {ticket} was replaced by the next one, ticket {by}. The "
                                 "reason: {reason}",
                                 VALUE("date", event->date), NUMBER("ticket", event->replaced),
                                 NUMBER("by", receipt->tickets[event->replaced - 1].replaced_by),
                                 VALUE("reason", reason_in(teller->language, &event->reason))));
        else
            tell(teller,
                 MESSAGE_COUNT("On {date} one more case was drawn: the next ticket in the same order.",
                               "On {date} {n} more cases were drawn: the next tickets in the same order.",
                               event->size, VALUE("date", event->date)));
    }
}

// The call of Rivest's own package, which needs nothing of ours.
static struct text python_call(struct arena *arena, const struct receipt *receipt, size_t stratum)
{
    const struct commitment *commitment = &receipt->commitment;
    struct text lines = TEXT("open('frame.txt',encoding='utf-8').read().splitlines()");
    if (commitment->stratified)
        lines = text_print(arena, "[l.split('\\t')[0] for l in %.*s if l.endswith('\\t%.*s')]",
                           TEXT_PRINT(lines), TEXT_PRINT(commitment->strata[stratum].name));
    return text_print(arena,
                      "python3 -c \"from consistent_sampler import sampler; "
                      "print(list(sampler(%.*s, seed='%.*s', take=%zu, output='id')))\"",
                      TEXT_PRINT(lines), TEXT_PRINT(receipt->seed.digits), receipt->taken[stratum]);
}

static void tell_positions(struct teller *teller, const struct receipt *receipt, size_t stratum)
{
    uint64_t positions[POSITIONS_SHOWN];
    size_t cases = (size_t)receipt->commitment.strata[stratum].cases;
    size_t count = cases < POSITIONS_SHOWN ? cases : POSITIONS_SHOWN;
    struct text line = text_print(
        teller->arena, "%.*s, 1..%zu:", TEXT_PRINT(receipt->commitment.strata[stratum].name), cases);
    positions_draw(receipt->seed.digits, 1, cases, false, 0, count, positions);
    for (size_t i = 0; i < count; i++)
        line = text_print(teller->arena, "%.*s %llu", TEXT_PRINT(line), (unsigned long long)positions[i]);
    command(teller, line);
}

static void tell_how_to_draw_again(struct teller *teller, const struct receipt *receipt)
{
    size_t strata = receipt->commitment.stratum_count;
    tell(teller, MESSAGE("To draw again without this program: save the list as frame.txt and see that its "
                         "SHA-256 is the one above. "
                         "Install Python and its package consistent_sampler 1.0.10, and run this. It prints "
                         "the ids drawn, in the "
                         "order of their tickets."));
    command(teller, TEXT("sha256sum frame.txt"));
    command(teller, TEXT("python3 -m pip install consistent_sampler==1.0.10"));
    for (size_t i = 0; i < strata; i++)
        if (receipt->taken[i])
            command(teller, python_call(teller->arena, receipt, i));
    tell(teller,
         MESSAGE("To check the hashing of the seed without installing anything: the sampler of 2011, which "
                 "web pages offer "
                 "(for example https://www.stat.berkeley.edu/~stark/Java/Html/sha256Rand.htm), gives these "
                 "positions for this seed, "
                 "repeats left out. It draws numbers, not ids: these are not the cases that were drawn."));
    for (size_t i = 0; i < strata; i++)
        tell_positions(teller, receipt, i);
}

struct words words_of_receipt(struct arena *arena, enum language language, const struct receipt *receipt)
{
    struct teller teller = {.arena = arena, .language = language};
    tell_what_was_fixed(&teller, receipt);
    tell_weights(&teller, receipt);
    tell_events(&teller, receipt);
    tell_how_to_draw_again(&teller, receipt);
    return teller.words;
}

void words_add(struct buffer *out, enum language language, struct words words)
{
    buffer_print(out, "\n%.*s\n", TEXT_PRINT(language_name(language)));
    for (size_t i = 0; i < words.list.count; i++)
        buffer_print(out, "%s%.*s\n", words.list.items[i].kind == WORDS_COMMAND ? "    " : "",
                     TEXT_PRINT(words.list.items[i].text));
}
