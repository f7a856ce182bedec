"""Everything the pages are made from: the knowledge base, its results, rows ready to list."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, repeat

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.action import ActionRecord, ActionState
from mkdocs_postmortems.analysis.duration import impact_of, is_ongoing
from mkdocs_postmortems.analysis.related import Related, Relations
from mkdocs_postmortems.analysis.result import Results
from mkdocs_postmortems.errors import Level, Problem, abridged
from mkdocs_postmortems.history.action_history import ActionHistory
from mkdocs_postmortems.model import Action, Postmortem
from mkdocs_postmortems.pages.came_back import CameBack, find_came_back
from mkdocs_postmortems.pages.due_move import moved_in_words
from mkdocs_postmortems.pages.label import Labels
from mkdocs_postmortems.pages.view import ActionRow, IncidentRow, Link, ProblemRow
from mkdocs_postmortems.rules import is_hint
from mkdocs_postmortems.source.unread import unread_files

EditUrl = Callable[[str], str | None]
"""Path of a postmortem, below their folder -> address at which it is edited, where there is one."""


def edited_nowhere(path: str) -> None:
    """Say of every postmortem that nobody knows where it is edited."""


@dataclass(frozen=True)
class Library(Labels):
    """One knowledge base at one date, with what the pages need to look up.

    `edit_url` comes from the host, which has the answer by the time that views are made.
    `histories` has what git knows of the actions of a path, one for each, in their order.
    """

    results: Results
    problems: tuple[Problem, ...]
    edit_url: EditUrl = edited_nowhere
    histories: Mapping[str, tuple[ActionHistory, ...]] = field(default_factory=dict)

    @property
    def as_of(self) -> dt.date:
        """The date on which everything is read."""
        return self.results.as_of

    @cached_property
    def relations(self) -> Relations:
        """What knows which incidents are related to which."""
        return Relations(self.knowledge_base.postmortems, self.as_of)

    def related(self, postmortem: Postmortem) -> tuple[Related, ...]:
        """Return the incidents related to one of these."""
        if postmortem.path not in self._related:
            self._related[postmortem.path] = self.relations.of(postmortem)
        return self._related[postmortem.path]

    @cached_property
    def _related(self) -> dict[str, tuple[Related, ...]]:
        return {}

    @cached_property
    def postmortems(self) -> tuple[Postmortem, ...]:
        """All postmortems, the newest first; those without a date after all others."""
        last = dt.date.min
        return tuple(
            sorted(
                self.knowledge_base.postmortems,
                key=lambda p: (p.day or last, p.start or _MIDNIGHT, p.path),
                reverse=True,
            )
        )

    @cached_property
    def by_id(self) -> dict[str, Postmortem]:
        """The postmortem of each id; of two with one id the first in path order."""
        found: dict[str, Postmortem] = {}
        for postmortem in self.knowledge_base.postmortems:
            found.setdefault(postmortem.id, postmortem)
        return found

    @cached_property
    def path_of(self) -> dict[str, str]:
        """The path of the file that each page of a postmortem shows."""
        return {addresses.postmortem_page(p.path): p.path for p in self.postmortems}

    @cached_property
    def by_path(self) -> dict[str, Postmortem]:
        """The postmortem of each file."""
        return {p.path: p for p in self.knowledge_base.postmortems}

    @cached_property
    def exercise_keys(self) -> dict[str, str]:
        """What names the game day about each file in addresses."""
        return addresses.exercise_keys(p.path for p in self.postmortems)

    @cached_property
    def problems_by_path(self) -> dict[str, tuple[Problem, ...]]:
        """The problems of each file that its reader should know of; hints are its author's."""
        found: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            if not is_hint(problem):
                found[problem.path].append(problem)
        return {path: tuple(problems) for path, problems in found.items()}

    @cached_property
    def unread(self) -> int:
        """How many files could not be read: their actions are in no list and no count."""
        return len(unread_files(self.knowledge_base))

    @cached_property
    def incident_rows(self) -> dict[str, IncidentRow]:
        """A row for each postmortem, by path, the newest first."""
        return {p.path: self._incident_row(p) for p in self.postmortems}

    @cached_property
    def counted_rows(self) -> tuple[IncidentRow, ...]:
        """The rows of the incidents that count: those that had started by `as_of`."""
        rows = self.incident_rows.values()
        return tuple(row for row in rows if row.day is None or row.day <= self.as_of)

    @cached_property
    def actions_as_written(self) -> dict[str, tuple[ActionRow, ...]]:
        """The actions of each postmortem in the order of its file."""
        by_path: dict[str, list[ActionState]] = defaultdict(list)
        for state in self.results.actions:
            by_path[state.path].append(state)
        postmortems = self.knowledge_base.postmortems
        return {p.path: tuple(self._action_rows(p, by_path[p.path])) for p in postmortems}

    @cached_property
    def recorded(self) -> tuple[tuple[ActionRow, ActionRecord], ...]:
        """Each action that is counted beside its figures, by path, in the order of its file.

        Two actions of one file can share an id: nothing else tells which record is whose.
        """
        files = self.actions_as_written.values()
        rows = [row for rows in files for row in rows if row.counted]
        return tuple(zip(rows, self.results.metrics.actions, strict=True))

    @cached_property
    def came_back(self) -> dict[str, CameBack]:
        """What came back, by the page of the incident that it resembles."""
        return find_came_back(self.results.metrics.repeats, self.incident_rows)

    @cached_property
    def action_rows(self) -> tuple[ActionRow, ...]:
        """A row for each action that is counted: overdue first, then priority, then due."""
        rows = [row for rows in self.actions_by_path.values() for row in rows]
        return tuple(sorted((row for row in rows if row.counted), key=_urgency))

    @cached_property
    def actions_by_path(self) -> dict[str, tuple[ActionRow, ...]]:
        """The actions of each postmortem by priority, then in the order of the file."""
        written = self.actions_as_written.items()
        return {path: tuple(sorted(rows, key=_by_priority)) for path, rows in written}

    def incident_link(self, postmortem: Postmortem) -> Link:
        """Return the link to a postmortem."""
        page = addresses.postmortem_page(postmortem.path)
        return Link(postmortem.title, page)

    def problem_rows(self, path: str) -> tuple[ProblemRow, ...]:
        """Return the problems of one file as they are told, errors first."""
        problems = sorted(abridged(self.problems_by_path.get(path, ())), key=_severity_of_problem)
        return tuple(
            ProblemRow(f"{p.path}:{p.line}", p.field, p.rule, p.level.value, p.message, p.hint)
            for p in problems
        )

    def _incident_row(self, postmortem: Postmortem) -> IncidentRow:
        durations = self.results.durations.get(postmortem.path)
        actions = self.actions_by_path[postmortem.path]
        problems = self.problems_by_path.get(postmortem.path, ())
        return IncidentRow(
            incident=self.incident_link(postmortem),
            day=postmortem.day,
            severity=self.badge(postmortem.severity),
            status=postmortem.status.value,
            services=self.service_links(postmortem.services),
            causes=self.cause_links(cause.factor for cause in postmortem.causes),
            impact=impact_of(postmortem, durations),
            ongoing=is_ongoing(postmortem, durations, problems),
            open_actions=sum(row.open for row in actions),
            overdue_actions=sum(row.overdue for row in actions),
            problems=len(problems),
        )

    def _action_rows(
        self, postmortem: Postmortem, states: list[ActionState]
    ) -> Iterable[ActionRow]:
        known = iter(states)
        places = addresses.action_fragments(action.id for action in postmortem.actions)
        histories = chain(self.histories.get(postmortem.path, ()), repeat(None))
        for action, place, history in zip(postmortem.actions, places, histories, strict=False):
            # What is created after `as_of`, and all of an incident after it, has no state yet.
            later = action.created is not None and action.created > self.as_of
            state = None if later else next(known, None)
            moved = moved_in_words(history) if history else ""
            yield self._action_row(postmortem, action, place, state or _NOT_YET, moved)

    def _action_row(
        self, postmortem: Postmortem, action: Action, place: str, state: ActionState, moved: str
    ) -> ActionRow:
        priorities = list(self.settings.priorities)
        known = action.priority in priorities
        return ActionRow(
            id=action.id,
            title=action.title or "(without a title)",
            incident=self.incident_link(postmortem),
            fragment=place,
            incident_day=postmortem.day,
            services=self.service_links(postmortem.services),
            severity=self.badge(postmortem.severity),
            type=action.type.value if action.type else "",
            priority=action.priority or "",
            priority_rank=priorities.index(action.priority or "") if known else len(priorities),
            policy_days=self.settings.priorities.get(action.priority or ""),
            owner=self.owner_link(action.owner),
            ticket=self.ticket(action.ticket),
            due=state.due or action.due,
            due_by_policy=state.due_by_policy,
            counted=state is not _NOT_YET,
            open=state.open,
            days_overdue=state.days_overdue,
            age_days=state.age_days,
            state="not yet created" if state is _NOT_YET else action.status.value.replace("-", " "),
            closed=action.closed,
            reason=action.reason,
            addresses=self.cause_links(action.addresses),
            moved=moved,
        )


_NOT_YET = ActionState(
    path="",
    id="",
    due=None,
    open=False,
    overdue=False,
    days_overdue=0,
    age_days=0,
    due_by_policy=False,
)
"""The state of an action that does not exist yet on the day that is looked at."""

_MIDNIGHT = dt.datetime.min.replace(tzinfo=dt.UTC)


def _urgency(row: ActionRow) -> tuple[bool, int, dt.date, str, int, str]:
    due = row.due or dt.date.max
    number = int(re.sub(r"\D", "", row.id)[:9] or 0)
    return (not row.overdue, row.priority_rank, due, row.incident.page, number, row.id)


def _by_priority(row: ActionRow) -> int:
    return row.priority_rank


def _severity_of_problem(problem: Problem) -> tuple[int, int]:
    return list(Level).index(problem.level), problem.line
