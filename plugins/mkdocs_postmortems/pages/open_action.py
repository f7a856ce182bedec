"""Open actions with what they are judged by: the rule of their priority, and what came back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.digest import SOON_DAYS
from mkdocs_postmortems.pages.action_columns import EXPORTED, SEARCHED, action_columns
from mkdocs_postmortems.pages.came_back import CameBack
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import Column, Kind, Listing, Value
from mkdocs_postmortems.pages.view import ActionRow, Link
from mkdocs_postmortems.render.text import plural

_WHEN = ("overdue", "next 7 days", "later", "no date")


@dataclass(frozen=True)
class OpenAction:
    """One open action, and what has come back since.

    `rule_days` are those of the most urgent priority, where the action has it; `over_rule` says
    that it is open for longer, whatever its due date.
    """

    row: ActionRow
    came_back: CameBack | None
    rule_days: int | None

    @property
    def over_rule(self) -> bool:
        """Whether it is open for longer than its priority allows."""
        return self.rule_days is not None and self.row.age_days > self.rule_days

    @property
    def late(self) -> str:
        """How late it is in words, empty where it is not."""
        return f"{plural(self.row.days_overdue, 'day')} overdue" if self.row.overdue else ""

    @property
    def rule(self) -> str:
        """Where it stands with the rule of its priority, in words; empty where none applies."""
        if self.rule_days is None or self.over:
            return ""
        return f"day {self.row.age_days:,} of {self.rule_days}"

    @property
    def over(self) -> str:
        """The same where it is over the rule, and nothing else on its row says that it is late."""
        late = self.over_rule and not self.row.overdue
        return f"day {self.row.age_days:,} of {self.rule_days}" if late else ""

    @property
    def progress(self) -> str:
        """Its state, where somebody works on it, or its file gives a later day for its end."""
        if self.row.state in {"done", "declined"}:
            return f"{self.row.state} on a later day"
        return "" if self.row.state == "open" else self.row.state


def open_actions(library: Library) -> tuple[OpenAction, ...]:
    """Return every open action: overdue first, then by priority, then by due date."""
    policies = library.settings.priorities.items()
    urgent, limit = next(((n, days) for n, days in policies if days is not None), (None, None))
    return tuple(
        OpenAction(
            row=row,
            came_back=library.came_back.get(row.incident.page),
            rule_days=limit if row.priority == urgent else None,
        )
        for row in library.action_rows
        if row.open
    )


def listing(library: Library) -> Listing:
    """Return the open actions as columns, in the order of the list."""
    return listing_of(library, open_actions(library))


def listing_of(library: Library, actions: Sequence[OpenAction]) -> Listing:
    """Return these actions as columns."""

    def column(
        name: str,
        title: str,
        kind: Kind,
        value: Callable[[OpenAction], Value],
        order: Iterable[str] = (),
    ) -> Column:
        return Column(name, title, kind, tuple(map(value, actions)), tuple(order))

    label = Kind.LABEL
    columns = (
        *action_columns(library, [action.row for action in actions]),
        column("due", "Due", Kind.DATE, lambda one: one.row.due),
        column("late", "Late", label, lambda one: one.late),
        column("when", "Due", label, lambda one: _when(one.row, library.as_of), _WHEN),
        column("progress", "State", label, lambda one: one.progress),
        column("rule", "Rule", label, lambda one: one.rule),
        column("over", "Over the rule", label, lambda one: one.over),
        column("age", "Open for", Kind.NUMBER, lambda one: one.row.age_days),
        column("again", "Came back", label, _newest),
        column("again_said", "Came back", label, _said),
    )
    return Listing(
        name="actions",
        noun=("open action", "open actions"),
        columns=columns,
        facets=("when", "owner", "team", "service", "priority", "type"),
        searched=SEARCHED,
        exported=("due", *EXPORTED, "progress", "age", "incident", "day", "severity"),
        leads="place",
    )


def _when(row: ActionRow, as_of: dt.date) -> str:
    """Return the option of the facet by which what is urgent is found."""
    if row.overdue:
        return _WHEN[0]
    if row.due is None:
        return _WHEN[3]
    return _WHEN[1] if row.due <= as_of + dt.timedelta(days=SOON_DAYS) else _WHEN[2]


def _newest(action: OpenAction) -> Link | None:
    return action.came_back.newest if action.came_back else None


def _said(action: OpenAction) -> str:
    return action.came_back.said if action.came_back else ""
