"""How far the data itself can be trusted: what is filled in, in order, and not rounded."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from mkdocs_postmortems.analysis.action import ActionRecord
from mkdocs_postmortems.analysis.duration import METRICS
from mkdocs_postmortems.analysis.interval import FROM_PERCENTAGE, Interval, wilson_interval
from mkdocs_postmortems.analysis.observation import Observation
from mkdocs_postmortems.analysis.refusal import FROM_PERCENT_FILLED, incomplete
from mkdocs_postmortems.analysis.share import percent
from mkdocs_postmortems.frames import INSTANTS, Frames
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.taxonomy import UNUSABLE

HEAP_MINUTES = 15
HEAP_EXPECTED = 1 / HEAP_MINUTES
"""Share of durations in whole minutes that chance makes divisible by fifteen."""

_LATER_MOMENTS = INSTANTS[1:]


@dataclass(frozen=True)
class Completeness:
    """How many incidents have a field, of those that can. Not applicable yet is not missing."""

    field: str
    filled: int
    applicable: int

    @property
    def percent(self) -> int | None:
        """The filled share in whole per cent, None below 10.

        What is refused is under its limit, also when rounded.
        """
        if self.applicable < FROM_PERCENTAGE:
            return None
        rounded = percent(self.filled, self.applicable)
        return rounded if self.summarised else min(rounded, FROM_PERCENT_FILLED - 1)

    @property
    def summarised(self) -> bool:
        """Whether figures are made of it: it is filled in where a figure needs it."""
        return incomplete(self.filled, self.applicable) is None


@dataclass(frozen=True)
class Heaping:
    """How many of `n` durations of one metric are multiples of fifteen minutes.

    More than the expected fifteenth says that times were rounded or guessed. `interval` is the
    Wilson interval of the share, None below 10. `zero` durations are counted apart.
    """

    metric: str
    n: int
    multiples: int
    zero: int
    interval: Interval | None

    @property
    def rounded(self) -> bool:
        """Whether there are more than chance gives: the whole interval is above it."""
        return self.interval is not None and (self.interval.low or 0) > HEAP_EXPECTED


@dataclass(frozen=True)
class Disorder:
    """An incident whose moments cannot be in the recorded order: the end is before the begin."""

    path: str
    first: str
    last: str


@dataclass(frozen=True)
class UnknownLabel:
    """A label that the settings do not name, and the `paths` of its incidents, newest first.

    `count` is that of the incidents, for `priority` that of the actions.
    """

    field: str
    label: str
    count: int
    paths: tuple[str, ...]


ActionKey = tuple[str, str]
"""An action: the path of its postmortem, and its id."""


@dataclass(frozen=True)
class ActionGaps:
    """Actions in which something is missing, those of the newest incident first.

    Without owner and due: of the open ones. Without closed: of those that are not open.
    """

    without_owner: tuple[ActionKey, ...]
    without_due: tuple[ActionKey, ...]
    without_closed: tuple[ActionKey, ...]
    without_created: tuple[ActionKey, ...]


@dataclass(frozen=True)
class Quality:
    """What is known of the data, incidents by their paths.

    `missing` names for each of `fields` the incidents that lack it, newest first, where it
    applies. `in_future` has for each incident with a date after `as_of` the fields that hold
    one, newest first: its moments, `published`, `actions.closed`.
    """

    fields: tuple[Completeness, ...]
    missing: Mapping[str, tuple[str, ...]]
    heaping: tuple[Heaping, ...]
    disorder: tuple[Disorder, ...]
    unknown_labels: tuple[UnknownLabel, ...]
    actions: ActionGaps
    in_future: Mapping[str, tuple[str, ...]]


def assess_quality(
    seen: Observation,
    frames: Frames,
    actions: Iterable[ActionRecord],
    settings: Settings,
    as_of: dt.date,
) -> Quality:
    """Return what is filled in, out of order, rounded, unknown or in the future at `as_of`."""
    newest = _newest_first(seen)
    applied = _applied(seen, frames, as_of)
    return Quality(
        fields=tuple(
            Completeness(name, int((filled & applies).sum()), int(applies.sum()))
            for name, (filled, applies) in applied.items()
        ),
        missing={
            name: tuple(newest[(~filled & applies)[newest.index]])
            for name, (filled, applies) in applied.items()
        },
        heaping=tuple(_heaping(metric.name, seen) for metric in METRICS),
        disorder=tuple(_disorder(seen)),
        unknown_labels=tuple(_unknown_labels(frames, settings, newest)),
        actions=_action_gaps(actions, newest),
        in_future=_in_future(frames, as_of, seen, newest),
    )


def _newest_first(seen: Observation) -> pd.Series[str]:
    """Return the paths, the newest first; those without a date after all others."""
    ordered = seen.incidents.assign(begin=seen.begin).sort_values(
        ["day", "begin", "path"], ascending=False, na_position="last"
    )
    return ordered["path"]


def _applied(
    seen: Observation, frames: Frames, as_of: dt.date
) -> dict[str, tuple[pd.Series[bool], pd.Series[bool]]]:
    """Return for every field, in the order of the front matter, where it is and where it can be.

    A moment is filled in where it is recorded or its duration is typed. `mitigated` and
    `resolved` do not apply while the incident goes on, `published` until it is resolved.
    `started` needs a time of day, `causes` one that says something.
    """
    incidents = seen.incidents
    everything = pd.Series(True, index=incidents.index)
    resolved = incidents["resolved_day"] <= pd.Timestamp(as_of)
    usable = frames.causes[~frames.causes["name"].isin({*UNUSABLE, ""})]["path"]
    return {
        "started": (incidents["started"].notna(), everything),
        "detected": (_known(seen, "detected", "time_to_detect"), everything),
        "acknowledged": (_known(seen, "acknowledged", "time_to_acknowledge"), everything),
        "mitigated": (_known(seen, "mitigated", "time_to_mitigate"), ~seen.ongoing),
        "resolved": (_known(seen, "resolved", "time_to_resolve"), ~seen.ongoing),
        "published": (incidents["published"] <= pd.Timestamp(as_of), resolved),
        "detection": (incidents["detection"].notna(), everything),
        "trigger": (incidents["trigger"].notna(), everything),
        "causes": (incidents["path"].isin(usable), everything),
        "affected_users": (incidents["users"].notna(), everything),
    }


def _known(seen: Observation, moment: str, metric: str) -> pd.Series[bool]:
    return seen.incidents[moment].notna() | seen.minutes[metric].notna()


def _heaping(metric: str, seen: Observation) -> Heaping:
    minutes = seen.minutes[metric]
    counted = minutes[minutes > 0]
    n, multiples = len(counted), int((counted % HEAP_MINUTES == 0).sum())
    interval = wilson_interval(multiples, n) if n >= FROM_PERCENTAGE else None
    return Heaping(metric, n, multiples, int((minutes == 0).sum()), interval)


def _disorder(seen: Observation) -> list[Disorder]:
    found = [
        Disorder(path, metric.first, metric.last)
        for metric in METRICS
        for path in seen.incidents.loc[seen.disordered[metric.name], "path"]
    ]
    return sorted(found, key=lambda one: (one.path, one.first, one.last))


def _unknown_labels(
    frames: Frames, settings: Settings, newest: pd.Series[str]
) -> Iterator[UnknownLabel]:
    incidents, causes, actions = frames.incidents, frames.causes, frames.actions
    families = (
        ("severity", incidents["severity"], incidents["path"], settings.severities),
        ("trigger", incidents["trigger"], incidents["path"], settings.triggers),
        ("detection", incidents["detection"], incidents["path"], settings.detection_sources),
        ("causes", causes["name"], causes["path"], settings.causes),
        ("priority", actions["priority"], actions["path"], settings.priorities),
    )
    for field, labels, paths, known in families:
        unknown = labels.notna() & ~labels.isin(known)
        found = paths[unknown].groupby(labels[unknown].astype("string")).agg(list)
        for label, holders in found.items():
            ordered = tuple(newest[newest.isin(holders)])
            yield UnknownLabel(field, str(label), len(holders), ordered)


def _action_gaps(actions: Iterable[ActionRecord], newest: pd.Series[str]) -> ActionGaps:
    place = {path: index for index, path in enumerate(newest)}
    ordered = sorted(actions, key=lambda a: place[a.path])

    def keys(lacks: Callable[[ActionRecord], bool]) -> tuple[ActionKey, ...]:
        return tuple((a.path, a.id) for a in ordered if lacks(a))

    return ActionGaps(
        without_owner=keys(lambda a: a.open and a.owner is None),
        without_due=keys(lambda a: a.open and a.due is None),
        without_closed=keys(lambda a: not a.open and a.closed is None),
        without_created=keys(lambda a: a.created is None),
    )


def _in_future(
    frames: Frames, as_of: dt.date, seen: Observation, newest: pd.Series[str]
) -> dict[str, tuple[str, ...]]:
    """Return the fields with a date that `as_of` does not know yet, by path."""
    found: dict[str, list[str]] = defaultdict(list)
    later = {
        name: frames.incidents[name].notna() & seen.incidents[name].isna()
        for name in _LATER_MOMENTS
    }
    later["published"] = frames.incidents["published"] > pd.Timestamp(as_of)
    for name, rows in later.items():
        for path in frames.incidents.loc[rows, "path"]:
            found[path].append(name)
    for path in frames.actions.loc[frames.actions["closed"] > pd.Timestamp(as_of), "path"].unique():
        found[path].append("actions.closed")
    return {path: tuple(found[path]) for path in newest if path in found}
