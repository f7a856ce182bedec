"""The closing curve: the share of actions still open, by days since they were written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from mkdocs_postmortems.render.chart.axis import AxisLabel, draw_row, thinned, value_axis
from mkdocs_postmortems.render.chart.frame import drawn, framed, group, percent
from mkdocs_postmortems.render.chart.scale import Scale, Tick
from mkdocs_postmortems.render.svg import Attributes, Caption, element

_TOP, _BOTTOM = 16.0, 180.0
_ROW = 16.0
_STEPS = (1, 2, 5, 7, 14, 30, 60, 90, 180, 365, 730, 1825)
_MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class CurveStep:
    """From `day` on, so much is open; the bounds are None where there are none."""

    day: int
    share: float
    low: float | None
    high: float | None
    at_risk: int


@dataclass(frozen=True)
class ClosingChart:
    """Steps by day; `policies` are days within which something is to be closed, with a name."""

    ident: str
    title: str
    description: str
    steps: tuple[CurveStep, ...]
    policies: tuple[tuple[str, int], ...] = ()


def closing_chart(chart: ClosingChart) -> Markup:
    """Draw the chart; empty without a step after the first day."""
    last = max((step.day for step in chart.steps), default=0)
    if not last:
        return Markup("")
    steps = [CurveStep(0, 1.0, None, None, chart.steps[0].at_risk), *chart.steps]
    across = _Days(last)
    policies = [(name, day) for name, day in chart.policies if 0 < day < last]
    return framed(
        "closing",
        Caption(chart.ident, chart.title, chart.description),
        _BOTTOM + 8 + 3 * _ROW,
        _value_axis(),
        _day_axis(chart.steps, across),
        group("pm-interval", *_band(steps, across)),
        group("pm-curve", *_curve(steps, across)),
        *[_policy(name, day, across) for name, day in policies],
    )


@dataclass(frozen=True)
class _Days:
    """Places of days across the plot, in percent."""

    last: int

    def at(self, day: int) -> float:
        """Return the place of a day."""
        return 100 * day / self.last


def _y(share: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * min(max(share, 0.0), 1.0)


def _value_axis() -> Markup:
    ticks = tuple(Tick(_y(share / 100), f"{share} %") for share in (0, 25, 50, 75, 100))
    return value_axis(Scale(_TOP, _BOTTOM, ticks, _y))


def _day_axis(steps: Sequence[CurveStep], across: _Days) -> Markup:
    """Draw the days below the plot, and below them how many were still at risk on each."""
    step = next((s for s in _STEPS if across.last <= s * _MOST_TICKS), across.last)
    days = list(range(0, across.last + 1, step))
    labels = thinned([[AxisLabel(f"{day:,} d", across.at(day), "middle") for day in days]])
    shown = [day for day in days if f"{day:,} d" in {label.text for label in labels}]
    risks = [AxisLabel(f"{_at_risk(steps, day):,}", across.at(day), "middle") for day in shown]
    tiers = {label.x: label.tier for label in labels}
    placed = [AxisLabel(risk.text, risk.x, risk.anchor, tiers[risk.x]) for risk in risks]
    name = element("text", {"x": -8, "y": _BOTTOM + 33, "text-anchor": "end"}, "open")
    return group(
        "pm-axis", draw_row(labels, _BOTTOM), draw_row(placed, _BOTTOM + _ROW), name, hidden=True
    )


def _at_risk(steps: Sequence[CurveStep], day: int) -> int:
    """Return how many had not been closed before a day, and were followed up to it."""
    return next((step.at_risk for step in steps if step.day >= day), 0)


def _band(steps: Sequence[CurveStep], across: _Days) -> Iterator[Markup]:
    for step, following in pairwise(steps):
        if step.low is not None and step.high is not None:
            place = _between(step.day, following.day, across)
            high, low = _y(step.high), _y(step.low)
            yield element("rect", place | {"y": high, "height": low - high})


def _between(day: int, following: int, across: _Days) -> Attributes:
    left = across.at(day)
    return {"x": percent(left), "width": percent(across.at(following) - left)}


def _curve(steps: Sequence[CurveStep], across: _Days) -> Iterator[Markup]:
    """Draw the steps: along while nothing is closed, down where something is."""
    for step, following in pairwise(steps):
        left, right = percent(across.at(step.day)), percent(across.at(following.day))
        y, below = _y(step.share), _y(following.share)
        yield element("line", {"x1": left, "x2": right, "y1": y, "y2": y})
        if below != y:
            yield element("line", {"x1": right, "x2": right, "y1": y, "y2": below})


def _policy(name: str, day: int, across: _Days) -> Markup:
    x = percent(across.at(day))
    line = element("line", {"x1": x, "x2": x, "y1": drawn(_TOP - 4), "y2": _BOTTOM})
    side: Attributes = {"x": x, "y": _TOP - 6, "text-anchor": "middle"}
    return group("pm-policy", line, element("text", side, name))
