"""Some of the incidents: a period, a service, a factor. The same figures over fewer of them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from mkdocs_postmortems.analysis.cause import (
    CauseCount,
    CauseService,
    count_cause_services,
    count_causes,
)
from mkdocs_postmortems.analysis.column import plain_values
from mkdocs_postmortems.analysis.count import (
    NO_LABEL,
    DetectionCount,
    QuarterCount,
    count_detection,
)
from mkdocs_postmortems.analysis.distribution import (
    PUBLISH,
    Distribution,
    Rows,
    summarise_metric,
)
from mkdocs_postmortems.analysis.duration import METRICS
from mkdocs_postmortems.analysis.impact import UserMinutes
from mkdocs_postmortems.analysis.incident import Incident
from mkdocs_postmortems.analysis.interval import count_interval
from mkdocs_postmortems.analysis.metrics import Metrics
from mkdocs_postmortems.analysis.repeat import Repeat
from mkdocs_postmortems.frames import Frames


@dataclass(frozen=True)
class Measured:
    """One value of one incident: minutes, or days for `time_to_publish`.

    What is `lasting` is not over yet: the value is how long it has lasted so far.
    """

    path: str
    value: float
    lasting: bool


@dataclass(frozen=True)
class Part:
    """The figures over some of the incidents; `incidents` and `repeats` by `started`, then id.

    `counts` has every quarter of the part. `durations` holds one distribution a metric, and
    `measured` the values behind it, by metric.
    """

    incidents: tuple[Incident, ...]
    counts: tuple[QuarterCount, ...]
    durations: tuple[Distribution, ...]
    measured: dict[str, tuple[Measured, ...]]
    repeats: tuple[Repeat, ...]


@dataclass(frozen=True)
class ImpactSum:
    """How long a service was impaired, as `ServiceImpact` has it for a quarter."""

    service: str
    minutes: float
    sum_minutes: float


@dataclass(frozen=True)
class Mix:
    """What a part of the incidents consists of: factors, services, what found them."""

    causes: tuple[CauseCount, ...]
    cause_services: tuple[CauseService, ...]
    detection: tuple[DetectionCount, ...]


def part_of(
    metrics: Metrics,
    name: str,
    paths: Collection[str],
    quarters: Collection[str] | None = None,
    only: Sequence[str] = (),
    within: bool = False,
) -> Part:
    """Return the figures over the incidents of `paths`.

    `name` stands where a distribution names its period. `quarters` limits the counts, `only`
    the metrics; by default there are all of them. `within` leaves out repeats of incidents that
    are none of these.
    """
    rows = metrics.seen.incidents["path"].isin(paths).to_numpy(dtype=bool)
    chosen = [m for m in (*(m.name for m in METRICS), PUBLISH) if m in only or not only]
    incidents = tuple(one for one in metrics.incidents if one.path in paths)
    return Part(
        incidents=incidents,
        counts=tuple(_counts(metrics, incidents, quarters)),
        durations=tuple(
            summarise_metric(metric, name, metrics.seen, metrics.filed, rows) for metric in chosen
        ),
        measured={metric: tuple(_measured(metrics, metric, rows)) for metric in chosen},
        repeats=tuple(
            _within(item, paths) if within else item
            for item in metrics.repeats.items
            if item.path in paths
        ),
    )


def _within(item: Repeat, paths: Collection[str]) -> Repeat:
    return replace(
        item,
        earlier=tuple(path for path in item.earlier if path in paths),
        open_actions=tuple(action for action in item.open_actions if action[0] in paths),
    )


def mix_of(frames: Frames, paths: Collection[str]) -> Mix:
    """Return what the incidents of `paths` consist of."""
    part = frames.only(paths)
    return Mix(count_causes(part), count_cause_services(part), count_detection(part))


def impact_of(metrics: Metrics, quarters: Collection[str]) -> tuple[ImpactSum, ...]:
    """Return the impaired minutes of every service in the quarters, the most first, no zeros."""
    union: defaultdict[str, float] = defaultdict(float)
    added: defaultdict[str, float] = defaultdict(float)
    for one in metrics.impact:
        if one.quarter in quarters:
            union[one.service] += one.minutes
            added[one.service] += one.sum_minutes
    found = [ImpactSum(name, minutes, added[name]) for name, minutes in union.items() if minutes]
    return tuple(sorted(found, key=lambda one: (-one.minutes, one.service)))


def user_minutes_of(incidents: Sequence[Incident]) -> UserMinutes:
    """Return at most how many user-minutes some incidents cost."""
    known = [(one.user_minutes, one.path) for one in incidents if one.user_minutes is not None]
    total, largest = math.fsum(minutes for minutes, _ in known), max(known, default=(0.0, ""))
    return UserMinutes(
        quarter="",
        minutes=total,
        of=len(incidents),
        without=len(incidents) - len(known),
        largest=largest[0] / total if total else None,
        path=largest[1] if total else None,
    )


def _counts(
    metrics: Metrics, incidents: Sequence[Incident], quarters: Collection[str] | None
) -> Iterator[QuarterCount]:
    found = Counter((one.quarter, one.severity or NO_LABEL) for one in incidents)
    for whole in metrics.counts:
        if quarters is not None and whole.quarter not in quarters:
            continue
        severities = {label: found[whole.quarter, label] for label in whole.by_severity}
        total = sum(severities.values())
        yield QuarterCount(whole.quarter, whole.days, total, count_interval(total), severities)


def _measured(metrics: Metrics, metric: str, rows: Rows) -> Iterator[Measured]:
    """Yield every value that a distribution counts: none below zero, none that is not known."""
    for path, value, so_far in _values(metrics, metric, rows):
        if value is not None and value >= 0:
            yield Measured(path, value, lasting=False)
        elif value is None and so_far is not None:
            yield Measured(path, so_far, lasting=True)


def _values(
    metrics: Metrics, metric: str, rows: Rows
) -> Iterator[tuple[str, float | None, float | None]]:
    """Yield path, value and how long it has lasted so far, as far as either is known."""
    if metric == PUBLISH:
        for one in compress(metrics.filed, rows.tolist()):
            yield one.path, one.days, one.waiting
        return
    seen = metrics.seen
    tables = (seen.incidents["path"], seen.minutes[metric], seen.lasted[metric])
    yield from zip(*(plain_values(column[rows]) for column in tables), strict=True)
