#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""csvw.py WRITE DOCUMENT.yaml...   Whether the CSV files are what their CSVW metadata says.

https://www.w3.org/TR/tabular-metadata/ : number and titles of columns, datatypes, required values, null, keys, skipped rows.
Faults are planted in copies of the metadata: each must be found.
"""
import copy
import csv
import datetime
import io
import json
import pathlib
import re
import sys
import tempfile
import urllib.parse

import editions

VARIABLE = re.compile(r"(?!_)(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+(?:\.(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+)*")


def value_fault(text, datatype):
    base, form = (datatype["base"], datatype["format"]) if isinstance(datatype, dict) else (datatype, None)
    try:
        if base == "integer":
            int(text)
        elif base == "decimal":
            if not re.fullmatch(r"-?\d+(\.\d+)?", text):
                raise ValueError
        elif base == "date":
            datetime.date.fromisoformat(text)
        elif base != "string":
            return f"{base} is no datatype"
    except ValueError:
        return f"{text!r} is no {base}"
    return f"{text!r} is not in the form {form}" if form and not re.fullmatch(form, text) else None


def column_problems(column, values):
    if not VARIABLE.fullmatch(column["name"]):
        yield f"{column['name']} is no name"
    nulls = column.get("null", [""])
    for value in values:
        if value in nulls:
            if column["required"]:
                yield f"{column['name']} has no value"
            continue
        fault = value_fault(value, column["datatype"])
        if fault:
            yield f"{column['name']}: {fault}"


def table_problems(metadata, table, folder):
    schema = table["tableSchema"]
    columns = schema["columns"]
    path = folder / urllib.parse.unquote(table["url"])
    if not path.exists():
        yield f"{table['url']} is not there"
        return
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode(metadata["dialect"]["encoding"]), newline=""), strict=True))
    rows = rows[metadata["dialect"]["skipRows"]:]
    titles = [c["titles"] for c in columns]
    if rows[0] != titles:
        yield f"{path.name}: {rows[0]} are not {titles}"
    yield from (f"{path.name}: a row of {len(row)} values" for row in rows if len(row) != len(columns))
    names = [c["name"] for c in columns]
    if len(set(names)) < len(names):
        yield f"{path.name}: two columns of one name"
    for column, values in zip(columns, zip(*rows[1:])):
        yield from column_problems(column, values)
    if schema["rowTitles"] not in names or not set(schema.get("primaryKey", [])) <= set(names):
        yield f"{path.name}: a column that there is not"
        return
    keys = [tuple(row[names.index(n)] for n in schema.get("primaryKey", names)) for row in rows[1:]
            if len(row) == len(names)]
    if "primaryKey" in schema and len(set(keys)) < len(keys):
        yield f"{path.name}: the key is not unique"


def metadata_problems(metadata, folder, language):
    if metadata["@context"] != ["http://www.w3.org/ns/csvw", {"@language": language}] or metadata["lang"] != language:
        yield "it does not say that it is CSVW, or in which language"
    for name in ("dc:title", "dc:publisher", "dc:identifier", "dc:language"):
        if not isinstance(metadata.get(name), str):
            yield f"no {name}"
    issued = metadata["dc:issued"]
    if issued["@type"] != "xsd:date" or value_fault(issued["@value"], "date"):
        yield "no date"
    if not metadata["tables"]:
        yield "no tables"
    for table in metadata["tables"]:
        yield from table_problems(metadata, table, folder)


# ---- Planted faults --------------------------------------------------------------------------------------------


def plant_title(metadata):
    metadata["tables"][0]["tableSchema"]["columns"][0]["titles"] += "!"


def plant_column(metadata):
    metadata["tables"][0]["tableSchema"]["columns"].pop()


def plant_datatype(metadata):
    metadata["tables"][0]["tableSchema"]["columns"][0]["datatype"] = "integer"


def plant_file(metadata):
    metadata["tables"][0]["url"] = "another.csv"


def plant_row(metadata):
    metadata["dialect"]["skipRows"] += 1


def plant_name(metadata):
    metadata["tables"][0]["tableSchema"]["columns"][0]["name"] = "a-b"


def plant_required(metadata):
    for table in metadata["tables"]:
        for column in table["tableSchema"]["columns"]:
            column["required"] = True


FAULTS = [plant_title, plant_column, plant_datatype, plant_file, plant_row, plant_name, plant_required]


def main():
    tests = editions.Tests()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        editions.write(sys.argv[1], sys.argv[2:], name)
        for path in sorted(folder.glob("*.csv-metadata.json")):
            metadata = json.loads(path.read_text(encoding="utf-8"))
            language = path.name.split(".")[-3]
            tests.result(f"{path.name} describes its files", list(metadata_problems(metadata, folder, language)))
        for plant in FAULTS:
            faulty = copy.deepcopy(metadata)
            plant(faulty)
            tests.result(f"found: {plant.__name__}",
                         [] if list(metadata_problems(faulty, folder, language)) else ["nothing was found"])
    tests.end()


main()
