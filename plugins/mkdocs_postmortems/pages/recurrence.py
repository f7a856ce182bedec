"""What came back: incidents that resemble an earlier one, as arcs and as a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.part import Part
from mkdocs_postmortems.analysis.quarter import read_quarter
from mkdocs_postmortems.analysis.repeat import Repeat
from mkdocs_postmortems.analysis.share import share
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import ActionRow, IncidentRow, Link
from mkdocs_postmortems.render.chart.arcs import Arc, ArcChart
from mkdocs_postmortems.render.text import day, plural

_LISTED = 30
_DRAWN = 600
"""More pairs than this are a thicket, and weigh: they are counted, and the newest listed."""


@dataclass(frozen=True)
class RepeatRow:
    """One incident, those it repeats, what they share, and their actions open at its start."""

    row: IncidentRow
    earlier: tuple[IncidentRow, ...]
    causes: tuple[Link, ...]
    services: tuple[Link, ...]
    open_actions: tuple[ActionRow, ...]


@dataclass(frozen=True)
class Recurrence:
    """The repeats of a part of the incidents: all as arcs, the newest of `n` as rows."""

    window_days: int
    n: int
    sentence: str
    asides: tuple[str, ...]
    chart: ArcChart
    rows: tuple[RepeatRow, ...]


def recurrence_of(
    library: Library, part: Part, quarters: Sequence[str], ident: str, *, chance: bool = False
) -> Recurrence:
    """Return what repeats; `chance` adds the yardstick, which is that of all incidents."""
    again = tuple(item for item in part.repeats if item.earlier)
    repeats = library.results.metrics.repeats
    pairs = sum(len(item.earlier) for item in again)
    drawn = pairs <= _DRAWN
    return Recurrence(
        window_days=repeats.window_days,
        n=len(again),
        sentence=_sentence(part.repeats, repeats.window_days),
        asides=(
            *_asides(library, part.repeats, chance),
            *([] if drawn else [f"{pairs:,} pairs are too many to draw"]),
        ),
        chart=ArcChart(
            ident=ident,
            title=f"Incidents that resemble one of the {repeats.window_days} days before",
            description=f"{plural(len(again), 'incident')} joined to what each repeats.",
            ticks=_ticks(quarters),
            points=tuple(_points(library, part, quarters)) if drawn else (),
            arcs=tuple(_arcs(library, again, quarters)) if drawn else (),
        ),
        rows=tuple(_row(library, item) for item in again[: -_LISTED - 1 : -1]),
    )


def _sentence(items: Sequence[Repeat], window: int) -> str:
    judged = [item for item in items if item.judged]
    if not judged:
        return "None of these incidents can be judged yet."
    again = sum(bool(item.earlier) for item in judged)
    return (
        f"Of the incidents that can be judged, {share(again, len(judged))}: so many resemble one "
        f"that started at most {window} days before, same service, same factor."
    )


def _asides(library: Library, items: Sequence[Repeat], chance: bool) -> Iterator[str]:
    judged, repeats = [item for item in items if item.judged], library.results.metrics.repeats
    unfinished = sum(bool(item.open_actions) for item in judged)
    if unfinished:
        yield (
            f"{unfinished:,} of {len(judged):,} resembled an earlier incident whose action was "
            "still open; this does not show that the action would have stopped it"
        )
    if chance and judged and repeats.chance.expected is not None:
        yield (
            f"Of all {plural(len(repeats.items), 'incident')}, "
            f"{plural(repeats.chance.observed, 'pair')} were found; if incidents fell on their "
            f"days by chance, there would be about {repeats.chance.expected:.0f}, those "
            "that were not over yet included"
        )
    listed = sum(bool(item.earlier) and not item.judged for item in items)
    if listed:
        yield f"Listed, though not judged: {listed:,} of {len(items):,}"
    young = sum(not item.classifiable for item in items)
    if young:
        yield (
            f"Not judged, for want of {repeats.window_days} days to look back: "
            f"{young:,} of {len(items):,}"
        )
    bare = sum(item.classifiable and not item.usable_cause for item in items)
    if bare:
        yield f"Not judged, for want of a known factor: {bare:,} of {len(items):,}"


def _row(library: Library, item: Repeat) -> RepeatRow:
    rows = library.incident_rows
    later, earlier = rows[item.path], tuple(rows[path] for path in item.earlier)
    return RepeatRow(
        row=later,
        earlier=earlier,
        causes=_shared(
            [link for link in later.causes if link.text in item.causes],
            [link for row in earlier for link in row.causes],
        ),
        services=_shared(later.services, [link for row in earlier for link in row.services]),
        open_actions=tuple(
            action
            for path, ident in item.open_actions
            for action in library.actions_by_path[path]
            if action.id == ident
        ),
    )


def _shared(some: Sequence[Link], others: Sequence[Link]) -> tuple[Link, ...]:
    return tuple(link for link in some if link in others)


def _arcs(library: Library, again: Sequence[Repeat], quarters: Sequence[str]) -> Iterator[Arc]:
    days = _days(quarters)
    for item in again:
        later = library.incident_rows[item.path]
        for path in item.earlier:
            earlier = library.incident_rows[path]
            start, end = _place(earlier, days), _place(later, days)
            if start is None or end is None or later.day is None or earlier.day is None:
                continue
            title = (
                f"{day(later.day)}, {later.incident.text}: resembles "
                f"{day(earlier.day)}, {earlier.incident.text}"
            )
            yield Arc(max(0.0, start), end, title, later.incident.page)


def _points(library: Library, part: Part, quarters: Sequence[str]) -> Iterator[tuple[float, int]]:
    days = _days(quarters)
    for one in part.incidents:
        row = library.incident_rows[one.path]
        place = _place(row, days)
        if place is not None:
            yield place, row.rank


def _days(quarters: Sequence[str]) -> tuple[dt.date, int] | None:
    """Return the first day of the quarters and how many days they have."""
    if not quarters:
        return None
    first, last = read_quarter(quarters[0]).first, read_quarter(quarters[-1]).last
    return first, (last - first).days + 1


def _place(row: IncidentRow, days: tuple[dt.date, int] | None) -> float | None:
    """Return where an incident stands from the first to the last of the days, 0 to 1."""
    if row.day is None or days is None:
        return None
    return ((row.day - days[0]).days + 0.5) / days[1]


def _ticks(quarters: Sequence[str]) -> tuple[tuple[float, str], ...]:
    """Return a tick for the start of each year, and of each quarter where there are few."""
    step, days = 1 if len(quarters) <= 8 else 4, _days(quarters)
    if days is None:
        return ()
    first, whole = days
    shown = [q for q in quarters if step == 1 or q.endswith("Q1")] or [quarters[0]]
    return tuple(
        ((read_quarter(q).first - first).days / whole, q if step == 1 else q[:4]) for q in shown
    )
