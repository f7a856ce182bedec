"""Repeats: a line of time, and arcs from an incident back to the one it repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from mkdocs_postmortems.render.chart.axis import AxisLabel, draw_row, halved, shortened, thinned
from mkdocs_postmortems.render.chart.frame import framed, group, percent
from mkdocs_postmortems.render.chart.mark import (
    Link,
    by_weight,
    mark_definitions,
    shape_of,
    size_for,
    use_mark,
)
from mkdocs_postmortems.render.label import clean
from mkdocs_postmortems.render.svg import Attributes, Caption, element, number

__all__ = ["Arc", "ArcChart", "arc_chart"]

_LEAST, _MOST = 10.0, 130.0
_ROUNDNESS = 0.7
_TOP = 6.0
_POINTS = 9.5
_MANY = 40
_AXIS = 30.0
# So that the ends of an arc and the marks below them stand in the frame.
_INSET = 1.0


@dataclass(frozen=True, slots=True)
class Arc:
    """A repeat: from the earlier incident to the later, as places from 0 to 1 of the time shown."""

    start: float
    end: float
    title: str
    page: str


@dataclass(frozen=True)
class ArcChart:
    """Arcs over a line of time; `ident` is unique among the charts of a page.

    A tick is a place from 0 to 1 and a label, a point the place and the rank of an incident.
    """

    ident: str
    title: str
    description: str
    ticks: tuple[tuple[float, str], ...]
    points: tuple[tuple[float, int], ...]
    arcs: tuple[Arc, ...]


def arc_chart(chart: ArcChart, link: Link) -> Markup:
    """Draw the chart, each arc a link to its page; empty without arcs."""
    if not chart.arcs:
        return Markup("")
    base = _TOP + max(map(_height, chart.arcs))
    bottom = base + 2 * _POINTS
    return framed(
        "arcs",
        Caption(chart.ident, chart.title, chart.description),
        bottom + _AXIS - 6,
        mark_definitions(chart.ident, size_for(len(chart.points))),
        _axis(chart.ticks, base, bottom),
        _draw_arcs(chart.arcs, base, link),
        *_draw_points(chart, base + _POINTS),
        linked=True,
    )


def _place(share: float) -> float:
    return _INSET + (100 - 2 * _INSET) * min(max(share, 0.0), 1.0)


def _span(arc: Arc) -> float:
    return abs(_place(arc.end) - _place(arc.start))


def _height(arc: Arc) -> float:
    return _LEAST + (_MOST - _LEAST) * float((_span(arc) / 100) ** _ROUNDNESS)


def _axis(ticks: Sequence[tuple[float, str]], base: float, bottom: float) -> Markup:
    """Draw the line of time, its ticks, and their labels as they fit below it."""
    places = sorted((_place(at), shortened(text)) for at, text in ticks)
    labels = thinned(halved([_label(x, text) for x, text in places if text]))
    marks = [
        element("line", {"x1": x, "x2": x, "y1": base, "y2": bottom})
        for x in dict.fromkeys(percent(x) for x, _ in places)
    ]
    line = element("line", {"x1": "0%", "x2": "100%", "y1": base, "y2": base})
    rules = [group("pm-rule", *marks), group("pm-base", line)]
    return group("pm-axis", *rules, draw_row(labels, bottom - 4), hidden=True)


def _label(x: float, text: str) -> AxisLabel:
    if x < 100 / 8:
        return AxisLabel(text, x, "start")
    return AxisLabel(text, x, "end" if x > 100 - 100 / 8 else "middle")


def _draw_arcs(arcs: Sequence[Arc], base: float, link: Link) -> Markup:
    """Draw whole ellipses in a frame that ends at the line of time, the short ones on top."""
    ordered = sorted(arcs, key=lambda arc: (-_span(arc), arc.start, arc.page))
    css = "pm-arcs pm-arcs--many" if len(arcs) > _MANY else "pm-arcs"
    frame: Attributes = {"class": css, "x": 0, "y": 0, "width": "100%", "height": base}
    return element("svg", frame, Markup("".join([_draw_arc(arc, base, link) for arc in ordered])))


def _draw_arc(arc: Arc, base: float, link: Link) -> str:
    centre = (_place(arc.start) + _place(arc.end)) / 2
    place = (
        f'cx="{percent(centre)}" cy="{number(base)}" rx="{percent(_span(arc) / 2)}"'
        f' ry="{number(_height(arc))}"/>'
    )
    href, title = escape(clean(link(arc.page))), escape(clean(arc.title))
    return (
        f'<a xlink:href="{href}"><title>{title}</title>'
        f'<ellipse class="pm-hit" {place}<ellipse class="pm-arc" {place}</a>'
    )


def _draw_points(chart: ArcChart, y: float) -> list[Markup]:
    """Draw the incidents of each rank below the line, the most severe on top."""
    ranked: dict[int, list[float]] = {}
    for place, rank in chart.points:
        ranked.setdefault(shape_of(rank), []).append(_place(place))
    return [
        group(
            f"pm-ink--{rank}",
            *[use_mark(chart.ident, rank, x, y) for x in sorted(ranked[rank])],
            hidden=True,
        )
        for rank in by_weight(ranked)
    ]
