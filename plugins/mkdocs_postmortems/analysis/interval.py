"""Exact and near-exact 95 % intervals, all through SciPy.

A bound that does not exist is None: the interval has no limit on that side. Here and in the
other modules SciPy is imported whole: it loads its parts, half a second's worth, at first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import scipy

CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2
FROM_MEDIAN = 6
"""Fewest values for a median: below it no two-sided 95 % interval of order statistics exists."""
FROM_P90 = 36
"""Fewest values for a 90th percentile with an interval on both sides: 1 - 0.9^36 >= 0.975."""
FROM_P90_UPPER = 29
"""Fewest values for an upper 95 % bound alone of the 90th percentile: 1 - 0.9^29 >= 0.95."""
FROM_PERCENTAGE = 10
"""Fewest cases for a percentage; below it, "k of n"."""


@dataclass(frozen=True)
class Interval:
    """Two bounds; None where there is no limit."""

    low: float | None
    high: float | None


@dataclass(frozen=True)
class Ranks:
    """1-based ranks of the values that bound a quantile; None where no value does."""

    low: int | None
    high: int | None


@lru_cache(maxsize=1024)
def quantile_ranks(n: int, quantile: float = 0.5, tail: float = TAIL) -> Ranks:
    """Return the ranks of the two order statistics that hold a quantile of n values.

    Lower r: the largest with P(Bin(n, q) <= r - 1) <= tail. Upper s: the smallest with
    1 - P(Bin(n, q) <= s - 1) <= tail. No assumption on the distribution (Conover, Practical
    Nonparametric Statistics, 3.2); equal to `scipy.stats.quantile_test`. For the median both
    ranks exist from n = 6.
    """
    if n == 0:
        return Ranks(None, None)
    low = int(scipy.stats.binom.ppf(tail, n, quantile))
    high = int(scipy.stats.binom.ppf(1 - tail, n, quantile)) + 1
    return Ranks(low if low >= 1 else None, high if high <= n else None)


def quantile_interval(
    values: Sequence[float], quantile: float = 0.5, tail: float = TAIL
) -> Interval:
    """Return the order statistics that hold a quantile, in the unit of the values."""
    ranks, ordered = quantile_ranks(len(values), quantile, tail), sorted(values)
    return Interval(
        low=None if ranks.low is None else ordered[ranks.low - 1],
        high=None if ranks.high is None else ordered[ranks.high - 1],
    )


@lru_cache(maxsize=1024)
def wilson_interval(k: int, n: int) -> Interval:
    """Return the Wilson interval of a share k / n (Wilson 1927). 0 to 1 for n = 0."""
    return _share(k, n, "wilson")


def clopper_pearson_interval(k: int, n: int) -> Interval:
    """Return the exact interval of a share k / n (Clopper and Pearson 1934). 0 to 1 for n = 0."""
    return _share(k, n, "exact")


def _share(k: int, n: int, method: str) -> Interval:
    if n == 0:
        return Interval(0.0, 1.0)
    found = scipy.stats.binomtest(k, n).proportion_ci(CONFIDENCE, method=method)
    return Interval(float(found.low), float(found.high))


@lru_cache(maxsize=1024)
def count_interval(k: int) -> Interval:
    """Return the exact interval of the expected count behind k events (Garwood 1936).

    chi2.ppf(0.025, 2k) / 2 to chi2.ppf(0.975, 2k + 2) / 2; the lower bound of k = 0 is 0.
    """
    low = float(scipy.stats.chi2.ppf(TAIL, 2 * k)) / 2 if k else 0.0
    return Interval(low, float(scipy.stats.chi2.ppf(1 - TAIL, 2 * k + 2)) / 2)
