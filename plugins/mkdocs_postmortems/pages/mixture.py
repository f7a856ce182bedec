"""What a period consists of: what found its incidents, their factors, services, hours, impact."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.incident import WEEKDAYS, Flag, Incident
from mkdocs_postmortems.analysis.part import Mix, Part, impact_of, user_minutes_of
from mkdocs_postmortems.analysis.refusal import incomplete
from mkdocs_postmortems.analysis.share import share
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import IncidentRow, Link
from mkdocs_postmortems.render.chart.week import WeekChart, WeekDot
from mkdocs_postmortems.render.text import day, plural

FROM_GRID = 10
"""Fewest incidents for the grid of factors and services."""
FROM_BLOCKS, FROM_HOURS = 28, 168
"""Fewest incidents for a week of 7 x 4 blocks, and of 7 x 24 hours."""
_MOST_LABELS = 12


@dataclass(frozen=True)
class Ranked:
    """One bar: `n` of `of` incidents; `note` stands beside it."""

    target: Link | str
    meaning: str
    n: int
    note: str = ""


@dataclass(frozen=True)
class Ranking:
    """Horizontal bars, the longest first. `refused` says why there are none."""

    rows: tuple[Ranked, ...]
    of: int
    sentence: str
    refused: str | None = None


@dataclass(frozen=True)
class Grid:
    """Counts in cells, rows and columns by their totals; `link` says which page a row has."""

    columns: tuple[Link | str, ...]
    rows: tuple[tuple[Link | str, tuple[int, ...]], ...]
    most: int
    left_out: str = ""


@dataclass(frozen=True)
class Starts:
    """When incidents start: a strip of dots, or a grid where there are enough."""

    n: int
    of: int
    grid: Grid | None
    chart: WeekChart


@dataclass(frozen=True)
class ImpactRow:
    """How long `n` incidents impaired one service; `added` counts overlaps more than once."""

    service: Link
    n: int
    minutes: float
    added: float

    @property
    def time(self) -> dt.timedelta:
        """The minutes as a duration."""
        return dt.timedelta(minutes=round(self.minutes))


@dataclass(frozen=True)
class Impact:
    """The impaired time of services, the longest first, and the users' part of it."""

    rows: tuple[ImpactRow, ...]
    sentence: str
    left_out: int
    incomplete: bool
    largest: IncidentRow | None


def detection_of(library: Library, part: Part, mix: Mix) -> Ranking:
    """Return what found the incidents, and how many were caught before users felt them."""
    of, told = len(part.incidents), sum(one.incidents for one in mix.detection)
    early = sum(Flag.DETECTED_BEFORE_IMPACT in one.flags for one in part.incidents)
    known = sum(one.time_to_detect is not None for one in part.incidents)
    caught = f"Caught before users were affected: {share(early, known)}."
    refused = incomplete(told, of)
    return Ranking(
        rows=tuple(
            Ranked(
                one.source, library.settings.detection_sources.get(one.source, ""), one.incidents
            )
            for one in mix.detection
        )
        if not refused
        else (),
        of=of,
        sentence=f"{told:,} of {of:,} say what found them. {caught}",
        refused=refused,
    )


def causes_of(library: Library, part: Part, mix: Mix) -> Ranking:
    """Return the contributing factors with the true coverage of the first ones."""
    of = len(part.incidents)
    pages = library.cause_pages
    rows = tuple(
        Ranked(
            Link(one.cause, pages[one.cause]),
            known.meaning if (known := library.settings.causes.get(one.cause)) else "",
            one.incidents,
            f"{one.covered:,} of {one.of:,}",
        )
        for one in mix.causes
    )
    sentence = ""
    if len(mix.causes) > 3:
        three = mix.causes[2]
        sentence = f"The first three together: {share(three.covered, three.of)}."
    return Ranking(rows, of, sentence)


def grid_of(library: Library, part: Part, mix: Mix) -> Grid | None:
    """Return factors x services, None below ten incidents."""
    if len(part.incidents) < FROM_GRID or not mix.cause_services:
        return None
    cells = {(one.cause, one.service): one.incidents for one in mix.cause_services}
    causes, more_causes = _first([one.cause for one in mix.causes], cells, 0)
    services, more_services = _first(sorted({s for _, s in cells}), cells, 1)
    left = [
        plural(more, noun)
        for more, noun in ((more_causes, "factor"), (more_services, "service"))
        if more
    ]
    return Grid(
        columns=library.service_links(services),
        rows=tuple(
            (link, tuple(cells.get((link.text, service), 0) for service in services))
            for link in library.cause_links(causes)
        ),
        most=max(cells.values()),
        left_out=f"Not shown: {' and '.join(left)} with fewer incidents" if left else "",
    )


def _first(
    names: Sequence[str], cells: dict[tuple[str, str], int], part: int
) -> tuple[list[str], int]:
    """Return the names with the largest totals, and how many there are besides."""
    totals: Counter[str] = Counter()
    for pair, number in cells.items():
        totals[pair[part]] += number
    ordered = sorted((n for n in names if totals[n]), key=lambda name: (-totals[name], name))
    return ordered[:_MOST_LABELS], max(0, len(ordered) - _MOST_LABELS)


def starts_of(library: Library, part: Part, ident: str) -> Starts:
    """Return the hours of the week in which the incidents started, in the site's zone."""
    timed = [one for one in part.incidents if one.weekday is not None and one.hour is not None]
    n = len(timed)
    width = 1 if n >= FROM_HOURS else 6 if n >= FROM_BLOCKS else 0
    return Starts(
        n=n,
        of=len(part.incidents),
        grid=_week_grid(timed, width) if width else None,
        chart=WeekChart(
            ident=ident,
            title="When incidents start",
            description=f"{plural(n, 'incident')} over the week, {library.settings.timezone}.",
            dots=() if width else tuple(_week_dots(library, timed)),
        ),
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
            (weekday, tuple(counts[weekday, block] for block in blocks)) for weekday in WEEKDAYS
        ),
        most=max(counts.values(), default=0),
    )


def _week_dots(library: Library, timed: Sequence[Incident]) -> Iterator[WeekDot]:
    starts = {p.path: p.start for p in library.postmortems}
    for one in timed:
        row, start = library.incident_rows[one.path], starts[one.path]
        if start is None or row.day is None:
            continue
        local = start.astimezone(library.settings.zone)
        severity = row.severity.label if row.severity else "no severity"
        yield WeekDot(
            hour=24 * local.weekday() + local.hour + local.minute / 60,
            rank=row.severity.rank if row.severity else 0,
            title=f"{one.weekday} {local:%H:%M}, {day(row.day)}, {severity}, {row.incident.text}",
            page=row.incident.page,
        )


def impact_rows_of(library: Library, part: Part, quarters: Sequence[str]) -> Impact:
    """Return how long each service was impaired in the quarters, and the users' part of it."""
    metrics, pages = library.results.metrics, library.service_pages
    users = user_minutes_of(part.incidents)
    refused = incomplete(users.of - users.without, users.of)
    sentence = ""
    if refused:
        sentence = f"The number of users is {refused}."
    elif users.largest is not None:
        sentence = (
            f"At most {users.minutes:,.0f} user-minutes, from {users.of - users.without:,} of "
            f"{users.of:,} incidents; {users.without:,} have no estimate."
        )
    named = Counter(
        link.text
        for one in part.incidents
        if Flag.TIME_UNKNOWN not in one.flags
        for link in library.incident_rows[one.path].services
    )
    untimed = [one for one in part.incidents if Flag.TIME_UNKNOWN in one.flags]
    return Impact(
        rows=tuple(
            ImpactRow(
                Link(one.service, pages[one.service]),
                named[one.service],
                one.minutes,
                one.sum_minutes,
            )
            for one in impact_of(metrics, set(quarters))
        ),
        sentence=sentence,
        left_out=len(untimed),
        incomplete=refused is not None,
        largest=library.incident_rows[users.path] if users.path and not refused else None,
    )
