"""The index: every incident, the newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.pages.incident_columns import listing
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import LISTED, Listing
from mkdocs_postmortems.pages.postmortems_year import Year, years_of
from mkdocs_postmortems.pages.view import IncidentRow, Page
from mkdocs_postmortems.saved_view import FACETS, View

NEWEST = 100
"""The most incidents that stand in the page itself, by year; of more, that many of the newest."""


@dataclass(frozen=True)
class Saved:
    """A saved view: its name, and the query that shows it."""

    name: str
    query: str


@dataclass(frozen=True)
class PostmortemsView:
    """The incidents by year; `later` of them start after `as_of` and count nowhere else.

    `rows` are the newest of them, where they are too many to stand in the page by year;
    `listing` is None where they are too many for their data to stand in it.
    """

    source: str
    total: int
    later: int
    years: tuple[Year, ...]
    rows: tuple[IncidentRow, ...]
    saved: tuple[Saved, ...]
    listing: Listing | None


def pages(library: Library) -> Iterator[Page]:
    """Yield the index."""
    yield Page(
        path=addresses.POSTMORTEMS,
        title="Postmortems",
        template="postmortems",
        view=lambda: view(library),
        section=True,
        wide=True,
    )


def view(library: Library) -> PostmortemsView:
    """Return every incident, grouped by the year in which it started."""
    rows = tuple(library.incident_rows.values())
    return PostmortemsView(
        source=library.settings.source,
        total=len(rows),
        later=len(rows) - len(library.counted_rows),
        years=years_of(library),
        rows=rows[:NEWEST] if len(rows) > NEWEST else (),
        saved=tuple(
            Saved(name, query_of(view, library.as_of))
            for name, view in library.settings.views.items()
        ),
        listing=listing(library) if len(rows) <= LISTED else None,
    )


def query_of(view: View, as_of: dt.date) -> str:
    """Return the query of the address that shows what a view chooses on a date."""
    years = {"this": f"{as_of.year}", "last": f"{as_of.year - 1}"}
    labels = {name: getattr(view, name) for name in FACETS}
    labels["year"] = [years.get(year, year) for year in view.year]
    words = {name: text for name, text in (("text", view.q), ("sort", view.sort)) if text}
    return addresses.choice(**labels, **words)
