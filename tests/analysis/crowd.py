"""Knowledge bases large enough for every figure: drawn from a seed, with some of it missing.

Hypothesis draws the few numbers of a `Crowd`; all incidents follow from them. Smaller and odder
ones, each field drawn by itself, are those of `invented.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from mkdocs_postmortems.analysis.metrics import Metrics
from mkdocs_postmortems.analysis.quarter import Quarter
from mkdocs_postmortems.model import Action, Postmortem
from mkdocs_postmortems.settings import Settings

from .invented import AS_OF, SETTINGS, incident, metrics_of, minutes

_FIRST = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
_DAYS = 480
"""From the third quarter of 2025 to a little after `AS_OF`."""
_FACTORS = ("config-change", "capacity", "no-alert", "stale-runbook", "unknown", "other")
_SERVICES = ("orders", "search", "mail")
_FOUND_BY = ("monitoring", "customer", "colleague")


@dataclass(frozen=True)
class Drawn:
    """A knowledge base, and how it is read."""

    postmortems: tuple[Postmortem, ...]
    settings: Settings = SETTINGS
    as_of: dt.date = AS_OF
    period: Quarter | None = None

    def measure(self, postmortems: Sequence[Postmortem] | None = None) -> Metrics:
        """Return the metrics of these postmortems, by default of all, read in the same way."""
        chosen = self.postmortems if postmortems is None else postmortems
        return metrics_of(*chosen, settings=self.settings, as_of=self.as_of, period=self.period)

    @property
    def counted(self) -> list[Postmortem]:
        return [p for p in self.postmortems if p.day is None or p.day <= self.as_of]


@dataclass(frozen=True)
class Crowd:
    """What a knowledge base is drawn from.

    `gaps` is the chance that a field is missing, `ongoing` that an incident is not over,
    `coarse` rounds every duration to that many minutes: equal values, and zeros.
    """

    seed: int
    size: int
    gaps: float
    ongoing: float
    coarse: int = 1
    zone: str = "UTC"
    as_of: dt.date = AS_OF
    period: Quarter | None = None

    @property
    def drawn(self) -> Drawn:
        random = Random(self.seed)
        made = tuple(self._incident(f"i{n:02}", random) for n in range(self.size))
        return Drawn(made, Settings(timezone=self.zone), self.as_of, self.period)

    def _incident(self, ident: str, random: Random) -> Postmortem:
        started = _FIRST + minutes(random.randrange(_DAYS * 1440))
        found = started + self._span(random, -20)
        heard, ended = found + self._span(random), found + self._span(random, -20)
        moments = {"detected": found, "acknowledged": heard}
        if random.random() >= self.ongoing:
            moments |= {"mitigated": ended, "resolved": ended + self._span(random)}
        known = {name: at for name, at in moments.items() if random.random() >= self.gaps}
        factors = random.sample(_FACTORS, random.randint(0, 3))
        return incident(
            ident,
            started if random.random() >= self.gaps / 4 else started.date(),
            severity=random.choice(("SEV-1", "SEV-2", "SEV-3", "odd", None)),
            services=tuple(random.sample(_SERVICES, random.randint(1, 2))),
            causes=factors,
            published=self._day(random, started) if random.random() < 0.7 else None,
            stats={"affected_users": random.choice((None, 0, 40, 9000))},
            actions=tuple(
                self._action(f"A{n}", started, random) for n in range(random.randint(0, 3))
            ),
            **known,
            **({"detection": random.choice(_FOUND_BY)} if random.random() >= self.gaps else {}),
        )

    def _span(self, random: Random, least: int = 0) -> dt.timedelta:
        """Return a span of which a few are very long, as those of incidents are."""
        length = random.randint(least, 90) if random.random() < 0.9 else random.randint(90, 5000)
        return minutes(length // self.coarse * self.coarse)

    def _action(self, ident: str, started: dt.datetime, random: Random) -> Action:
        status = random.choice(("open", "in-progress", "done", "done", "done", "declined"))
        created = self._day(random, started)
        closed = created + dt.timedelta(days=random.randint(0, 120))
        ended = status in ("done", "declined") and random.random() >= self.gaps / 2
        return Action(
            id=ident,
            title="t",
            priority=random.choice(("high", "medium", "low", None)),
            owner=random.choice(("team", None)),
            created=created,
            due=self._day(random, started) if random.random() < 0.3 else None,
            status=status,
            closed=closed if ended else None,
        )

    @staticmethod
    def _day(random: Random, started: dt.datetime) -> dt.date:
        return started.date() + dt.timedelta(days=random.randint(0, 60))


def crowds(most: int = 90) -> st.SearchStrategy[Drawn]:
    """Draw knowledge bases of up to so many incidents, read on a date in one of three zones."""
    return st.builds(
        Crowd,
        seed=st.integers(0, 2**32),
        size=st.integers(0, most),
        gaps=st.sampled_from((0.0, 0.1, 0.5)),
        ongoing=st.sampled_from((0.0, 0.1, 0.5)),
        coarse=st.sampled_from((1, 15)),
        zone=st.sampled_from(("UTC", "America/New_York", "Pacific/Auckland")),
        as_of=st.dates(dt.date(2025, 6, 20), dt.date(2027, 1, 31)),
        period=st.none() | st.builds(Quarter, st.just(2026), st.integers(1, 4)),
    ).map(lambda crowd: crowd.drawn)
