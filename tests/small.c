// SPDX-License-Identifier: GPL-3.0-or-later
#include "small.h"

#include "temporary.h"
#include "test.h"

static const char source[] =
    "craffu: instrument\n"
    "id: small\n"
    "version: 1\n"
    "zone: Europe/London\n"
    "title: {en: Small, cy: Bach}\n"
    "about: {en: Small., cy: Bach.}\n"
    "case:\n"
    "  reference: case_ref\n"
    "  fields:\n"
    "    - {id: case_ref, type: text, required: true, label: {en: Case, cy: Achos}}\n"
    "    - {id: reported_at, type: time, required: true, label: {en: Reported, cy: Adroddwyd}}\n"
    "    - {id: note, type: text, label: {en: Note, cy: Nodyn}}\n"
    "    - {id: direct, type: boolean, label: {en: Direct, cy: Uniongyrchol}}\n"
    "log:\n"
    "  reference: case_ref\n"
    "  time: at\n"
    "  kind: kind\n"
    "  fields:\n"
    "    - {id: case_ref, type: text, required: true, label: {en: Case, cy: Achos}}\n"
    "    - {id: at, type: time, required: true, label: {en: When, cy: Pryd}}\n"
    "    - id: kind\n"
    "      type: category\n"
    "      required: true\n"
    "      label: {en: Kind, cy: Math}\n"
    "      values:\n"
    "        - {id: update, label: {en: Update, cy: Diweddariad}}\n"
    "        - {id: contact, label: {en: Contact, cy: Cyswllt}}\n"
    "criteria:\n"
    "  - id: noted\n"
    "    title: {en: Noted, cy: Nodwyd}\n"
    "    question: {en: Noted?, cy: Nodwyd?}\n"
    "    outcomes:\n"
    "      - {id: noted, label: {en: Noted, cy: Nodwyd}, standing: met, when: note IS NOT NULL}\n"
    "      - {id: other, label: {en: Other, cy: Arall}, standing: not met, when: true}\n"
    "  - id: kind\n"
    "    title: {en: Kind, cy: Caredig}\n"
    "    question: {en: Kind?, cy: Caredig?}\n"
    "    outcomes:\n"
    "      - {id: kind_yes, label: {en: Kind, cy: Caredig}, standing: met}\n"
    "      - {id: kind_no, label: {en: Unkind, cy: Angharedig}, standing: not met}\n";

const struct instrument *small_instrument(struct arena *arena)
{
    const struct instrument *instrument = NULL;
    struct problems problems;
    problems_init(&problems, arena);
    ASSERT_GOOD(instrument_load(arena, TEXT("small.yaml"), text_from(source), &instrument, &problems),
                &problems);
    return instrument;
}

struct review small_review(const struct instrument *instrument)
{
    return (struct review){.id = TEXT("small"),
                           .title = {{TEXT("Small"), TEXT("Bach")}},
                           .method = METHOD_SNAPSHOT,
                           .instrument_id = instrument->id,
                           .instrument_version = instrument->version,
                           .instrument_hash = instrument->hash,
                           .instrument_content = text_from(source)};
}
