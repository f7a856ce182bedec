"""A table whose rows can be filtered, searched and sorted in the browser: its data, by column."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from mkdocs_postmortems.pages.view import Link

LISTED = 300
"""The most rows that stand in the page itself; without a script, the others are not shown."""

MANY = 15
"""A list of labels with fewer rows is read as it stands: it needs no tools."""

Value = str | int | dt.date | dt.timedelta | Link | tuple[Link, ...] | tuple[str, ...] | None
Row = TypeVar("Row")


class Kind(StrEnum):
    """What the values of a column are; labels are shared by many rows, and can be filtered by.

    A count of zero stands for nothing. A link is a text of its own row with a page of its own.
    """

    TEXT = "text"
    LINK = "link"
    NUMBER = "number"
    COUNT = "count"
    DATE = "date"
    DURATION = "duration"
    LABEL = "label"
    LABELS = "labels"


@dataclass(frozen=True)
class Column:
    """One value a row: a text, number, date, duration or link; of labels one or several of them.

    `order` are labels that come first, in this order; the others follow by name.
    """

    name: str
    title: str
    kind: Kind
    values: tuple[Value, ...]
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """The rows as columns. `noun` is what a row is, in singular and plural.

    `facets` are the columns of labels that can be filtered by, `searched` those whose text is
    looked through, `exported` those that a spreadsheet gets. `leads` is the column whose page is
    that of the row.
    """

    name: str
    noun: tuple[str, str]
    columns: tuple[Column, ...]
    facets: tuple[str, ...]
    searched: tuple[str, ...]
    exported: tuple[str, ...] = ()
    leads: str = ""

    @property
    def embedded(self) -> bool:
        """Whether its data is small enough to stand in the page, where it needs no server."""
        return self.rows <= LISTED

    def if_many(self) -> Listing | None:
        """Return the listing if there is something to look for in it."""
        return self if self.rows >= MANY else None

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].values) if self.columns else 0


@dataclass(frozen=True)
class Shortened(Generic[Row]):
    """The first `rows` of `all`, as many as stand in a page; many of them have a `listing`."""

    rows: tuple[Row, ...]
    all: int
    listing: Listing | None

    @property
    def unlisted(self) -> int:
        """How many do not stand in the page itself."""
        return self.all - len(self.rows)
