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

bool processor_has_avx512(void)
{
    return processor_has_avx2() && CPU_FEATURE_ACTIVE(AVX512F) && CPU_FEATURE_ACTIVE(AVX512BW) &&
           CPU_FEATURE_ACTIVE(AVX512VL) && CPU_FEATURE_ACTIVE(AVX512_VBMI2);
}

#else

bool processor_has_avx2(void)
{
    return false;
}

bool processor_has_avx512(void)
{
    return false;
}

#endif
