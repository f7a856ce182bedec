"""What was promised, done and owed in a quarter: as it stood at its end, and as it stands today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.action import ActionRecord
from mkdocs_postmortems.analysis.quarterly import Promises, Quarterly
from mkdocs_postmortems.pages.ledger import Ledger
from mkdocs_postmortems.pages.view import ActionRow, Link
from mkdocs_postmortems.render.text import MONTHS, day, plural

MOST = 12
"""How many rows of a list a review shows; a busy quarter has hundreds."""


@dataclass(frozen=True)
class Promise:
    """One action that fell due in the quarter, and what has become of it, in words."""

    row: ActionRow
    became: str


@dataclass(frozen=True)
class Fallen:
    """Some actions that fell due in a quarter: counts, and those that were not kept.

    Of `all`, `judged` were kept or broken; `declined` by their date, not due yet (`waiting`) and
    closed on a day that is not recorded (`unknown`) are neither.
    """

    all: int
    judged: int
    kept: tuple[Promise, ...]
    broken: tuple[Promise, ...]
    declined: int
    waiting: int
    unknown: int


@dataclass(frozen=True)
class Owed:
    """One action that was open at the end: how late it was then, and where it stands today.

    `ends` is how many ends of quarters it had passed.
    """

    row: ActionRow
    days_overdue: int
    ends: int
    today: str


@dataclass(frozen=True)
class CohortRow:
    """The actions created in one quarter; `quarter` is a link where it has a review."""

    quarter: Link | str
    actions: int
    open_then: int
    open_now: int


@dataclass(frozen=True)
class Account:
    """The actions of one quarter. Before + opened - done - declined = owed.

    `pressing` of those that were owed were overdue or carried over; `others` were neither. Of
    each the first `MOST` are there, by due date, those without one last.
    """

    first: dt.date
    until: dt.date
    over: bool
    before: int
    opened: int
    done: int
    declined: tuple[ActionRow, ...]
    owed: int
    overdue: int
    carried: int
    pressing: int
    promised: Fallen
    fresh: Fallen
    first_pressing: tuple[Owed, ...]
    first_others: tuple[Owed, ...]
    cohorts: tuple[CohortRow, ...]

    @property
    def first_day(self) -> str:
        """The day on which the quarter begins, without the year."""
        return short_day(self.first)

    @property
    def end(self) -> str:
        """The day on which the actions are looked at, without the year."""
        return short_day(self.until)


def account_of(ledger: Ledger, quarterly: Quarterly) -> Account:
    """Return the actions of one quarter."""
    owed = sorted(quarterly.owed, key=by_due)
    pressing = [a for a in owed if quarterly.is_carried(a) or quarterly.days_overdue(a)]
    others = [a for a in owed if not (quarterly.is_carried(a) or quarterly.days_overdue(a))]
    return Account(
        first=quarterly.quarter.first,
        until=quarterly.until,
        over=quarterly.over,
        before=len(quarterly.before),
        opened=len(quarterly.opened),
        done=len(quarterly.done),
        declined=tuple(ledger.row(action) for action in quarterly.declined),
        owed=len(owed),
        overdue=len(quarterly.overdue),
        carried=len(quarterly.carried),
        pressing=len(pressing),
        promised=_fallen(ledger, quarterly.promised),
        fresh=_fallen(ledger, quarterly.fresh),
        first_pressing=tuple(_owed(ledger, quarterly, action) for action in pressing[:MOST]),
        first_others=tuple(_owed(ledger, quarterly, action) for action in others[:MOST]),
        cohorts=tuple(
            CohortRow(ledger.review_link(one.quarter), one.actions, one.open_then, one.open_now)
            for one in quarterly.cohorts
        ),
    )


def by_due(action: ActionRecord) -> tuple[dt.date, str, str]:
    """Order actions by due date, those without one last."""
    return action.due or dt.date.max, action.path, action.id


def short_day(value: dt.date) -> str:
    """Write a day of the quarter as `30 Sep`."""
    return f"{value.day} {MONTHS[value.month - 1]}"


def action_links(rows: Iterable[ActionRow]) -> tuple[Link, ...]:
    """Return a link to each action, on the page of its incident."""
    return tuple(row.link for row in rows)


def _owed(ledger: Ledger, quarterly: Quarterly, action: ActionRecord) -> Owed:
    return Owed(
        row=ledger.row(action),
        days_overdue=quarterly.days_overdue(action),
        ends=quarterly.ends_passed(action),
        today=_became(action),
    )


def _fallen(ledger: Ledger, promises: Promises) -> Fallen:
    return Fallen(
        all=promises.all,
        judged=promises.judged,
        kept=_told(ledger, promises.kept),
        broken=_told(ledger, promises.broken),
        declined=len(promises.declined),
        waiting=len(promises.waiting),
        unknown=len(promises.unknown),
    )


def _told(ledger: Ledger, actions: Sequence[ActionRecord]) -> tuple[Promise, ...]:
    ordered = sorted(actions, key=by_due)
    return tuple(Promise(ledger.row(action), _became(action)) for action in ordered)


def _became(action: ActionRecord) -> str:
    """Return what has become of an action by `as_of`, in words."""
    if action.open:
        return "open"
    if action.closed is None:
        return f"{action.outcome.value}, no date recorded"
    said = f"{action.outcome.value} {day(action.closed)}"
    late = (action.closed - action.due).days if action.due else 0
    return f"{said}, {plural(late, 'day')} late" if late > 0 else said
