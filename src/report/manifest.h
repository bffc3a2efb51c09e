// SPDX-License-Identifier: GPL-3.0-or-later
// The list of a publication's files with the SHA-256 of each, in the form that `sha256sum --check` reads: by it anyone
// confirms that a file is the one that was published.
#pragma once

#include "base/buffer.h"
#include "base/problem.h"

void manifest_add(struct buffer *manifest, struct text name, struct text content);
// Whether the manifest lists a file of this name with this content. Problems: it lists none of this name; the content is
// another; it is no manifest.
bool manifest_verify(struct arena *arena, struct text source, struct text manifest, struct text name,
                     struct text content, struct problems *problems);
