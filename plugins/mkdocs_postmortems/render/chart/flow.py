"""Cumulative flow: what had been done, declined and was open, as areas upon one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from markupsafe import Markup

from mkdocs_postmortems.render.chart.axis import axis_height, quarter_axis, value_axis
from mkdocs_postmortems.render.chart.frame import framed, group, percent
from mkdocs_postmortems.render.chart.scale import Bands, Scale, linear
from mkdocs_postmortems.render.svg import Caption, element

_EDGE, _TOP, _BOTTOM = 4.0, 16.0, 200.0
_HAIRLINE = 1.0


@dataclass(frozen=True, slots=True)
class FlowStep:
    """The counts from `x` on, a place in quarters: 1.5 is the middle of the second."""

    x: float
    done: int
    declined: int
    open: int


@dataclass(frozen=True)
class FlowChart:
    """Steps in order; the last one is where the areas end. `quarters` are labels like `2025-Q1`."""

    ident: str
    title: str
    description: str
    quarters: tuple[str, ...]
    steps: tuple[FlowStep, ...]


def flow_chart(chart: FlowChart) -> Markup:
    """Draw the chart; empty with fewer than two steps, between which there is no area."""
    if len(chart.steps) < 2:
        return Markup("")
    highest = max(step.done + step.declined + step.open for step in chart.steps)
    scale = linear(highest, _TOP, _BOTTOM)
    bands = Bands(len(chart.quarters))
    return framed(
        "flow",
        Caption(chart.ident, chart.title, chart.description),
        _BOTTOM + axis_height(chart.quarters),
        quarter_axis(chart.quarters, _EDGE, _BOTTOM),
        value_axis(scale),
        *[_area(chart.steps, part, bands, scale) for part in range(3)],
    )


_AREAS = ("done", "declined", "open")


def _area(steps: Sequence[FlowStep], part: int, bands: Bands, scale: Scale) -> Markup:
    """Draw one area: a bar for each step, from the step to the next one.

    Below another area a hairline is left free: two greys that touch are hard to tell apart.
    """
    bars = []
    for step, following in pairwise(steps):
        ends = list(accumulate((step.done, step.declined, step.open), initial=0))
        top, bottom = scale.y(ends[part + 1]), scale.y(ends[part])
        left, right = bands.at(0, step.x), bands.at(0, following.x)
        if bottom > top and right > left:
            place = {"x": percent(left), "width": percent(right - left)}
            if ends[-1] > ends[part + 1]:
                top = min(top + _HAIRLINE, bottom - _HAIRLINE / 2)
            bars.append(element("rect", place | {"y": top, "height": bottom - top}))
    return group(f"pm-flow pm-flow--{_AREAS[part]}", *bars)
