"""Earlier incidents like one: those that share a service and a contributing factor with it.

It is the likeness of a repeat (METRICS.md) without its window of ninety days: what happened two
years ago is worth reading too.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from mkdocs_postmortems.analysis.rarity import CAUSE, SERVICE, Label, Rarity, labels_of
from mkdocs_postmortems.model import Postmortem

HALVED_AFTER_DAYS = 365
"""A likeness counts half as much for an incident that lies this much further back."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """One earlier incident, by its path, and the labels that both have, in alphabetical order.

    `weight` is over 0: the rarer what is shared and the more recent the incident, the heavier.
    """

    path: str
    services: tuple[str, ...]
    causes: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Past:
    """The incidents among which those like another are looked for, and the site's time zone."""

    postmortems: tuple[Postmortem, ...]
    zone: ZoneInfo

    def like(self, postmortem: Postmortem) -> tuple[Likeness, ...]:
        """Return the earlier incidents like this one, the heaviest first.

        Earlier is what started before it; where only a date is known, midnight stands for the
        time. Without a date nothing is earlier. The causes unknown and other are not counted.
        """
        begin = self._begin(postmortem)
        if begin is None:
            return ()
        found = {
            other.path: (other, other_begin)
            for key in _keys(postmortem)
            for other, other_begin in self._by_key.get(key, ())
            if other_begin < begin and other.path != postmortem.path
        }
        alike = [self._likeness(postmortem, other, begin - b) for other, b in found.values()]
        # Of two as heavy as each other, the one with the later path.
        alike.sort(key=lambda likeness: (likeness.weight, likeness.path), reverse=True)
        return tuple(alike)

    def _likeness(self, one: Postmortem, other: Postmortem, apart: dt.timedelta) -> Likeness:
        """Weigh what both have: the sum of how rare each label is, halved by age."""
        shared = labels_of(one) & labels_of(other)
        services = sorted(label for label in shared if label.kind == SERVICE)
        causes = sorted(label for label in shared if label.kind == CAUSE)
        rarity = math.fsum(self._rarity.weight(label) for label in (*services, *causes))
        weight = rarity * 0.5 ** (apart / dt.timedelta(days=HALVED_AFTER_DAYS))
        return Likeness(other.path, _names(services), _names(causes), weight)

    def _begin(self, postmortem: Postmortem) -> dt.datetime | None:
        if postmortem.start or not postmortem.day:
            return postmortem.start
        return dt.datetime.combine(postmortem.day, dt.time(), self.zone)

    @cached_property
    def _by_key(self) -> dict[tuple[Label, Label], list[tuple[Postmortem, dt.datetime]]]:
        """The dated incidents with each pair of a cause and a service."""
        found: dict[tuple[Label, Label], list[tuple[Postmortem, dt.datetime]]] = defaultdict(list)
        for postmortem in self.postmortems:
            begin = self._begin(postmortem)
            if begin:
                for key in _keys(postmortem):
                    found[key].append((postmortem, begin))
        return dict(found)

    @cached_property
    def _rarity(self) -> Rarity:
        return Rarity(labels_of(postmortem) for postmortem in self.postmortems)


def _names(labels: Iterable[Label]) -> tuple[str, ...]:
    return tuple(label.name for label in labels)


def _keys(postmortem: Postmortem) -> Iterable[tuple[Label, Label]]:
    labels = labels_of(postmortem)
    services = [label for label in labels if label.kind == SERVICE]
    return [(cause, service) for cause in labels if cause.kind == CAUSE for service in services]
