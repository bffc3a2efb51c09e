// SPDX-License-Identifier: GPL-3.0-or-later
// Makes XLSX files for tests from a text that anyone can read: a line "--- xl/worksheets/sheet1.xml" begins a part,
// the lines up to the next are its content. A part named "--- NAME encrypted" is encrypted, "--- NAME stored" is not
// compressed. These are added where the text has none:
//
//     _rels/.rels                  names xl/workbook.xml
//     xl/_rels/workbook.xml.rels   rId1 is worksheets/sheet1.xml; rId2 styles.xml and rId3 sharedStrings.xml, if there
//     xl/workbook.xml              one sheet, "Sheet1", rId1
#pragma once

#include "base/buffer.h"

// Appends the file's bytes. False if the description cannot be made into a file.
bool workbook_make(struct text description, struct buffer *file);
// The same without what is added: any ZIP file. "--- NAME/" is a folder.
bool workbook_make_zip(struct text description, struct buffer *file);
