// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processor.h"

#include <features.h>

#if defined(__x86_64__) && defined(__GLIBC__)
#include <sys/platform/x86.h>

bool processor_has_avx2(void)
{
    return CPU_FEATURE_ACTIVE(AVX2) && CPU_FEATURE_ACTIVE(BMI1) && CPU_FEATURE_ACTIVE(BMI2) &&
           CPU_FEATURE_ACTIVE(LZCNT) && CPU_FEATURE_ACTIVE(POPCNT) && CPU_FEATURE_ACTIVE(PCLMULQDQ);
}

#else

bool processor_has_avx2(void)
{
    return false;
}

#endif
