"""How long actions stay open: curves that count the ones still open as what they are."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from mkdocs_postmortems.analysis.action import ActionRecord, Outcome
from mkdocs_postmortems.analysis.distribution import ALL, Quantile

FROM_ACTIONS = 10
FROM_CLOSED = 5
FROM_AT_RISK = 5
"""Fewest actions, closed actions, and actions at risk where the curve is cut."""


@dataclass(frozen=True)
class Step:
    """One day after creation on which actions were closed or are as old as they have become.

    `at_risk` had not been closed before that day; on it `closed` were done or declined and
    `censored` are open and no older. `open_share` is the share still open after it, `low` and
    `high` its 95 % interval (None where the formula gives none: nothing or all closed).
    `done_share` and `declined_share` are the cumulative incidence of either.
    """

    day: int
    at_risk: int
    closed: int
    censored: int
    open_share: float
    low: float | None
    high: float | None
    done_share: float
    declined_share: float


@dataclass(frozen=True)
class Curve:
    """All steps of a set of actions, in days. `median`: when half of them had been closed."""

    n: int
    closed: int
    steps: tuple[Step, ...]
    median: Quantile

    def at(self, day: int) -> Step | None:
        """Return the step that holds on a day after creation; None before the first."""
        return next((step for step in reversed(self.steps) if step.day <= day), None)


@dataclass(frozen=True)
class Closing:
    """The curve of one priority ("all" for all actions), cut where fewer than 5 are at risk.

    `refused` says why there is none. `rosier_median` is that of the closed actions alone, in
    days: what leaving out the open ones would claim.
    """

    priority: str
    n: int
    closed: int
    steps: tuple[Step, ...]
    median: Quantile
    rosier_median: float | None
    refused: str | None


def draw_closing(listed: Iterable[ActionRecord], priorities: Iterable[str]) -> tuple[Closing, ...]:
    """Return the curve of all actions, then of each priority.

    Refused below 10 actions or 5 closed ones. Left out: actions whose days are not known
    (closed without a date, or before they were created).
    """
    actions = [a for a in listed if a.days is not None and a.days >= 0]
    parts = [(ALL, actions)]
    parts += [(name, [a for a in actions if a.priority == name]) for name in priorities]
    return tuple(_closing(name, part) for name, part in parts)


def _closing(priority: str, actions: Sequence[ActionRecord]) -> Closing:
    days = [action.days or 0 for action in actions]
    outcomes = [action.outcome for action in actions]
    ended = [d for d, o in zip(days, outcomes, strict=True) if o is not Outcome.OPEN]
    n, closed = len(days), len(ended)
    refused = None
    if n < FROM_ACTIONS or closed < FROM_CLOSED:
        refused = f"{n} {'action' if n == 1 else 'actions'}, {closed} closed: too few for a curve"
    curve = estimate_closing(days, outcomes) if refused is None else Curve(n, closed, (), _NONE)
    steps = tuple(step for step in curve.steps if step.at_risk >= FROM_AT_RISK)
    return Closing(
        priority=priority,
        n=n,
        closed=closed,
        steps=steps,
        # That of the curve as it is shown: what lies beyond the cut rests on too few.
        median=_median(steps),
        rosier_median=float(np.median(ended)) if ended and refused is None else None,
        refused=refused,
    )


_NONE = Quantile(None, None, None)
_HALF = 0.5 + 1e-12
"""One half, whatever a product of fractions rounds to."""


def estimate_closing(days: Sequence[int], outcomes: Sequence[Outcome]) -> Curve:
    """Return the share of actions still open by days since creation.

    Kaplan-Meier with done and declined as closing and open ones right-censored, with the
    log-log interval (Kaplan and Meier 1958; Kalbfleisch and Prentice 2002, 1.4.2). The shares
    done and declined are Aalen-Johansen's cumulative incidence F_k(t) = sum S(t-) d_k / n:
    taking declined as censored would overstate what gets done. Days >= 0.
    """
    if not days:
        return Curve(0, 0, (), _NONE)
    times = np.array(days, dtype=np.int64)
    kinds = np.array([outcome.value for outcome in outcomes])
    unique, place = np.unique(times, return_inverse=True)
    done, declined, still = (
        np.bincount(place[kinds == kind.value], minlength=len(unique))
        for kind in (Outcome.DONE, Outcome.DECLINED, Outcome.OPEN)
    )
    closed = done + declined
    at_risk = len(times) - np.concatenate([[0], np.cumsum(closed + still)[:-1]])
    share, low, high = _kaplan_meier(times, kinds == Outcome.OPEN.value)
    before = np.concatenate([[1.0], share[:-1]])
    columns = (
        unique.tolist(),
        at_risk.tolist(),
        closed.tolist(),
        still.tolist(),
        share.tolist(),
        [_number(value) for value in low.tolist()],
        [_number(value) for value in high.tolist()],
        np.cumsum(before * done / at_risk).tolist(),
        np.cumsum(before * declined / at_risk).tolist(),
    )
    steps = tuple(Step(*row) for row in zip(*columns, strict=True))
    return Curve(len(times), int(closed.sum()), steps, _median(steps))


Floats = npt.NDArray[np.float64]


def _kaplan_meier(
    times: npt.NDArray[np.int64], censored: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats]:
    """Return the share still open after each distinct day, and its bounds where it has any."""
    days = scipy.stats.CensoredData.right_censored(times.astype(np.float64), censored)
    survival = scipy.stats.ecdf(days).sf
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        # SciPy warns where the share is 0 or 1, for which the interval is not defined.
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = survival.confidence_interval(method="log-log")
    return survival.probabilities, interval.low.probabilities, interval.high.probabilities


def _median(steps: Sequence[Step]) -> Quantile:
    """Return the first day on which at most half are open, and its interval.

    Brookmeyer and Crowley 1982: the days on which the bounds of the share reach one half.
    """
    return Quantile(
        value=_first([(step.day, step.open_share) for step in steps]),
        low=_first([(step.day, step.low) for step in steps]),
        high=_first([(step.day, step.high) for step in steps]),
    )


def _first(points: Sequence[tuple[int, float | None]]) -> float | None:
    return next((float(day) for day, share in points if share is not None and share <= _HALF), None)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value
