"""Contributing factors: how many incidents each had a part in. One incident can have several."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mkdocs_postmortems.frames import Frames
from mkdocs_postmortems.taxonomy import UNKNOWN


@dataclass(frozen=True)
class CauseCount:
    """One contributing factor.

    `incidents` have it, `only` of them no other one. `covered` incidents have this one or one
    of those listed before it: the size of the union, of all `of` incidents, never a sum.
    """

    cause: str
    incidents: int
    only: int
    covered: int
    of: int


@dataclass(frozen=True)
class CauseService:
    """How many incidents of a service had a contributing factor."""

    cause: str
    service: str
    incidents: int


def count_causes(frames: Frames) -> tuple[CauseCount, ...]:
    """Return every factor, that of the most incidents first, then by name, `unknown` last.

    An incident counts once under each of its factors, so the counts add up to more than `of`.
    Incidents without a factor are in `of` only.
    """
    causes = frames.causes[frames.causes["name"] != ""]
    counts = Counter(causes["name"].tolist())
    alone = Counter(causes[~causes["path"].duplicated(keep=False)]["name"].tolist())
    ordered = sorted(counts, key=lambda name: (name == UNKNOWN, -counts[name], name))
    covered = _running_union(causes, ordered)
    of = len(frames.incidents)
    return tuple(
        CauseCount(name, counts[name], alone[name], union, of)
        for name, union in zip(ordered, covered, strict=True)
    )


def _running_union(causes: pd.DataFrame, ordered: list[str]) -> list[int]:
    """Return how many incidents have one of the first 1, 2, ... factors.

    Each incident is covered from the first of its factors on.
    """
    place = causes["name"].map({name: index for index, name in enumerate(ordered)})
    first = place.groupby(causes["path"]).min().to_numpy(dtype=np.int64)
    added = np.bincount(first, minlength=len(ordered))
    return [int(total) for total in np.cumsum(added)]


def count_cause_services(frames: Frames) -> tuple[CauseService, ...]:
    """Return the pairs of a factor and a service that occur, by count, then by both names."""
    causes = frames.causes[frames.causes["name"] != ""]
    pairs = causes.merge(frames.services, on="path", suffixes=("_cause", "_service"))
    counts = Counter(zip(pairs["name_cause"], pairs["name_service"], strict=True))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(CauseService(cause, service, n) for (cause, service), n in ordered)
