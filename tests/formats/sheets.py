# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads XLSX and ODS into the same form, knowing nothing of the program that wrote them."""
import datetime
import posixpath
import re
import zipfile
from xml.etree import ElementTree

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
P = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LINK = "{http://www.w3.org/1999/xlink}href"


class Sheet:
    """`rows` are lists of cells: None, a str, an int or float, or a datetime.date."""

    def __init__(self, name):
        self.name = name
        self.rows = []
        self.merged = False
        self.frozen = False
        self.filtered = False
        self.tables = []  # (name, first row, first column, last row, last column), from 0
        self.links = {}  # (row, column) -> name of a sheet, or an address

    def trim(self):
        """Without empty cells and rows at the ends."""
        for row in self.rows:
            while row and row[-1] is None:
                row.pop()
        while self.rows and not self.rows[-1]:
            self.rows.pop()


def position(reference):
    """"$B$3" as (2, 1)."""
    letters, digits = re.fullmatch(r"\$?([A-Z]+)\$?([0-9]+)", reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1


def unquoted(name):
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def plain(number):
    return int(number) if number == int(number) else number


# ---- XLSX ------------------------------------------------------------------------------------------------------


def relations(package, part):
    """id -> (type, target)"""
    folder, name = posixpath.split(part)
    try:
        root = ElementTree.fromstring(package.read(f"{folder}/_rels/{name}.rels"))
    except KeyError:
        return {}
    found = {}
    for relation in root:
        target = relation.get("Target")
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        found[relation.get("Id")] = (relation.get("Type").rsplit("/", 1)[1], target)
    return found


def date_styles(package):
    """Which formats of cells are dates."""
    root = ElementTree.fromstring(package.read("xl/styles.xml"))
    own = {f.get("numFmtId"): f.get("formatCode") for f in root.iter(X + "numFmt")}
    formats = [f.get("numFmtId") for f in root.find(X + "cellXfs")]
    return [n in {"14", "15", "16", "17"} or "y" in own.get(n, "").lower() for n in formats]


def text_of(element):
    """A shared or inline string; Excel's escapes undone."""
    text = "".join(t.text or "" for t in element.iter(X + "t"))
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def xlsx_value(cell, strings, dates):
    kind, value = cell.get("t", "n"), cell.find(X + "v")
    if kind == "inlineStr":
        return text_of(cell.find(X + "is"))
    if value is None or value.text is None:
        return None
    if cell.find(X + "f") is not None:
        raise ValueError("a formula")
    if kind == "s":
        return strings[int(value.text)]
    if kind == "str":
        return value.text
    number = float(value.text)
    if dates[int(cell.get("s", "0"))]:
        return datetime.date(1899, 12, 30) + datetime.timedelta(days=number)
    return plain(number)


def xlsx_sheet(package, name, part, strings, dates):
    sheet = Sheet(name)
    root = ElementTree.fromstring(package.read(part))
    for row in root.iter(X + "row"):
        number = int(row.get("r", len(sheet.rows) + 1))
        while len(sheet.rows) < number:
            sheet.rows.append([])
        for cell in row:
            column = position(cell.get("r"))[1]
            cells = sheet.rows[number - 1]
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = xlsx_value(cell, strings, dates)
    known = relations(package, part)
    for link in root.iter(X + "hyperlink"):
        location = link.get("location")
        sheet.links[position(link.get("ref"))] = (unquoted(location.rsplit("!", 1)[0]) if location
                                                  else known[link.get(R + "id")][1])
    sheet.merged = root.find(X + "mergeCells") is not None
    sheet.frozen = next(root.iter(X + "pane"), None) is not None
    sheet.filtered = root.find(X + "autoFilter") is not None
    for kind, target in known.values():
        if kind == "table":
            table = ElementTree.fromstring(package.read(target))
            first, last = table.get("ref").split(":")
            sheet.tables.append((table.get("displayName"), *position(first), *position(last)))
            sheet.filtered |= table.find(X + "autoFilter") is not None
            columns = [re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), c.get("name"))
                       for c in table.iter(X + "tableColumn")]
            row = position(first)[0]
            if columns != sheet.rows[row][position(first)[1]:position(last)[1] + 1]:
                raise ValueError(f"{table.get('displayName')}: its columns are not called as its cells say")
    return sheet


def read_xlsx(path):
    with zipfile.ZipFile(path) as package:
        strings = []
        if "xl/sharedStrings.xml" in package.namelist():
            root = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
            strings = [text_of(item) for item in root.iter(X + "si")]
        dates, known = date_styles(package), relations(package, "xl/workbook.xml")
        workbook = ElementTree.fromstring(package.read("xl/workbook.xml"))
        return [xlsx_sheet(package, s.get("name"), known[s.get(R + "id")][1], strings, dates)
                for s in workbook.iter(X + "sheet")]


# ---- ODS -------------------------------------------------------------------------------------------------------


def paragraph(element):
    out = element.text or ""
    for child in element:
        if child.tag == P + "s":
            out += " " * int(child.get(P + "c", "1"))
        elif child.tag == P + "line-break":
            out += "\n"
        else:
            out += paragraph(child)
        out += child.tail or ""
    return out


def ods_value(cell):
    kind = cell.get(O + "value-type")
    if cell.get(T + "formula"):
        raise ValueError("a formula")
    if kind is None:
        return None
    if kind == "float":
        return plain(float(cell.get(O + "value")))
    if kind == "date":
        return datetime.date.fromisoformat(cell.get(O + "date-value")[:10])
    return "\n".join(paragraph(p) for p in cell.iter(P + "p"))


def ods_rows(table):
    for child in table:
        if child.tag == T + "table-row":
            for _ in range(min(int(child.get(T + "number-rows-repeated", "1")), 100)):
                yield child
        elif child.tag in (T + "table-header-rows", T + "table-rows", T + "table-row-group"):
            yield from ods_rows(child)


def ods_sheet(table):
    sheet = Sheet(table.get(T + "name"))
    for number, row in enumerate(ods_rows(table)):
        sheet.rows.append([])
        for cell in row:
            sheet.merged |= any(int(cell.get(T + f"number-{way}-spanned", "1")) > 1 for way in ("columns", "rows"))
            sheet.merged |= cell.tag == T + "covered-table-cell"
            for link in cell.iter(P + "a"):
                address = link.get(LINK)
                sheet.links[number, len(sheet.rows[-1])] = (unquoted(address[1:].rsplit(".", 1)[0])
                                                           if address.startswith("#") else address)
            repeated = min(int(cell.get(T + "number-columns-repeated", "1")), 100)
            sheet.rows[-1].extend([ods_value(cell)] * repeated)
    return sheet


def read_ods(path):
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("content.xml"))
    sheets = {}
    for table in root.iter(T + "table"):
        sheets[table.get(T + "name")] = ods_sheet(table)
    for area in root.iter(T + "database-range"):
        first, last = area.get(T + "target-range-address").rsplit(":", 1)
        name = unquoted(first.rsplit(".", 1)[0].lstrip("$"))
        corners = [position(corner.rsplit(".", 1)[1]) for corner in (first, last)]
        sheets[name].tables.append((area.get(T + "name"), *corners[0], *corners[1]))
        sheets[name].filtered |= area.get(T + "display-filter-buttons") == "true"
    return list(sheets.values())


def read(path):
    sheets = read_xlsx(path) if str(path).endswith(".xlsx") else read_ods(path)
    for sheet in sheets:
        sheet.trim()
    return sheets
