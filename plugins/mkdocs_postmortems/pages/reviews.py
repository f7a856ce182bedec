"""Every quarterly review, the newest first, with what the quarter brought and what is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.quarter import Quarter
from mkdocs_postmortems.pages.extreme import Extreme, longest_of
from mkdocs_postmortems.pages.group import count_severities
from mkdocs_postmortems.pages.ledger import Ledger
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import Badge, Link, Page


@dataclass(frozen=True)
class ReviewRow:
    """One quarter. `owed` were open at its end, `overdue` of them were overdue then.

    `open_now` of those that were `opened` in it are open today.
    """

    review: Link
    until: dt.date
    over: bool
    incidents: int
    severities: tuple[tuple[Badge, int], ...]
    longest: Extreme
    opened: int
    done: int
    declined: int
    owed: int
    overdue: int
    open_now: int


@dataclass(frozen=True)
class ReviewsView:
    """All quarters, the newest first. `undated` incidents are in none.

    `suggested` is the one to write notes for: the last that is over, if any is.
    """

    rows: tuple[ReviewRow, ...]
    undated: int

    @property
    def suggested(self) -> ReviewRow:
        """The quarter whose review is next."""
        return next((row for row in self.rows if row.over), self.rows[0])


def pages(library: Library) -> Iterator[Page]:
    """Yield the list of all reviews."""
    yield Page(
        path=addresses.REVIEWS,
        title="Reviews",
        template="reviews",
        view=lambda: view(library),
        section=True,
        wide=True,
        figures=True,
    )


def view(library: Library) -> ReviewsView:
    """Return a row for each quarter."""
    ledger = Ledger(library)
    return ReviewsView(
        rows=tuple(_row(ledger, quarter) for quarter in reversed(ledger.quarters)),
        undated=sum(row.day is None for row in library.counted_rows),
    )


def _row(ledger: Ledger, quarter: Quarter) -> ReviewRow:
    one, rows = ledger.quarters[quarter], ledger.incidents.get(quarter, ())
    return ReviewRow(
        review=Link(str(quarter), addresses.review_page(str(quarter))),
        until=one.until,
        over=one.over,
        incidents=len(rows),
        severities=count_severities(rows),
        longest=longest_of(ledger, quarter),
        opened=len(one.opened),
        done=len(one.done),
        declined=len(one.declined),
        owed=len(one.owed),
        overdue=len(one.overdue),
        open_now=sum(action.open for action in one.opened),
    )
