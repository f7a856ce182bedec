"""Recovery objectives of a service against what its incidents took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.share import share
from mkdocs_postmortems.model import Postmortem, Service
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import IncidentRow, Link

_NAMED = 5


@dataclass(frozen=True)
class Missed:
    """One incident that went over an objective; `at_least` while it is not over."""

    incident: Link
    took: dt.timedelta
    at_least: bool


@dataclass(frozen=True)
class Objective:
    """One objective: how many incidents went over it, the worst of them first.

    `missed` names at most five of `over`.
    """

    name: str
    meaning: str
    limit: dt.timedelta
    sentence: str
    over: int
    missed: tuple[Missed, ...]


def objectives_of(
    library: Library, service: Service | None, incidents: Sequence[IncidentRow]
) -> tuple[Objective, ...]:
    """Return the objectives of a service that has any, the recovery time first."""
    if service is None or not incidents:
        return ()
    found = [library.by_path[library.path_of[row.incident.page]] for row in incidents]
    objectives = (
        ("RTO", "recovery time objective", service.rto, list(_times(library, found))),
        ("RPO", "recovery point objective", service.rpo, list(_losses(library, found))),
    )
    return tuple(
        _objective(name, meaning, limit, values, len(found))
        for name, meaning, limit, values in objectives
        if limit is not None
    )


def _objective(
    name: str, meaning: str, limit: dt.timedelta, values: Sequence[Missed], of: int
) -> Objective:
    over = sorted((one for one in values if one.took > limit), key=lambda one: -one.took)
    what = "time to mitigate" if name == "RTO" else "loss of data"
    if not values:
        sentence = f"not known, for none of {of:,} incidents says its {what}"
    else:
        sentence = f"{share(len(over), len(values))} incidents"
        if len(values) < of:
            sentence += f" whose {what} is recorded, of {of:,}"
    return Objective(name, meaning, limit, sentence, len(over), tuple(over[:_NAMED]))


def _times(library: Library, found: Sequence[Postmortem]) -> Iterator[Missed]:
    """Yield how long each impact lasted, or has lasted so far."""
    seen = library.results.metrics.seen
    for postmortem in found:
        row = library.incident_rows[postmortem.path]
        link = library.incident_link(postmortem)
        if row.impact is not None:
            yield Missed(link, row.impact, at_least=False)
        elif row.ongoing and postmortem.start:
            yield Missed(link, seen.now.to_pydatetime() - postmortem.start, at_least=True)


def _losses(library: Library, found: Sequence[Postmortem]) -> Iterator[Missed]:
    for postmortem in found:
        if postmortem.stats.data_loss is not None:
            link = library.incident_link(postmortem)
            yield Missed(link, postmortem.stats.data_loss, at_least=False)
