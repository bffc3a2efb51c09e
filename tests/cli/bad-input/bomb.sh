# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says cases.xlsx: xl/sheet.xml: the file grows too much when it is unpacked
python3 - <<"PYTHON"
import zipfile
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
with zipfile.ZipFile("cases.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
    book.writestr("_rels/.rels", f"<Relationships xmlns=\"{LINKS}\"><Relationship Id=\"r\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")
    book.writestr("xl/workbook.xml", f"<workbook xmlns=\"{BOOK}\" xmlns:r=\"{REL}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>")
    book.writestr("xl/_rels/workbook.xml.rels", f"<Relationships xmlns=\"{LINKS}\"><Relationship Id=\"r\" Type=\"{REL}/worksheet\" Target=\"sheet.xml\"/></Relationships>")
    book.writestr("xl/sheet.xml", f"<worksheet xmlns=\"{BOOK}\"><sheetData>" + " " * 50000000 + "</sheetData></worksheet>")
PYTHON
craffu import $review --cases cases.xlsx
