"""Anniversaries: incidents of past years that began in the week of a date."""

from __future__ import annotations

import datetime as dt
from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.reason import preference
from mkdocs_postmortems.pages.view import IncidentRow


@dataclass(frozen=True)
class Anniversary:
    """One incident, and how many years ago it started."""

    row: IncidentRow
    years: int


@dataclass(frozen=True)
class Week:
    """The week from Monday to Sunday, and its anniversaries, the most severe first."""

    first: dt.date
    last: dt.date
    anniversaries: tuple[Anniversary, ...]


def week_of(library: Library) -> Week:
    """Return the anniversaries of the week in which `as_of` lies."""
    first = library.as_of - dt.timedelta(days=library.as_of.weekday())
    days = [first + dt.timedelta(days=n) for n in range(7)]
    found = sorted(_anniversaries(library, days), key=lambda one: preference(library, one.row))
    return Week(first, days[-1], tuple(found))


def _anniversaries(library: Library, days: list[dt.date]) -> Iterator[Anniversary]:
    kept = {(day.month, day.day): day.year for day in days}
    end_of_february = kept.get((2, 28))
    if end_of_february and not isleap(end_of_february):
        # Where there is no 29 February, it is kept on the day before.
        kept[2, 29] = end_of_february
    for row in library.counted_rows:
        year = kept.get((row.day.month, row.day.day)) if row.day else None
        if row.day and year and row.day.year < year:
            yield Anniversary(row, year - row.day.year)
