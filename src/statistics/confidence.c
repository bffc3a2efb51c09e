// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/confidence.h"

#include "statistics/distribution.h"

enum { DECIMALS = 9 };

bool confidence_read(struct text text, struct confidence *confidence)
{
    struct text rest = text, whole_part;
    text_split(&rest, '.', &whole_part);
    bool has_fraction = whole_part.length < text.length;
    if (!has_fraction || (whole_part.length && !text_equal(whole_part, TEXT("0"))) || !rest.length ||
        rest.length > DECIMALS)
        return false;
    int64_t level = 0, whole = 1;
    for (size_t i = 0; i < rest.length; i++) {
        if (rest.bytes[i] < '0' || rest.bytes[i] > '9')
            return false;
        level = level * 10 + (rest.bytes[i] - '0');
        whole *= 10;
    }
    if (level == 0)
        return false;
    for (; level % 10 == 0; level /= 10)
        whole /= 10;
    *confidence = (struct confidence){whole - level, whole};
    return true;
}

struct confidence confidence_95(void)
{
    return (struct confidence){5, 100};
}

double confidence_level(struct confidence confidence)
{
    return (double)(confidence.whole - confidence.alpha) / (double)confidence.whole;
}

double confidence_tail(struct confidence confidence)
{
    return (double)confidence.alpha / (double)(2 * confidence.whole);
}

double confidence_normal(struct confidence confidence)
{
    return normal_upper_quantile(confidence_tail(confidence));
}

double confidence_student(struct confidence confidence, double degrees)
{
    return student_upper_quantile(confidence_tail(confidence), degrees);
}
