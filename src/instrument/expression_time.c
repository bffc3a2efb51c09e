// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/expression_program.h"

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

// Microseconds of civil time since 1970-01-01 00:00 of the zone's clocks.
static int64_t local_microseconds(const struct zone *zone, int64_t instant)
{
    return instant + zone_offset(zone, instant) * MICROSECONDS_A_SECOND;
}

static int64_t day_of(const struct zone *zone, int64_t instant)
{
    return floor_divide(local_microseconds(zone, instant), MICROSECONDS_A_DAY);
}

static void dates_to_times(const struct run *run, const struct value *a, struct value *target)
{
    const struct zone *zone = run->program->zone;
    FOR_EACH_KNOWN(run, target, row)
    {
        int64_t later, *earlier = &target->integers[row];
        struct civil_time midnight = {.date = civil_date_from_days(a->integers[row])};
        if (zone_to_instant(zone, midnight, earlier, &later) == ZONE_NEVER)
            value_raise(target, row, FAULT_OUT_OF_RANGE);
    }
}

static int64_t part_of(enum time_part part, int64_t day, int64_t microsecond_of_day)
{
    struct civil_date date = civil_date_from_days(day);
    switch (part) {
    case PART_YEAR: return date.year;
    case PART_QUARTER: return (date.month + 2) / 3;
    case PART_MONTH: return date.month;
    case PART_DAY: return date.day;
    case PART_HOUR: return microsecond_of_day / (3600 * MICROSECONDS_A_SECOND);
    case PART_MINUTE: return microsecond_of_day / (60 * MICROSECONDS_A_SECOND) % 60;
    case PART_DAY_OF_WEEK: return (civil_weekday(day) + 1) % 7;
    case PART_ISO_WEEKDAY: return civil_weekday(day) + 1;
    case PART_DAY_OF_YEAR:
    case PART_COUNT: break;
    }
    return day - civil_date_to_days((struct civil_date){date.year, 1, 1}) + 1;
}

static void extract(const struct run *run, const struct instruction *instruction, const struct value *a,
                    struct value *target)
{
    bool date = instruction->code == OP_EXTRACT_FROM_DATE;
    FOR_EACH_KNOWN(run, target, row)
    {
        int64_t local = date ? 0 : local_microseconds(run->program->zone, a->integers[row]);
        int64_t day = date ? a->integers[row] : floor_divide(local, MICROSECONDS_A_DAY);
        target->integers[row] = part_of(instruction->part, day, date ? 0 : local - day * MICROSECONDS_A_DAY);
    }
}

static void working_days(const struct run *run, const struct value *a, const struct value *b,
                         struct value *target)
{
    FOR_EACH_KNOWN(run, target, row)
    if (!working_days_between(run->program->bank_holidays, a->integers[row], b->integers[row],
                              &target->integers[row]))
        value_raise(target, row, FAULT_NO_CALENDAR);
}

void run_time(const struct run *run, const struct instruction *instruction, struct value *target)
{
    const struct value *a = &run->values[instruction->a];
    switch ((int)instruction->code) {
    case OP_TIME_TO_DATE:
        FOR_EACH_KNOWN(run, target, row)
        target->integers[row] = day_of(run->program->zone, a->integers[row]);
        break;
    case OP_DATE_TO_TIME: dates_to_times(run, a, target); break;
    case OP_WORKING_DAYS: working_days(run, a, &run->values[instruction->b], target); break;
    default: extract(run, instruction, a, target); break;
    }
}
