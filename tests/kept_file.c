// SPDX-License-Identifier: GPL-3.0-or-later
#include "kept_file.h"

#include "extract/population_cache_format.h"
#include "extract/population_lanes.h"

#include <stdlib.h>

static const char fields[] =
    "craffu: instrument\nid: kept\nversion: 1\nzone: Europe/London\ntitle: {en: Kept, cy: Cadw}\n"
    "case:\n  reference: case_ref\n  group: strand\n  fields:\n"
    "    - {id: case_ref, type: text, required: true, label: {en: Case, cy: Achos}}\n"
    "    - {id: reported_at, type: time, label: {en: Report, cy: Adroddiad}}\n"
    "    - {id: born, type: date, label: {en: Born, cy: Geni}}\n"
    "    - {id: age, type: integer, label: {en: Age, cy: Oed}}\n"
    "    - {id: score, type: number, label: {en: Score, cy: Sgôr}}\n"
    "    - {id: vulnerable, type: boolean, label: {en: Vulnerable, cy: Agored}}\n"
    "    - {id: officer, type: text, label: {en: Officer, cy: Swyddog}}\n"
    "    - {id: note, type: text, label: {en: Note, cy: Nodyn}}\n"
    "    - id: strand\n      type: category\n      label: {en: Strand, cy: Llinyn}\n      values:\n"
    "        - {id: race, label: {en: Race, cy: Hil}}\n        - {id: faith, label: {en: Faith, cy: Ffydd}}\n"
    "checks:\n  - id: young\n    impossible: age < 0\n    field: age\n"
    "    says: {en: The age is below nought., cy: Mae'r oed yn is na dim.}\n";

static const char criteria_that_read_all[] =
    "criteria:\n  - id: all\n    title: {en: All, cy: Pob un}\n    question: {en: All?, cy: Pob un?}\n    outcomes:\n"
    "      - {id: late, label: {en: Late, cy: Hwyr}, standing: not met,"
    " when: \"reported_at > TIMESTAMP WITH TIME ZONE '2019-10-27 01:00:00+00:00'\"}\n"
    "      - {id: old, label: {en: Old, cy: Hen}, standing: not met, when: \"born < DATE '1950-01-01' OR age > 70\"}\n"
    "      - {id: high, label: {en: High, cy: Uchel}, standing: met, when: score > 1.5 OR vulnerable}\n"
    "      - {id: named, label: {en: Named, cy: Enw}, standing: met, when: officer = 'Jones' OR strand = 'faith'}\n"
    "      - {id: rest, label: {en: Rest, cy: Gweddill}, standing: met, when: true}\n";

const struct instrument *kept_instrument(struct arena *arena, const char *criteria)
{
    const struct instrument *instrument;
    struct problems problems;
    problems_init(&problems, arena);
    struct text content = text_print(arena, "%s%s", fields, criteria ? criteria : criteria_that_read_all);
    if (!instrument_load(arena, TEXT("kept.yaml"), content, &instrument, &problems)) {
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
        abort();
    }
    return instrument;
}

// Checksums of pieces that may lie anywhere.
static uint64_t checksum(const char *bytes, size_t length)
{
    char *aligned = aligned_alloc(CACHE_ALIGNMENT, length + CACHE_ALIGNMENT);
    memcpy(aligned, bytes, length);
    uint64_t sum = lanes_portable.checksum(aligned, length);
    free(aligned);
    return sum;
}

// The arrays of one segment; false if it does not lie in the file.
static bool seal_segment(char *bytes, size_t length, char *entry, size_t fields_count)
{
    struct cache_segment segment;
    memcpy(&segment, entry, sizeof segment);
    const uint8_t *forms = (const uint8_t *)entry + sizeof segment + fields_count * sizeof(uint64_t);
    if (segment.rows > BATCH_ROWS || segment.offset > length || segment.back_bytes > length ||
        segment.back_bytes % CACHE_ALIGNMENT)
        return false;
    size_t front = cache_front_bytes(forms, fields_count, segment.rows), at = segment.offset;
    if (front > length - at || segment.back_bytes > length - at - front)
        return false;
    segment.back_checksum = checksum(bytes + at + front, segment.back_bytes);
    memcpy(entry, &segment, sizeof segment);
    for (size_t i = 0; i < fields_count; i++) {
        size_t field = cache_field_bytes(forms[i], segment.rows);
        uint64_t sum = checksum(bytes + at, field);
        memcpy(entry + sizeof segment + i * sizeof sum, &sum, sizeof sum);
        at += field;
    }
    return true;
}

static void seal_segments(char *bytes, size_t length, const struct cache_end *end)
{
    struct cache_description description;
    memcpy(&description, bytes + end->description, sizeof description);
    uint64_t room = end->description_bytes - sizeof description;
    if (description.field_count > LIMIT_FIELDS || description.facts_bytes > room)
        return;
    size_t entry = cache_entry_bytes(description.field_count);
    char *index = bytes + end->description + sizeof description + description.facts_bytes;
    for (uint64_t i = 0; i < (room - description.facts_bytes) / entry; i++)
        seal_segment(bytes, length, index + i * entry, description.field_count);
}

void kept_seal(char *bytes, size_t length)
{
    struct cache_end end;
    struct hash_stream stream;
    if (length < sizeof(struct cache_head) + sizeof end)
        return;
    uint64_t room = length - sizeof end;
    memcpy(&end, bytes + room, sizeof end);
    if (end.description > room || end.description_bytes > room - end.description ||
        end.description_bytes < sizeof(struct cache_description))
        return;
    seal_segments(bytes, length, &end);
    hash_begin(&stream);
    hash_add(&stream, (struct text){bytes, sizeof(struct cache_head)});
    hash_add(&stream, (struct text){bytes + end.description, end.description_bytes});
    end.hash = hash_end(&stream);
    memcpy(bytes + room, &end, sizeof end);
}
