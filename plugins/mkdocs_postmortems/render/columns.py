"""Columns of a listing as compact JSON: labels once, and for each row their numbers.

30,000 actions take about 600 KB compressed that way, half of what an object a row takes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol
from urllib.parse import quote

from mkdocs_postmortems.render.piece import Target

VERSION = 1

_UNSAFE = re.compile("[<>&'\u2028\u2029]")


class ColumnLike(Protocol):
    """One column: `kind` is text, link, number, count, date, duration, label or labels."""

    @property
    def name(self) -> str:
        """Its name in the address of the page."""

    @property
    def title(self) -> str:
        """Its name for a reader."""

    @property
    def kind(self) -> str:
        """What its values are."""

    @property
    def values(self) -> Sequence[Any]:
        """A value for each row."""

    @property
    def order(self) -> Sequence[str]:
        """The labels that come first."""


class ListingLike(Protocol):
    """A table by columns."""

    @property
    def rows(self) -> int:
        """How many rows there are."""

    @property
    def noun(self) -> tuple[str, str]:
        """What a row is, in singular and plural."""

    @property
    def columns(self) -> Sequence[ColumnLike]:
        """Its columns."""

    @property
    def facets(self) -> Sequence[str]:
        """The columns to filter by."""

    @property
    def searched(self) -> Sequence[str]:
        """The columns to look through."""

    @property
    def exported(self) -> Sequence[str]:
        """The columns for a spreadsheet."""

    @property
    def leads(self) -> str:
        """The column whose page is that of the row."""


def write_columns(listing: ListingLike, address: Callable[[str, str, str], str]) -> str:
    """Return the JSON; safe in an attribute.

    `address` makes that of a page, a place on it and what is chosen there, from the root.
    """
    data = {
        "version": VERSION,
        "rows": listing.rows,
        "noun": listing.noun,
        "facets": listing.facets,
        "searched": listing.searched,
        "exported": listing.exported,
        "leads": listing.leads,
        "columns": {column.name: _column(column, address) for column in listing.columns},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _column(column: ColumnLike, address: Callable[[str, str, str], str]) -> dict[str, Any]:
    kind = str(column.kind)
    written: dict[str, Any] = {"title": column.title, "kind": kind}
    if kind == "labels":
        several = [tuple(label for label in value if label != "") for value in column.values]
        return written | _labels(several, column.order, address)
    if kind == "label":
        rows = [() if value in (None, "") else (value,) for value in column.values]
        coded = _labels(rows, column.order, address)
        return written | coded | {"values": [row[0] if row else -1 for row in coded["values"]]}
    if kind == "link":
        return written | _links(column.values, address)
    return written | {"values": [_plain(value) for value in column.values]}


def _plain(value: str | int | dt.date | dt.timedelta | None) -> str | int | None:
    if isinstance(value, dt.timedelta):
        return round(value.total_seconds())
    return value.isoformat() if isinstance(value, dt.date) else value


def _links(targets: Sequence[Target], address: Callable[[str, str, str], str]) -> dict[str, Any]:
    """Return the texts, and where each leads: `*` in an address stands for the text of its row.

    10,000 addresses that end in the text would be a third of the data.
    """
    shapes: dict[str, int] = {}
    which = [shapes.setdefault(_shape(target, address), len(shapes)) for target in targets]
    return {"values": [target.text for target in targets], "pages": list(shapes), "at": which}


def _shape(target: Target, address: Callable[[str, str, str], str]) -> str:
    whole = address(target.page, target.fragment, target.query)
    before, found, after = whole.rpartition(quote(target.text, safe=""))
    return f"{before}*{after}" if target.text and found else whole


Label = Target | str


def _labels(
    rows: Sequence[tuple[Label, ...]], order: Sequence[str], address: Callable[[str, str, str], str]
) -> dict[str, Any]:
    """Return the labels in their order, where each leads, and for each row their numbers.

    Two labels of one text that lead to different pages are two labels. None is empty: in the
    address of the page an empty one stands for rows that have none.
    """
    known = sorted(set(_keys(label for row in rows for label in row)), key=_by_order(order))
    number = {key: at for at, key in enumerate(known)}
    pages = [address(*target) if target[0] else None for _, *target in known]
    coded: dict[str, Any] = {"labels": [text for text, *_ in known]}
    if any(pages):
        coded["pages"] = pages
    return {**coded, "values": [[number[key] for key in _keys(row)] for row in rows]}


Key = tuple[str, str, str, str]


def _keys(labels: Iterable[Label]) -> Iterator[Key]:
    for label in labels:
        if isinstance(label, str):
            yield label, "", "", ""
        else:
            yield label.text, label.page, label.fragment, label.query


def _by_order(order: Sequence[str]) -> Callable[[Key], tuple[int, str, Key]]:
    place = {text: at for at, text in enumerate(order)}
    return lambda key: (place.get(key[0], len(place)), key[0].casefold(), key)
