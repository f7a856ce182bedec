"""Counts of a part of the incidents, as bars and as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.count import NO_LABEL, QuarterCount
from mkdocs_postmortems.analysis.quarter import Quarter
from mkdocs_postmortems.pages.label import Chosen, incidents_among
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import Badge, Link
from mkdocs_postmortems.render.chart.bars import Bar, BarChart
from mkdocs_postmortems.render.text import plural


@dataclass(frozen=True)
class TallyRow:
    """One quarter: its count, the exact 95 % interval, the count of each severity."""

    quarter: str
    days: int
    count: int
    interval: str
    severities: tuple[int, ...]


@dataclass(frozen=True)
class Tally:
    """Incidents by quarter; `severities` head the columns, the most severe first."""

    chart: BarChart
    severities: tuple[Badge, ...]
    rows: tuple[TallyRow, ...]
    n: int
    undated: int

    @property
    def legend(self) -> tuple[tuple[int, str], ...]:
        """The severities of the columns: rank and label."""
        return tuple((badge.rank, badge.label) for badge in self.severities)


def tally_of(
    library: Library,
    counts: Sequence[QuarterCount],
    n: int,
    ident: str,
    behind: Callable[[QuarterCount], Link],
) -> Tally:
    """Return the counts of `n` incidents, those without a date among them.

    `behind` says where the bar of a quarter leads, and tells it in words.
    """
    labels = [
        label
        for label in (counts[0].by_severity if counts else ())
        if label in library.settings.severities or any(one.by_severity[label] for one in counts)
    ]
    badges = tuple(_badge(library, label) for label in labels)
    dated = sum(one.count for one in counts)
    return Tally(
        chart=BarChart(
            ident=ident,
            title="Incidents by quarter",
            description=f"{plural(dated, 'incident')} in {plural(len(counts), 'quarter')}, "
            "the most severe at the base; lines are exact 95 % intervals of the count.",
            bars=tuple(_bar(library, one, labels, behind) for one in counts),
        ),
        severities=badges,
        rows=tuple(_row(one, labels) for one in counts),
        n=n,
        undated=n - dated,
    )


def by_year(chosen: Chosen) -> Callable[[QuarterCount], Link]:
    """Return what leads from a quarter to the incidents of its year: there is no facet for less."""

    def behind(count: QuarterCount) -> Link:
        year = count.quarter[:4]
        told = f"{count.quarter}: {plural(count.count, 'incident')}, among those of {year}"
        return incidents_among(chosen, told, year=year)

    return behind


def _badge(library: Library, label: str) -> Badge:
    found = library.badge(label)
    return found if found and label != NO_LABEL else Badge("none", 0, "no severity is given")


def _bar(
    library: Library,
    one: QuarterCount,
    labels: Sequence[str],
    behind: Callable[[QuarterCount], Link],
) -> Bar:
    return Bar(
        label=one.quarter,
        parts=tuple((_badge(library, label).rank, one.by_severity[label]) for label in labels),
        low=one.interval.low or 0,
        high=one.interval.high or 0,
        complete=_is_complete(one),
        behind=behind(one) if one.count else None,
    )


def _is_complete(one: QuarterCount) -> bool:
    quarter = Quarter(int(one.quarter[:4]), int(one.quarter[-1]))
    return one.days == quarter.days(quarter.last)


def _row(one: QuarterCount, labels: Sequence[str]) -> TallyRow:
    low, high = one.interval.low or 0, one.interval.high or 0
    return TallyRow(
        quarter=one.quarter,
        days=one.days,
        count=one.count,
        interval=f"{low:.1f} to {high:.1f}",
        severities=tuple(one.by_severity[label] for label in labels),
    )
