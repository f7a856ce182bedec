"""For how long services were impaired, and at most how many users could feel it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.incident import Flag
from mkdocs_postmortems.analysis.part import Part, impact_of, user_minutes_of
from mkdocs_postmortems.analysis.refusal import incomplete
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import IncidentRow, Link


@dataclass(frozen=True)
class ImpactRow:
    """How long `n` incidents impaired one service; `added` counts overlaps more than once."""

    service: Link
    n: int
    minutes: float
    added: float

    @property
    def time(self) -> dt.timedelta:
        """The minutes as a duration."""
        return dt.timedelta(minutes=round(self.minutes))


@dataclass(frozen=True)
class Impairment:
    """The impaired time of services, the longest first, and the users' part of it."""

    rows: tuple[ImpactRow, ...]
    sentence: str
    left_out: int
    incomplete: bool
    largest: IncidentRow | None


def impairment_of(library: Library, part: Part, quarters: Sequence[str]) -> Impairment:
    """Return how long each service was impaired in the quarters, and the users' part of it."""
    metrics, pages = library.results.metrics, library.service_pages
    users = user_minutes_of(part.incidents)
    refused = incomplete(users.of - users.without, users.of)
    sentence = ""
    if refused:
        sentence = f"The number of users is {refused}."
    elif users.largest is not None:
        sentence = (
            f"At most {users.minutes:,.0f} user-minutes, from {users.of - users.without:,} of "
            f"{users.of:,} incidents; {users.without:,} have no estimate. "
            f"{users.minutes * users.largest:,.0f} of them come from one incident."
        )
    named = Counter(
        link.text
        for one in part.incidents
        if Flag.TIME_UNKNOWN not in one.flags
        for link in library.incident_rows[one.path].services
    )
    untimed = [one for one in part.incidents if Flag.TIME_UNKNOWN in one.flags]
    return Impairment(
        rows=tuple(
            ImpactRow(
                Link(one.service, pages[one.service]),
                named[one.service],
                one.minutes,
                one.sum_minutes,
            )
            for one in impact_of(metrics, set(quarters))
        ),
        sentence=sentence,
        left_out=len(untimed),
        incomplete=refused is not None,
        largest=library.incident_rows[users.path] if users.path and not refused else None,
    )
