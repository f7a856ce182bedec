"""What has a limit: of a full run, and of a quick one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmark.sample import Sample, Taken, preview_ratio, share_of_first

LARGE, MIDDLE = 10_000, 1000
"""Postmortems at which the limits of a full run hold: in less, what is fixed decides."""

CHECK_SHARE = 0.2
"""The most that `postmortems check` may take of the time of building the site."""
QUICK_COST, QUICK_GROWTH = 6.0, 1.5
"""The most that plugin / plain may take, and a page at a size / one at the size before it.

Of the CPU time of all processes: pages made side by side cost as much as one after another.
"""


@dataclass(frozen=True)
class Limited:
    """A number with a limit."""

    name: str
    value: float
    limit: float

    @property
    def is_over(self) -> bool:
        """Whether the limit is passed."""
        return self.value > self.limit


def full(samples: Sequence[Sample]) -> Iterator[Limited]:
    """Yield what has a limit in a full run; needs the sizes `MIDDLE` and `LARGE` for all of it."""
    sized = {sample.size: sample for sample in samples}
    large, middle = sized.get(LARGE), sized.get(MIDDLE)
    if large:
        yield Limited(f"Whole build at {LARGE:,}, of plain Material's", large.cost, 0.75)
    if large and (again := share_of_first(large.plugin)) is not None:
        yield Limited(f"One changed file at {LARGE:,}, of the first build", again, 0.35)
    if middle and (preview := preview_ratio(middle)) is not None:
        yield Limited(f"Live preview at {MIDDLE:,}, of plain Material's", preview, 0.35)
    if large:
        yield Limited(f"Peak memory of Python at {LARGE:,}, of plain's", large.memory, 1.3)
        index = large.plugin.first.index.memory
        yield Limited(f"Peak memory of Pagefind at {LARGE:,}, GB", index / 1000, 1.5)
    if large and middle:
        growth = large.per_page / middle.per_page
        yield Limited(f"Time per page at {LARGE:,}, of that at {MIDDLE:,}", growth, 1.15)
    for sample in samples:
        if sample.size >= MIDDLE:
            name = f"`postmortems check` at {sample.size:,}, of the build"
            yield Limited(name, sample.check_share, CHECK_SHARE)
    if large and large.core:
        share = large.analysis_share(large.core)
        yield Limited(f"All numbers at {LARGE:,}, of Python's CPU time", share, 0.05)
        alone = large.core.memory["analysis alone"]
        yield Limited(f"Peak memory of all numbers alone at {LARGE:,}, GB", alone / 1000, 0.5)


def quick(base: Sample, samples: Sequence[Sample]) -> Iterator[Limited]:
    """Yield what has a limit in a quick run: CPU time less that of `base`, what is fixed."""

    def seconds(taken: Taken, start: Taken) -> float:
        return max(taken.first.cpu - start.first.cpu, 1e-3)

    def per_page(sample: Sample) -> float:
        return seconds(sample.plugin, base.plugin) / (sample.size - base.size)

    # At the smaller sizes what a year, a service or an owner has of its own decides.
    largest = samples[-1]
    cost = seconds(largest.plugin, base.plugin) / seconds(largest.plain, base.plain)
    yield Limited(f"CPU time at {largest.size:,}, of plain Material's", cost, QUICK_COST)
    for small, large in pairwise(samples):
        growth = per_page(large) / per_page(small)
        name = f"CPU time per page at {large.size:,}, of that at {small.size:,}"
        yield Limited(name, growth, QUICK_GROWTH)
    for sample in samples:
        share = sample.check.cpu / sample.plugin.first.cpu
        yield Limited(f"`postmortems check` at {sample.size:,}, of the build", share, CHECK_SHARE)
