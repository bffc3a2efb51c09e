// SPDX-License-Identifier: GPL-3.0-or-later
// What the processor can do beside what every one of its kind can.
#pragma once

#include <stdbool.h>

// Whether the instructions called AVX2 may be used, and those for single bits and for products without carries that every
// processor with AVX2 has: it has them, and the system keeps their registers.
bool processor_has_avx2(void);
