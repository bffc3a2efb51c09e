// SPDX-License-Identifier: GPL-3.0-or-later
// What an XLSX file says besides its cells: which part is which, its sheets, its shared strings, which styles show
// dates. ECMA-376 part 1 (SpreadsheetML) and part 2 (packages); the transitional and the strict namespaces.
#pragma once

#include "format/xlsx_date.h"
#include "format/xml.h"
#include "format/zip.h"

// What can be done about a part that is damaged.
#define XLSX_SAVE_ANEW MESSAGE("open it in a spreadsheet program and save it anew")

struct xlsx_workbook {
    struct arena *arena;
    struct zip_reader *zip;
    struct text source;
    bool from_1904;
    struct text sheet_name, sheet_part;  // the chosen sheet
    ARRAY_OF(struct xlsx_format) styles; // by the number that a cell's s attribute gives

    char *string_bytes; // all shared strings, one behind the other
    uint32_t *string_ends;
    size_t string_count;
};

// Chooses the sheet by name, or the first that is visible. The input must live as long as the workbook.
bool xlsx_workbook_open(const struct input *input, struct text sheet, struct xlsx_workbook *workbook,
                        struct problems *problems);
void xlsx_workbook_close(struct xlsx_workbook *workbook); // zeroed is allowed

// False if the workbook has no such string.
bool xlsx_shared_string(const struct xlsx_workbook *workbook, int64_t index, struct text *string);

// Whether a name is an element of SpreadsheetML.
bool xlsx_is(struct xml_name name, const char *local);

// Text as it stands in XML to what it means: "_x000D_" is U+000D. In place; gives the new length.
size_t xlsx_unescape(char *bytes, size_t length);
