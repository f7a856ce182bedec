"""Charts of so many incidents over so many quarters, the same at every run."""

from __future__ import annotations

import math
import random

from mkdocs_postmortems.render.chart.arcs import Arc, ArcChart
from mkdocs_postmortems.render.chart.bars import Bar, BarChart
from mkdocs_postmortems.render.chart.dots import BandSummary, Dot, DotChart
from mkdocs_postmortems.render.chart.scale import Unit
from mkdocs_postmortems.render.chart.week import WeekChart, WeekDot

RANKS = ((1, "SEV-1"), (2, "SEV-2"), (3, "SEV-3"), (4, "SEV-4"), (0, "unknown"))


def quarters(count: int, first: int = 2) -> tuple[str, ...]:
    """Name so many quarters, from the third of 2014 on."""
    return tuple(f"{2014 + at // 4}-Q{at % 4 + 1}" for at in range(first, first + count))


def rank(chance: random.Random) -> int:
    return chance.choices((1, 2, 3, 4, 0), (8, 20, 40, 28, 4))[0]


def dot_example(incidents: int, bands: int, unit: Unit = "minutes") -> DotChart:
    chance = random.Random(incidents)
    dots = []
    for index in range(incidents):
        place = (index + chance.random()) / incidents * bands
        value = chance.lognormvariate(math.log(45 if unit == "minutes" else 9), 1.3)
        dots.append(
            Dot(
                band=int(place),
                place=place % 1,
                value=0.0 if chance.random() < 0.02 else value,
                rank=rank(chance),
                title=f"Order processing unavailable {index}, {value:.0f} {unit}",
                page=f"postmortems/{index}.md",
                lasting=chance.random() < 0.02,
            )
        )
    return DotChart(
        f"dots-{incidents}-{bands}-{unit}",
        "Time to mitigate",
        "One dot an incident.",
        quarters(bands),
        unit,
        tuple(dots),
        tuple(summary(band, dots) for band in range(bands) if count_in(band, dots) >= 6),
    )


def count_in(band: int, dots: list[Dot]) -> int:
    return sum(dot.band == band for dot in dots)


def summary(band: int, dots: list[Dot]) -> BandSummary:
    values = sorted(dot.value for dot in dots if dot.band == band)
    at = len(values)
    high = None if at < 9 else values[at * 3 // 4]
    return BandSummary(band, values[at // 2], values[at // 4], high)


def bar_example(incidents: int, bands: int) -> BarChart:
    chance = random.Random(bands)
    counts = [{each: 0 for each, _ in RANKS} for _ in range(bands)]
    for _ in range(incidents):
        counts[chance.randrange(bands)][rank(chance)] += 1
    return BarChart(
        f"bars-{incidents}-{bands}",
        "Incidents by quarter",
        "Bars.",
        tuple(
            bar(name, count, name == quarters(bands)[-1])
            for name, count in zip(quarters(bands), counts, strict=True)
        ),
    )


def bar(name: str, counts: dict[int, int], last: bool) -> Bar:
    total = sum(counts.values())
    root = 1.96 * math.sqrt(total + 1)
    return Bar(name, tuple(counts.items()), max(0, total - root + 1), total + root + 1.5, not last)


def week_example(incidents: int) -> WeekChart:
    chance = random.Random(incidents)
    dots = tuple(
        WeekDot(
            (chance.choice(range(7)) * 24 + chance.triangular(0, 24, 14)) % 168,
            rank(chance),
            f"Search down {index}",
            f"postmortems/{index}.md",
        )
        for index in range(incidents)
    )
    return WeekChart(f"week-{incidents}", "Weekdays", "Dots over the week.", dots)


def arc_example(incidents: int, years: int) -> ArcChart:
    chance = random.Random(incidents)
    points = tuple((chance.random(), rank(chance)) for _ in range(incidents))
    arcs = []
    for index in range(max(1, incidents // 4)):
        start = chance.random() * 0.9
        end = min(1.0, start + chance.expovariate(8))
        arcs.append(Arc(start, end, f"Replica lag again {index}", f"postmortems/{index}.md"))
    ticks = tuple((at / years, str(2014 + at)) for at in range(years))
    return ArcChart(f"arcs-{incidents}-{years}", "Repeats", "Arcs.", ticks, points, tuple(arcs))
