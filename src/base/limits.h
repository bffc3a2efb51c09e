// SPDX-License-Identifier: GPL-3.0-or-later
// Every size that a stranger controls, by name. Code compares with these names, never with a number,
// and what exceeds one is reported as a problem with its place, not cut.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum {
    LIMIT_PROBLEMS_KEPT = 1000,       // further ones are only counted
    LIMIT_ROW_PROBLEMS_KEPT = 990,    // of rows, that the problem which ends the reading finds room
    LIMIT_MESSAGE_VALUES = 6,         // placeholders in one message
    LIMIT_IDENTIFIER_BYTES = 64,      // ids of fields, criteria, outcomes, reviews
    LIMIT_CASE_REFERENCE_BYTES = 200, // a force's reference of a case
    LIMIT_JSON_DEPTH = 32,
    LIMIT_YAML_DEPTH = 32,
    LIMIT_YAML_NODES = 200000,
    LIMIT_YAML_BYTES = 8 << 20,
    LIMIT_YAML_KEYS = 1000, // of one mapping
    LIMIT_EXPRESSION_BYTES = 16 << 10,
    LIMIT_EXPRESSION_DEPTH = 100,
    LIMIT_EXPRESSION_NODES = 4000,
    LIMIT_ABBREVIATIONS = 200,
    LIMIT_BANK_HOLIDAYS = 1000,    // that an instrument amends
    LIMIT_FIELDS = 500,            // fields of a case, or of a log entry
    LIMIT_CATEGORY_VALUES = 65000, // values of one category: their codes are 16 bits
    LIMIT_OTHER_NAMES = 50,        // headers of one field, or words for one value of a category
    LIMIT_DEFINITION_DEPTH = 32,   // definitions that use definitions
    LIMIT_CRITERIA = 500,
    LIMIT_OUTCOMES = 50,            // outcomes of one criterion
    LIMIT_JUDGEMENTS = 1000000,     // rows of one file of judgements, which are held in memory together
    LIMIT_COLUMNS = 2000,           // columns of one file
    LIMIT_HEADER_BYTES = 256 << 10, // a CSV file's up to the end of its header, blank lines and all
    LIMIT_FIELD_BYTES = 1 << 20,    // one value of a file
    LIMIT_ROW_BYTES = 8 << 20,      // one row of a file
    LIMIT_AMBIGUOUS_TIMES = 8,      // of one case: evaluated in every combination, 2^8
    LIMIT_ZIP_ENTRIES = 10000,
    LIMIT_ZIP_RATIO = 500,      // inflated bytes to stored bytes of one entry
    LIMIT_UNPACKED_RATIO = 900, // unpacked bytes to packed bytes of a table file. Deflate's utmost is 1,032
    LIMIT_XML_DEPTH = 100,
    LIMIT_XML_TAG_BYTES = 1 << 20, // one tag or comment
    LIMIT_XLSX_RELATIONS = 10000,  // parts that one part refers to
    LIMIT_XLSX_SHEETS = 10000,
    LIMIT_XLSX_STYLES = 100000,       // formats of cells in one workbook; Excel stops at 65,490
    LIMIT_XLSX_FORMATS = 5000,        // number formats of its own
    LIMIT_XLSX_PART_BYTES = 64 << 20, // a part that says what the others are: workbook, styles, relations
    LIMIT_XLSX_SHARED_STRINGS = 20000000,
    LIMIT_POPULATION = 100000000, // cases of a population for which an interval or a sample size is asked
    LIMIT_SPOKEN_WORD = 60,       // characters that the synthetic voice is given without a blank
    LIMIT_LOGO_BYTES = 1 << 20,
    LIMIT_LOGO_PIXELS = 2000, // a side: unpacked, it fits what is read of a PDF
    LIMIT_MARKING = 150,      // characters that stand at the head of every page
    LIMIT_POPULATION_THREADS = 64,
    LIMIT_POPULATION_SPLITS = 20, // ways to divide the cases of one population check
    LIMIT_EXCEPTIONS = 10000,     // cases of one outcome that are listed
    LIMIT_RATED_UNITS = 1000000,  // cases of a file of ratings
    LIMIT_REVIEWERS = 100,        // reviewers of a file of ratings
    LIMIT_CATEGORIES = 64,        // categories of a file of ratings
    LIMIT_RESAMPLES = 1000000,    // of a bootstrap
    LIMIT_LINTED_ROWS = 100000,   // of a table that is checked
    LIMIT_FRAME_IDS = 20000000,   // ids of one frame
    LIMIT_STRATA = 200,
    LIMIT_FACTOR = 1000, // of over-sampling a stratum
    LIMIT_SEED_DIGITS = 1000,
    LIMIT_TICKETS = 20000000,      // drawn at once
    LIMIT_MEETING_MINUTES = 10080, // a week
    LIMIT_DRAW_EVENTS = 10000,     // rounds and replacements of one draw
    // Of a PDF that is checked.
    LIMIT_PDF_OBJECTS = 1000000,    // highest number of an object
    LIMIT_PDF_VALUES = 5000000,     // in all objects together
    LIMIT_PDF_DEPTH = 100,          // values inside values, pages below pages, forms inside forms
    LIMIT_PDF_ELEMENT_DEPTH = 200,  // elements of the structure inside elements
    LIMIT_PDF_OPERATORS = 20000000, // of all pages together, forms as often as they are shown
    LIMIT_PDF_OPERANDS = 100000,    // of one operator, what stands in its arrays included
    LIMIT_PDF_FORMS = 100000,       // shown, each as often as it is
    LIMIT_PDF_FONTS = 1000,         // in which text is shown
    LIMIT_PDF_SPAN = 1000,          // rows or columns of one cell
    LIMIT_PDF_COLUMNS = 10000,      // of one table
    LIMIT_PICTURE_PIXELS = 30000,   // width or height of a PNG that is read or drawn; cairo stops at 32,767
    // Of spreadsheets, as Excel has them; characters are units of UTF-16.
    LIMIT_SPREADSHEET_ROWS = 1048576,
    LIMIT_SPREADSHEET_COLUMNS = 16384,
    LIMIT_SPREADSHEET_CELL = 32767,  // characters of a cell
    LIMIT_SPREADSHEET_HEADING = 255, // of a column of a table
    LIMIT_SPREADSHEET_NAME = 31,     // of a sheet
    LIMIT_SPREADSHEET_HEAD = 200,    // of the head of a printed page; Excel stops at 255 with its codes
    LIMIT_SPREADSHEET_LINK = 2079,   // of an address
    LIMIT_SPREADSHEET_LINKS = 65530, // of a sheet
    LIMIT_SPREADSHEET_TABLE_NAME = 255,
    LIMIT_PROGRAM_VARIABLES = 1000000, // of an integer program
    LIMIT_PROGRAM_NODES = 20000,       // steps of its search
    LIMIT_DISCLOSURE_THRESHOLD = 100,
    LIMIT_ALLOWED_WORDS = 1000,        // that the scan for personal data lets pass in one review
    LIMIT_PERSONAL_WORDS = 12,         // of one value that the scan looks for
    LIMIT_SITE_FORM_BYTES = 256 << 10, // of a form of the site's pages
    LIMIT_SITE_FILES_BYTES = LIMIT_LOGO_BYTES + LIMIT_SITE_FORM_BYTES, // of one with small files, in memory
    LIMIT_SITE_BACKUP_BYTES = 1 << 30,  // of a record that is backed up from a page
    LIMIT_SITE_SHELF_BYTES = 128 << 20, // of pages that are sent once more, together
    LIMIT_SITE_KNOWN_BYTES = 128 << 20, // of what was read of people and cases, together
    LIMIT_FORM_FIELDS = 2000, // of one form: a case has at most LIMIT_FIELDS, and each may have several boxes
    LIMIT_MULTIPART_HEAD_BYTES = 8 << 10, // of one part of a form with files
    // Of accounts and of signing in.
    LIMIT_SIGN_IN_NAME = 100,      // characters
    LIMIT_DISPLAY_NAME = 100,      // characters
    LIMIT_PASSWORD_LEAST = 15,     // characters; docs/accounts.md says why
    LIMIT_PASSWORD = 128,          // characters
    LIMIT_PASSWORD_BYTES = 4 << 7, // as sent: no character of UTF-8 has more than four
    LIMIT_CODE_BYTES = 64,         // of a second factor, with the blanks that people type
    LIMIT_REVIEWERS_EACH = 5,      // of one case
    LIMIT_REASON = 2000,           // characters of why somebody has a conflict of interest
    LIMIT_COMMENT = 10000,         // characters of a reviewer's comment on one criterion
    LIMIT_ADDRESS_BYTES = 64,      // of a client's address that is kept
    LIMIT_AGENT_BYTES = 200,       // of what a browser calls itself; more is cut off
    LIMIT_SESSIONS = 10,           // of one account at once: the oldest ends
    LIMIT_DEVICE_COOKIE_BYTES = 300,
    LIMIT_JOB_ATTEMPTS = 3,        // that a job is begun whose server died each time
    LIMIT_STAGE_ROWS = 1000,       // that an import writes before others may
    LIMIT_STAGE_BYTES = 4 << 20,   // of them
    LIMIT_UPLOAD_NAME_BYTES = 255, // of what a sender calls a file
    // Of the server of pages. What a test makes smaller is in struct http_limits.
    LIMIT_HTTP_CONNECTIONS = 10000,      // in all
    LIMIT_HTTP_ADDRESS_CONNECTIONS = 64, // of one address; a browser opens six
    LIMIT_HTTP_ADDRESS_REQUESTS = 1200,  // a minute, of one address
    LIMIT_HTTP_ADDRESSES =
        65536, // whose requests are counted; beyond, the one longest unheard of is forgotten
    LIMIT_HTTP_CONNECTION_BYTES =
        32 << 10,             // of memory for one connection: the head of a request, and of its answer
    LIMIT_HTTP_HEADERS = 100, // of one request
    LIMIT_HTTP_TARGET_BYTES = 4 << 10, // path and query
    LIMIT_HTTP_QUEUED = 1000,          // requests that wait for a worker, and answers that wait for the disk
    LIMIT_HTTP_WORKERS = 256,
    LIMIT_HTTP_PROXIES = 100,            // addresses and networks that are trusted
    LIMIT_HTTP_FORM_BYTES = 2 << 20,     // of a body that is kept in memory
    LIMIT_HTTP_PIECE_BYTES = 64 << 10,   // of an upload, handed on at once
    LIMIT_HTTP_DROPPED_BYTES = 32 << 20, // of a refused body, read so that the sender sees the answer ...
    LIMIT_HTTP_DROPPED_SECONDS = 120,    // ... for at most so long
    LIMIT_HTTP_HEAD_SECONDS = 20,        // for the head of a request to come whole, TLS included
    LIMIT_HTTP_IDLE_SECONDS = 75,        // of a connection between two requests
    LIMIT_HTTP_STALL_SECONDS = 30,       // that a body or an answer may stand still in all ...
    LIMIT_HTTP_BYTES_A_SECOND = 2 << 10, // ... beyond what this rate takes
    LIMIT_HTTP_STOP_SECONDS = 30,        // for the requests in flight when the server is stopped
    LIMIT_HTTP_KEY_BYTES = 1 << 20,      // of a file of certificates or of a key
};

// Of a file of kept cases: lines, references and texts of one segment, and what describes the segments.
#define LIMIT_KEPT_TEXT_BYTES ((size_t)1 << 30)
#define LIMIT_KEPT_DESCRIPTION_BYTES ((size_t)1 << 30)
#define LIMIT_ZIP_INFLATED_BYTES ((size_t)8 << 30) // of all entries of one file
// A packed table file is read as a stream and takes time, not memory: what is refused is only what a table cannot be.
// Below UNSUSPICIOUS any ratio is good: a generated file of equal rows packs nearly as well as nothing.
#define LIMIT_UNPACKED_UNSUSPICIOUS_BYTES ((uint64_t)64 << 20)
#define LIMIT_UNPACKED_BYTES ((uint64_t)1 << 40)
// Of a PDF that is checked, and of all its streams together, unpacked: libqpdf takes a hundred bytes for one of them.
#define LIMIT_PDF_BYTES ((size_t)16 << 20)
#define LIMIT_PDF_UNPACKED_BYTES ((size_t)32 << 20)
#define LIMIT_UPLOAD_BYTES ((int64_t)2 << 30) // of all files of one form, unless the office says less
#define LIMIT_UPLOAD_RESERVE_BYTES ((int64_t)256 << 20) // that must stay free where uploads are kept
#define LIMIT_EDITION_BYTES ((size_t)1 << 30)           // of one file of a report
#define LIMIT_FOLDER_FILES ((size_t)1000000)            // in a folder that is listed
#define LIMIT_FOLDER_DEPTH 16
#define LIMIT_MANIFEST_BYTES ((size_t)16 << 20)
#define LIMIT_FRAME_BYTES ((size_t)4 << 30)         // of one frame, receipt or list of ids
#define LIMIT_SHARED_STRING_BYTES ((size_t)2 << 30) // of all shared strings of one workbook
