"""A share of cases in words."""

from __future__ import annotations

from mkdocs_postmortems.analysis.interval import FROM_PERCENTAGE, wilson_interval


def share(k: int, n: int) -> str:
    """Return `k of n`, from n = 10 with the percentage and its 95 % interval (Wilson)."""
    if n < FROM_PERCENTAGE:
        return f"{k:,} of {n:,}"
    bounds = wilson_interval(k, n)
    low, high = (f"{100 * (bound or 0):.0f} %" for bound in (bounds.low, bounds.high))
    return f"{k:,} of {n:,}, {100 * k / n:.0f} % ({low} to {high})"
