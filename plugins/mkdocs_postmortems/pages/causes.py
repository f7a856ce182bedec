"""Contributing factors: how often each, since when, what came back, what is done about it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.pages.group import actions_by_label, incidents_by_cause
from mkdocs_postmortems.pages.label import incidents_with
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import LISTED, Column, Kind, Listing, Shortened, Value
from mkdocs_postmortems.pages.view import IncidentRow, Link, Page
from mkdocs_postmortems.taxonomy import UNKNOWN


@dataclass(frozen=True)
class CauseCount:
    """One factor: its meaning, how many incidents name it, the latest of them.

    `found` leads to these incidents, None for none. `repeats` of them resemble an earlier one
    that has the factor too. `answers` leads to the open actions that address it.
    """

    cause: Link
    kind: str
    meaning: str
    incidents: int
    found: Link | None
    last: dt.date | None
    repeats: int
    open_actions: int
    answers: Link | None


@dataclass(frozen=True)
class CausesView(Shortened[CauseCount]):
    """Factors by how many incidents name them; `total` is the number of incidents with any."""

    total: int
    without: int
    window_days: int


def pages(library: Library) -> Iterator[Page]:
    """Yield the list of factors."""
    yield Page(
        path=addresses.CAUSES,
        title="Causes",
        template="causes",
        view=lambda: view(library),
        section=True,
        wide=True,
        figures=True,
    )


def view(library: Library) -> CausesView:
    """Return every factor that is named, `unknown` last."""
    rows = _rows(library)
    named = sum(bool(row.causes) for row in library.counted_rows)
    return CausesView(
        rows=rows[:LISTED],
        all=len(rows),
        total=named,
        without=len(library.counted_rows) - named,
        window_days=library.results.metrics.repeats.window_days,
        listing=_listing_of(library, rows).if_many(),
    )


def listing(library: Library) -> Listing:
    """Return the factors as columns, in the order of the list."""
    return _listing_of(library, _rows(library))


def _rows(library: Library) -> tuple[CauseCount, ...]:
    answers = actions_by_label(library, lambda row: [link.text for link in row.addresses])
    items = library.results.metrics.repeats.items
    repeats = Counter(cause for item in items if item.earlier for cause in item.causes)
    rows = [
        _count(library, name, found, repeats[name], sum(row.open for row in answers[name]))
        for name, found in incidents_by_cause(library).items()
    ]
    return tuple(sorted(rows, key=_order))


def _count(
    library: Library, name: str, found: list[IncidentRow], repeats: int, still_open: int
) -> CauseCount:
    known = library.settings.causes.get(name)
    (cause,) = library.cause_links([name])
    answers = Link(f"{still_open:,}", cause.page, "actions-that-answer-it")
    return CauseCount(
        cause=cause,
        kind=known.kind if known else "Other",
        meaning=known.meaning if known else "",
        incidents=len(found),
        found=incidents_with("cause", name, f"{len(found):,}") if found else None,
        last=max((row.day for row in found if row.day), default=None),
        repeats=repeats,
        open_actions=still_open,
        answers=answers if still_open else None,
    )


def _order(row: CauseCount) -> tuple[bool, int, str]:
    return row.cause.text == UNKNOWN, -row.incidents, row.cause.text


def _listing_of(library: Library, rows: Sequence[CauseCount]) -> Listing:
    def column(name: str, title: str, kind: Kind, value: Callable[[CauseCount], Value]) -> Column:
        return Column(name, title, kind, tuple(map(value, rows)))

    label, number = Kind.LABEL, Kind.NUMBER
    columns = (
        column("cause", "Factor", label, lambda row: row.cause),
        column("meaning", "Meaning", Kind.TEXT, lambda row: row.meaning),
        column("kind", "Kind", label, lambda row: row.kind),
        column("found", "Incidents", label, lambda row: row.found),
        column("incidents", "Incidents", number, lambda row: row.incidents),
        column("last", "Last", Kind.DATE, lambda row: row.last),
        column("repeats", "Came back", number, lambda row: row.repeats),
        column("answers", "Open actions", label, lambda row: row.answers),
        column("open", "Open actions", number, lambda row: row.open_actions),
    )
    return Listing(
        name="causes",
        noun=("factor", "factors"),
        columns=columns,
        facets=("kind",),
        searched=("cause", "meaning", "kind"),
        exported=("cause", "meaning", "kind", "incidents", "last", "repeats", "open"),
        leads="cause",
    )
