// SPDX-License-Identifier: GPL-3.0-or-later
// A small tagged PDF that keeps every rule, written as text so that a test can break one thing.
#pragma once

#include "base/buffer.h"

extern const char pdf_sample[];

// Makes a PDF of objects ("1 0 obj", each on a line of its own; 1 is the catalogue): puts in the length of each stream where
// "/Length @" stands, a font's head where "@FONT@" does, and adds the table and the trailer with `entries`.
struct text pdf_sample_build(struct arena *arena, struct text objects, const char *entries);
// The objects with their first `from` replaced. Fails the program if it is not there.
struct text pdf_sample_replace(struct arena *arena, struct text objects, const char *from, const char *to);
// The sample, so changed and built.
struct text pdf_sample_with(struct arena *arena, const char *from, const char *to);
