"""What the questions of a review rest on: one quarter as it stood at its end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from mkdocs_postmortems.analysis.action import ActionRecord
from mkdocs_postmortems.analysis.quarterly import Quarterly
from mkdocs_postmortems.pages.account import Account, action_links, by_due
from mkdocs_postmortems.pages.gap import Gap
from mkdocs_postmortems.pages.ledger import Ledger
from mkdocs_postmortems.pages.occurrence import Occurrence
from mkdocs_postmortems.pages.view import ActionRow, IncidentRow, Link

Piece = str | Link
"""A part of a sentence: a text, or a text that leads somewhere."""


@dataclass(frozen=True)
class Question:
    """One question: the facts it rests on, what is asked, the incidents and actions behind it."""

    facts: tuple[Piece, ...]
    asked: str
    incidents: tuple[Link, ...] = ()
    actions: tuple[Link, ...] = ()


def since(rows: Sequence[ActionRow]) -> str:
    """Return what became of some actions that were open, as a sentence that goes on a fact."""
    ended = Counter(row.state for row in rows if not row.open)
    if len(rows) == 1:
        return "".join(f" The action was {state} since." for state in ended)
    told = [f"{ended[state]} {state}" for state in ("done", "declined") if ended[state]]
    return f" Of these {len(rows)} actions, {' and '.join(told)} since." if told else ""


@dataclass(frozen=True)
class Matter:
    """What the rules look at: one quarter as it stood at its end."""

    ledger: Ledger
    quarterly: Quarterly
    happened: Occurrence
    account: Account
    gaps: tuple[Gap, ...]

    def path(self, row: IncidentRow) -> str:
        """Return the path of the file of an incident."""
        return self.ledger.library.path_of[row.incident.page]

    @property
    def when(self) -> str:
        """The day on which the actions are looked at."""
        return self.account.end

    def owed(self, wanted: Callable[[ActionRecord], bool]) -> tuple[ActionRecord, ...]:
        """Return some of the actions that were open at the end, the earliest due first."""
        found = [action for action in self.quarterly.owed if wanted(action)]
        return tuple(sorted(found, key=by_due))

    def overdue(self, wanted: Callable[[ActionRecord], bool]) -> tuple[ActionRecord, ...]:
        """Return some of the actions that were overdue at the end, the earliest due first."""
        return self.owed(lambda a: self.quarterly.days_overdue(a) > 0 and wanted(a))

    def owed_of(self, actions: Iterable[ActionRecord]) -> tuple[ActionRecord, ...]:
        """Return those of some actions that were open at the end."""
        return tuple(action for action in actions if id(action) in self._owed)

    @cached_property
    def _owed(self) -> frozenset[int]:
        """Which actions were open at the end, by identity: two of a file may share an id."""
        return frozenset(id(action) for action in self.quarterly.owed)

    def rows(self, actions: Iterable[ActionRecord]) -> tuple[ActionRow, ...]:
        """Return the row of each action."""
        return tuple(self.ledger.row(action) for action in actions)

    def links(self, actions: Iterable[ActionRecord]) -> tuple[Link, ...]:
        """Return a link to each action."""
        return action_links(self.rows(actions))

    def answers(self, rows: Iterable[IncidentRow]) -> dict[str, list[ActionRecord]]:
        """Return factor -> the actions of some incidents, created by the end, that answer it."""
        found: dict[str, list[ActionRecord]] = defaultdict(list)
        for row in rows:
            for action in self.ledger.actions.get(self.path(row), ()):
                if action.created and action.created <= self.quarterly.until:
                    for factor in self.ledger.row(action).addresses:
                        found[factor.text].append(action)
        return found
