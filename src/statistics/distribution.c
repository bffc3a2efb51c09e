// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/distribution.h"

#include "base/text.h"

#include <assert.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

// What Rmath returns for arguments in range is finite; if it ever is not, nothing may be printed from it.
static double checked(double value)
{
    assert(isfinite(value));
    return value;
}

double normal_upper_quantile(double p)
{
    return checked(qnorm5(p, 0, 1, 0, 0));
}

double student_upper_quantile(double p, double degrees)
{
    return checked(qt(p, degrees, 0, 0));
}

double beta_quantile(double p, double a, double b)
{
    return checked(qbeta(p, a, b, 1, 0));
}

double beta_upper_quantile(double p, double a, double b)
{
    return checked(qbeta(p, a, b, 0, 0));
}

static double tail(struct hypergeometric draw, double at, int lower)
{
    return checked(phyper(at, (double)draw.marked, (double)(draw.population - draw.marked),
                          (double)draw.sample, lower, 0));
}

double hypergeometric_at_most(struct hypergeometric draw)
{
    return tail(draw, (double)draw.seen, 1);
}

double hypergeometric_at_least(struct hypergeometric draw)
{
    return tail(draw, (double)draw.seen - 1, 0);
}

// ---- Ties -------------------------------------------------------------------------------------------------
//
// Whether a tail is exactly a/b is a question about whole numbers of thousands of digits. It is answered
// modulo two primes: what differs there differs; what is equal modulo both, and within a billionth as a
// floating number, is equal but for a chance of 2^-120.

static const uint64_t primes[] = {UINT64_C(2305843009213693951),
                                  UINT64_C(1152921504606846883)}; // 2^61-1; below 2^60

static uint64_t multiply(uint64_t a, uint64_t b, uint64_t prime)
{
    return (uint64_t)((unsigned __int128)a * b % prime);
}

static uint64_t add(uint64_t a, uint64_t b, uint64_t prime)
{
    return (uint64_t)(((unsigned __int128)a + b) % prime);
}

struct fraction {
    uint64_t above, below; // modulo a prime
};

static void times(struct fraction *fraction, int64_t above, int64_t below, uint64_t prime)
{
    fraction->above = multiply(fraction->above, (uint64_t)above, prime);
    fraction->below = multiply(fraction->below, (uint64_t)below, prime);
}

// n over k; k is counted from the nearer end.
static void times_choose(struct fraction *fraction, int64_t n, int64_t k, uint64_t prime)
{
    k = k < n - k ? k : n - k;
    for (int64_t i = 1; i <= k; i++)
        times(fraction, n - k + i, i, prime);
}

// P(X <= seen): the probability of exactly `seen` times 1 + r1 (1 + r2 (1 + ...)), where each r is the ratio
// of a probability to the one above it.
static struct fraction at_most_modulo(struct hypergeometric draw, uint64_t prime)
{
    int64_t others = draw.population - draw.marked;
    int64_t lowest = draw.sample > others ? draw.sample - others : 0;
    struct fraction sum = {1, 1};
    for (int64_t x = lowest + 1; x <= draw.seen; x++) {
        struct fraction ratio = {1, 1};
        times(&ratio, x, draw.marked - x + 1, prime);
        times(&ratio, others - draw.sample + x, draw.sample - x + 1, prime);
        uint64_t below = multiply(ratio.below, sum.below, prime);
        sum.above = add(below, multiply(ratio.above, sum.above, prime), prime);
        sum.below = below;
    }
    times_choose(&sum, draw.marked, draw.seen, prime);
    times_choose(&sum, others, draw.sample - draw.seen, prime);
    struct fraction all = {1, 1};
    times_choose(&all, draw.population, draw.sample, prime);
    return (struct fraction){multiply(sum.above, all.below, prime), multiply(sum.below, all.above, prime)};
}

static bool equals(struct hypergeometric draw, int64_t numerator, int64_t denominator)
{
    for (size_t i = 0; i < sizeof primes / sizeof *primes; i++) {
        struct fraction sum = at_most_modulo(draw, primes[i]);
        if (multiply(sum.above, (uint64_t)denominator, primes[i]) !=
            multiply(sum.below, (uint64_t)numerator, primes[i]))
            return false;
    }
    return true;
}

static int compare_whole(int64_t one, int64_t other)
{
    return (one > other) - (one < other);
}

int hypergeometric_compare_at_most(struct hypergeometric draw, int64_t numerator, int64_t denominator)
{
    int64_t others = draw.population - draw.marked;
    int64_t least = draw.sample > others ? draw.sample - others : 0;
    int64_t most = draw.sample < draw.marked ? draw.sample : draw.marked;
    if (draw.seen < least)
        return compare_whole(0, numerator);
    if (draw.seen >= most)
        return compare_whole(denominator, numerator);
    double probability = hypergeometric_at_most(draw), limit = (double)numerator / (double)denominator;
    if (fabs(probability - limit) < limit * 1e-9 && equals(draw, numerator, denominator))
        return 0;
    return probability < limit ? -1 : 1;
}

// At least so many marked is at most the rest unmarked.
int hypergeometric_compare_at_least(struct hypergeometric draw, int64_t numerator, int64_t denominator)
{
    draw.marked = draw.population - draw.marked;
    draw.seen = draw.sample - draw.seen;
    return hypergeometric_compare_at_most(draw, numerator, denominator);
}
