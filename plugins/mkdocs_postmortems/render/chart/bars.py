"""Counts: one bar a quarter from zero, the most severe at the base, the interval beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from mkdocs_postmortems.render.chart.axis import (
    FROM,
    WIDTHS,
    axis_height,
    label_width,
    quarter_axis,
    value_axis,
)
from mkdocs_postmortems.render.chart.frame import framed, group, percent
from mkdocs_postmortems.render.chart.mark import mark_definitions, shape_of, use_mark
from mkdocs_postmortems.render.chart.scale import Bands, Scale, linear
from mkdocs_postmortems.render.piece import Target
from mkdocs_postmortems.render.svg import Attributes, Caption, element

__all__ = ["Bar", "BarChart", "bar_chart"]

_TOP, _BOTTOM = 22.0, 202.0
_EDGE = 8.0
# Shares of a band for the bar and the whisker beside it, where it hides nothing, and of those
# for the bar; one of few quarters does not grow into a block.
_USED, _BAR = 0.7, 0.8
_WIDEST = 12.0
_MARKED = 13.0
_MARK_SIZE = 0.7
_NUMBER_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A quarter, `label` like `2025-Q1`: counts by rank, the most severe first, at the base.

    From `low` to `high` runs the interval of the total; a quarter not over yet is not `complete`.
    `behind` is where the bar leads.
    """

    label: str
    parts: tuple[tuple[int, int], ...]
    low: float
    high: float
    complete: bool = True
    behind: Target | None = None

    @property
    def total(self) -> int:
        """The count of all ranks."""
        return sum(count for _, count in self.parts)


@dataclass(frozen=True)
class BarChart:
    """Bars side by side; `ident` is unique among the charts of a page."""

    ident: str
    title: str
    description: str
    bars: tuple[Bar, ...]


def bar_chart(chart: BarChart, link: Callable[[str, str, str], str] | None = None) -> Markup:
    """Draw the chart, each bar with its link, if `link` makes them; empty without bars."""
    if not chart.bars:
        return Markup("")
    scale = linear(max(max(bar.high, bar.total) for bar in chart.bars), _TOP, _BOTTOM)
    slots = _Slots(Bands(len(chart.bars)))
    names = tuple(bar.label for bar in chart.bars)
    return framed(
        "bars",
        Caption(chart.ident, chart.title, _description(chart)),
        _BOTTOM + axis_height(names),
        mark_definitions(chart.ident, _MARK_SIZE),
        quarter_axis(names, _EDGE, _BOTTOM),
        value_axis(scale),
        *[
            _linked(bar, link, slots.reach(index), _draw(chart.ident, index, bar, slots, scale))
            for index, bar in enumerate(chart.bars)
        ],
        group("pm-whisker", *[_whisker(*each, slots, scale) for each in enumerate(chart.bars)]),
        _totals(chart.bars, slots, scale),
        linked=link is not None and any(bar.behind for bar in chart.bars),
    )


@dataclass(frozen=True)
class _Slots:
    """Where bars and their whiskers stand across, in percent of the plot."""

    bands: Bands

    @property
    def bar(self) -> float:
        """The width of a bar."""
        return min(_USED * self.bands.width, _WIDEST) * _BAR

    def left(self, index: int) -> float:
        """Return where a bar begins."""
        return self.bands.at(index, 0.5) - self.bar / _BAR / 2

    def centre(self, index: int) -> float:
        """Return the middle of a bar."""
        return self.left(index) + self.bar / 2

    def reach(self, index: int) -> Attributes:
        """Return the whole height of a bar's place: a low bar is found there by the pointer."""
        across: Attributes = {"x": percent(self.left(index)), "width": percent(self.bar)}
        return across | {"class": "pm-reach", "y": _TOP, "height": _BOTTOM - _TOP}

    def whisker(self, index: int) -> float:
        """Return where its whisker stands."""
        return self.left(index) + self.bar / _BAR


def _description(chart: BarChart) -> str:
    going = ", ".join(bar.label for bar in chart.bars if not bar.complete)
    return f"{chart.description} Not over yet: {going}." if going else chart.description


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a bar, in pixels."""

    rank: int
    top: float
    height: float


def _parts(bar: Bar, scale: Scale) -> Iterator[_Part]:
    ends = accumulate(count for _, count in bar.parts)
    for (rank, count), end in zip(bar.parts, ends, strict=True):
        if count > 0:
            top = scale.y(end)
            yield _Part(shape_of(rank), top, scale.y(end - count) - top)


def _draw(ident: str, index: int, bar: Bar, slots: _Slots, scale: Scale) -> Markup:
    across: Attributes = {"x": percent(slots.left(index)), "width": percent(slots.bar)}
    centre = slots.centre(index)
    parts = list(_parts(bar, scale))
    rows = [_draw_part(part, across) for part in parts]
    tier = _tier(_MARKED, slots.bar / 100)
    marks = [_draw_mark(ident, part, centre, tier) for part in parts if tier is not None]
    if bar.complete:
        return Markup("").join([*rows, *marks])
    top = scale.y(bar.total)
    outline = across | {"class": "pm-outline", "y": top, "height": scale.bottom - top}
    return group("pm-going", *rows, *marks, element("rect", outline))


def _linked(
    bar: Bar, link: Callable[[str, str, str], str] | None, reach: Attributes, drawn: Markup
) -> Markup:
    """Wrap a drawn bar in its link. A plain `href` would break Material's navigation.instant."""
    if link is None or bar.behind is None:
        return drawn
    to = bar.behind
    title = element("title", {}, to.text)
    place = {"xlink:href": link(to.page, to.fragment, to.query)}
    return element("a", place, title, element("rect", reach), drawn)


def _draw_part(part: _Part, across: Attributes) -> Markup:
    # A hairline of ground parts them, where there is room for it.
    gap = 1 if part.height > 3 else 0
    place = across | {"y": part.top + gap, "height": part.height - gap}
    return element("rect", place | {"class": f"pm-part pm-ink--{part.rank}"})


def _draw_mark(ident: str, part: _Part, x: float, tier: int) -> Markup:
    """Repeat the shape of the severity in a part that is large enough for it."""
    if part.height < _MARKED:
        return Markup("")
    css = f"pm-on {FROM[tier]}".strip()
    return use_mark(ident, part.rank, x, part.top + part.height / 2 + 0.5, css)


def _tier(size: float, share: float) -> int | None:
    """Return the first width of which that share is wide enough for so many pixels."""
    return next((tier for tier, width in enumerate(WIDTHS) if share * width >= size), None)


def _whisker(index: int, bar: Bar, slots: _Slots, scale: Scale) -> Markup:
    x = percent(slots.whisker(index))
    return element("line", {"x1": x, "x2": x, "y1": scale.y(bar.high), "y2": scale.y(bar.low)})


def _totals(bars: Sequence[Bar], slots: _Slots, scale: Scale) -> Markup:
    """Write the total above each bar, where all of them stand clear of whiskers and each other."""
    texts = [f"{bar.total:,}" for bar in bars]
    room = 2 * (max(map(label_width, texts)) / 2 + _NUMBER_GAP)
    tier = _tier(room, 2 * (slots.whisker(0) - slots.centre(0)) / 100)
    if tier is None:
        return Markup("")
    rows = [
        element("text", {"x": percent(slots.centre(index)), "y": scale.y(bar.total) - 5}, text)
        for index, (bar, text) in enumerate(zip(bars, texts, strict=True))
    ]
    return group(f"pm-total {FROM[tier]}".strip(), *rows)
