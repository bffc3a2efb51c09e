// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/figure.h"

static const struct {
    const char *code, *words;
} reasons[UNDEFINED_COUNT] = {
    [DEFINED] = {"defined", N_("The figure is defined.")},
    [UNDEFINED_FEWER_THAN_2_REVIEWERS] = {"fewer_than_2_reviewers",
                                          N_("There are fewer than two reviewers.")},
    [UNDEFINED_FEWER_THAN_2_CATEGORIES] = {"fewer_than_2_categories",
                                           N_("There are fewer than two categories to choose from.")},
    [UNDEFINED_NO_UNIT_WITH_2_RATINGS] = {"no_unit_with_2_ratings",
                                          N_("No case was rated by two reviewers.")},
    [UNDEFINED_NO_COMMON_UNITS] = {"no_common_units", N_("These two reviewers have no case in common.")},
    [UNDEFINED_NO_COMPLETE_UNIT] = {"no_complete_unit", N_("No case was rated by every reviewer.")},
    [UNDEFINED_SINGLE_CATEGORY] =
        {"single_category",
         N_("Only one category was used, so agreement by chance cannot be told from agreement.")},
    [UNDEFINED_CATEGORY_NOT_USED] = {"category_not_used",
                                     N_("Nobody used this category, or nobody used another.")},
    [UNDEFINED_FEWER_THAN_2_UNITS] =
        {"fewer_than_2_units",
         N_("Fewer than two cases were rated, so nothing is known of how much cases differ.")},
    [UNDEFINED_ONE_REVIEWER_CONSTANT] =
        {"one_reviewer_constant",
         N_("One reviewer always chose the same category, so the value is 0 by construction.")},
    [UNDEFINED_NO_STANDARD_ERROR] = {"no_standard_error",
                                     N_("No standard error is in general use for this figure.")},
    [UNDEFINED_ZERO_VARIANCE] =
        {"zero_variance",
         N_("Nothing varied in the sample, and an interval of no width would be no evidence.")},
    [UNDEFINED_NOT_ASKED_FOR] = {"not_asked_for", N_("It was not asked for.")},
    [UNDEFINED_RESAMPLES_UNDEFINED] = {"resamples_undefined",
                                       N_("The value is undefined in half or more of the resamples.")},
    [UNDEFINED_EVERY_CASE_READ] = {"every_case_read", N_("Every case was read, so the value is exact.")},
    [UNDEFINED_ONE_SAMPLED_CASE] =
        {"one_sampled_case", N_("Only one case was sampled, so nothing is known of how much cases differ.")},
    [UNDEFINED_STRATUM_WITH_ONE_SAMPLED_CASE] =
        {"stratum_with_one_sampled_case",
         N_("Of one group only one case was sampled, so nothing is known of how much its cases differ.")},
    [UNDEFINED_STRATUM_WITHOUT_SAMPLED_CASE] =
        {"stratum_without_sampled_case", N_("Of one group no case was sampled, so nothing is known of it.")},
    [UNDEFINED_NO_APPLICABLE_CASE] = {"no_applicable_case",
                                      N_("In none of the sampled cases was the question applicable.")},
    [UNDEFINED_NO_DEGREES_OF_FREEDOM] =
        {"no_degrees_of_freedom",
         N_("There are no more applicable cases than groups, so their differences cannot be estimated.")},
    [UNDEFINED_NOT_ONE_SIDED] =
        {"not_one_sided", N_("The bound exists only where none or all of the sampled cases are positive.")},
    [UNDEFINED_NOT_RANDOM] = {"not_random",
                              N_("The cases were not drawn at random, so they say nothing of the others.")},
};

const char *undefined_code(enum undefined why)
{
    return reasons[why].code;
}

const char *undefined_words(enum undefined why)
{
    return reasons[why].words;
}

struct figure figure_of(double value)
{
    return (struct figure){.value = value};
}

struct figure figure_undefined(enum undefined why)
{
    return (struct figure){.why = why};
}

struct range range_of(double low, double high)
{
    return (struct range){.low = low, .high = high};
}

struct range range_undefined(enum undefined why)
{
    return (struct range){.why = why};
}

struct range range_of_agreement(const struct estimate *estimate, double least)
{
    struct range range = estimate->interval;
    if (range.why != DEFINED || estimate->value.why != DEFINED)
        return range;
    if (estimate->value.value == 1)
        return range_undefined(UNDEFINED_ZERO_VARIANCE);
    return range_of(range.low < least ? least : range.low, range.high);
}

struct estimate estimate_undefined(enum undefined why)
{
    return (struct estimate){figure_undefined(why), figure_undefined(why), range_undefined(why)};
}
