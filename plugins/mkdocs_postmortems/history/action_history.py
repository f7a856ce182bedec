"""What became of each action over the versions of its file."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.model import Action, ActionStatus


@dataclass(frozen=True)
class DueMove:
    """One change of a due date that was written down: when, from which date, to which."""

    on: dt.date
    before: dt.date
    after: dt.date


@dataclass(frozen=True)
class ActionHistory:
    """What git knows of one action; the days are those of commits, in the site's zone.

    `with_file` says that the first version of the file had it already: it may be older than
    that. `closed_on` is the day since which it has been done or declined, None while it is open.
    """

    first_written: dt.date
    with_file: bool
    closed_on: dt.date | None = None
    due_moves: tuple[DueMove, ...] = ()

    @property
    def days_moved(self) -> int:
        """Days from the first due date to the last; negative for an earlier one."""
        if not self.due_moves:
            return 0
        return (self.due_moves[-1].after - self.due_moves[0].before).days


@dataclass(frozen=True)
class Known:
    """An action as the versions so far tell it.

    `due` is the last date that was written; a version without one leaves it. `present` says that
    the last version had the action.
    """

    title: str
    id: str
    due: dt.date | None
    present: bool
    history: ActionHistory


_Key = Callable[[Known], Hashable]


def follow(
    known: Sequence[Known] | None, actions: Sequence[Action], on: dt.date
) -> tuple[Known, ...]:
    """Return what is known of the actions of a file after one more version of it.

    `known` is None before the first version, `on` the day of this one. The actions of the version
    come first, in its order; those that it lacks follow. An action is the one of the version
    before that has its title, and of several the one that has its id too. A title that none had
    is an action that was taken out and came back; or else another wording of the one that has
    its id, written or by its place (A1, A2, ...); or else a new action.
    """
    new = [_written(action, nth, on, known is None) for nth, action in enumerate(actions, start=1)]
    partners = _partners(known or (), new)
    followed = [
        _followed(known[partners[nth]], action, one, on) if known and nth in partners else one
        for nth, (one, action) in enumerate(zip(new, actions, strict=True))
    ]
    taken = set(partners.values())
    gone = (replace(one, present=False) for nth, one in enumerate(known or ()) if nth not in taken)
    return (*followed, *gone)


def _written(action: Action, number: int, on: dt.date, with_file: bool) -> Known:
    """Return an action that stands in a version for the first time."""
    return Known(
        title=" ".join(action.title.split()).casefold(),
        id=action.id or f"A{number}",
        due=action.due,
        present=True,
        history=ActionHistory(on, with_file, closed_on=on if _is_closed(action) else None),
    )


def _followed(before: Known, action: Action, now: Known, on: dt.date) -> Known:
    """Return an action of which an earlier version is known."""
    history, due = before.history, action.due or before.due
    moves = history.due_moves
    if before.due and due and due != before.due:
        moves = (*moves, DueMove(on, before.due, due))
    closed_on = (history.closed_on or on) if _is_closed(action) else None
    return replace(now, due=due, history=replace(history, closed_on=closed_on, due_moves=moves))


def _is_closed(action: Action) -> bool:
    return action.status in {ActionStatus.DONE, ActionStatus.DECLINED}


def _partners(known: Sequence[Known], new: Sequence[Known]) -> dict[int, int]:
    """Return which of the new is which of the known, by their positions."""
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for key, present in _KEYS:
        free: dict[Hashable, deque[int]] = defaultdict(deque)
        for at, one in enumerate(known):
            if at not in taken and one.present is present:
                free[key(one)].append(at)
        for at, one in enumerate(new):
            if at not in partners and key(one) and free[key(one)]:
                partners[at] = free[key(one)].popleft()
                taken.add(partners[at])
    return partners


_KEYS: tuple[tuple[_Key, bool], ...] = (
    (lambda one: one.title and (one.title, one.id), True),
    (lambda one: one.title, True),
    (lambda one: one.title, False),
    (lambda one: one.id, True),
)
"""By what an action is known again, the surest first, and whether the last version had it."""
