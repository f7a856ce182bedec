"""The incidents of one year as a plain list, for browsers that run no script, and for print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from mkdocs_postmortems import addresses
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import IncidentRow, Page


@dataclass(frozen=True)
class Year:
    """The incidents of one year, and their page; `year` is None for those without a date."""

    year: int | None
    page: str
    rows: tuple[IncidentRow, ...]

    @property
    def name(self) -> str:
        """The year as text."""
        return str(self.year or "without a date")

    @property
    def place(self) -> str:
        """Where it begins in the list of all."""
        return self.name.replace(" ", "-")

    @property
    def query(self) -> str:
        """What chooses the same incidents in the list of all."""
        return addresses.choice(year=str(self.year or ""))

    @property
    def title(self) -> str:
        """The title of its page."""
        return f"Incidents of {self.year}" if self.year else "Incidents without a date"


def years_of(library: Library) -> tuple[Year, ...]:
    """Return every incident by the year in which it started, the newest first."""
    years: dict[int | None, list[IncidentRow]] = {}
    for row in library.incident_rows.values():
        years.setdefault(row.day.year if row.day else None, []).append(row)
    folders = [str(year or "without-a-date") for year in years]
    found = addresses.year_pages(folders, (p.path for p in library.postmortems))
    return tuple(
        Year(year, page, tuple(rows))
        for (year, rows), page in zip(years.items(), found, strict=True)
    )


def pages(library: Library) -> Iterator[Page]:
    """Yield a page for each year."""
    years = years_of(library)
    for year, newer, older in zip(years, (None, *years), (*years[1:], None), strict=False):
        yield Page(
            path=year.page,
            title=year.title,
            template="postmortems_year",
            view=partial(_view, year),
            parent=addresses.POSTMORTEMS,
            previous=older.page if older else None,
            next=newer.page if newer else None,
        )


def _view(year: Year) -> Year:
    return year
