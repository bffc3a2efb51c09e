// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the bytes: a scan gives the rows that the careful reading gives, by whichever instructions. The first byte says
// how the rest is read.
#include "scan_check.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct scan_piece piece = {.text = {(const char *)data + 1, size - 1},
                               .separator = ",;\t,"[data[0] & 3],
                               .encoding = data[0] & 4 ? ENCODING_WINDOWS_1252 : ENCODING_UTF8,
                               .ended = data[0] & 8};
    if (scan_check(piece))
        abort();
    return 0;
}
