"""How long things took, as dots: one for each incident, the median only where there are enough."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from mkdocs_postmortems.analysis.distribution import PUBLISH, Distribution, Quantile, tell_quantile
from mkdocs_postmortems.analysis.duration import METRICS
from mkdocs_postmortems.analysis.interval import FROM_MEDIAN
from mkdocs_postmortems.analysis.part import Measured, Part
from mkdocs_postmortems.analysis.quarter import quarter_of
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import Link
from mkdocs_postmortems.render.chart.dots import BandSummary, Dot, DotChart
from mkdocs_postmortems.render.text import day, plural, span

TITLES = {metric.name: metric.title for metric in METRICS} | {PUBLISH: "Time to publish"}
_EXPLAINED = {
    "time_to_detect": "from the first impact to its detection",
    "time_to_acknowledge": "from detection until somebody took it on",
    "time_to_mitigate": "from the first impact until users felt it no more",
    "response": "from detection until users felt it no more",
    "time_to_resolve": "from the first impact until nothing was left to do",
    PUBLISH: "from the day it was resolved to the day its postmortem was published",
}
_NOUN = {PUBLISH: "postmortem"}


@dataclass(frozen=True)
class SpreadRow:
    """One quarter in the table under the dots."""

    quarter: str
    n: int
    of: int
    found: str


@dataclass(frozen=True)
class Spread:
    """One metric of a part of the incidents, in words, as dots and as a table by quarter.

    `incomplete`: it is refused because its field is mostly empty. `longest` stands where there
    is no 90th percentile.
    """

    metric: str
    title: str
    explained: str
    sentence: str
    asides: tuple[str, ...]
    incomplete: bool
    longest: tuple[Link, str] | None
    chart: DotChart
    rows: tuple[SpreadRow, ...]


def spread_of(
    library: Library,
    part: Part,
    whole: Distribution,
    quarters: Sequence[str],
    ident: str,
    *,
    by_quarter: bool = False,
    linked: bool = True,
) -> Spread:
    """Return one metric; `quarters` are the bands of its chart.

    `by_quarter` says that the part has all incidents of these quarters: then their medians are
    shown, and a table.
    """
    metric = whole.metric
    shown = {
        one.period: one
        for one in (library.results.metrics.durations if by_quarter else ())
        if one.metric == metric and one.period in quarters
    }
    measured = part.measured[metric]
    dots = tuple(_dots(library, measured, metric, quarters))
    values = _by_quarter(library, measured)
    return Spread(
        metric=metric,
        title=TITLES[metric],
        explained=_EXPLAINED[metric],
        sentence=told(whole),
        asides=tuple(_asides(whole, undrawn=len(measured) - len(dots))),
        incomplete=whole.incomplete or not whole.n,
        longest=_longest(library, measured, whole),
        chart=DotChart(
            ident=ident,
            title=f"{TITLES[metric]}, one mark for each {_noun(metric)}",
            description=told(whole),
            bands=tuple(quarters),
            unit="days" if metric == PUBLISH else "minutes",
            dots=dots,
            summaries=tuple(_summaries(shown, quarters)),
            linked=linked,
        ),
        rows=tuple(
            SpreadRow(one.period, one.n, one.of, _found(one, values[one.period]))
            for one in shown.values()
            if one.of
        ),
    )


def told(one: Distribution) -> str:
    """Return a distribution as a sentence, with its n."""
    if not one.n and one.of:
        return f"Recorded for none of {one.of:,}."
    if one.refused:
        return f"{one.refused[:1].upper()}{one.refused[1:]}."
    text = f"Half took under {_quantile(one.median, one.metric)}, n = {one.n:,} of {one.of:,}"
    high = one.high_percentile
    if high and high.value is not None:
        text += f"; nine in ten under {_quantile(high, one.metric)}"
    elif high and high.high is not None:
        text += f"; nine in ten under {_time(high.high, one.metric)}, with 95 % confidence"
    return f"{text}."


def _found(one: Distribution, values: Sequence[Measured]) -> str:
    """Return a quarter of the table: the median, or every value."""
    if not one.refused:
        return _quantile(one.median, one.metric)
    if one.incomplete or not values or one.n >= FROM_MEDIAN:
        return one.refused
    ordered = sorted(values, key=lambda value: (value.lasting, value.value))
    return ", ".join(_told_value(value, one.metric) for value in ordered)


def _told_value(one: Measured, metric: str) -> str:
    return f"{'at least ' if one.lasting else ''}{_time(one.value, metric)}"


def _by_quarter(library: Library, values: Sequence[Measured]) -> dict[str, list[Measured]]:
    found: dict[str, list[Measured]] = defaultdict(list)
    for one in values:
        started = library.incident_rows[one.path].day
        if started:
            found[str(quarter_of(started))].append(one)
    return found


def _longest(
    library: Library, values: Sequence[Measured], whole: Distribution
) -> tuple[Link, str] | None:
    high = whole.high_percentile
    if not values or whole.incomplete or (high and high.value is not None):
        return None
    one = max(values, key=lambda value: (value.value, value.path))
    return library.incident_rows[one.path].incident, _told_value(one, whole.metric)


def _asides(one: Distribution, undrawn: int) -> Iterator[str]:
    if one.lasting:
        state = "published" if one.metric == PUBLISH else "over"
        verb = "is" if one.lasting == 1 else "are"
        yield (
            f"{one.lasting:,} of {one.n:,} {verb} not {state} yet: a mark with an arrow, "
            "taken as longer than so far"
        )
    if one.left_out:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in one.left_out)
        yield f"Left out of {one.of:,}: {reasons}"
    if undrawn:
        yield f"Not drawn, for want of a date: {undrawn:,}"


def _quantile(found: Quantile, metric: str) -> str:
    return tell_quantile(found, partial(_time, metric=metric))


def _time(value: float, metric: str) -> str:
    if metric == PUBLISH:
        return plural(int(value), "day") if value == int(value) else f"{value:g} days"
    return span(dt.timedelta(minutes=value))


def _noun(metric: str) -> str:
    return _NOUN.get(metric, "incident")


def _summaries(shown: dict[str, Distribution], quarters: Sequence[str]) -> Iterator[BandSummary]:
    for band, quarter in enumerate(quarters):
        one = shown.get(quarter)
        if one and one.median.value is not None:
            yield BandSummary(band, one.median.value, one.median.low, one.median.high)


def _dots(
    library: Library, values: Sequence[Measured], metric: str, quarters: Sequence[str]
) -> Iterator[Dot]:
    bands = {quarter: band for band, quarter in enumerate(quarters)}
    for one in values:
        row = library.incident_rows[one.path]
        if row.day is None:
            continue
        quarter = quarter_of(row.day)
        days = (quarter.last - quarter.first).days + 1
        took = _told_value(one, metric)
        yield Dot(
            band=bands[str(quarter)],
            place=((row.day - quarter.first).days + 0.5) / days,
            value=one.value,
            rank=row.rank,
            title=f"{day(row.day)}, {row.severity_label}, {row.incident.text}: {took}",
            page=row.incident.page,
            lasting=one.lasting,
        )
