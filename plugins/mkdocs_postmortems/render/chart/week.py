"""The week: when incidents started, a strip of dots from Monday to Sunday."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_postmortems.render.chart.axis import (
    WIDTHS,
    AxisLabel,
    draw_row,
    thinned,
)
from mkdocs_postmortems.render.chart.frame import drawn, framed, group, percent
from mkdocs_postmortems.render.chart.mark import (
    LINKED,
    LOWEST,
    Link,
    Spot,
    draw_spots,
    mark_definitions,
    size_for,
)
from mkdocs_postmortems.render.svg import Caption, element

__all__ = ["LINKED", "WeekChart", "WeekDot", "week_chart"]

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOURS = 168

_STEP = 9.5
_TOP = 8.0
_LOWEST = 40.0
_AXIS = 24.0


@dataclass(frozen=True, slots=True)
class WeekDot:
    """An incident by the hours since Monday 00:00, from 0 to below 168."""

    hour: float
    rank: int
    title: str
    page: str


@dataclass(frozen=True)
class WeekChart:
    """The dots of a week; `ident` is unique among the charts of a page."""

    ident: str
    title: str
    description: str
    dots: tuple[WeekDot, ...]


def week_chart(chart: WeekChart, link: Link) -> Markup:
    """Draw the chart, each dot a link to its page unless they are more than `LINKED`.

    Dots of the same few hours stand on one another, the most severe at the base. Empty without
    dots.
    """
    if not chart.dots:
        return Markup("")
    size = size_for(len(chart.dots))
    step = _STEP * size
    hours = _hours(step)
    columns = stacked(chart.dots, hours)
    bottom = drawn(_TOP + max(_LOWEST, step * max(map(len, columns.values()))))
    spots = [
        Spot(x, bottom - step * (level + 0.5) - 1, dot.rank, dot.title, dot.page)
        for column, dots in columns.items()
        for x in [(column + 0.5) * hours / HOURS * 100]
        for level, dot in enumerate(dots)
    ]
    told = f"{chart.description} Each column of dots stands for {hours} hours."
    return framed(
        "week",
        Caption(chart.ident, chart.title, told),
        bottom + _AXIS,
        mark_definitions(chart.ident, size),
        _axis(bottom),
        draw_spots(chart.ident, spots, link),
        linked=len(spots) <= LINKED,
    )


def _hours(step: float) -> int:
    """Return how many hours a column stands for, so that columns keep apart on a phone."""
    return next(hours for hours in (3, 4, 6, 8) if hours / HOURS * WIDTHS[1] >= step)


def stacked(dots: Iterable[WeekDot], hours: int) -> dict[int, list[WeekDot]]:
    """Sort dots into columns of so many hours, each from the most severe up."""
    columns: dict[int, list[WeekDot]] = {}
    for dot in sorted(dots, key=lambda dot: (dot.rank or LOWEST + 1, dot.hour, dot.page)):
        columns.setdefault(int(dot.hour // hours), []).append(dot)
    return dict(sorted(columns.items()))


def _axis(bottom: float) -> Markup:
    day = 100 / len(DAYS)
    labels = thinned([[AxisLabel(name, (i + 0.5) * day, "middle") for i, name in enumerate(DAYS)]])
    lines = [
        element("line", {"x1": x, "x2": x, "y1": 0, "y2": bottom + 5})
        for x in [percent(i * day) for i in range(len(DAYS) + 1)]
    ]
    base = element("line", {"x1": "0%", "x2": "100%", "y1": bottom, "y2": bottom})
    rules = [group("pm-rule", *lines), group("pm-base", base)]
    return group("pm-axis", *rules, draw_row(labels, bottom), hidden=True)
