// SPDX-License-Identifier: GPL-3.0-or-later
// A PNG picture as an object of a PDF.
#pragma once

#include "base/problem.h"
#include "document/pdf_objects.h"

// A picture in grey, colour or a palette is put in as it is packed; one with transparency is laid on white, which needs 8 bits a
// channel. False with a problem for what is no PNG, interlaced, or too large.
bool pdf_image_write(struct pdf_objects *objects, struct text png, size_t *object, double *width,
                     double *height, struct problems *problems);
