"""How long things took, over all incidents of a period: the values, the median, what is left out.

No mean, no trend: a few long incidents decide both (METRICS.md).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
import numpy.typing as npt

from mkdocs_postmortems.analysis.duration import METRICS
from mkdocs_postmortems.analysis.interval import (
    FROM_MEDIAN,
    FROM_P90,
    FROM_P90_UPPER,
    TAIL,
    quantile_interval,
)
from mkdocs_postmortems.analysis.observation import Observation, index_of
from mkdocs_postmortems.analysis.publishing import Publication
from mkdocs_postmortems.analysis.quarter import quarters_since
from mkdocs_postmortems.analysis.refusal import (
    incomplete,
    median_not_known,
    too_few_for_median,
)

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.bool_]
"""Which incidents of the frame are meant."""
ALL = "all"
PUBLISH = "time_to_publish"


@dataclass(frozen=True)
class Sample:
    """The values of one metric in one period, in minutes (days for `time_to_publish`).

    `known` are the values, `lasting` what has lasted so far and is not over. `of` is the number
    of incidents it applies to; `left_out` counts the others by reason, so that known + lasting +
    left out = of. `filled` of `applicable` have their field filled in, where it could be.
    """

    known: Floats
    lasting: Floats
    of: int
    filled: int
    applicable: int
    left_out: tuple[tuple[str, int], ...]

    @property
    def n(self) -> int:
        """How many incidents it holds, those that are not over among them."""
        return len(self.known) + len(self.lasting)

    @property
    def at_least(self) -> Floats:
        """The sorted values if all that lasts ended now."""
        return np.sort(np.concatenate([self.known, self.lasting]))

    @property
    def at_most(self) -> Floats:
        """The sorted values if all that lasts never ended."""
        return np.sort(np.concatenate([self.known, np.full(len(self.lasting), math.inf)]))


@dataclass(frozen=True)
class Quantile:
    """A quantile with its 95 % interval; None where it is not known or has no limit."""

    value: float | None
    low: float | None
    high: float | None


def tell_quantile(found: Quantile, write: Callable[[float], str]) -> str:
    """Return a quantile with its interval in words; `write` writes one value with its unit."""
    low, high = ("no limit" if bound is None else write(bound) for bound in (found.low, found.high))
    value = "not known" if found.value is None else write(found.value)
    return f"{value} ({low} to {high})"


@dataclass(frozen=True)
class Distribution:
    """One metric in one period ("all" or a quarter).

    `n` of `of` incidents are in it, `lasting` of them not over yet; `values` are the known ones,
    sorted. `refused` says why there is no `median`, `incomplete` that it is for want of data.
    `high_percentile` is the 90th percentile: with both bounds from n = 36, its upper bound alone
    from 29, None below (name the longest).
    """

    metric: str
    period: str
    n: int
    of: int
    lasting: int
    values: tuple[float, ...]
    left_out: tuple[tuple[str, int], ...]
    median: Quantile
    high_percentile: Quantile | None
    refused: str | None
    incomplete: bool


def summarise_durations(
    seen: Observation, publications: Sequence[Publication], as_of: dt.date
) -> tuple[Distribution, ...]:
    """Return the distribution of every metric over all incidents, then in each quarter.

    `publications` are parallel to the rows of the observation.

    The median with the interval of its order statistics (`quantile_ranks`) is given from n = 6
    and where the field is filled in at least 70 % of the incidents it applies to. What is not
    over yet is censored: it takes part as longer than it has lasted so far, and a median that
    its end could move is refused. The lower bound takes it as ended now, the upper as endless,
    so that the interval holds whatever happens.
    """
    quarters = seen.quarters.to_numpy()
    periods = [(ALL, np.ones(len(quarters), dtype=np.bool_))]
    for quarter in quarters_since(seen.incidents["day"].min(), as_of):
        periods.append((str(quarter), quarters == index_of(quarter)))
    return tuple(
        summarise_metric(metric, period, seen, publications, rows)
        for metric in (*(m.name for m in METRICS), PUBLISH)
        for period, rows in periods
    )


def summarise_metric(
    metric: str, period: str, seen: Observation, publications: Sequence[Publication], rows: Rows
) -> Distribution:
    """Return the distribution of one metric over the chosen rows, which are called `period`."""
    if metric == PUBLISH:
        chosen = list(compress(publications, rows.tolist()))
        return _distribution(metric, period, _publishing_sample(chosen), "postmortem")
    return _distribution(metric, period, sample_of(seen, metric, rows), "incident")


def sample_of(seen: Observation, metric: str, rows: Rows) -> Sample:
    """Return the values of one metric in the chosen rows.

    Detection before the impact, and mitigation before the detection, are left out and counted.
    """
    minutes, lasted = (table[metric].to_numpy()[rows] for table in (seen.minutes, seen.lasted))
    known, lasting = minutes[minutes >= 0], lasted[np.isnan(minutes) & ~np.isnan(lasted)]
    early = int((minutes < 0).sum())
    disordered = int(seen.disordered[metric].to_numpy()[rows].sum())
    of = len(minutes)
    missing = of - len(known) - len(lasting) - early - disordered
    reasons = {_EARLY.get(metric, ""): early, _DISORDERED: disordered, _MISSING: missing}
    pending = int(seen.ongoing.to_numpy()[rows].sum()) if _ENDS[metric] else 0
    return Sample(
        known=np.sort(known),
        lasting=np.sort(lasting),
        of=of,
        filled=len(known) + early,
        applicable=of - pending,
        left_out=tuple((reason, count) for reason, count in reasons.items() if count),
    )


_EARLY = {
    "time_to_detect": "caught before users were affected",
    "response": "mitigated before it was detected",
}
_DISORDERED = "moments out of order"
_MISSING = "not recorded"
_ENDS = {metric.name: metric.ends_with_impact for metric in METRICS}


def _publishing_sample(publications: Sequence[Publication]) -> Sample:
    resolved = [p for p in publications if p.days is not None or p.waiting is not None]
    known = [p.days for p in resolved if p.days is not None and p.days >= 0]
    waiting = [p.waiting for p in resolved if p.waiting is not None]
    early = len(resolved) - len(known) - len(waiting)
    return Sample(
        known=np.sort(np.array(known, dtype=np.float64)),
        lasting=np.sort(np.array(waiting, dtype=np.float64)),
        of=len(resolved),
        filled=len(resolved),
        applicable=len(resolved),
        left_out=(("published before it was resolved", early),) if early else (),
    )


def _distribution(metric: str, period: str, sample: Sample, noun: str) -> Distribution:
    refused = incomplete(sample.filled, sample.applicable)
    if refused is None and sample.n < FROM_MEDIAN:
        refused = too_few_for_median(sample.n, noun)
    median = Quantile(None, None, None)
    if refused is None:
        median = estimate_quantile(sample, 0.5)
        if median.value is None:
            refused = median_not_known(len(sample.lasting), sample.n, noun)
            median = Quantile(None, None, None)
    return Distribution(
        metric=metric,
        period=period,
        n=sample.n,
        of=sample.of,
        lasting=len(sample.lasting),
        values=tuple(sample.known.tolist()),
        left_out=sample.left_out,
        median=median,
        high_percentile=None if refused else _high_percentile(sample),
        refused=refused,
        incomplete=incomplete(sample.filled, sample.applicable) is not None,
    )


def _high_percentile(sample: Sample) -> Quantile | None:
    if sample.n < FROM_P90_UPPER:
        return None
    if sample.n < FROM_P90:
        upper = quantile_interval(sample.at_most.tolist(), 0.9, 2 * TAIL).high
        return Quantile(None, None, _limit(upper))
    return estimate_quantile(sample, 0.9)


def estimate_quantile(sample: Sample, quantile: float) -> Quantile:
    """Return a quantile (linear between order statistics) with its interval, censoring heeded."""
    least, most = sample.at_least.tolist(), sample.at_most.tolist()
    value = _between(least, quantile)
    return Quantile(
        value=value if value == _between(most, quantile) else None,
        low=quantile_interval(least, quantile).low,
        high=_limit(quantile_interval(most, quantile).high),
    )


def _between(ordered: list[float], quantile: float) -> float:
    place = (len(ordered) - 1) * quantile
    below = math.floor(place)
    part = place - below
    if not part:
        return ordered[below]
    return ordered[below] * (1 - part) + ordered[below + 1] * part


def _limit(value: float | None) -> float | None:
    return None if value is None or math.isinf(value) else value
