// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/lint.h"

#include "statistics/lint_table.h"
#include "statistics/rounding.h"

#include <stdlib.h>

static const char *const codes[LINT_KINDS] = {
    [LINT_IMPOSSIBLE_PERCENTAGE] = "impossible_percentage",
    [LINT_PERCENTAGE_MISMATCH] = "percentage_mismatch",
    [LINT_PART_ABOVE_BASE] = "part_above_base",
    [LINT_SUM] = "sum",
    [LINT_HIDDEN_BASE] = "hidden_base",
    [LINT_MIXED_ROUNDING] = "mixed_rounding",
};

const char *lint_code(enum lint_kind kind)
{
    return codes[kind];
}

enum { NO_ROW = -1 };

// Row NO_ROW: the column as a whole.
static void report(struct lint_findings *findings, const struct lint_table *table, long row, size_t column,
                   enum lint_kind kind, struct message what, struct message hint)
{
    struct problems one;
    struct place place = {.source = table->source, .name = table->columns[column].heading};
    if (table->name.length)
        place.source = text_print(findings->arena, "%.*s, %.*s", TEXT_PRINT(table->source),
                                  TEXT_PRINT(table->name));
    struct text value = {0};
    if (row != NO_ROW) {
        place.line = table->rows.items[row].line;
        place.record = table->rows.items[row].number;
        value = table->rows.items[row].cells[column].text;
    }
    if (findings->list.count == LIMIT_PROBLEMS_KEPT)
        return;
    problems_init(&one, findings->arena);
    problem_report_value(&one, place, value, what, hint);
    *ARRAY_APPEND(findings->arena, &findings->list) = (struct lint_finding){kind, one.list.items[0]};
}

// ---- Percentages ------------------------------------------------------------------------------------------

// k of n against a printed percentage, in units of its last decimal times n: 0 is exact, up to half of n is
// rounding.
static __int128 distance(int64_t part, int64_t base, struct printed percent)
{
    __int128 scale = 100;
    for (int i = 0; i < percent.decimals; i++)
        scale *= 10;
    return scale * part - (__int128)percent.units * base;
}

static bool rounds_to(int64_t part, int64_t base, struct printed percent)
{
    __int128 off = distance(part, base, percent);
    off = off < 0 ? -off : off;
    return base > 0 && 2 * off <= (percent.cut ? 2 : 1) * (__int128)base;
}

// Rounded in the wrong direction: by less than one of the last decimal.
static bool rounds_wrongly_to(int64_t part, int64_t base, struct printed percent)
{
    __int128 off = distance(part, base, percent);
    return base > 0 && (off < 0 ? -off : off) < base && !rounds_to(part, base, percent);
}

// The parts of the base just below and just above the percentage.
static int64_t part_below(int64_t base, struct printed percent)
{
    __int128 scale = 100;
    for (int i = 0; i < percent.decimals; i++)
        scale *= 10;
    __int128 part = (__int128)percent.units * base / scale;
    return part > base ? base : (int64_t)part;
}

static bool is_attainable(int64_t base, struct printed percent)
{
    int64_t below = part_below(base, percent);
    return rounds_to(below, base, percent) || (below < base && rounds_to(below + 1, base, percent));
}

static struct text percentage_of(struct arena *arena, int64_t part, int64_t base, int decimals)
{
    int shown = decimals < ROUNDING_MOST_DECIMALS ? decimals : ROUNDING_MOST_DECIMALS;
    return percent_text(arena, percent_rounded(part, base, shown), shown);
}

static void report_impossible(struct lint_findings *findings, const struct lint_table *table, long row,
                              size_t column, int64_t base)
{
    const struct lint_cell *cell = &table->rows.items[row].cells[column];
    struct arena *arena = findings->arena;
    int64_t below = part_below(base, cell->percent);
    struct message what = MESSAGE("no number of cases out of {base} gives this percentage",
                                  NUMBER("base", base));
    if (below >= base) {
        report(findings, table, row, column, LINT_IMPOSSIBLE_PERCENTAGE, what,
               MESSAGE("a part is at most 100 per cent of its base"));
        return;
    }
    report(findings, table, row, column, LINT_IMPOSSIBLE_PERCENTAGE, what,
           MESSAGE("{below} of {base} is {low} per cent, and {above} of {base} is {high}",
                   NUMBER("below", below), NUMBER("above", below + 1), NUMBER("base", base),
                   VALUE("low", percentage_of(arena, below, base, cell->percent.decimals)),
                   VALUE("high", percentage_of(arena, below + 1, base, cell->percent.decimals))));
}

static void report_mismatch(struct lint_findings *findings, const struct lint_table *table, long row,
                            size_t column, int64_t part, int64_t base)
{
    const struct lint_cell *cell = &table->rows.items[row].cells[column];
    struct text right = percentage_of(findings->arena, part, base, cell->percent.decimals);
    if (rounds_wrongly_to(part, base, cell->percent))
        report(findings, table, row, column, LINT_MIXED_ROUNDING,
               MESSAGE("{part} of {base} rounds to {right} per cent", NUMBER("part", part),
                       NUMBER("base", base), VALUE("right", right)),
               MESSAGE("where percentages are adjusted to print to 100, the table says so"));
    else if (!is_attainable(base, cell->percent))
        report_impossible(findings, table, row, column, base);
    else
        report(findings, table, row, column, LINT_PERCENTAGE_MISMATCH,
               MESSAGE("{part} of {base} is {right} per cent", NUMBER("part", part), NUMBER("base", base),
                       VALUE("right", right)),
               NO_MESSAGE);
}

// What stands beside a percentage and may be its part or its base.
struct beside {
    int64_t base;              // stated; 0: none
    int64_t part;              // stated; -1: none
    ARRAY_OF(int64_t) numbers; // counts of the row
    ARRAY_OF(int64_t) bases;   // further candidates: totals of the columns of counts, the row's own sum
    ARRAY_OF(int64_t) parts;   // the counts that stand over these
};

// The total that a row of a column belongs to: the next one below, else the last one above, else the sum of
// all.
static int64_t column_total(const struct lint_table *table, size_t row, size_t column)
{
    int64_t sum = 0, total = -1;
    for (size_t r = 0; r < table->rows.count; r++) {
        const struct lint_row *at = &table->rows.items[r];
        if (!at->cells[column].has_count)
            continue;
        bool adds = at->total || at->base;
        if (!adds)
            sum += at->cells[column].count;
        else if (total < 0 || r < row || !table->rows.items[row].total)
            total = at->cells[column].count;
        if (adds && r >= row)
            break;
    }
    return total < 0 ? sum : total;
}

// Columns of counts, but for bases and the percentages' own.
static size_t count_columns(const struct lint_table *table, size_t except)
{
    size_t found = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        bool counts = false;
        for (size_t r = 0; c != except && !table->columns[c].stated_base && r < table->rows.count; r++)
            counts |= table->rows.items[r].cells[c].has_count;
        found += counts;
    }
    return found;
}

// The base that a column of the row states for a percentage: the nearest before it, else the first behind it.
static int64_t base_beside(const struct lint_table *table, size_t row, size_t column)
{
    const struct lint_cell *cells = table->rows.items[row].cells;
    size_t found = SIZE_MAX;
    for (size_t c = 0; c < table->column_count; c++)
        if (table->columns[c].stated_base && cells[c].has_count && (c < column || found == SIZE_MAX))
            found = c;
    return found == SIZE_MAX ? 0 : cells[found].count;
}

static struct beside look_beside(struct arena *arena, const struct lint_table *table, size_t row,
                                 size_t column)
{
    const struct lint_cell *cells = table->rows.items[row].cells, *cell = &cells[column];
    struct beside beside = {.base = cell->has_base ? cell->base : table->columns[column].base,
                            .part = cell->has_count ? cell->count : -1};
    int64_t row_sum = 0;
    if (!beside.base)
        beside.base = base_beside(table, row, column);
    for (size_t c = 0; c < table->column_count; c++) {
        if (!cells[c].has_count || (c == column && cell->has_base) || table->columns[c].stated_base)
            continue;
        *ARRAY_APPEND(arena, &beside.numbers) = cells[c].count;
        *ARRAY_APPEND(arena, &beside.parts) = cells[c].count;
        *ARRAY_APPEND(arena, &beside.bases) = column_total(table, row, c);
        if (cells[c].has_base) {
            *ARRAY_APPEND(arena, &beside.parts) = cells[c].count;
            *ARRAY_APPEND(arena, &beside.bases) = cells[c].base;
        }
        row_sum += table->columns[c].total ? 0 : cells[c].count;
    }
    for (size_t i = 0, count = beside.numbers.count; i < count; i++) {
        *ARRAY_APPEND(arena, &beside.parts) = beside.numbers.items[i];
        *ARRAY_APPEND(arena, &beside.bases) = row_sum;
    }
    if (beside.part < 0 && beside.numbers.count == 1 && count_columns(table, column) == 1)
        beside.part = beside.numbers.items[0];
    return beside;
}

// Whether some numbers beside it give the percentage.
static bool is_explained(const struct beside *beside, struct printed percent)
{
    for (size_t i = 0; i < beside->parts.count; i++)
        if (beside->parts.items[i] <= beside->bases.items[i] &&
            rounds_to(beside->parts.items[i], beside->bases.items[i], percent))
            return true;
    for (size_t i = 0; i < beside->numbers.count; i++)
        for (size_t j = 0; j < beside->numbers.count; j++)
            if (i != j && ((beside->numbers.items[i] <= beside->numbers.items[j] &&
                            rounds_to(beside->numbers.items[i], beside->numbers.items[j], percent)) ||
                           rounds_to(beside->numbers.items[i],
                                     beside->numbers.items[i] + beside->numbers.items[j], percent)))
                return true; // the second is that of those to whom the question applies
    return false;
}

// Whether the percentages are shares of the column's total: its own says 100, or where it says nothing they add up to
// about that.
static bool shares_the_total(const struct lint_table *table, size_t column)
{
    double sum = 0;
    size_t parts = 0;
    for (size_t r = 0; r < table->rows.count; r++) {
        const struct lint_row *row = &table->rows.items[r];
        const struct lint_cell *cell = &row->cells[column];
        double percent = (double)cell->percent.units;
        for (int i = 0; i < cell->percent.decimals; i++)
            percent /= 10;
        if (cell->has_percent && (row->total || row->base))
            return percent > 99 && percent < 101;
        sum += cell->has_percent ? percent : 0;
        parts += cell->has_percent;
    }
    return parts > 1 && sum > 95 && sum < 105;
}

// Nothing states the base: the percentage must come from some numbers of the table.
static void check_unstated(struct lint_findings *findings, const struct lint_table *table, size_t row,
                           size_t column, const struct beside *beside)
{
    struct printed percent = table->rows.items[row].cells[column].percent;
    bool possible = false;
    int64_t base = 0;
    if (is_explained(beside, percent))
        return;
    for (size_t i = 0; i < beside->bases.count; i++) {
        possible |= beside->bases.items[i] > 0 && is_attainable(beside->bases.items[i], percent);
        base = beside->bases.items[i] > base ? beside->bases.items[i] : base;
    }
    for (size_t i = 0; i < beside->numbers.count; i++)
        possible |= beside->numbers.items[i] > 0 && is_attainable(beside->numbers.items[i], percent);
    if (base == 0)
        return;
    // Of the one number beside it, then, and not of the column's total.
    if (beside->part > 0 && is_attainable(beside->part, percent) && !shares_the_total(table, column))
        return;
    if (beside->part >= 0 && beside->part <= beside->bases.items[0] && beside->bases.items[0] > 0)
        report_mismatch(findings, table, (long)row, column, beside->part, beside->bases.items[0]);
    else if (!possible)
        report_impossible(findings, table, (long)row, column, base);
    else
        report(findings, table, (long)row, column, LINT_PERCENTAGE_MISMATCH,
               MESSAGE("no two numbers of the table give this percentage"),
               MESSAGE("print the base beside it"));
}

static void check_percentage(struct lint_findings *findings, const struct lint_table *table, size_t row,
                             size_t column)
{
    struct arena *arena = findings->arena;
    const struct lint_cell *cell = &table->rows.items[row].cells[column];
    struct beside beside = look_beside(arena, table, row, column);
    if (beside.base && beside.part >= 0 && beside.part <= beside.base) {
        if (!rounds_to(beside.part, beside.base, cell->percent))
            report_mismatch(findings, table, (long)row, column, beside.part, beside.base);
    } else if (beside.base) {
        if (!is_attainable(beside.base, cell->percent))
            report_impossible(findings, table, (long)row, column, beside.base);
    } else if (beside.numbers.count) {
        check_unstated(findings, table, row, column, &beside);
    }
}

// ---- Hidden bases -----------------------------------------------------------------------------------------

// The smallest base on which every percentage of the column is possible; 0 if none below 100 is.
static int64_t smallest_base(const struct lint_table *table, size_t column)
{
    for (int64_t base = 1; base < 100; base++) {
        bool fits = true;
        for (size_t r = 0; fits && r < table->rows.count; r++) {
            const struct lint_cell *cell = &table->rows.items[r].cells[column];
            fits = !cell->has_percent || is_attainable(base, cell->percent);
        }
        if (fits)
            return base;
    }
    return 0;
}

static bool has_base(const struct lint_table *table, size_t column)
{
    if (table->columns[column].base)
        return true;
    for (size_t r = 0; r < table->rows.count; r++)
        for (size_t c = 0; c < table->column_count; c++) {
            const struct lint_cell *cell = &table->rows.items[r].cells[c];
            if (cell->has_count || cell->has_base)
                return true;
        }
    return false;
}

static void check_hidden_base(struct lint_findings *findings, const struct lint_table *table, size_t column)
{
    if (has_base(table, column))
        return;
    int64_t base = smallest_base(table, column);
    report(findings, table, NO_ROW, column, LINT_HIDDEN_BASE,
           MESSAGE("nothing says how many cases these are percentages of"),
           base > 1 ? MESSAGE("the smallest base on which all of them are possible is {base}; print it",
                              NUMBER("base", base))
                    : MESSAGE("print the number of cases"));
}

// ---- Rounding ---------------------------------------------------------------------------------------------

// 0 and 100 per cent are exact with any number of decimals.
static bool shows_rounding(const struct lint_cell *cell)
{
    return cell->has_percent && !cell->percent.cut && cell->percent.units != 0 &&
           !(cell->percent.decimals == 0 && cell->percent.units == 100);
}

static void check_decimals(struct lint_findings *findings, const struct lint_table *table, size_t column)
{
    size_t times[LINT_DECIMALS + 1] = {0}, kinds = 0;
    int usual = 0;
    for (size_t r = 0; r < table->rows.count; r++) {
        const struct lint_cell *cell = &table->rows.items[r].cells[column];
        if (shows_rounding(cell))
            kinds += times[cell->percent.decimals]++ == 0;
    }
    for (int d = 1; d <= LINT_DECIMALS; d++)
        usual = times[d] >= times[usual] ? d : usual;
    for (size_t r = 0; kinds > 1 && r < table->rows.count; r++) {
        const struct lint_cell *cell = &table->rows.items[r].cells[column];
        if (shows_rounding(cell) && cell->percent.decimals != usual)
            report(findings, table, (long)r, column, LINT_MIXED_ROUNDING,
                   MESSAGE_COUNT("this percentage is not rounded to one decimal as the others are",
                                 "this percentage is not rounded to {n} decimals as the others are", usual),
                   MESSAGE("round all percentages of a column in the same way"));
    }
}

// ---- Sums -------------------------------------------------------------------------------------------------

struct running {
    int64_t since_total, since_group, all, totals; // sums of rows that are no totals; of totals
    size_t total_count;
    bool counted, unknown; // a cell says something that is no number: suppressed, say
};

static bool is_silent(struct text text)
{
    return !text.length || text_equal(text, TEXT("-")) || text_equal(text, TEXT("–")) ||
           text_equal(text, TEXT("—"));
}

// The sum that the total is nearest to: the one it was meant to be.
static int64_t nearest_sum(const struct running *sum, int64_t total)
{
    int64_t sums[] = {sum->since_total, sum->since_group, sum->all, sum->totals}, nearest = sum->since_group;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        bool empty = (sums[i] == 0 && i != 1) || (i == 3 && sum->total_count < 2);
        if (!empty && llabs(sums[i] - total) < llabs(nearest - total))
            nearest = sums[i];
    }
    return nearest;
}

static void check_total_row(struct lint_findings *findings, const struct lint_table *table, size_t row,
                            size_t column, const struct running *sum)
{
    int64_t total = table->rows.items[row].cells[column].count, nearest = nearest_sum(sum, total);
    if (!sum->counted || total == nearest || (sum->unknown && total > sum->since_total))
        return;
    report(findings, table, (long)row, column, LINT_SUM,
           MESSAGE("the rows above add up to {sum}, not to this total", NUMBER("sum", nearest)), NO_MESSAGE);
}

static void check_column_sum(struct lint_findings *findings, const struct lint_table *table, size_t column)
{
    struct running sum = {0};
    for (size_t r = 0; r < table->rows.count; r++) {
        const struct lint_row *row = &table->rows.items[r];
        if (row->opens)
            sum.since_group = sum.since_total = 0;
        if (row->base)
            continue;
        if (!row->cells[column].has_count) {
            sum.unknown |= !row->total && !is_silent(row->cells[column].text);
            continue;
        }
        int64_t count = row->cells[column].count;
        if (row->total) {
            check_total_row(findings, table, r, column, &sum);
            sum.totals += count;
            sum.total_count++;
            sum.since_total = 0;
        } else {
            sum.since_total += count;
            sum.since_group += count;
            sum.all += count;
            sum.counted = true;
        }
    }
}

// A row's other counts against its total column. Whether these columns are parts of it at all, half of the rows say.
static void check_row_sums(struct lint_findings *findings, const struct lint_table *table, size_t total)
{
    size_t fits = 0, fails = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t r = 0; r < table->rows.count; r++) {
            const struct lint_cell *cells = table->rows.items[r].cells;
            int64_t sum = 0;
            size_t parts = 0;
            for (size_t c = 0; c < table->column_count; c++)
                if (c != total && cells[c].has_count && !cells[c].has_percent &&
                    !table->columns[c].stated_base) {
                    sum += cells[c].count;
                    parts++;
                }
            if (!cells[total].has_count || parts < 2)
                continue;
            bool fit = sum == cells[total].count;
            fits += pass == 0 && fit;
            fails += pass == 0 && !fit;
            if (pass == 1 && !fit && fits > 0 && fits >= fails)
                report(
                    findings, table, (long)r, total, LINT_SUM,
                    MESSAGE("the numbers of this row add up to {sum}, not to this total", NUMBER("sum", sum)),
                    NO_MESSAGE);
        }
}

// Percentages under a total of 100 per cent: their own rounding can be off by half a unit each, and no more.
static void check_percent_sum(struct lint_findings *findings, const struct lint_table *table, size_t column)
{
    int64_t sum = 0, parts = 0;
    int decimals = -1;
    for (size_t r = 0; r < table->rows.count; r++) {
        const struct lint_row *row = &table->rows.items[r];
        const struct lint_cell *cell = &row->cells[column];
        if (row->opens)
            sum = parts = 0;
        if (!cell->has_percent || cell->percent.cut || row->base)
            continue;
        int64_t units = cell->percent.units, whole = 100;
        int shown = cell->percent.decimals;
        if (row->total) {
            for (int i = 0; i < decimals; i++)
                whole *= 10;
            for (; shown < decimals; shown++)
                units *= 10;
            int64_t off = 2 * (sum > whole ? sum - whole : whole - sum);
            if (parts > 1 && units == whole && shown == decimals && off > parts)
                report(findings, table, (long)r, column, LINT_SUM,
                       MESSAGE("the percentages above add up to {sum}, which rounding cannot explain",
                               VALUE("sum", percent_text(findings->arena, sum, decimals))),
                       NO_MESSAGE);
            sum = parts = 0;
            continue;
        }
        for (; decimals >= 0 && shown < decimals; shown++)
            units *= 10;
        for (; decimals >= 0 && decimals < shown; decimals++)
            sum *= 10;
        decimals = shown;
        sum += units;
        parts++;
    }
}

void lint_check(struct lint_table *table, struct lint_findings *findings)
{
    findings->tables++;
    findings->rows += table->rows.count;
    for (size_t c = 0; c < table->column_count; c++) {
        bool percentages = false;
        for (size_t r = 0; r < table->rows.count; r++) {
            const struct lint_cell *cell = &table->rows.items[r].cells[c];
            percentages |= cell->has_percent;
            if (cell->has_count && cell->has_base && cell->count > cell->base)
                report(findings, table, (long)r, c, LINT_PART_ABOVE_BASE,
                       MESSAGE("the part is larger than its base"), NO_MESSAGE);
            if (cell->has_percent && !table->columns[c].no_share)
                check_percentage(findings, table, r, c);
        }
        if (percentages) {
            if (!table->columns[c].no_share)
                check_hidden_base(findings, table, c);
            check_decimals(findings, table, c);
            check_percent_sum(findings, table, c);
        }
        if (!table->columns[c].stated_base)
            check_column_sum(findings, table, c);
        if (table->columns[c].total)
            check_row_sums(findings, table, c);
    }
}
