"""Two periods: whether their counts are further apart than chance would put them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import scipy

from mkdocs_postmortems.analysis.interval import Interval, clopper_pearson_interval
from mkdocs_postmortems.analysis.quarter import Quarter, quarter_labels, quarter_of
from mkdocs_postmortems.frames import Frames

FROM_COUNTS = 6
"""Fewest events of both periods together: 0 against 5 cannot reach p < 0.05, 0 against 6 can."""
LEVEL = 0.05


@dataclass(frozen=True)
class RateRatio:
    """The ratio of two rates of events; None where it has no limit."""

    ratio: float | None
    interval: Interval
    p: float


@dataclass(frozen=True)
class Comparison:
    """The counts of two quarters, over the days of each that had begun by `as_of`.

    `rate` is None where the comparison is refused; `sentence` says either in words.
    """

    current: Quarter
    previous: Quarter
    k1: int
    days1: int
    k2: int
    days2: int
    rate: RateRatio | None
    refused: str | None
    sentence: str


def compare_quarters(frames: Frames, as_of: dt.date, current: Quarter) -> Comparison:
    """Compare the incidents of a quarter with those of the quarter before it.

    Refused where both together have fewer than 6, and where the quarter has not begun.
    """
    before = current.previous
    first, counted = frames.incidents["day"].min(), quarter_labels(frames.incidents["day"])
    k1, k2 = (int((counted == str(quarter)).sum()) for quarter in (current, before))
    days1, days2 = current.days(as_of), before.days(as_of)
    refused = "too few to compare" if k1 + k2 < FROM_COUNTS else None
    if not days1:
        refused = f"{current} has not begun"
    rate = None if refused else compare_rates(k1, days1, k2, days2)
    sentence = _sentence(k1, k2, rate) if rate else f"{k1} against {k2}: {refused}."
    if not pd.isna(first) and quarter_of(first.date()) > before:
        sentence += f" Nothing is recorded before {quarter_of(first.date())}."
    return Comparison(current, before, k1, days1, k2, days2, rate, refused, sentence)


def compare_rates(k1: int, t1: float, k2: int, t2: float) -> RateRatio:
    """Return the rate ratio (k1/t1) / (k2/t2) with its exact interval and central p.

    Given N = k1 + k2 > 0 events, k1 is binomial with p0 = t1 / (t1 + t2) if the rates are equal
    (Przyborowski and Wilenski 1940). p = min(1, 2 min(P(X <= k1), P(X >= k1))). The interval is
    q / (1 - q) * t2 / t1 with q the Clopper-Pearson limits of k1 / N, so that it leaves out 1
    exactly where p < 0.05. t1, t2 > 0 in any unit, the same for both.
    """
    n, share = k1 + k2, t1 / (t1 + t2)
    binom = scipy.stats.binom(n, share)
    p = 2 * min(float(binom.cdf(k1)), float(binom.sf(k1 - 1)))
    limits = clopper_pearson_interval(k1, n)
    return RateRatio(
        ratio=(k1 / t1) / (k2 / t2) if k2 else None,
        interval=Interval(_odds(limits.low, t2 / t1), _odds(limits.high, t2 / t1)),
        p=min(1.0, p),
    )


def _odds(share: float | None, times: float) -> float | None:
    return None if share is None or share == 1 else share / (1 - share) * times


def _sentence(k1: int, k2: int, rate: RateRatio) -> str:
    low, high = (_shown(bound) for bound in (rate.interval.low, rate.interval.high))
    verdict = "could be chance" if rate.p >= LEVEL else f"hardly chance alone ({_p(rate.p)})"
    ratio = "no limit" if rate.ratio is None else _shown(rate.ratio)
    return f"{k1} against {k2}: rate ratio {ratio} ({low} to {high}), {verdict}."


def _shown(value: float | None) -> str:
    return "no limit" if value is None else f"{value:.2f}"


def _p(value: float) -> str:
    return f"p = {value:.3f}" if value >= 0.001 else "p < 0.001"
