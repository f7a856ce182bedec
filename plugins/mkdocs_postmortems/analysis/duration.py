"""How long things took, for each incident."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.frames import Frames
from mkdocs_postmortems.model import Postmortem


@dataclass(frozen=True)
class Durations:
    """The durations of one incident: between its moments, else as typed, else None.

    `detect` is detected - started and may be negative: it was caught before users felt it.
    `acknowledge` is acknowledged - detected, `mitigate` mitigated - started, `respond`
    mitigated - detected (negative: it healed before anybody saw it), `resolve` resolved -
    started. `ongoing` says that no end of the impact is recorded. An impossible negative
    duration counts as not known.
    """

    detect: dt.timedelta | None
    acknowledge: dt.timedelta | None
    mitigate: dt.timedelta | None
    respond: dt.timedelta | None
    resolve: dt.timedelta | None
    ongoing: bool


_SPANS = {
    "detect": ("started", "detected"),
    "acknowledge": ("detected", "acknowledged"),
    "mitigate": ("started", "mitigated"),
    "respond": ("detected", "mitigated"),
    "resolve": ("started", "resolved"),
}
_MAY_BE_NEGATIVE = {"detect", "respond"}


def measure_durations(frames: Frames) -> dict[str, Durations]:
    """Return the durations of every incident, by path."""
    incidents = frames.incidents
    columns = {name: span_of(incidents, name) for name in _SPANS}
    ongoing = still_going_on(incidents, columns["mitigate"], columns["resolve"])
    plain = {name: [_plain(value) for value in column] for name, column in columns.items()}
    return {
        path: Durations(**{name: plain[name][row] for name in _SPANS}, ongoing=bool(still))
        for row, (path, still) in enumerate(zip(incidents["path"], ongoing, strict=True))
    }


def span_of(incidents: pd.DataFrame, name: str) -> pd.Series[pd.Timedelta]:
    """Return one duration of every incident: between its moments, else as typed, else missing."""
    span = raw_span(incidents, name)
    if name not in _MAY_BE_NEGATIVE:
        span = span.where(span >= pd.Timedelta(0))
    typed = f"typed_{name}"
    return span.fillna(incidents[typed]) if typed in incidents else span


def raw_span(incidents: pd.DataFrame, name: str) -> pd.Series[pd.Timedelta]:
    """Return the time between the moments of a duration as recorded, possible or not."""
    first, last = _SPANS[name]
    return incidents[last] - incidents[first]


def still_going_on(
    incidents: pd.DataFrame, mitigate: pd.Series[pd.Timedelta], resolve: pd.Series[pd.Timedelta]
) -> pd.Series[bool]:
    """Say of each incident whether no end of its impact is known, as an instant or a duration."""
    ended = mitigate.notna() | resolve.notna() | incidents["mitigated"].notna()
    return ~(ended | incidents["resolved"].notna())


def impact_of(postmortem: Postmortem, durations: Durations | None) -> dt.timedelta | None:
    """Return how long users felt it: as typed where it differs, else the time to mitigate."""
    if postmortem.stats.downtime is not None:
        return postmortem.stats.downtime
    return durations.mitigate if durations else None


def is_ongoing(
    postmortem: Postmortem, durations: Durations | None, problems: Iterable[Problem]
) -> bool:
    """Say whether the impact goes on; an end that cannot be read is an end all the same.

    `problems` are those of its file.
    """
    unreadable = any(problem.field in {"mitigated", "resolved"} for problem in problems)
    started = postmortem.start is not None
    return started and bool(durations and durations.ongoing) and not unreadable


def _plain(value: pd.Timedelta) -> dt.timedelta | None:
    return None if pd.isna(value) else value.to_pytimedelta()


@dataclass(frozen=True)
class Metric:
    """One duration that is summarised: its name in the data, its words, from when to when."""

    name: str
    title: str
    span: str
    first: str
    last: str
    ends_with_impact: bool


METRICS = tuple(
    Metric(name, title, span, *_SPANS[span], ends_with_impact=ends)
    for name, title, span, ends in (
        ("time_to_detect", "Time to detect", "detect", False),
        ("time_to_acknowledge", "Time to acknowledge", "acknowledge", False),
        ("time_to_mitigate", "Time to mitigate", "mitigate", True),
        ("response", "Response", "respond", True),
        ("time_to_resolve", "Time to resolve", "resolve", True),
    )
)
"""The durations between moments. Those that end with the impact or after it cannot be known
while an incident is going on: it has lasted at least from `first` until `as_of`."""
