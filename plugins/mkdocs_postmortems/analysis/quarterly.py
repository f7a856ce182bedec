"""The actions of each quarter: opened, closed, promised and owed, as they stood at its end."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortems.analysis.action import ActionRecord, Outcome
from mkdocs_postmortems.analysis.metrics import Metrics
from mkdocs_postmortems.analysis.observation import index_of
from mkdocs_postmortems.analysis.quarter import Quarter, quarter_of, read_quarter

Records = tuple[ActionRecord, ...]


@dataclass(frozen=True)
class Promises:
    """Some actions that fell due in a quarter, by how they met their date.

    `kept`: done on or before it. `broken`: not, whatever became of them later. `declined` on or
    before it: neither. `waiting`: not due yet at `as_of`. `unknown`: closed without a date.
    """

    kept: Records
    broken: Records
    declined: Records
    waiting: Records
    unknown: Records

    @property
    def judged(self) -> int:
        """How many were kept or broken."""
        return len(self.kept) + len(self.broken)

    @property
    def all(self) -> int:
        """How many fell due, or will."""
        return self.judged + len(self.declined) + len(self.waiting) + len(self.unknown)


@dataclass(frozen=True)
class Cohort:
    """The actions created in one quarter: how many, open at an earlier date, open at `as_of`."""

    quarter: Quarter
    actions: int
    open_then: int
    open_now: int


@dataclass(frozen=True)
class Quarterly:
    """The actions of one quarter as they stood at the end of the day `until`.

    `until` is its last day, or `as_of` while it is not `over`. `before` were open when it began;
    before + opened - done - declined = owed, those that were open at its end. `promised` fell
    due in it and were open when it began, `fresh` fell due and were opened in it. `cohorts` are
    those of which some were owed, and its own, the oldest first. Records are those of `as_of`:
    `open` says what is open today.
    """

    quarter: Quarter
    until: dt.date
    over: bool
    before: Records
    opened: Records
    done: Records
    declined: Records
    owed: Records
    promised: Promises
    fresh: Promises
    cohorts: tuple[Cohort, ...]

    @property
    def overdue(self) -> Records:
        """What was owed, and due before the end; due on that day is not overdue."""
        return tuple(action for action in self.owed if self.days_overdue(action))

    @property
    def carried(self) -> Records:
        """What was owed and had been open when the quarter began."""
        return tuple(action for action in self.owed if self.is_carried(action))

    def is_carried(self, action: ActionRecord) -> bool:
        """Whether an action that was owed had been open when the quarter began."""
        return action.created is not None and action.created < self.quarter.first

    def days_overdue(self, action: ActionRecord) -> int:
        """Return by how many days an action that was owed was overdue at the end."""
        return max(0, (self.until - action.due).days) if action.due else 0

    def ends_passed(self, action: ActionRecord) -> int:
        """Return how many ends of quarters an action that was owed has been carried over."""
        created = action.created or self.quarter.first
        return index_of(self.quarter) - index_of(quarter_of(created)) + self.over


def list_quarters(metrics: Metrics) -> tuple[Quarterly, ...]:
    """Return every quarter from that of the first incident to that of `as_of`, empty ones too.

    As in the cumulative flow: an action without `created` is in none of the counts; what is
    closed without a date counts as closed at `as_of`, what was closed before it was created as
    closed on the day of its creation.
    """
    quarters = [read_quarter(count.quarter) for count in metrics.counts]
    if not quarters:
        return ()
    account = _Account.of(metrics)
    owed = account.open_after(account.created_before(quarters[0]), quarters[0].previous)
    found = []
    for quarter in quarters:
        found.append(account.quarterly(quarter, owed))
        owed = found[-1].owed
    return tuple(found)


@dataclass(frozen=True)
class _Account:
    """The actions by the quarters in which they were created and closed, in their own order.

    `closing` has, by the quarter of creation, the days from whose end on they count as closed.
    """

    as_of: dt.date
    created: dict[Quarter, list[ActionRecord]]
    closed: dict[Quarter, list[ActionRecord]]
    closing: dict[Quarter, list[dt.date]]

    @classmethod
    def of(cls, metrics: Metrics) -> _Account:
        as_of = metrics.as_of
        dated = [action for action in metrics.actions if action.created]
        created = _by_quarter(dated, lambda action: action.created or as_of)
        closed = [action for action in dated if not action.open]
        return cls(
            as_of=as_of,
            created=created,
            closed=_by_quarter(closed, lambda action: _closing_day(action, as_of)),
            closing={
                quarter: sorted(_closing_day(a, as_of) for a in actions if not a.open)
                for quarter, actions in created.items()
            },
        )

    def created_before(self, first: Quarter) -> Records:
        """Return what had been created before a quarter began."""
        return tuple(
            action
            for quarter, actions in sorted(self.created.items())
            for action in actions
            if quarter < first
        )

    def open_after(self, actions: Iterable[ActionRecord], quarter: Quarter) -> Records:
        """Return those of some actions that were open at the end of a quarter, or are today."""
        end = quarter.last
        return tuple(a for a in actions if a.open or _closing_day(a, self.as_of) > end)

    def quarterly(self, quarter: Quarter, before: Records) -> Quarterly:
        """Return a quarter; `before` were open when it began."""
        opened = tuple(self.created.get(quarter, ()))
        closed = self.closed.get(quarter, ())
        return Quarterly(
            quarter=quarter,
            until=min(quarter.last, self.as_of),
            over=quarter.last < self.as_of,
            before=before,
            opened=opened,
            done=tuple(a for a in closed if a.outcome is Outcome.DONE),
            declined=tuple(a for a in closed if a.outcome is Outcome.DECLINED),
            owed=self.open_after((*before, *opened), quarter),
            promised=_promises(before, quarter),
            fresh=_promises(opened, quarter),
            cohorts=tuple(self._cohorts(quarter)),
        )

    def _cohorts(self, quarter: Quarter) -> Iterator[Cohort]:
        """Yield what is left of the actions of this quarter, and of those before where any is."""
        for created, closing in sorted(self.closing.items()):
            actions = len(self.created[created])
            left = actions - bisect_right(closing, quarter.last)
            if created == quarter or (created < quarter and left):
                yield Cohort(created, actions, left, actions - len(closing))


def _by_quarter(
    actions: Iterable[ActionRecord], day_of: Callable[[ActionRecord], dt.date]
) -> dict[Quarter, list[ActionRecord]]:
    found: dict[Quarter, list[ActionRecord]] = defaultdict(list)
    for action in actions:
        found[quarter_of(day_of(action))].append(action)
    return dict(found)


def _closing_day(action: ActionRecord, as_of: dt.date) -> dt.date:
    """Return the day from whose end on a closed action counts as closed."""
    closed = action.closed or as_of
    return max(closed, action.created or closed)


def _promises(actions: Records, quarter: Quarter) -> Promises:
    """Return those of some actions that fell due in a quarter."""
    found: dict[str, list[ActionRecord]] = defaultdict(list)
    for action in actions:
        if action.due and quarter.first <= action.due <= quarter.last:
            found[_kept(action)].append(action)
    kinds = ("kept", "broken", "declined", "waiting", "unknown")
    return Promises(**{kind: tuple(found[kind]) for kind in kinds})


def _kept(action: ActionRecord) -> str:
    """Return how an action with a due date met it: the name of a field of `Promises`."""
    if action.open:
        return "broken" if action.overdue else "waiting"
    if action.closed is None or action.due is None:
        return "unknown"
    if action.closed > action.due:
        return "broken"
    return "kept" if action.outcome is Outcome.DONE else "declined"
