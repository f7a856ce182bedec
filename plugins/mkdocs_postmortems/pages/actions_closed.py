"""Closed actions: what was done, what was declined and why, and who closed it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.action import ActionRecord, Outcome, Verdict
from mkdocs_postmortems.analysis.quarter import Quarter, quarter_of
from mkdocs_postmortems.pages.action_columns import EXPORTED, SEARCHED, action_columns
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import LISTED, Column, Kind, Listing, Value
from mkdocs_postmortems.pages.progress import half_closed
from mkdocs_postmortems.pages.view import ActionRow, Link, Page


@dataclass(frozen=True)
class ClosedAction:
    """One closed action: the days it was open, None where not known, and how it met its date."""

    row: ActionRow
    outcome: Outcome
    days: int | None
    verdict: str


@dataclass(frozen=True)
class Thanks:
    """How many actions were done in a quarter, and by whom, by name: nobody is ranked."""

    quarter: Quarter
    owners: tuple[Link, ...]
    actions: int


@dataclass(frozen=True)
class ClosedView:
    """The closed actions, the newest first, and how long actions take to be closed."""

    done: int
    declined: int
    total: int
    half: str
    thanks: tuple[Thanks, ...]
    rows: tuple[ClosedAction, ...]
    listing: Listing

    @property
    def unlisted(self) -> int:
        """How many do not stand in the page itself."""
        return self.listing.rows - len(self.rows)


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of the closed actions."""
    yield Page(
        path=addresses.ACTIONS_CLOSED,
        title="Closed actions",
        template="actions_closed",
        view=lambda: view(library),
        parent=addresses.ACTIONS,
        wide=True,
        figures=True,
    )


def view(library: Library) -> ClosedView:
    """Return every closed action."""
    closed = closed_actions(library)
    outcomes = Counter(action.outcome for action in closed)
    return ClosedView(
        done=outcomes[Outcome.DONE],
        declined=outcomes[Outcome.DECLINED],
        total=library.results.metrics.debt.total,
        half=half_closed(library.results.metrics.closing[0]),
        thanks=tuple(_thanks(closed, library.as_of)),
        rows=closed[:LISTED],
        listing=_listing_of(library, closed),
    )


def closed_actions(library: Library) -> tuple[ClosedAction, ...]:
    """Return what was closed by `as_of`, the newest first; without a date, at the end."""
    records = {id(row): record for row, record in library.recorded}
    counted = ((row, records[id(row)]) for row in library.action_rows)
    found = [_closed(row, record) for row, record in counted if not record.open]
    return tuple(sorted(found, key=lambda one: one.row.closed or dt.date.min, reverse=True))


def _closed(row: ActionRow, record: ActionRecord) -> ClosedAction:
    """Return a closed action; one that ended before it began was open for no time that is known."""
    if record.days is None or record.days < 0:
        return ClosedAction(row, record.outcome, None, "")
    verdict = _VERDICTS.get(record.verdict, "") if record.verdict else ""
    return ClosedAction(row, record.outcome, record.days, verdict)


_VERDICTS = {
    Verdict.ON_TIME: "on time",
    Verdict.LATE: "late",
    Verdict.DECLINED_LATE: "late",
}


def _thanks(closed: tuple[ClosedAction, ...], as_of: dt.date) -> Iterator[Thanks]:
    """Yield this quarter and the one before it, where something was done in them."""
    current = quarter_of(as_of)
    for quarter in (current, current.previous):
        done = [
            one.row.owner
            for one in closed
            if one.outcome is Outcome.DONE
            and one.row.closed
            and quarter_of(one.row.closed) == quarter
        ]
        owners = {owner for owner in done if owner}
        if done:
            named = sorted(owners, key=lambda owner: (owner.text.casefold(), owner.text))
            yield Thanks(quarter, tuple(named), len(done))


def listing(library: Library) -> Listing:
    """Return the closed actions as columns, the newest first."""
    return _listing_of(library, closed_actions(library))


def _listing_of(library: Library, actions: Sequence[ClosedAction]) -> Listing:

    def column(name: str, title: str, kind: Kind, value: Callable[[ClosedAction], Value]) -> Column:
        return Column(name, title, kind, tuple(map(value, actions)))

    label = Kind.LABEL
    columns = (
        *action_columns(library, [action.row for action in actions]),
        column("closed", "Closed", Kind.DATE, lambda one: one.row.closed),
        column("year", "Year", label, lambda one: one.row.closed and str(one.row.closed.year)),
        column("outcome", "Outcome", label, lambda one: one.outcome.value),
        column("reason", "Reason", Kind.TEXT, lambda one: one.row.reason),
        column("days", "Open for", Kind.NUMBER, lambda one: one.days),
        column("verdict", "Due date", label, lambda one: one.verdict),
        column("progress", "State", label, lambda one: None),
    )
    return Listing(
        name="actions-closed",
        noun=("closed action", "closed actions"),
        columns=columns,
        facets=("outcome", "year", "verdict", "owner", "team", "service", "priority", "type"),
        searched=(*SEARCHED, "reason"),
        exported=(
            *("closed", "outcome", "verdict", "reason", *EXPORTED),
            *("days", "incident", "day", "severity"),
        ),
        leads="place",
    )
