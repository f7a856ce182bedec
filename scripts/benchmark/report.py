"""Measurements to ratios, limits, a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Literal

from benchmark.measure import Build, Check, Core

Variant = Literal["plain", "plugin"]


@dataclass(frozen=True)
class Limits:
    """The most that plugin / plain may take, and time per page at a size / the one before it.

    `less_base` compares CPU time from which that of the `base` is taken away.
    """

    cost: float
    growth: float
    less_base: bool


FULL = Limits(cost=1.4, growth=1.15, less_base=False)
# The CPU time of all processes: pages made side by side cost as much as one after another.
QUICK = Limits(cost=4.0, growth=1.5, less_base=True)

ANALYSIS_SHARE = 0.05
"""The most that the analysis may take of the CPU time of building the site it is for."""
ANALYSIS_MEMORY = 500
"""The most that a process with frames and analysis may hold, in MB (1,000,000 bytes)."""
CHECK_SHARE = 0.2
"""The most that `postmortems check` may take of the time of building the site."""
LIMITED_FROM = 10_000
"""Postmortems from which both are limits: in smaller sites what is fixed decides them."""


@dataclass(frozen=True)
class Sample:
    """The builds of one size, what the check took, and what the stages of the core took."""

    size: int
    plain: Build
    plugin: Build
    check: Check
    core: Core

    @property
    def analysis(self) -> float:
        """The CPU seconds of all numbers: loading SciPy, frames and analysis, data/metrics.json."""
        return sum(self.core.seconds[name] for name in _ANALYSIS)

    @property
    def analysis_share(self) -> float:
        """What part of the CPU time of the build with the plugin the analysis takes."""
        return self.analysis / self.plugin.cpu

    @property
    def analysis_megabytes(self) -> float:
        """The peak of a process that holds frames and analysis and has read no postmortem."""
        return self.core.memory["analysis alone"] * _MEBIBYTE / 1e6


@dataclass(frozen=True)
class Ratio:
    """A number with a limit."""

    name: str
    value: float
    limit: float

    @property
    def is_over(self) -> bool:
        """Whether the limit is passed."""
        return self.value > self.limit


@dataclass(frozen=True)
class Report:
    """All samples, ascending by size; `base` is what starting costs, with no or few of them."""

    limits: Limits
    base: Sample
    samples: list[Sample]

    def seconds(self, sample: Sample, variant: Variant) -> float:
        """Return the time that counts for the limits."""
        build: Build = getattr(sample, variant)
        if not self.limits.less_base:
            return build.wall
        start: Build = getattr(self.base, variant)
        return max(build.cpu - start.cpu, 1e-3)

    def cost(self, sample: Sample) -> float:
        """Return the time with the plugin over that without it."""
        return self.seconds(sample, "plugin") / self.seconds(sample, "plain")

    def check_share(self, sample: Sample) -> float:
        """Return the time of `postmortems check` over that of the build, both as a whole."""
        if self.limits.less_base:
            return sample.check.cpu / sample.plugin.cpu
        return sample.check.wall / sample.plugin.wall

    def growth(self, small: Sample, large: Sample, variant: Variant) -> float:
        """Return the time per page at a size over that at a smaller one."""
        per_page = self.seconds(large, variant) / self._pages(large)
        return per_page / (self.seconds(small, variant) / self._pages(small))

    def _pages(self, sample: Sample) -> int:
        return sample.size - (self.base.size if self.limits.less_base else 0)

    def ratios(self) -> Iterator[Ratio]:
        """Yield every ratio that has a limit."""
        for sample in self.samples:
            name = f"time at {sample.size:,}, plugin / plain"
            yield Ratio(name, self.cost(sample), self.limits.cost)
        for small, large in pairwise(self.samples):
            name = f"time per page with the plugin, {large.size:,} / {small.size:,}"
            yield Ratio(name, self.growth(small, large, "plugin"), self.limits.growth)
        for sample in self.samples:
            name = f"check at {sample.size:,}, share of the build with the plugin"
            yield Ratio(name, self.check_share(sample), CHECK_SHARE)
        for sample in self.samples:
            if sample.size >= LIMITED_FROM:
                name = f"analysis at {sample.size:,}, share of the build's CPU time"
                yield Ratio(name, sample.analysis_share, ANALYSIS_SHARE)
                name = f"memory of the analysis at {sample.size:,}, MB"
                yield Ratio(name, sample.analysis_megabytes, ANALYSIS_MEMORY)

    def failures(self) -> list[Ratio]:
        """Return the ratios that are over their limit."""
        return [ratio for ratio in self.ratios() if ratio.is_over]


_MEBIBYTE = 2**20
_STAGES = {
    "read": "read",
    "check": "check",
    "scipy": "loading SciPy",
    "analyse": "frames and analysis",
    "data": "data/metrics.json",
    "pages": "pages: views and templates",
}
_ANALYSIS = ("scipy", "analyse", "data")
_MEMORY = {
    "start": "before anything is read",
    "read": "postmortems read",
    "data": "read and analysed",
    "modules alone": "modules alone, SciPy too",
    "analysis alone": "frames and analysis alone",
}


def as_table(report: Report) -> str:
    """Return everything, for people."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.base.size:,} postmortems" if report.base.size else "No postmortems"
    yield _row("time, s", report.base.plain.wall, report.base.plugin.wall)
    yield ""
    for sample in report.samples:
        yield f"{sample.size:,} postmortems{'':24}plain      plugin   plugin / plain"
        yield from _rows(sample)
        yield f"  {'postmortems check, s':<28}{'':14}{sample.check.wall:>12,.2f}"
        yield f"  {'its peak memory, MiB':<28}{'':14}{sample.check.memory:>12,.2f}"
        yield ""
        yield "  CPU time of the stages, and their share of the build with the plugin"
        yield from _shares(sample)
        yield ""
        yield "  Peak memory of a process that does only this"
        yield from _memory(sample)
        yield ""
    for small, large in pairwise(report.samples):
        plain = report.growth(small, large, "plain")
        yield f"plain Material's time per page, {large.size:,} / {small.size:,}: {plain:.2f}"
    if report.limits.less_base:
        yield "The following compare CPU time without that of the first build above."
    for ratio in report.ratios():
        mark = "OVER" if ratio.is_over else "ok"
        yield f"{ratio.name}: {ratio.value:.2f}, limit {ratio.limit:.2f}: {mark}"


def _rows(sample: Sample) -> Iterator[str]:
    plain, plugin, size = sample.plain, sample.plugin, sample.size
    yield _row("time, s", plain.wall, plugin.wall)
    yield _row("CPU time, s", plain.cpu, plugin.cpu)
    yield _row("time per postmortem, ms", 1000 * plain.wall / size, 1000 * plugin.wall / size)
    yield _row("peak memory, MiB", plain.memory, plugin.memory)
    yield _row("site, MiB", plain.size / _MEBIBYTE, plugin.size / _MEBIBYTE)
    yield _row("files", plain.files, plugin.files)


def _row(name: str, plain: float, plugin: float) -> str:
    form = ",d" if isinstance(plain, int) and isinstance(plugin, int) else ",.2f"
    return f"  {name:<28}{plain:>14{form}}{plugin:>12{form}}{plugin / plain:>17.2f}"


def _shares(sample: Sample) -> Iterator[str]:
    whole, seconds = sample.plugin.cpu, sample.core.seconds
    rows = [(label, seconds[name]) for name, label in _STAGES.items()]
    rows += [
        ("Markdown, theme, writing", whole - sum(seconds.values())),
        ("all numbers (SciPy to data)", sample.analysis),
        ("read to data, without pages", sum(seconds.values()) - seconds["pages"]),
    ]
    for label, taken in rows:
        yield f"  {label:<32}{taken:>10.2f} s{taken / whole:>7.1%}"


def _memory(sample: Sample) -> Iterator[str]:
    for name, label in _MEMORY.items():
        yield f"  {label:<32}{sample.core.memory[name]:>10.2f} MiB"


def as_json(report: Report) -> str:
    """Return everything, for programs."""
    samples = [
        {
            "size": sample.size,
            "plain": sample.plain.as_dict(),
            "plugin": sample.plugin.as_dict(),
            "check": asdict(sample.check),
            "stages": sample.core.seconds,
            "memory": sample.core.memory,
        }
        for sample in (report.base, *report.samples)
    ]
    ratios = [
        {"name": r.name, "value": r.value, "limit": r.limit, "over": r.is_over}
        for r in report.ratios()
    ]
    return json.dumps({"samples": samples, "ratios": ratios}, indent=2)
