"""Where single actions stand, for those who do not load pandas for it (METRICS.md, Actions)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.model import Action, ActionStatus, Postmortem
from mkdocs_postmortems.settings import Settings

_CLOSED = (ActionStatus.DONE, ActionStatus.DECLINED)


@dataclass(frozen=True)
class Promised:
    """An action on one date: whether it was `open`, when it was `due`, and how late it was."""

    action: Action
    open: bool
    due: dt.date | None
    days_overdue: int

    @property
    def done(self) -> bool:
        """Whether it was done by then."""
        return not self.open and self.action.status is ActionStatus.DONE


def promises_of(postmortem: Postmortem, settings: Settings, as_of: dt.date) -> Iterator[Promised]:
    """Yield the actions that had been created by `as_of`, as `assess_actions` sees them."""
    for action in postmortem.actions:
        if action.created is None or action.created <= as_of:
            yield _promised(action, settings, as_of)


def _promised(action: Action, settings: Settings, as_of: dt.date) -> Promised:
    days, due = settings.priorities.get(action.priority or ""), action.due
    if due is None and action.created and days is not None:
        due = action.created + dt.timedelta(days=days)
    closed = action.status in _CLOSED and (action.closed is None or action.closed <= as_of)
    late = (as_of - due).days if due and not closed else 0
    return Promised(action, not closed, due, max(late, 0))
