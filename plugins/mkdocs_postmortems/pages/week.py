"""When incidents start: over the hours of the week, in the site's zone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.incident import WEEKDAYS, Incident
from mkdocs_postmortems.analysis.part import Part
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.mixture import Cell, Grid
from mkdocs_postmortems.pages.view import IncidentRow
from mkdocs_postmortems.render.chart.week import WeekChart, WeekDot
from mkdocs_postmortems.render.text import day, plural

FROM_BLOCKS, FROM_HOURS = 28, 168
"""Fewest incidents for a week of 7 x 4 blocks, and of 7 x 24 hours."""


@dataclass(frozen=True)
class Starts:
    """When incidents start: a grid where there are enough, else a strip of dots and its `rows`."""

    n: int
    of: int
    grid: Grid | None
    chart: WeekChart
    rows: tuple[tuple[str, IncidentRow], ...]


def starts_of(library: Library, part: Part, ident: str) -> Starts:
    """Return the hours of the week in which the incidents started, in the site's zone."""
    timed = [one for one in part.incidents if one.weekday is not None and one.hour is not None]
    n = len(timed)
    width = 1 if n >= FROM_HOURS else 6 if n >= FROM_BLOCKS else 0
    few = [] if width else sorted(timed, key=lambda one: (_of_week(library, one), one.id))
    return Starts(
        n=n,
        of=len(part.incidents),
        grid=_week_grid(timed, width) if width else None,
        chart=WeekChart(
            ident=ident,
            title="When incidents start",
            description=f"{plural(n, 'incident')} over the week, {library.settings.timezone}.",
            dots=tuple(_week_dot(library, one) for one in few),
        ),
        rows=tuple((_told(library, one), library.incident_rows[one.path]) for one in few),
    )


def _week_grid(timed: Sequence[Incident], width: int) -> Grid:
    counts = Counter((one.weekday, (one.hour or 0) // width) for one in timed)
    blocks = range(24 // width)
    return Grid(
        columns=tuple(
            f"{block:02}" if width == 1 else f"{block * width:02} to {block * width + width:02} h"
            for block in blocks
        ),
        rows=tuple(
            (weekday, tuple(Cell(counts[weekday, block]) for block in blocks))
            for weekday in WEEKDAYS
        ),
        most=max(counts.values(), default=0),
    )


def _week_dot(library: Library, one: Incident) -> WeekDot:
    row = library.incident_rows[one.path]
    shown = day(row.day) if row.day else ""
    return WeekDot(
        hour=_of_week(library, one),
        rank=row.rank,
        title=f"{_told(library, one)}, {shown}, {row.severity_label}, {row.incident.text}",
        page=row.incident.page,
    )


def _of_week(library: Library, one: Incident) -> float:
    """Return the hours from Monday's beginning to the start."""
    local = _start(library, one)
    return 24 * local.weekday() + local.hour + local.minute / 60


def _told(library: Library, one: Incident) -> str:
    return f"{one.weekday} {_start(library, one):%H:%M}"


def _start(library: Library, one: Incident) -> dt.datetime:
    """Return the first impact in the site's zone; the incident has a time of day."""
    start = library.by_path[one.path].start
    assert start is not None
    return start.astimezone(library.settings.zone)
