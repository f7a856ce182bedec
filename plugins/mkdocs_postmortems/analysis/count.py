"""How many incidents there were: by quarter, by severity, by what found them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from mkdocs_postmortems.analysis.incident import Flag, Incident
from mkdocs_postmortems.analysis.interval import Interval, count_interval
from mkdocs_postmortems.analysis.quarter import Quarter, quarter_labels, quarters_since
from mkdocs_postmortems.frames import Frames

NO_LABEL = "(none)"
"""Stands for a severity that is missing."""


@dataclass(frozen=True)
class QuarterCount:
    """The incidents that started in one quarter.

    `days` of the quarter had begun by `as_of`. `interval` is the exact 95 % interval of the
    expected count (`count_interval`). `by_severity` holds every configured severity in its
    order, then labels that are not configured; its counts add up to `count`.
    """

    quarter: str
    days: int
    count: int
    interval: Interval
    by_severity: dict[str, int]


@dataclass(frozen=True)
class DetectionCount:
    """How many of all `of` incidents one source found."""

    source: str
    incidents: int
    of: int


def count_quarters(frames: Frames, as_of: dt.date) -> tuple[QuarterCount, ...]:
    """Return a count for every quarter from the first incident to `as_of`, empty ones too.

    Quarters are those of `started` in the site's zone. Incidents without a date are in none.
    """
    incidents = frames.incidents
    severity = incidents["severity"].astype("object").fillna(NO_LABEL)
    quarter = quarter_labels(incidents["day"])
    labels = [*incidents["severity"].cat.categories, *({NO_LABEL} & set(severity))]
    table = pd.crosstab(quarter, severity)
    found = quarters_since(incidents["day"].min(), as_of)
    table = table.reindex(index=[str(q) for q in found], columns=labels, fill_value=0)
    return tuple(
        _quarter_count(quarter, as_of, dict(zip(labels, row, strict=True)))
        for quarter, row in zip(found, table.to_numpy().tolist(), strict=True)
    )


def _quarter_count(quarter: Quarter, as_of: dt.date, counts: dict[str, int]) -> QuarterCount:
    total = sum(counts.values())
    return QuarterCount(str(quarter), quarter.days(as_of), total, count_interval(total), counts)


def count_caught_early(incidents: Sequence[Incident]) -> tuple[int, int]:
    """Return (k, n): k were detected before users felt them, of n whose detection is known."""
    early = sum(Flag.DETECTED_BEFORE_IMPACT in one.flags for one in incidents)
    return early, sum(one.time_to_detect is not None for one in incidents)


def count_detection(frames: Frames) -> tuple[DetectionCount, ...]:
    """Return how many incidents each source found, the most first, then by name.

    Incidents that do not say what found them are in `of` only.
    """
    sources = Counter(frames.incidents["detection"].dropna().tolist())
    of = len(frames.incidents)
    ordered = sorted(sources.items(), key=lambda item: (-item[1], item[0]))
    return tuple(DetectionCount(source, count, of) for source, count in ordered)
