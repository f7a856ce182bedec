"""Earlier incidents like one: those that share a service and a contributing factor with it.

It is the likeness of a repeat (METRICS.md) without its window of ninety days: what happened two
years ago is worth reading too.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from mkdocs_postmortems.analysis.cause import UNUSABLE
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
        """Weigh what both have: the sum of ln(1 + incidents / those with the label), halved by age.

        This is the inverse document frequency of text search, with labels for words.
        """
        services = sorted(_services(one) & _services(other))
        causes = sorted(_causes(one) & _causes(other))
        number = len(self.postmortems)
        rarity = math.fsum(
            [math.log1p(number / self._with_service[name]) for name in services]
            + [math.log1p(number / self._with_cause[name]) for name in causes]
        )
        weight = rarity * 0.5 ** (apart / dt.timedelta(days=HALVED_AFTER_DAYS))
        return Likeness(other.path, tuple(services), tuple(causes), weight)

    def _begin(self, postmortem: Postmortem) -> dt.datetime | None:
        if postmortem.start or not postmortem.day:
            return postmortem.start
        return dt.datetime.combine(postmortem.day, dt.time(), self.zone)

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], list[tuple[Postmortem, dt.datetime]]]:
        """The dated incidents with each pair of a cause and a service."""
        found: dict[tuple[str, str], list[tuple[Postmortem, dt.datetime]]] = defaultdict(list)
        for postmortem in self.postmortems:
            begin = self._begin(postmortem)
            if begin:
                for key in _keys(postmortem):
                    found[key].append((postmortem, begin))
        return dict(found)

    @cached_property
    def _with_service(self) -> Counter[str]:
        return Counter(name for p in self.postmortems for name in _services(p))

    @cached_property
    def _with_cause(self) -> Counter[str]:
        return Counter(name for p in self.postmortems for name in _causes(p))


def _services(postmortem: Postmortem) -> set[str]:
    return set(postmortem.services) - {""}


def _causes(postmortem: Postmortem) -> set[str]:
    return {cause.factor for cause in postmortem.causes} - UNUSABLE - {""}


def _keys(postmortem: Postmortem) -> Iterable[tuple[str, str]]:
    services = _services(postmortem)
    return [(cause, service) for cause in _causes(postmortem) for service in services]
