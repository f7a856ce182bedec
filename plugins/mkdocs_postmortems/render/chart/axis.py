"""Axes: the lines and labels of a scale, and rows of labels thinned to the width there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup

from mkdocs_postmortems.render.chart.frame import FONT_SIZE, MARGIN, drawn, group, percent
from mkdocs_postmortems.render.chart.scale import Bands, Scale
from mkdocs_postmortems.render.label import FONT_SIZE as MEASURED_SIZE
from mkdocs_postmortems.render.label import Anchor, text_width, wrap
from mkdocs_postmortems.render.svg import Attributes, element

WIDTHS = (236.0, 290.0, 560.0)
"""The widths of the plot, in pixels, for which it is decided which labels fit.

They are those of a small phone, of a phone and of a desktop; charts.css knows them too.
"""

FROM = ("", "pm-from-medium", "pm-from-wide")
"""The classes of what is only shown from each of these widths on."""

_GAP = 5.0
_DROP, _ROW = 17.0, 16.0
_LONGEST = 110.0


@dataclass(frozen=True)
class AxisLabel:
    """A text at `x` percent of the plot, shown where the plot is as wide as `WIDTHS[tier]`."""

    text: str
    x: float
    anchor: Anchor
    tier: int = 0

    def extent(self, width: float) -> tuple[float, float]:
        """Return from where to where the text runs, in pixels of a plot of that width."""
        size = label_width(self.text)
        shift = {"start": 0.0, "middle": size / 2, "end": size}[self.anchor]
        left = self.x / 100 * width - shift
        return left, left + size

    def within(self, width: float) -> bool:
        """Tell whether the text stays in the frame of a plot of that width."""
        left, right = self.extent(width)
        return left >= -MARGIN and right <= width + MARGIN


def label_width(text: str) -> float:
    """Estimate how wide a text of a chart is, in pixels."""
    return text_width(text) * FONT_SIZE / MEASURED_SIZE


@lru_cache(maxsize=512)
def shortened(text: str, room: float = _LONGEST) -> str:
    """Cut a text to so many pixels; empty when nothing of it is visible."""
    return next(iter(wrap(text, room * MEASURED_SIZE / FONT_SIZE, 1)), "")


def thinned(levels: Sequence[Sequence[AxisLabel]]) -> tuple[AxisLabel, ...]:
    """Give each label the first width at which it fits; leave out those that fit at none.

    Each level adds to those before it, and is shown as a whole or not at all, so that labels
    stay even: only what would leave the frame is missing from it.
    """
    tiers: dict[AxisLabel, int] = {}
    for tier, width in enumerate(WIDTHS):
        for level in levels:
            added = [label for label in level if label not in tiers and label.within(width)]
            if not _apart([*tiers, *added], width):
                break
            tiers |= dict.fromkeys(added, tier)
    placed = [AxisLabel(each.text, each.x, each.anchor, tier) for each, tier in tiers.items()]
    return tuple(sorted(placed, key=lambda label: label.x))


def _apart(labels: Iterable[AxisLabel], width: float) -> bool:
    extents = sorted(label.extent(width) for label in labels)
    return all(left[1] + _GAP <= right[0] for left, right in pairwise(extents))


def halved(labels: Sequence[AxisLabel]) -> list[list[AxisLabel]]:
    """Order labels in levels: some far apart, those halfway between them, and so on."""
    step = 1 << max(0, len(labels) - 1).bit_length()
    levels = [list(labels[:1])]
    while step > 1:
        levels.append([*labels[step // 2 :: step]])
        step //= 2
    return levels


def draw_row(labels: Iterable[AxisLabel], y: float) -> Markup:
    """Draw a row of labels below `y`."""
    return Markup("").join([_draw_label(label, y + _DROP) for label in labels])


def _draw_label(label: AxisLabel, y: float) -> Markup:
    place: Attributes = {"x": percent(label.x), "y": y}
    if label.anchor != "start":
        place["text-anchor"] = label.anchor
    if label.tier:
        place["class"] = FROM[label.tier]
    return element("text", place, label.text)


def value_axis(scale: Scale) -> Markup:
    """Draw the lines of a scale across the plot, and their labels in the margin to its left."""
    lines = [_line(drawn(tick.y)) for tick in scale.ticks]
    texts = [
        element("text", {"x": -8, "y": tick.y + 4, "text-anchor": "end"}, tick.label)
        for tick in scale.ticks
    ]
    base = element("g", {"class": "pm-base"}, _line(drawn(scale.bottom)))
    return group("pm-axis", group("pm-rule", *lines), base, *texts, hidden=True)


def _line(y: float) -> Markup:
    return element("line", {"x1": "0%", "x2": "100%", "y1": y, "y2": y})


@dataclass(frozen=True)
class QuarterLabels:
    """The labels of quarters and, in a row below or instead of them, of their years."""

    quarters: tuple[AxisLabel, ...]
    years: tuple[AxisLabel, ...]

    @property
    def rows(self) -> int:
        """How many rows they fill."""
        return 2 if self.quarters else 1


@lru_cache(maxsize=64)
def quarter_labels(names: tuple[str, ...]) -> QuarterLabels:
    """Label bands like `2025-Q1`: the quarters where all fit, each year once."""
    bands = Bands(len(names))
    parts = [name.rpartition("-")[::2] for name in names]
    quarters = [
        AxisLabel(shortened(quarter), bands.at(index, 0.5), "middle")
        for index, (_, quarter) in enumerate(parts)
    ]
    starts = [
        index
        for index, (year, _) in enumerate(parts)
        if year and (index == 0 or parts[index - 1][0] != year)
    ]
    return QuarterLabels(thinned([quarters]), _years(parts, starts, bands))


def _years(
    parts: Sequence[tuple[str, str]], starts: Sequence[int], bands: Bands
) -> tuple[AxisLabel, ...]:
    """Label the years that begin; where there is room, also one whose first quarters are missing.

    A year stands in the middle of its first quarter, or where quarters are narrow at its edge.
    """
    labels = [AxisLabel(shortened(parts[at][0]), bands.at(at, 0.5), "middle") for at in starts]
    if not all(label.within(WIDTHS[0]) for label in labels):
        labels = [AxisLabel(shortened(parts[at][0]), bands.at(at, 0), "start") for at in starts]
    whole = labels[1:] if starts and parts[starts[0]][1] != "Q1" else labels
    return thinned([*halved(whole), labels[: len(labels) - len(whole)]])


@lru_cache(maxsize=64)
def quarter_axis(names: tuple[str, ...], top: float, bottom: float) -> Markup:
    """Draw the labels of quarters below `bottom`, and a line up to `top` where a year begins."""
    labels = quarter_labels(names)
    width = Bands(len(names)).width
    lines = [_year_line(label, width, top, bottom) for label in labels.years]
    years = draw_row(labels.years, bottom + _ROW * (labels.rows - 1))
    tier = labels.quarters[0].tier if labels.quarters else 0
    return group(
        "pm-axis",
        group("pm-rule", *lines),
        draw_row(labels.quarters, bottom),
        group(f"pm-years pm-years--{tier}", years) if tier else years,
        hidden=True,
    )


def _year_line(label: AxisLabel, width: float, top: float, bottom: float) -> Markup:
    x = percent(label.x - width / 2 if label.anchor == "middle" else label.x)
    css: Attributes = {"class": FROM[label.tier]} if label.tier else {}
    return element("line", css | {"x1": x, "x2": x, "y1": top, "y2": bottom})


def axis_height(names: tuple[str, ...]) -> float:
    """Return how high the labels of quarters are, in pixels."""
    return 8 + _ROW * quarter_labels(names).rows
