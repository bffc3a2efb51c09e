// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences that count cases. A finding or a comment is text in each language with placeholders, and the cases that
// it speaks of in named groups; the numbers come from the groups, so that no sentence can state a count that its
// cases do not bear out.
//
//     {NAME}          how many cases the group has, in digits
//     {NAME:word}     in words up to ten: "two", "dau"; {NAME:Word} begins a sentence
//     {NAME:feminine} the Welsh feminine: "dwy"; in English the same as word
//     {NAME:cases}    "two cases", "dau achos"; {NAME:Cases} begins a sentence
//     {NAME:both}     "both" of two, "all three" of more, "the one" of one: the group must hold every case of the outcome
//     {NAME:was|were} the first word for one case, the second for others, and where the number is withheld
//     {n…}            stands for all the cases linked, whatever their groups
#pragma once

#include "base/problem.h"
#include "document/document.h"
#include "review/finding.h"

struct phrase_group {
    struct text name;
    int64_t cases;
};

struct phrase_counts {
    const struct phrase_group *groups;
    size_t count;
    int64_t linked; // distinct cases in all groups together
    int64_t
        in_outcome; // cases of the outcome that a comment stands beside; -1: not a comment, "both" is refused
    int64_t
        threshold; // below it counts may be withheld: each run then says what is printed instead; 0: never
};

// Counts the cases that a finding or a comment is linked to, a case that stands in several parts once in {n}.
struct phrase_counts phrase_counts_of(struct arena *arena, const struct linked_case *cases, size_t count,
                                      int64_t in_outcome);

// A number of cases for a sentence, or a number alone: words up to ten, digits beyond.
struct text number_words(struct arena *arena, enum language language, int64_t number, bool feminine);
struct text cases_words(struct arena *arena, enum language language, int64_t number);

// What is said where the number itself is withheld: "fewer than five cases", "five or more cases".
struct text bound_words(struct arena *arena, enum language language, int64_t number, int64_t threshold,
                        struct text form);

// Adds the text to the runs, each number as a run that carries it and the name under which `craffu trace` finds its
// cases: `trace` for {n}, `trace`.NAME for a group; an empty trace gives none. False, nothing added, with a problem at
// `place` for a placeholder that is not one of the above.
bool phrase_add(struct runs *runs, enum language language, struct text pattern,
                const struct phrase_counts *counts, struct text trace, struct place place,
                struct problems *problems);

// Takes the next paragraph off a text of several, which blank lines part; its lines are joined by single blanks. False
// at the end.
bool phrase_paragraph(struct arena *arena, struct text *rest, struct text *paragraph);
