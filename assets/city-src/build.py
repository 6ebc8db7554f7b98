#!/usr/bin/env python3
"""Builds the forms of the demo city from their tables.

The tables are CSV files, because those can be compared line by line; on the way they become a real .xlsx workbook,
because that is what a city office works with, and pyxform turns the workbook into the XForm.

    python3 -m venv /tmp/city-forms && /tmp/city-forms/bin/pip install -r requirements.txt
    /tmp/city-forms/bin/python build.py                     writes ../city/forms/*.xml and their media
    /tmp/city-forms/bin/python build.py --check             fails unless the committed forms are exactly these
    /tmp/city-forms/bin/python build.py --workbooks FOLDER  also keeps the workbooks, to edit or to send on
    /tmp/city-forms/bin/python build.py --validate          also asks ODK Validate (needs Java)
"""

import argparse
import csv
import re
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook
from pyxform.xls2xform import convert

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "forms"
TARGET = HERE.parent / "city" / "forms"
SHEETS = ["survey", "choices", "settings"]
LANGUAGES = ["Korean (ko)", "English (en)"]
CHOICES_MAX = 8


def read_table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def records(table):
    head, *rows = table
    return [dict(zip(head, row)) for row in rows]


def is_complete(record, column):
    """Whether a text stands in all languages or in none."""
    return len({bool(record.get(f"{column}::{language}")) for language in LANGUAGES}) == 1


def faults_of_survey(survey):
    for number, row in enumerate(records(survey), start=2):
        place = f"survey.csv:{number}"
        for column in ["label", "hint", "guidance_hint", "required_message", "constraint_message"]:
            if not is_complete(row, column):
                yield f"{place}: {column} is missing in a language"
        is_shown = row["type"] not in ("end_group", "end_repeat", "calculate")
        if is_shown and not row.get(f"label::{LANGUAGES[0]}"):
            yield f"{place}: the label is missing"
        if row.get("required") and not row.get(f"required_message::{LANGUAGES[0]}"):
            yield f"{place}: a required question needs a required_message"
        if row.get("constraint") and not row.get(f"constraint_message::{LANGUAGES[0]}"):
            yield f"{place}: a constraint needs a constraint_message"


def faults_of_choices(choices):
    """Each list, or each part of it that a filter lets through, must fit one page."""
    offered, for_all = {}, {}
    for number, row in enumerate(records(choices), start=2):
        if not is_complete(row, "label") or not row[f"label::{LANGUAGES[0]}"]:
            yield f"choices.csv:{number}: the label is missing in a language"
        filters = tuple(v for k, v in row.items() if v and not k.startswith(("list_name", "name", "label")))
        if filters == ("all",):
            for_all[row["list_name"]] = for_all.get(row["list_name"], 0) + 1
        else:
            key = (row["list_name"], filters)
            offered[key] = offered.get(key, 0) + 1
    for (name, filters), count in offered.items():
        if count + for_all.get(name, 0) > CHOICES_MAX:
            yield f"choices.csv: {name} {' '.join(filters)} offers more than {CHOICES_MAX} choices"


def media_of(source):
    """The files of a form that lie beside its tables, by name."""
    folder = source / "media"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def workbook_of(tables):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, table in tables.items():
        sheet = workbook.create_sheet(name)
        for row in table:
            # None leaves a cell empty; "" would be a text of no length.
            sheet.append([cell or None for cell in row])
    return workbook


def build(source, workbook_path, validate):
    """Gives the XForm of one folder of tables, and what is wrong with it."""
    tables = {name: read_table(source / f"{name}.csv") for name in SHEETS}
    faults = [*faults_of_survey(tables["survey"]), *faults_of_choices(tables["choices"])]
    form_id = records(tables["settings"])[0]["form_id"]
    if form_id != source.name:
        faults.append(f"settings.csv: form_id is {form_id}, the folder is {source.name}")
    workbook_of(tables).save(workbook_path)
    result = convert(str(workbook_path), validate=validate, pretty_print=True, form_name="data")
    faults.extend(f"pyxform: {warning}" for warning in result.warnings)
    if not re.search(r'<data [^>]*id="' + re.escape(form_id) + '"', result.xform):
        faults.append("the XForm does not carry the form_id")
    text = result.xform if result.xform.endswith("\n") else result.xform + "\n"
    return text.encode("utf-8"), faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the committed forms, write nothing")
    parser.add_argument("--workbooks", type=Path, help="keep the .xlsx workbooks in this folder")
    parser.add_argument("--validate", action="store_true", help="run ODK Validate too (needs Java)")
    options = parser.parse_args()
    faults = []
    with tempfile.TemporaryDirectory() as passing:
        folder = options.workbooks or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        sources = sorted(path for path in SOURCES.iterdir() if path.is_dir())
        for source in sources:
            xform, found = build(source, folder / f"{source.name}.xlsx", options.validate)
            faults.extend(f"{source.name}: {fault}" for fault in found)
            files = {TARGET / f"{source.name}.xml": xform}
            for name, content in media_of(source).items():
                files[TARGET / f"{source.name}-media" / name] = content
            for target, content in files.items():
                if not options.check:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content)
                elif not target.exists() or target.read_bytes() != content:
                    faults.append(f"{source.name}: {target} is not what its tables say; run build.py")
    known = {source.name for source in sources}
    faults.extend(f"{form}: has no tables" for form in sorted(TARGET.glob("*.xml")) if form.stem not in known)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    print(f"{len(sources)} forms {'are as their tables say' if options.check else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
