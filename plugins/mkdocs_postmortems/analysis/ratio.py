"""How many times longer things took than in the period before: the Hodges-Lehmann ratio."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy

from mkdocs_postmortems.analysis.distribution import Floats, Sample, sample_of
from mkdocs_postmortems.analysis.duration import METRICS
from mkdocs_postmortems.analysis.interval import TAIL, Interval
from mkdocs_postmortems.analysis.observation import Observation, index_of
from mkdocs_postmortems.analysis.quarter import Quarter
from mkdocs_postmortems.analysis.refusal import incomplete

FROM_EACH = 8
"""Fewest values in each period: from 4 the interval is finite, from 8 of use."""
EXACT_UP_TO = 10_000
"""Most pairs for which the exact distribution is computed."""


@dataclass(frozen=True)
class ShiftRatio:
    """A ratio with its 95 % interval, and the rank that its lower bound has among all pairs."""

    ratio: float | None
    interval: Interval
    rank: int


@dataclass(frozen=True)
class DurationRatio:
    """One metric in a quarter against the quarter before. `refused` says why there is none."""

    metric: str
    current: Quarter
    previous: Quarter
    ratio: float | None
    interval: Interval
    refused: str | None


def compare_durations(seen: Observation, current: Quarter) -> tuple[DurationRatio, ...]:
    """Return the ratio of every metric between a quarter and the one before.

    Refused where either has fewer than 8 values, or its field filled in less than 70 %.
    """
    this, before = (seen.quarters.to_numpy() == index_of(q) for q in (current, current.previous))
    return tuple(
        _ratio(m.name, current, sample_of(seen, m.name, this), sample_of(seen, m.name, before))
        for m in METRICS
    )


def _ratio(metric: str, current: Quarter, this: Sample, before: Sample) -> DurationRatio:
    refused = incomplete(this.filled, this.applicable) or incomplete(
        before.filled, before.applicable
    )
    if refused is None and min(this.n, before.n) < FROM_EACH:
        refused = f"{this.n} against {before.n}: too few for a ratio"
    found = None if refused else estimate_ratio(this, before)
    if found and found.ratio is None:
        refused, found = "what is not over yet, or took no time at all, decides the ratio", None
    return DurationRatio(
        metric=metric,
        current=current,
        previous=current.previous,
        ratio=found.ratio if found else None,
        interval=found.interval if found else Interval(None, None),
        refused=refused,
    )


def estimate_ratio(this: Sample, before: Sample) -> ShiftRatio:
    """Return exp(median of all ln x - ln y) with the exact Mann-Whitney inversion.

    Hodges and Lehmann 1963; Hollander and Wolfe, Nonparametric Statistical Methods, 4.3. Of the
    m n sorted differences the interval takes the C-th from below and from above, C the largest
    with P(U <= C - 1) <= 0.025; without such a C it has no limits. The ratio has no unit.

    A duration of zero has no logarithm but still a rank: it is shorter than every other, so its
    ratio to another is 0, and that of another to it without limit; two zeros are equal. What is
    not over yet is taken as ended now for one bound and as endless for the other; the ratio is
    given where both agree.
    """
    least = _ratios(this.at_least, before.at_most)
    most = _ratios(this.at_most, before.at_least)
    rank = mann_whitney_rank(this.n, before.n)
    low, high = (_middle(least), _middle(most))
    return ShiftRatio(
        ratio=_finite(math.exp(low)) if low is not None and low == high else None,
        interval=Interval(
            low=_finite(math.exp(least[rank - 1])) if rank else None,
            high=_finite(math.exp(most[-rank])) if rank else None,
        ),
        rank=rank,
    )


def _ratios(x: Floats, y: Floats) -> Floats:
    """Return ln x - ln y of all pairs, sorted; 0 for two zeros."""
    with np.errstate(divide="ignore", invalid="ignore"):
        differences = np.subtract.outer(np.log(x), np.log(y)).ravel()
    return np.sort(np.nan_to_num(differences, nan=0.0, posinf=math.inf, neginf=-math.inf))


def _middle(ordered: Floats) -> float | None:
    """Return the median; None where it lies between two different infinities."""
    if not len(ordered):
        return None
    low, high = float(ordered[(len(ordered) - 1) // 2]), float(ordered[len(ordered) // 2])
    middle = low if low == high else (low + high) / 2
    return None if math.isnan(middle) else middle


def _finite(value: float) -> float | None:
    return None if math.isinf(value) else value


@lru_cache(maxsize=256)
def mann_whitney_rank(m: int, n: int) -> int:
    """Return the largest C with P(U <= C - 1) <= 0.025 for samples of m and n; 0 if none.

    Exact up to m n = 10,000. Beyond, the normal approximation, which is off by at most one rank.
    """
    if not m or not n:
        return 0
    deviation = math.sqrt(m * n * (m + n + 1) / 12)
    rank = max(0, math.floor(m * n / 2 + 0.5 + deviation * float(scipy.stats.norm.ppf(TAIL))))
    if m * n > EXACT_UP_TO:
        return rank
    while rank and _tail(rank - 1, m, n) > TAIL:
        rank -= 1
    while _tail(rank, m, n) <= TAIL:
        rank += 1
    return rank


def _tail(u: int, m: int, n: int) -> float:
    """Return the exact P(U <= u), from two samples without ties whose statistic is u."""
    above, rest = divmod(u, n)
    x = [*(n + k for k in range(above)), *([rest - 0.5] if above < m else [])]
    x += [-1 - k for k in range(m - len(x))]
    return float(
        scipy.stats.mannwhitneyu(x, np.arange(n), alternative="less", method="exact").pvalue
    )
