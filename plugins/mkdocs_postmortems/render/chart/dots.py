"""Durations: one dot an incident by quarter, with the median and its interval of each quarter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_postmortems.render.chart.axis import axis_height, quarter_axis, value_axis
from mkdocs_postmortems.render.chart.frame import framed, group, percent
from mkdocs_postmortems.render.chart.mark import (
    CROWDED,
    LINKED,
    Link,
    Spot,
    draw_spots,
    mark_definitions,
    size_for,
)
from mkdocs_postmortems.render.chart.scale import Bands, Scale, Unit, logarithmic
from mkdocs_postmortems.render.svg import Attributes, Caption, element

__all__ = ["LINKED", "BandSummary", "Dot", "DotChart", "dot_chart"]

_TOP, _BOTTOM = 22.0, 262.0
_EDGE = 8.0
_SIDE, _MEDIAN = 0.08, 2.0


@dataclass(frozen=True, slots=True)
class Dot:
    """An incident at a `place` from 0 to 1 within the band of its quarter.

    The `value` is in the unit of the chart, 0 or more; where it is `lasting`, at least that.
    """

    band: int
    place: float
    value: float
    rank: int
    title: str
    page: str
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class BandSummary:
    """The median of a band and its interval, in the unit of the chart; no bound is no limit."""

    band: int
    median: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class DotChart:
    """Dots over bands named like `2025-Q1`; `ident` is unique among the charts of a page.

    What is not `linked` has dots without links, for the sake of the page's weight.
    """

    ident: str
    title: str
    description: str
    bands: tuple[str, ...]
    unit: Unit
    dots: tuple[Dot, ...]
    summaries: tuple[BandSummary, ...] = ()
    linked: bool = True

    @property
    def has_links(self) -> bool:
        """Whether each dot is a link: it is, unless they are too many."""
        return self.linked and len(self.dots) <= LINKED


def dot_chart(chart: DotChart, link: Link) -> Markup:
    """Draw the chart; empty without dots."""
    if not chart.dots:
        return Markup("")
    scale = logarithmic(_values(chart), chart.unit, _TOP, _BOTTOM)
    bands = Bands(len(chart.bands))
    # A line hides few marks where they are many, and they hide it.
    crowded = len(chart.dots) > CROWDED
    summaries = (
        group("pm-bounds", *[_bounds(each, bands, scale) for each in chart.summaries]),
        group("pm-median", *[_median(each, bands, scale) for each in chart.summaries]),
    )
    return framed(
        "dots",
        Caption(chart.ident, chart.title, chart.description),
        _BOTTOM + axis_height(chart.bands),
        mark_definitions(chart.ident, size_for(len(chart.dots))),
        quarter_axis(chart.bands, _EDGE, _BOTTOM),
        value_axis(scale),
        group("pm-interval", *[_interval(each, bands, scale) for each in chart.summaries]),
        *(summaries if not crowded else ()),
        draw_spots(chart.ident, _spots(chart, bands, scale), link, chart.has_links),
        *(summaries if crowded else ()),
        linked=chart.has_links,
    )


def _values(chart: DotChart) -> Iterator[float]:
    for dot in chart.dots:
        yield dot.value
    for each in chart.summaries:
        yield from (value for value in (each.median, each.low, each.high) if value is not None)


def _spots(chart: DotChart, bands: Bands, scale: Scale) -> list[Spot]:
    inside, y = bands.inside, scale.y
    return [
        Spot(inside(dot.band, dot.place), y(dot.value), dot.rank, dot.title, dot.page, dot.lasting)
        for dot in chart.dots
    ]


def _across(band: int, bands: Bands) -> Attributes:
    left = bands.at(band, _SIDE)
    return {"x": percent(left), "width": percent(bands.at(band, 1 - _SIDE) - left)}


def _interval(summary: BandSummary, bands: Bands, scale: Scale) -> Markup:
    """Draw the interval as a wash behind the dots, without a bound up to the frame's edge."""
    top = _EDGE if summary.high is None else scale.y(summary.high)
    bottom = scale.bottom if summary.low is None else scale.y(summary.low)
    place = _across(summary.band, bands) | {"y": top, "height": max(bottom - top, 0)}
    return element("rect", place)


def _bounds(summary: BandSummary, bands: Bands, scale: Scale) -> Markup:
    """Draw the bounds over the dots, which would hide them where they are many."""
    bounds = [scale.y(bound) for bound in (summary.low, summary.high) if bound is not None]
    across = _across(summary.band, bands)
    lines = [element("rect", across | {"y": round(y) - 0.5, "height": 1}) for y in bounds]
    return Markup("").join(lines)


def _median(summary: BandSummary, bands: Bands, scale: Scale) -> Markup:
    y = scale.y(summary.median) - _MEDIAN / 2
    return element("rect", _across(summary.band, bands) | {"y": y, "height": _MEDIAN})
