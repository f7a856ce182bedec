"""Scales: from quarters to percents across, and from counts and durations to pixels down."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

Unit = Literal["minutes", "days"]

_INSET = 0.07
_MOST_TICKS = 6
_FEWEST_TICKS = 3
_ZERO_GAP = 26.0


@dataclass(frozen=True)
class Bands:
    """So many bands of the same width side by side; places are percents of the plot."""

    count: int

    @property
    def width(self) -> float:
        """The width of a band."""
        return 100 / self.count

    def at(self, band: float, place: float) -> float:
        """Return a place within a band, 0 its left edge and 1 its right one."""
        return (band + place) * self.width

    def inside(self, band: int, place: float) -> float:
        """Return a place in time within a band, a little off its edges."""
        return self.at(band, _INSET + (1 - 2 * _INSET) * min(max(place, 0.0), 1.0))


@dataclass(frozen=True)
class Tick:
    """A line of the scale: its place down in pixels, and its label."""

    y: float
    label: str


@dataclass(frozen=True)
class Scale:
    """Pixels of values from `bottom` up to `top`, and the lines to read them by."""

    top: float
    bottom: float
    ticks: tuple[Tick, ...]
    y: Callable[[float], float]


def linear(highest: float, top: float, bottom: float) -> Scale:
    """Scale counts from 0 to at least `highest`, with a line at each of a few whole numbers."""
    step = _whole_step(highest)
    last = max(1, math.ceil(highest / step)) * step

    def y(value: float) -> float:
        return bottom - (bottom - top) * min(max(value, 0.0), last) / last

    ticks = [Tick(y(value), f"{value:,}") for value in range(0, last + 1, step)]
    return Scale(top, bottom, tuple(ticks), y)


def _whole_step(highest: float) -> int:
    for power in range(400):
        for step in (1, 2, 5):
            if highest <= step * 10**power * (_MOST_TICKS - 1):
                return int(step * 10**power)
    raise ValueError(f"no scale reaches {highest}")


_SECOND, _HOUR, _DAY = 1 / 60, 60, 1440
_MINUTES = {
    "s": _SECOND,
    "min": 1,
    "h": _HOUR,
    "d": _DAY,
    "w": 7 * _DAY,
    "mo": 30 * _DAY,
    "y": 365 * _DAY,
}
# Durations people know, from fine to coarse.
_LADDERS = (
    "1 s, 2 s, 5 s, 10 s, 20 s, 30 s, 1 min, 2 min, 5 min, 10 min, 20 min, 30 min, 1 h, 2 h, 4 h,"
    " 8 h, 12 h, 1 d, 2 d, 4 d, 1 w, 2 w, 1 mo, 2 mo, 4 mo, 8 mo, 1 y, 2 y, 5 y, 10 y, 100 y",
    "1 s, 5 s, 20 s, 1 min, 5 min, 20 min, 1 h, 4 h, 1 d, 3 d, 1 w, 1 mo, 3 mo, 1 y, 3 y, 10 y,"
    " 100 y",
    "1 s, 10 s, 1 min, 10 min, 1 h, 6 h, 1 d, 1 w, 1 mo, 1 y, 10 y, 100 y",
    "1 s, 1 min, 1 h, 1 d, 1 mo, 1 y, 10 y, 100 y",
    "1 s, 1 h, 1 mo, 1 y, 10 y, 100 y",
)

Step = tuple[float, str]


def logarithmic(values: Iterable[float], unit: Unit, top: float, bottom: float) -> Scale:
    """Scale durations in equal steps of their logarithm, over all the values.

    A value of zero has no logarithm: if there is one, it stands on a line of its own at the
    bottom. Lines are 3 to 6, and that of zero. What is out of the scale stands at its end.
    """
    told = list(values)
    zero = any(value <= 0 for value in told)
    lowest = bottom - _ZERO_GAP if zero else bottom
    span = _span(_ladders(unit)[0], [value for value in told if value > 0] or [1.0])
    low, high = math.log(span[0][0]), math.log(span[-1][0])

    def y(value: float) -> float:
        if value <= 0:
            return bottom
        share = (math.log(value) - low) / (high - low)
        return lowest - (lowest - top) * min(max(share, 0.0), 1.0)

    ticks = [Tick(y(value), label) for value, label in _lines(span, unit)]
    return Scale(top, bottom, (*([Tick(bottom, "0")] if zero else []), *ticks), y)


def _lines(span: Sequence[Step], unit: Unit) -> Sequence[Step]:
    """Return the steps within a span of the finest ladder that has few enough of them."""
    low, high = span[0][0], span[-1][0]
    ladders = [[step for step in steps if low <= step[0] <= high] for steps in _ladders(unit)]
    return next((steps for steps in ladders if len(steps) <= _MOST_TICKS), ladders[-1])


@cache
def _ladders(unit: Unit) -> tuple[tuple[Step, ...], ...]:
    return tuple(tuple(_step(text, unit) for text in ladder.split(", ")) for ladder in _LADDERS)


def _step(text: str, unit: Unit) -> Step:
    count, _, name = text.partition(" ")
    return int(count) * _MINUTES[name] / (_DAY if unit == "days" else 1), text


def _span(ladder: Sequence[Step], values: Sequence[float]) -> Sequence[Step]:
    """Return the steps from just below all values to just above them, never fewer than three."""
    sizes = [size for size, _ in ladder]
    first = max(0, bisect_right(sizes, min(values)) - 1)
    last = min(len(sizes) - 1, bisect_left(sizes, max(values)))
    while last - first + 1 < _FEWEST_TICKS:
        if first > 0 and ((last + first) % 2 or last == len(sizes) - 1):
            first -= 1
        else:
            last += 1
    return ladder[first : last + 1]
