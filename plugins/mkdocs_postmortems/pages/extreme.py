"""The incidents of a quarter that went furthest: the longest, and the widest by users."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mkdocs_postmortems.analysis.quarter import Quarter
from mkdocs_postmortems.analysis.refusal import incomplete
from mkdocs_postmortems.pages.ledger import Ledger
from mkdocs_postmortems.pages.view import Link
from mkdocs_postmortems.render.text import plural, span


@dataclass(frozen=True)
class Extreme:
    """One incident and how far it went, in words; `n` of `of` incidents say how far they went.

    Without an incident, `said` tells why: none says it, or too few do.
    """

    incident: Link | None
    said: str
    n: int
    of: int


def longest_of(ledger: Ledger, quarter: Quarter) -> Extreme:
    """Return the incident with the longest time to mitigate, or that has lasted longest so far."""
    measured, of = ledger.measured.get(quarter, ()), len(ledger.incidents.get(quarter, ()))
    if refused := _refused(len(measured), of):
        return Extreme(None, refused, len(measured), of)
    one = max(measured, key=lambda value: (value.value, value.path))
    took = f"{'at least ' if one.lasting else ''}{span(dt.timedelta(minutes=one.value))}"
    return Extreme(ledger.library.incident_rows[one.path].incident, took, len(measured), of)


def widest_of(ledger: Ledger, quarter: Quarter) -> Extreme:
    """Return the incident that the most users felt; none where nobody felt any of them."""
    library, rows = ledger.library, ledger.incidents.get(quarter, ())
    stats = {
        row.incident: library.by_path[library.path_of[row.incident.page]].stats for row in rows
    }
    said = [(s.affected_users, link) for link, s in stats.items() if s.affected_users is not None]
    if refused := _refused(len(said), len(rows)):
        return Extreme(None, refused, len(said), len(rows))
    users, link = max(said, key=lambda one: (one[0], one[1].page))
    return Extreme(link if users else None, plural(users, "user"), len(said), len(rows))


def _refused(n: int, of: int) -> str | None:
    return incomplete(n, of) or (None if n else "no incident")
