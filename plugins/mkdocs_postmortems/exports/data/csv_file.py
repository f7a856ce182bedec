"""A table as CSV (RFC 4180) that a spreadsheet can open without computing what stands in it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

from mkdocs_postmortems.exports.data.field import Kind
from mkdocs_postmortems.exports.data.filled import Filled
from mkdocs_postmortems.exports.safe_text import cell

SEPARATOR = "; "
"""What stands between the texts of a list."""

_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the code page of the system."""


def write_csv(filled: Filled) -> str:
    """Return a row for each record below a row of names, UTF-8 with a byte order mark.

    A text stands on one line, and begins with an apostrophe where it would be a formula.
    """
    text = io.StringIO()
    text.write(_MARK)
    names = [column.name for column in filled.table.columns]
    writers = [(c.name, _WRITERS.get(c.kind)) for c in filled.table.columns]
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    for record in filled.records:
        writer.writerow([_cell(record[name], write) for name, write in writers])
    return text.getvalue()


def _cell(value: Any, write: Callable[[Any], str] | None) -> Any:
    return value if write is None or value is None else write(value)


def _instant(value: dt.datetime) -> str:
    return f"{value.astimezone(dt.UTC).replace(tzinfo=None).isoformat()}Z"


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: cell,
    Kind.TEXTS: lambda texts: cell(SEPARATOR.join(texts)),
    Kind.FLAG: lambda flag: "true" if flag else "false",
    Kind.INSTANT: _instant,
}
"""How a cell of each kind is written; one that is not here stands as Python has it."""
