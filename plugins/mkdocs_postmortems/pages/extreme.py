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

    Without an incident, `said` tells why: none says it, too few do, or several went equally far,
    which are `tied`.
    """

    incident: Link | None
    said: str
    n: int
    of: int
    tied: int = 0

    @property
    def alone(self) -> bool:
        """Whether it is the only incident, so that it is the most of nothing."""
        return self.n == 1


def longest_of(ledger: Ledger, quarter: Quarter) -> Extreme:
    """Return the incident with the longest impact, or that has lasted longest so far."""
    lasted, of = ledger.lasted.get(quarter, ()), len(ledger.incidents.get(quarter, ()))
    if refused := _refused(len(lasted), of):
        return Extreme(None, refused, len(lasted), of)
    longest = max(one.value for one in lasted)
    # Tied is what reads the same: seconds are not shown.
    shown = span(dt.timedelta(minutes=longest))
    most = [one for one in lasted if span(dt.timedelta(minutes=one.value)) == shown]
    took = f"{'at least ' if any(one.lasting for one in most) else ''}{shown}"
    if len(most) > 1:
        return Extreme(None, took, len(lasted), of, len(most))
    return Extreme(ledger.library.incident_rows[most[0].path].incident, took, len(lasted), of)


def widest_of(ledger: Ledger, quarter: Quarter) -> Extreme:
    """Return the incident that the most users felt; none where nobody felt any of them."""
    library, rows = ledger.library, ledger.incidents.get(quarter, ())
    stats = {
        row.incident: library.by_path[library.path_of[row.incident.page]].stats for row in rows
    }
    said = [(s.affected_users, link) for link, s in stats.items() if s.affected_users is not None]
    if refused := _refused(len(said), len(rows)):
        return Extreme(None, refused, len(said), len(rows))
    users = max(reached for reached, _ in said)
    most = [link for reached, link in said if reached == users] if users else []
    return Extreme(
        incident=most[0] if len(most) == 1 else None,
        said=plural(users, "user"),
        n=len(said),
        of=len(rows),
        tied=len(most) if len(most) > 1 else 0,
    )


def _refused(n: int, of: int) -> str | None:
    return incomplete(n, of) or (None if n else "no incident")
