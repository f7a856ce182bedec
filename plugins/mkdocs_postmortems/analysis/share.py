"""A share of cases in words."""

from __future__ import annotations

from mkdocs_postmortems.analysis.interval import FROM_PERCENTAGE, wilson_interval


def share(k: int, n: int) -> str:
    """Return `k of n`, from n = 10 with the percentage and its 95 % interval (Wilson).

    Whole numbers; only none is 0 % and only all are 100 %.
    """
    if n < FROM_PERCENTAGE:
        return f"{k:,} of {n:,}"
    bounds = wilson_interval(k, n)
    low, high = (f"{100 * (bound or 0):.0f} %" for bound in (bounds.low, bounds.high))
    return f"{k:,} of {n:,}, {percent(k, n)} % ({low} to {high})"


def percent(k: int, n: int) -> int:
    """Return k of n in whole per cent; only none is 0, and only all are 100."""
    if k in (0, n):
        return 100 * k // n
    return min(99, max(1, round(100 * k / n)))
