"""Trends: the incidents themselves, then counts and patterns, for a period at its own address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.count import QuarterCount
from mkdocs_postmortems.analysis.part import Part, mix_of, part_of
from mkdocs_postmortems.pages.impairment import Impairment, impairment_of
from mkdocs_postmortems.pages.label import incidents_among
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.mixture import (
    Grid,
    Ranking,
    causes_of,
    detection_of,
    grid_of,
    pairs_of,
)
from mkdocs_postmortems.pages.period import Period, periods_of
from mkdocs_postmortems.pages.recurrence import Recurrence, recurrence_of
from mkdocs_postmortems.pages.spread import Spread, spread_of
from mkdocs_postmortems.pages.tally import Tally, tally_of
from mkdocs_postmortems.pages.view import Link, Page
from mkdocs_postmortems.pages.week import Starts, starts_of
from mkdocs_postmortems.render.text import plural

_FIRST = "time_to_mitigate"
"""The metric that is shown until another one is chosen."""
_MOST_LINKS = 3000
"""How many marks of all charts are links at most; the first chart's always are."""


@dataclass(frozen=True)
class TrendsView:
    """One period. `comparison` is the only formal one of the page, None on the page of a year."""

    period: Period
    periods: tuple[Link, ...]
    total: int
    later: int
    drafts: int
    incidents: Link
    spreads: tuple[Spread, ...]
    tally: Tally
    comparison: str | None
    detection: Ranking
    causes: Ranking
    grid: Grid | None
    pairs: tuple[tuple[Link, Link, int], ...]
    starts: Starts
    recurrence: Recurrence
    impairment: Impairment


@dataclass(frozen=True)
class NoTrendsView:
    """A knowledge base in which nothing has started by `as_of`."""

    later: int
    total: int = 0
    periods: tuple[Link, ...] = ()


def pages(library: Library) -> Iterator[Page]:
    """Yield a page for every period."""
    if not library.counted_rows:
        yield _page(library, None)
        return
    for period in _periods(library):
        yield _page(library, period)


def _periods(library: Library) -> tuple[Period, ...]:
    days = [row.day for row in library.counted_rows if row.day]
    return periods_of(min(days, default=None), library.as_of)


def _page(library: Library, period: Period | None) -> Page:
    whole = period is None or period.is_everything
    return Page(
        path=addresses.TRENDS if period is None else period.page,
        title="Trends" if whole or period is None else f"Trends: {period.name}",
        template="trends",
        view=partial(view, library, period),
        section=whole,
        parent=None if whole else addresses.TRENDS,
        wide=True,
        figures=True,
    )


def view(library: Library, period: Period | None) -> TrendsView | NoTrendsView:
    """Return what the page of one period shows."""
    metrics = library.results.metrics
    if period is None:
        return NoTrendsView(later=metrics.later_incidents)
    inside = {
        one.path
        for one in metrics.incidents
        if period.is_everything or one.quarter in period.quarters
    }
    part = part_of(metrics, "", inside, set(period.quarters))
    mix = mix_of(library.results.frames, inside)
    chosen = period.chosen
    causes, grid = causes_of(library, part, mix, chosen), grid_of(library, part, mix, chosen)
    formal = period.quarters and not period.is_year
    return TrendsView(
        period=period,
        periods=tuple(Link(one.title, one.page) for one in _periods(library)),
        total=len(part.incidents),
        later=metrics.later_incidents,
        drafts=sum(one.draft for one in part.incidents),
        incidents=incidents_among(
            chosen or {},
            f"the incidents of {period.name}" if period.is_year else "the list of all incidents",
        ),
        spreads=tuple(_spreads(library, part, period)),
        tally=tally_of(library, part.counts, len(part.incidents), "counts", _review),
        comparison=f"{metrics.comparison.current} against {metrics.comparison.previous}: "
        f"{metrics.comparison.sentence}"
        if formal
        else None,
        detection=detection_of(library, part, mix, chosen),
        causes=causes,
        grid=None if causes.refused else grid,
        pairs=() if causes.refused or grid else pairs_of(library, mix),
        starts=starts_of(library, part, "week"),
        recurrence=recurrence_of(
            library, part, period.quarters, "repeats", chance=period.is_everything
        ),
        impairment=impairment_of(library, part, period.quarters),
    )


def _review(count: QuarterCount) -> Link:
    told = f"{count.quarter}: {plural(count.count, 'incident')}, in its review"
    return Link(told, addresses.review_page(count.quarter))


def _spreads(library: Library, part: Part, period: Period) -> Iterator[Spread]:
    """Yield every metric, the one that is shown first before the others."""
    ordered = sorted(part.durations, key=lambda one: one.metric != _FIRST)
    links = 0
    for number, whole in enumerate(ordered, start=1):
        links += len(part.measured[whole.metric])
        yield spread_of(
            library,
            part,
            whole,
            period.quarters,
            f"dots-{number}",
            by_quarter=True,
            linked=number == 1 or links <= _MOST_LINKS,
        )
