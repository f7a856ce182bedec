"""The page of the data: every field of every file, from the fields themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mkdocs_postmortems.exports.data.document import STORY
from mkdocs_postmortems.exports.data.field import VERSION, Field, Kind
from mkdocs_postmortems.exports.data.files import FOLDER, FORMATS, TABLES
from mkdocs_postmortems.exports.data.filled import HEAD
from reference.markdown import code, document, sentence, table

_INTRODUCTION = f"""
What the files below `/{FOLDER}` hold, which [`postmortems export`](commands.md#postmortems-export)
writes without a site. This is version {VERSION}. [Use the data](../guide/data.md) tells how to
read them, and what can change from version to version.

A field has the same name in every format. In JSON every key is there, `null` where nothing is
known; instants are `2026-03-15T14:44:00Z`, dates `2026-03-15`. In CSV a field without a value is
empty, and the texts of a list are joined by `; `. Parquet has types: text, 64-bit whole numbers,
double, boolean, timestamps in UTC (microseconds), dates, lists of texts. Records stand in JSON
only.

Seconds are whole numbers. A label such as a severity, a factor or a priority is one of the
[settings](settings.md), or whatever its file says.
"""

_HEAD = """
In JSON these keys stand above the rows; `$schema` leads to the schema of the file. In Parquet they
are metadata of the file, under `postmortems.version` and so on.
"""

_DOCUMENT = f"""
`/{FOLDER}postmortems/<path of the file>.json` holds the whole of one postmortem: the keys above
the rows, the fields of [postmortems](#postmortems), and these. Its schema is
`/{FOLDER}schema/document.schema.json`.
"""

_METRICS = f"""
`/{FOLDER}metrics.json` has the numbers of every page, in a structure of [its own](metrics.md).
"""


def page() -> str:
    """Return the page: what all files share, each table, the JSON of one postmortem."""
    return document(
        "Data",
        _INTRODUCTION,
        "## Above the rows",
        _HEAD,
        _fields(HEAD),
        *(part for one in TABLES for part in _table(one)),
        "## One postmortem",
        _DOCUMENT,
        _fields(STORY),
        *_records(STORY),
        "## Metrics",
        _METRICS,
    )


def _table(one: Any) -> Iterator[str]:
    formats = ", ".join(code(f"/{FOLDER}{one.name}.{ending}") for ending in FORMATS)
    yield f"## {one.name}"
    yield sentence(f"{formats}: a row for each {one.one}, {one.order}")
    yield _fields(one.fields)
    yield from _records(one.fields)


def _records(fields: Iterable[Field[Any]]) -> Iterator[str]:
    """Yield what the records inside of fields hold; those of another table are told there."""
    for field in fields:
        if field.fields and field.name != "actions":
            each = "Each of " if field.kind is Kind.RECORDS else "Of "
            yield f"{each}{code(field.name)}:"
            yield _fields(field.fields)


def _fields(fields: Iterable[Field[Any]]) -> str:
    return table(("Field", "Kind", "What it is"), map(_row, fields))


def _row(field: Field[Any]) -> tuple[str, str, str]:
    unit = f" ({field.unit})" if field.unit else ""
    null = ", or null" if field.nullable else ""
    choices = f" One of {', '.join(map(code, field.choices))}." if field.choices else ""
    return code(field.name), f"{field.kind}{unit}{null}", f"{sentence(field.meaning)}{choices}"
