"""Owners: who still owes what. A list of names with counts, never a ranking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.pages.group import actions_by_label
from mkdocs_postmortems.pages.label import actions_with
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import LISTED, Column, Kind, Listing, Shortened, Value
from mkdocs_postmortems.pages.view import ActionRow, Link, Page


@dataclass(frozen=True)
class OwnerRow:
    """One owner. `owed` leads to the open actions, None for none; `due` is the next due date."""

    owner: Link
    owed: Link | None
    open: int
    overdue: int
    due: dt.date | None
    closed: int


@dataclass(frozen=True)
class OwnersView(Shortened[OwnerRow]):
    """Owners by name, and the open actions that have none."""

    open: int
    overdue: int
    unowned: tuple[ActionRow, ...]


def pages(library: Library) -> Iterator[Page]:
    """Yield the list of owners."""
    yield Page(
        path=addresses.OWNERS,
        title="Owners",
        template="owners",
        view=lambda: view(library),
        section=True,
        wide=True,
    )


def view(library: Library) -> OwnersView:
    """Return every owner, sorted by name."""
    rows = _rows(library)
    return OwnersView(
        rows=rows[:LISTED],
        all=len(rows),
        open=sum(row.open for row in rows),
        overdue=sum(row.overdue for row in rows),
        unowned=tuple(row for row in library.action_rows if row.open and row.owner is None),
        listing=_listing_of(rows).if_many(),
    )


def listing(library: Library) -> Listing:
    """Return the owners as columns, in the order of the list."""
    return _listing_of(_rows(library))


def _rows(library: Library) -> tuple[OwnerRow, ...]:
    actions = actions_by_label(library, lambda row: [row.owner.text] if row.owner else [])
    names = sorted(library.owner_pages, key=lambda name: (name.casefold(), name))
    return tuple(_row(library, name, actions[name]) for name in names)


def _row(library: Library, name: str, actions: Sequence[ActionRow]) -> OwnerRow:
    still_open = [row for row in actions if row.open]
    n = len(still_open)
    ahead = [row.due for row in still_open if row.due and not row.overdue]
    return OwnerRow(
        owner=Link(name, library.owner_pages[name]),
        owed=actions_with("owner", name, f"{n:,}") if n else None,
        open=n,
        overdue=sum(row.overdue for row in still_open),
        due=min(ahead, default=None),
        closed=len(actions) - n,
    )


def _listing_of(rows: Sequence[OwnerRow]) -> Listing:
    def column(name: str, title: str, kind: Kind, value: Callable[[OwnerRow], Value]) -> Column:
        return Column(name, title, kind, tuple(map(value, rows)))

    label, number = Kind.LABEL, Kind.NUMBER
    columns = (
        column("owner", "Owner", label, lambda row: row.owner),
        column("owed", "Open actions", label, lambda row: row.owed),
        column("open", "Open actions", number, lambda row: row.open),
        column("late", "Overdue", label, lambda row: f"{row.overdue:,}" if row.overdue else None),
        column("overdue", "Overdue", number, lambda row: row.overdue),
        column("due", "Next due", Kind.DATE, lambda row: row.due),
        column("closed", "Closed", number, lambda row: row.closed),
    )
    return Listing(
        name="owners",
        noun=("owner", "owners"),
        columns=columns,
        facets=(),
        searched=("owner",),
        exported=("owner", "open", "overdue", "due", "closed"),
        leads="owner",
    )
