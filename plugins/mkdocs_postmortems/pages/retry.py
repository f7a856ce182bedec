"""Changes that are still to be tried again: when, and what they wait for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.pages.gate import Gate, gate_of
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import IncidentRow, Link


@dataclass(frozen=True)
class Retry:
    """A change that is planned for `as_of` or later, or that waits without a date."""

    incident: Link
    change: str
    gate: Gate


def retries_of(library: Library, incidents: Iterable[IncidentRow]) -> tuple[Retry, ...]:
    """Return what some incidents say is to be tried again, by date, without one last."""
    found = []
    for row in incidents:
        postmortem = library.by_path[library.path_of[row.incident.page]]
        gate = gate_of(library, postmortem)
        if gate and _is_ahead(gate, library.as_of):
            change = postmortem.change.summary if postmortem.change else ""
            found.append(Retry(row.incident, change, gate))
    return tuple(
        sorted(found, key=lambda one: (one.gate.planned or dt.date.max, one.incident.page))
    )


def _is_ahead(gate: Gate, as_of: dt.date) -> bool:
    """Without a date, whoever tried the change again may not have said so: only waiting counts."""
    return gate.planned >= as_of if gate.planned else not gate.is_open
