// SPDX-License-Identifier: GPL-3.0-or-later
// generate-extract [OPTION...] >CASES   Makes up an extract of cases, and a log: the same bytes for the same options.
// Nothing in it is about a real person.
//
//   --rows N              cases (10)                  --shape NAME          benchmark or hate-crime
//   --seed S              of everything (1)           --separator CHARACTER , or ; or tab
//   --quoted              every value is quoted       --line-ends NAME      lf, crlf (the default) or cr
//   --damage PER-MILLE    of rows; with blank rows    --truth FILE          which rows must be rejected, and why
//   --log FILE            of hate-crime               --log-truth FILE      the same of its log
//
// benchmark: 24 columns, about 256 bytes a row, for bench/population/thirty-criteria.yaml. hate-crime: for
// instruments/hate-crime-snapshot.yaml, with on average ten entries of a log a case, in no order.
#include "generated_sheet.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

// Times are minutes of civil time since 2017-07-01.
enum {
    HOUR = 60,
    DAY = 24 * HOUR,
    DAYS = 1800,
    FIRST_DAY_OF_MONTH_INDEX = 6, // July
    FIRST_YEAR = 2017,
    FIRST_WEEKDAY = 6, // a Saturday
    START = 184 * DAY, // 2018-01-01
    ENTRIES_A_CASE = 10,
};

// What became of a case by its reference: entries of its log hang on it.
enum fate { NEVER_READ, KEPT, REJECTED };

struct day {
    char text[11];                // 2018-01-31
    bool goes_forward, goes_back; // clocks in London, at 01:00 and at 02:00
};

struct generator {
    uint64_t rows, seed;
    bool hate_crime;
    struct sheet cases, log;
    unsigned char *fates; // by number of case
    struct day days[DAYS];
};

// The row that is being made.
struct making {
    struct generator *generator;
    struct sheet *sheet;
    struct random random;
    unsigned form;   // of its times
    const char *why; // it must be rejected
};

static void fail(const char *what, const char *reason)
{
    fprintf(stderr, "generate-extract: %s: %s\n", what, reason);
    exit(2);
}

// ---- values

static unsigned days_of_month(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month] + (month == 1 && year % 4 == 0);
}

static void make_days(struct generator *generator)
{
    unsigned year = FIRST_YEAR, month = FIRST_DAY_OF_MONTH_INDEX, of_month = 1;
    for (unsigned i = 0; i < DAYS; i++) {
        struct day *day = &generator->days[i];
        snprintf(day->text, sizeof day->text, "%04u-%02u-%02u", year % 10000, (month + 1) % 100,
                 of_month % 100);
        bool last_sunday = (FIRST_WEEKDAY + i) % 7 == 0 && of_month + 7 > days_of_month(year, month);
        day->goes_forward = last_sunday && month == 2;
        day->goes_back = last_sunday && month == 9;
        if (of_month++ == days_of_month(year, month)) {
            of_month = 1;
            year += month == 11;
            month = (month + 1) % 12;
        }
    }
}

static uint32_t below(struct making *making, uint32_t bound)
{
    return random_below(&making->random, bound);
}

static bool per_cent(struct making *making, uint32_t per_cent)
{
    return below(making, 100) < per_cent;
}

static const char *one_of(struct making *making, const char *const *list, uint32_t count)
{
    return list[below(making, count)];
}
#define ONE_OF(making, list) one_of(making, list, sizeof(list) / sizeof *(list))

static void reject(struct making *making, const char *why)
{
    if (!making->why)
        making->why = why;
}

static void put_text(struct making *making, const char *text)
{
    sheet_text(making->sheet, text);
}

static void put_nothing(struct making *making)
{
    sheet_plain(making->sheet, "", 0);
}

static void put_truth(struct making *making, bool truth)
{
    sheet_plain(making->sheet, truth ? "Y" : "N", 1);
}

static void put_two(char *at, unsigned number)
{
    at[0] = (char)('0' + number / 10);
    at[1] = (char)('0' + number % 10);
}

static bool clocks_skip(const struct generator *generator, uint32_t minute)
{
    return generator->hate_crime && generator->days[minute / DAY].goes_forward && minute % DAY / HOUR == 1;
}

static void put_time(struct making *making, uint32_t minute)
{
    const char *day = making->generator->days[minute / DAY].text;
    char text[19];
    size_t length = 16;
    memcpy(text, day, 10);
    text[10] = making->form == 2 ? 'T' : ' ';
    put_two(text + 11, minute % DAY / HOUR);
    text[13] = ':';
    put_two(text + 14, minute % HOUR);
    if (making->form == 1) { // the day first
        memcpy(text, day + 8, 2);
        memcpy(text + 3, day + 5, 2);
        memcpy(text + 6, day, 4);
        text[2] = text[5] = '/';
    } else if (making->form == 2) {
        text[16] = ':';
        put_two(text + 17, below(making, 60));
        length = 19;
    }
    sheet_plain(making->sheet, text, length);
    if (clocks_skip(making->generator, minute))
        reject(making, "no such time");
}

static void put_bad_time(struct making *making, const char *why)
{
    static const char *const bad[] = {"31/02/2019 10:00", "2019-02-30 09:15", "not known", "00/00/0000 00:00",
                                      "2019-13-01 10:00", "2019-02-14 25:10", "n/a",       "14-Feb-2019"};
    put_text(making, ONE_OF(making, bad));
    reject(making, why);
}

static void put_reference(struct making *making, uint64_t number)
{
    char text[] = "DP/19/000000000";
    for (size_t at = sizeof text - 2; number; at--, number /= 10)
        text[at] = (char)('0' + number % 10);
    sheet_plain(making->sheet, text, sizeof text - 1);
}

// The case's number, 0 without a reference: now and then it is missing, or that of an earlier row. Whether it is there
// already is known when the row was made.
static uint64_t put_own_reference(struct making *making, uint64_t row, uint32_t fault)
{
    uint64_t number = fault == 0 ? 0 : row;
    if ((fault == 1 || fault == 2) && row > 1)
        number = 1 + below(making, (uint32_t)(row - 1));
    if (number) {
        put_reference(making, number);
        return number;
    }
    put_nothing(making);
    reject(making, "no reference");
    return 0;
}

static void put_officer(struct making *making)
{
    static const char *const names[] = {"Officer A, North", "Officer B", "Officer C, South", "Officer Ô",
                                        "Officer D, East",  "Officer E", "Officer F, West",  "Officer Ŷ"};
    char text[40];
    int length = snprintf(text, sizeof text, "PC %04u %s", 100 + below(making, 3900), ONE_OF(making, names));
    text[length] = 0;
    put_text(making, text);
}

// ---- the benchmark's cases

static const char *const benchmark_header[] = {"case_ref",
                                               "reported_at",
                                               "recorded_at",
                                               "closed_at",
                                               "crime_type",
                                               "strand",
                                               "area",
                                               "vulnerable",
                                               "direct_victim",
                                               "repeat_victim",
                                               "hcso_status",
                                               "hcso_contacted_at",
                                               "contract",
                                               "contract_agreed_at",
                                               "contract_interval",
                                               "contact_preference",
                                               "update_channel",
                                               "update1_at",
                                               "update2_at",
                                               "update3_at",
                                               "endorsed1_at",
                                               "endorsed2_at",
                                               "officer",
                                               "summary"};
enum { BENCHMARK_COLUMNS = sizeof benchmark_header / sizeof *benchmark_header };

static void put_strand(struct making *making, uint32_t fault)
{
    static const char *const strands[] = {"Race",        "Religion",   "Sexual orientation",
                                          "Transgender", "Disability", "Alternative subculture",
                                          "Age",         "Misogyny"};
    static const uint32_t up_to[] = {520, 700, 830, 870, 940, 960, 985, 1000};
    size_t which = 0;
    for (uint32_t at = below(making, 1000); at >= up_to[which];)
        which++;
    if (fault == 8) {
        put_text(making, below(making, 2) ? "Unheard of" : "");
        reject(making, "unknown strand");
    } else if (random_chance(&making->random, 100)) {
        char text[40];
        bool loud = below(making, 2);
        snprintf(text, sizeof text, loud ? "%s" : " %s ", strands[which]);
        for (char *at = text; loud && *at; at++)
            *at = (char)(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
        put_text(making, text);
    } else
        put_text(making, strands[which]);
}

static void put_facts(struct making *making)
{
    static const char *const areas[] = {
        "Northwick", "Southwick",      "Upper Vale, East", "Lower Vale, West", "Harbour",
        "Castle",    "Market Quarter", "Riverside",        "Old Town",         "Station Road",
        "Uplands",   "Island",         "Quayside",         "Hill End, North",  "Saltmarsh",
        "Parkside",  "Millbrook",      "Fairfield",        "Bridge",           "Tŷ Gwyn, Dôl"};
    put_text(making, ONE_OF(making, areas));
    put_truth(making, per_cent(making, 28));
    put_truth(making, per_cent(making, 90));
    put_truth(making, per_cent(making, 17));
}

static void put_contact(struct making *making, uint32_t reported, uint32_t fault)
{
    uint32_t of_100 = below(making, 100);
    put_text(making, of_100 < 55   ? "contacted"
                     : of_100 < 80 ? "declined"
                     : of_100 < 92 ? "not appropriate"
                                   : "");
    if (fault == 9)
        put_bad_time(making, "bad time");
    else if (of_100 < 55)
        put_time(making, reported + (per_cent(making, 65) ? below(making, 2 * DAY)
                                                          : 2 * DAY + 1 + below(making, 20 * DAY)));
    else
        put_nothing(making);
}

// Gives when the contract was agreed, or the report if there is none, and the days between updates.
static uint32_t put_contract(struct making *making, uint32_t reported, uint32_t *days)
{
    static const char *const intervals[] = {"7", "14", "28"};
    uint32_t of_100 = below(making, 100), which = below(making, 3), from = reported;
    put_text(making, of_100 < 70 ? "agreed" : of_100 < 88 ? "not applicable" : of_100 < 96 ? "none" : "");
    if (of_100 < 70 && !per_cent(making, 2)) {
        from = reported + below(making, per_cent(making, 70) ? 5 * DAY : 12 * DAY);
        put_time(making, from);
    } else
        put_nothing(making);
    put_text(making, of_100 < 70 && !per_cent(making, 3) ? intervals[which] : "");
    *days = 7u << which;
    return from;
}

static void put_channels(struct making *making)
{
    static const char *const channels[] = {"phone", "text", "email", "letter", "in person", ""};
    uint32_t preferred = below(making, 6);
    if (preferred == 5 && !per_cent(making, 30))
        preferred = 1;
    put_text(making, channels[preferred]);
    put_text(making, channels[per_cent(making, 85) ? preferred : below(making, 6)]);
}

static void put_updates(struct making *making, uint32_t from, uint32_t days, uint32_t fault)
{
    uint32_t updates = below(making, 4), at = from;
    for (uint32_t i = 0; i < 3; i++) {
        at += 1 + below(making, (per_cent(making, 75) ? 1 : 2) * days * DAY);
        if (i < updates && i == 0 && fault == 10)
            put_bad_time(making, "bad time");
        else if (i < updates)
            put_time(making, at);
        else
            put_nothing(making);
    }
}

static void put_endorsements(struct making *making, uint32_t reported, uint32_t fault)
{
    uint32_t of_10 = below(making, 10), endorsements = of_10 < 1 ? 0 : of_10 < 3 ? 1 : 2, at = reported;
    for (uint32_t i = 0; i < 2; i++) {
        at += 1 + below(making, i ? 30 * DAY : 4 * DAY);
        if (i < endorsements && fault == 11)
            put_bad_time(making, "bad time");
        else if (i < endorsements)
            put_time(making, at);
        else
            put_nothing(making);
    }
}

static void put_summary(struct making *making)
{
    static const char *const summaries[] = {"Insulted in a queue, staff stepped in.",
                                            "Paint on a shop's door.",
                                            "A shout of \"go away\" from a car.",
                                            "Messages over several days.",
                                            "Neighbours in dispute; see log.",
                                            "Car window broken at night.",
                                            "Pushed on the stairs, no injury.\nA statement was taken.",
                                            "",
                                            "At a bus stop; driver, too, insulted.",
                                            "Threatened on the way home."};
    put_text(making, per_cent(making, 55) ? ONE_OF(making, summaries) : "See the file.");
}

static void put_first_times(struct making *making, uint32_t reported, uint32_t fault)
{
    uint32_t recorded = reported + below(making, per_cent(making, 80) ? DAY : 6 * DAY);
    uint32_t closed = reported + (per_cent(making, 10) ? HOUR + below(making, 5 * DAY)
                                                       : 5 * DAY + below(making, 110 * DAY));
    if (fault == 3)
        put_bad_time(making, "no time of report");
    else if (fault == 4) {
        put_nothing(making);
        reject(making, "no time of report");
    } else
        put_time(making, reported);
    if (fault == 5)
        put_bad_time(making, "bad time");
    else
        put_time(making, recorded);
    if (fault == 6) {
        put_time(making, reported - 3 * HOUR - below(making, 7 * DAY));
        reject(making, "closed before reported");
    } else if (fault == 7)
        put_bad_time(making, "bad time");
    else if (per_cent(making, 88))
        put_time(making, closed);
    else
        put_nothing(making);
}

static uint64_t make_benchmark_case(struct making *making, uint64_t row)
{
    static const char *const types[] = {"Hate crime", "Hate crime", "Hate incident"};
    uint32_t reported = START + below(making, 500 * DAY), days;
    uint32_t fault = random_chance(&making->random, 50) ? below(making, 16) : 99; // from 12 on: nothing
    making->form = random_chance(&making->random, 200) ? 1 + below(making, 2) : 0;
    uint64_t number = put_own_reference(making, row, fault);
    put_first_times(making, reported, fault);
    put_text(making, per_cent(making, 1) ? "" : ONE_OF(making, types));
    put_strand(making, fault);
    put_facts(making);
    put_contact(making, reported, fault);
    uint32_t from = put_contract(making, reported, &days);
    put_channels(making);
    put_updates(making, from, days, fault);
    put_endorsements(making, reported, fault);
    put_officer(making);
    put_summary(making);
    return number;
}

// ---- cases of hate crimes

static const char *const hate_crime_header[] = {"Crime number",
                                                "Hate strand",
                                                "Date of incident",
                                                "Date reported",
                                                "Date closed",
                                                "direct_victim",
                                                "Victim considers hate crime",
                                                "Vulnerable victim",
                                                "Adjustment",
                                                "Contact preference",
                                                "HCSO declined",
                                                "HCSO allocated",
                                                "HCSO first contact",
                                                "NFA agreed",
                                                "Contract agreed",
                                                "Contract interval",
                                                "Officer",
                                                "Referral",
                                                "Enhanced noted"};
enum { HATE_CRIME_COLUMNS = sizeof hate_crime_header / sizeof *hate_crime_header };

// The first that is taken of a case's numbers: its log knows it too.
static uint32_t time_of_report(struct making *making)
{
    return START + below(making, 800 * DAY);
}

// An hour that the clocks skip, or one that they repeat.
static uint32_t time_near_change(struct making *making, bool skipped)
{
    for (;;) {
        uint32_t day = START / DAY + below(making, 900);
        if (skipped ? making->generator->days[day].goes_forward : making->generator->days[day].goes_back)
            return day * DAY + HOUR + below(making, HOUR);
    }
}

static void put_later_time(struct making *making, uint32_t reported, uint32_t known_per_cent, uint32_t days,
                           uint32_t fault, uint32_t own_fault)
{
    if (fault == own_fault)
        put_bad_time(making, "bad time");
    else if (fault == own_fault + 100) {
        put_time(making, reported - 3 * HOUR - below(making, DAY));
        reject(making, "before the report");
    } else if (per_cent(making, known_per_cent)) // the hours keep it later, whatever the clocks do
        put_time(making, reported + 3 * HOUR + below(making, days * DAY));
    else
        put_nothing(making);
}

static void put_hate_strand(struct making *making, uint32_t fault)
{
    static const char *const strands[] = {"Racially Aggravated",
                                          "Race",
                                          "racist",
                                          "Homophobic",
                                          "Sexual orientation",
                                          "Faith",
                                          "mate crime",
                                          "disability",
                                          "Disability related / mate crime",
                                          "Age",
                                          "Gwaethygol ar sail hil",
                                          "Homoffobaidd / Trawsffobaidd",
                                          " other "};
    if (fault == 3) {
        put_text(making, below(making, 2) ? "Unheard of" : "");
        reject(making, "unknown strand");
    } else
        put_text(making, ONE_OF(making, strands));
}

static void put_support(struct making *making, uint32_t fault)
{
    static const char *const needs[] = {"",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "Interpreter",
                                        "A supporter, if possible",
                                        "Large print,\nand a quiet room",
                                        "\"Easy read\" letters"};
    static const char *const channels[] = {"Phone", "email", "SMS", "Post", "Visit", "", "Wyneb yn wyneb"};
    put_truth(making, per_cent(making, 90));
    put_truth(making, per_cent(making, 85));
    if (fault == 4) {
        put_text(making, "perhaps");
        reject(making, "neither yes nor no");
    } else
        put_truth(making, per_cent(making, 28));
    put_text(making, ONE_OF(making, needs));
    put_text(making, ONE_OF(making, channels));
    put_truth(making, per_cent(making, 20));
}

static void put_interval(struct making *making, uint32_t fault)
{
    static const char *const intervals[] = {"", "7", "14", "14", "28"};
    static const char *const wrong[] = {"0", "-7", "two", "7.5"};
    if (fault == 5)
        reject(making, "bad number");
    put_text(making, fault == 5 ? ONE_OF(making, wrong) : ONE_OF(making, intervals));
}

static uint64_t make_hate_crime_case(struct making *making, uint64_t row)
{
    static const char *const services[] = {"", "Victim Support", "victim_support", "Goleudy",
                                           "Gwasanaeth arall"};
    static const uint32_t faults[] = {0, 1,  1,   2,   3,   4,   5,   6,  7,  8,
                                      9, 10, 106, 107, 108, 109, 110, 12, 13, 13};
    uint32_t reported = time_of_report(making);
    uint32_t fault = random_chance(&making->random, 300)
                         ? faults[below(making, sizeof faults / sizeof *faults)]
                         : 99;
    if (fault == 12 || fault == 13)
        reported = time_near_change(making, fault == 12);
    making->form = random_chance(&making->random, 500) ? 2 : 0;
    uint64_t number = put_own_reference(making, row, fault);
    put_hate_strand(making, fault);
    if (fault == 106) { // the incident must not come after the report
        put_time(making, reported + 3 * HOUR + below(making, DAY));
        reject(making, "after the report");
    } else if (fault == 6)
        put_bad_time(making, "bad time");
    else
        put_time(making, reported - 3 * HOUR - below(making, 9 * DAY));
    put_time(making, reported);
    put_later_time(making, reported, 90, 120, fault, 7);
    put_support(making, fault);
    put_later_time(making, reported, 85, 2, fault, 8);
    put_later_time(making, reported, 80, 4, fault, 9);
    put_truth(making, per_cent(making, 10));
    put_later_time(making, reported, 70, 6, fault, 10);
    put_interval(making, fault);
    put_officer(making);
    put_text(making, ONE_OF(making, services));
    put_truth(making, per_cent(making, 60));
    return number;
}

// ---- the log of hate crimes

static const char *const log_header[] = {"Crime number", "Entry date", "Entry type", "channel", "note"};
enum { LOG_COLUMNS = sizeof log_header / sizeof *log_header };

static uint64_t put_log_reference(struct making *making, uint32_t fault)
{
    struct generator *generator = making->generator;
    uint64_t number = 1 + below(making, (uint32_t)generator->rows);
    if (fault == 0)
        put_nothing(making);
    else if (fault == 1)
        put_reference(making, generator->rows + number);
    else
        put_reference(making, number);
    enum fate fate = fault == 0 || fault == 1 ? NEVER_READ : (enum fate)generator->fates[number];
    if (fate != KEPT)
        reject(making, fault == 0         ? "no reference"
                       : fate == REJECTED ? "its case was rejected"
                                          : "without its case");
    return number;
}

static void make_entry(struct making *making)
{
    static const char *const kinds[] = {"Supervisor", "supervisor_endorsement", "Update", "victim_update",
                                        "HCSO",       "officer_contact",        "Other",  "Cofnod arall"};
    static const char *const channels[] = {"", "", "phone", "E-mail", "SMS", "letter", "Face to face"};
    static const char *const notes[] = {"Read by the supervisor",
                                        "",
                                        "Spoke with the victim, who is well",
                                        "No answer; tried again",
                                        "The victim said \"thank you\"",
                                        "Two matters: first, the file;\nsecond, the next visit",
                                        "Gadawyd neges, dim ateb eto – ffôn wedi'i ddiffodd"};
    uint32_t fault = random_chance(&making->random, 200) ? below(making, 8) : 99;
    making->form = random_chance(&making->random, 500) ? 2 : 0;
    uint64_t number = put_log_reference(making, fault);
    struct making its_case = {.random = random_stream(making->generator->seed, number)};
    uint32_t at = time_of_report(&its_case) + below(making, 120 * DAY);
    if (fault == 2)
        put_bad_time(making, "bad time");
    else
        put_time(making, fault == 3                 ? time_near_change(making, true)
                         : fault == 4 || fault == 5 ? time_near_change(making, false)
                                                    : at);
    put_text(making, fault == 6 ? "Unheard of" : ONE_OF(making, kinds));
    put_text(making, fault == 7 ? "pigeon" : ONE_OF(making, channels));
    put_text(making, ONE_OF(making, notes));
    if (fault == 6 || fault == 7)
        reject(making, "unknown value");
}

static void make_log(struct generator *generator)
{
    sheet_begin(&generator->log, log_header, LOG_COLUMNS);
    for (uint64_t i = 0; i < generator->rows * ENTRIES_A_CASE; i++) {
        struct making making = {.generator = generator,
                                .sheet = &generator->log,
                                .random = random_stream(generator->seed + 1, i)};
        sheet_row(&generator->log);
        make_entry(&making);
        sheet_end_row(&generator->log, making.why);
    }
}

// ---- cases

// A reference that was read before makes a row one too many, whatever became of the earlier one.
static void end_case(struct making *making, uint64_t number)
{
    unsigned char *fate = &making->generator->fates[number];
    if (number && *fate != NEVER_READ)
        reject(making, "repeated");
    if (sheet_end_row(making->sheet, making->why) && *fate == NEVER_READ)
        *fate = making->why ? REJECTED : KEPT;
}

static void make_cases(struct generator *generator)
{
    if (generator->hate_crime)
        sheet_begin(&generator->cases, hate_crime_header, HATE_CRIME_COLUMNS);
    else
        sheet_begin(&generator->cases, benchmark_header, BENCHMARK_COLUMNS);
    for (uint64_t row = 1; row <= generator->rows; row++) {
        struct making making = {.generator = generator,
                                .sheet = &generator->cases,
                                .random = random_stream(generator->seed, row)};
        sheet_row(&generator->cases);
        end_case(&making, generator->hate_crime ? make_hate_crime_case(&making, row)
                                                : make_benchmark_case(&making, row));
    }
}

// ---- options

static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        fail(path, strerror(errno));
    return file;
}

static void close_file(FILE *file)
{
    if (file && (ferror(file) || fclose(file) != 0))
        fail("what was made up cannot be written", strerror(errno));
}

static double number_of(const char *option, const char *value, double least, double most)
{
    char *end;
    double number = strtod(value, &end);
    if (*end || end == value || !(number >= least && number <= most))
        fail(option, "this is no such number");
    return number;
}

static const char *line_end_of(const char *name)
{
    return strcmp(name, "lf") == 0     ? "\n"
           : strcmp(name, "cr") == 0   ? "\r"
           : strcmp(name, "crlf") == 0 ? "\r\n"
                                       : NULL;
}

static void take_option(struct generator *generator, const char *option, const char *value)
{
    struct sheet *cases = &generator->cases;
    if (strcmp(option, "--rows") == 0)
        generator->rows = (uint64_t)number_of(option, value, 0, 400000000);
    else if (strcmp(option, "--seed") == 0)
        generator->seed = (uint64_t)number_of(option, value, 0, 1e15);
    else if (strcmp(option, "--damage") == 0)
        cases->damaged_per_mille = number_of(option, value, 0, 1000);
    else if (strcmp(option, "--shape") == 0 &&
             (strcmp(value, "hate-crime") == 0 || strcmp(value, "benchmark") == 0))
        generator->hate_crime = value[0] == 'h';
    else if (strcmp(option, "--separator") == 0 && (strcmp(value, "tab") == 0 || strlen(value) == 1))
        cases->separator = value[1] ? '\t' : value[0];
    else if (strcmp(option, "--line-ends") == 0 && line_end_of(value))
        cases->line_end = line_end_of(value);
    else if (strcmp(option, "--truth") == 0)
        cases->truth = open_file(value);
    else if (strcmp(option, "--log") == 0)
        generator->log.out = open_file(value);
    else if (strcmp(option, "--log-truth") == 0)
        generator->log.truth = open_file(value);
    else
        fail(option, "there is no such option, or not with this value");
}

static void take_options(struct generator *generator, int count, char **words)
{
    generator->rows = 10;
    generator->seed = 1;
    generator->cases.out = stdout;
    generator->cases.separator = ',';
    generator->cases.line_end = "\r\n";
    for (int i = 1; i < count; i++)
        if (strcmp(words[i], "--quoted") == 0)
            generator->cases.every_value_quoted = true;
        else if (i + 1 < count) {
            take_option(generator, words[i], words[i + 1]);
            i++;
        } else
            fail(words[i], "its value is missing");
    struct sheet log = generator->cases;
    log.out = generator->log.out;
    log.truth = generator->log.truth;
    log.random = random_stream(generator->seed, UINT64_MAX);
    generator->log = log;
    generator->cases.random = random_stream(generator->seed, UINT64_MAX - 1);
    if (log.out && !generator->hate_crime)
        fail("--log", "only the shape hate-crime has one");
}

int main(int count, char **words)
{
    static struct generator generator;
    take_options(&generator, count, words);
    generator.fates = calloc(generator.rows + 1, 1);
    if (!generator.fates)
        fail("--rows", "there is not enough memory");
    make_days(&generator);
    setvbuf(stdout, NULL, _IOFBF, 1 << 20);
    make_cases(&generator);
    if (generator.log.out && generator.rows)
        make_log(&generator);
    close_file(generator.cases.out);
    close_file(generator.cases.truth);
    close_file(generator.log.out);
    close_file(generator.log.truth);
    free(generator.fates);
    return 0;
}
