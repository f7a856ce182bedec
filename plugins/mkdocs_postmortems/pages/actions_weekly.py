"""The weekly sync: what became overdue, what is due next, what was opened and closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.action import Debt
from mkdocs_postmortems.analysis.digest import SOON_DAYS, OpenedGate, summarise
from mkdocs_postmortems.analysis.period import Period
from mkdocs_postmortems.analysis.standing import Standing
from mkdocs_postmortems.pages.late import LatePostmortem, late_postmortems
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import ActionRow, Link, Page

_DAYS = 7


@dataclass(frozen=True)
class Gate:
    """A change that may be tried again since the last of what it required was done."""

    incident: Link
    change: str
    opened: dt.date
    planned: dt.date | None


@dataclass(frozen=True)
class WeeklyView:
    """What happened from `first` to `as_of`, and what is due until `soon`.

    `long_overdue` counts what was overdue before `first`.
    """

    first: dt.date
    soon: dt.date
    debt: Debt
    newly_overdue: tuple[ActionRow, ...]
    long_overdue: int
    due_soon: tuple[ActionRow, ...]
    created: tuple[ActionRow, ...]
    closed: tuple[ActionRow, ...]
    late: tuple[LatePostmortem, ...]
    gates: tuple[Gate, ...]
    unread: int

    @property
    def quiet(self) -> tuple[str, ...]:
        """What there is none of, in words."""
        parts = {
            "became overdue": self.newly_overdue,
            f"is due in the next {SOON_DAYS} days": self.due_soon,
            "was written down": self.created,
            "was closed": self.closed,
        }
        return tuple(name for name, rows in parts.items() if not rows)


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of the weekly sync."""
    yield Page(
        path=addresses.ACTIONS_WEEKLY,
        title="This week",
        template="actions_weekly",
        view=lambda: view(library),
        parent=addresses.ACTIONS,
        wide=True,
    )


def view(library: Library) -> WeeklyView:
    """Return the last seven days, the day of `as_of` included, and the seven after it."""
    period = Period(library.as_of - dt.timedelta(days=_DAYS - 1), library.as_of)
    found = summarise(library.knowledge_base, library.results, period)
    return WeeklyView(
        first=period.first,
        soon=period.last + dt.timedelta(days=SOON_DAYS),
        debt=found.debt,
        newly_overdue=_rows(library, found.newly_overdue),
        long_overdue=len(found.long_overdue),
        due_soon=_rows(library, found.due_soon),
        created=_rows(library, found.created),
        closed=_rows(library, (*found.done, *found.declined)),
        late=late_postmortems(library),
        gates=tuple(_gate(library, gate) for gate in found.gates),
        unread=library.unread,
    )


def _rows(library: Library, standings: Iterable[Standing]) -> tuple[ActionRow, ...]:
    rows = {(row.incident.page, row.fragment): row for row in library.action_rows}
    found = ((addresses.postmortem_page(one.postmortem.path), one.fragment) for one in standings)
    return tuple(rows[place] for place in found)


def _gate(library: Library, gate: OpenedGate) -> Gate:
    postmortem = gate.postmortem
    return Gate(
        incident=library.incident_link(postmortem),
        change=postmortem.change.summary if postmortem.change else "",
        opened=gate.opened,
        planned=postmortem.retry.planned if postmortem.retry else None,
    )
