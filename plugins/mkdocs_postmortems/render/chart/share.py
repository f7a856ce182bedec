"""Shares in tables: a small bar for a cell, and the tint of a cell of a grid."""

from markupsafe import Markup

from mkdocs_postmortems.render.chart.frame import percent
from mkdocs_postmortems.render.svg import Attributes, element

HEATS = 5
"""How many tints there are above none."""

_HAIRLINE = 1.0
_HEIGHT = 8


def share_bar(value: float, most: float, *, rest: float = 0) -> Markup:
    """Draw `value` as its share of `most`, followed by `rest` in a lighter tint.

    It says nothing to a screen reader: the number stands beside it.
    """
    first = _share(value, most)
    second = min(_share(rest, most), 100 - first)
    box: Attributes = {"class": "pm-share", "height": _HEIGHT, "aria-hidden": "true"}
    return element("svg", box, _bar("pm-value", 0, first), _bar("pm-rest", first, second))


def _share(value: float, most: float) -> float:
    if value <= 0 or most <= 0:
        return 0.0
    return min(max(100 * value / most, _HAIRLINE), 100.0)


def _bar(css: str, x: float, width: float) -> Markup:
    if width <= 0:
        return Markup("")
    place: Attributes = {"class": css, "x": percent(x), "width": percent(width), "height": _HEIGHT}
    return element("rect", place)


def heat(value: int, most: int) -> int:
    """Return the level of a cell's tint, from 1 to `HEATS` in even steps of `most`; 0 for none."""
    if value <= 0 or most <= 0:
        return 0
    return min(-(-HEATS * value // most), HEATS)
