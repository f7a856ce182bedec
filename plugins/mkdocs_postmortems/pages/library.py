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
from mkdocs_postmortems.analysis.action import ActionState
from mkdocs_postmortems.analysis.duration import Durations
from mkdocs_postmortems.analysis.result import Results
from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.history.action_history import ActionHistory
from mkdocs_postmortems.model import Action, KnowledgeBase, Postmortem, Service
from mkdocs_postmortems.pages.due_move import moved_in_words
from mkdocs_postmortems.pages.view import (
    ActionRow,
    Badge,
    External,
    IncidentRow,
    Link,
    ProblemRow,
)
from mkdocs_postmortems.rules import is_hint
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.unread import unread_files
from mkdocs_postmortems.ticket_address import ticket_address

EditUrl = Callable[[str], str | None]
"""Path of a postmortem, below their folder -> address at which it is edited, where there is one."""


def edited_nowhere(path: str) -> None:
    """Say of every postmortem that nobody knows where it is edited."""


@dataclass(frozen=True)
class Library:
    """One knowledge base at one date, with what the pages need to look up.

    `edit_url` comes from the host, which has the answer by the time that views are made.
    `histories` has what git knows of the actions of a path, one for each, in their order.
    """

    knowledge_base: KnowledgeBase
    settings: Settings
    results: Results
    problems: tuple[Problem, ...]
    edit_url: EditUrl = edited_nowhere
    histories: Mapping[str, tuple[ActionHistory, ...]] = field(default_factory=dict)

    @property
    def as_of(self) -> dt.date:
        """The date on which everything is read."""
        return self.results.as_of

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
    def services(self) -> dict[str, Service]:
        """The catalogue, by name."""
        return {service.name: service for service in self.knowledge_base.services}

    @cached_property
    def service_pages(self) -> dict[str, str]:
        """Service -> page, for the catalogue and every service a postmortem names."""
        named = {name for p in self.knowledge_base.postmortems for name in p.services}
        return addresses.label_pages("services", named | set(self.services))

    @cached_property
    def cause_pages(self) -> dict[str, str]:
        """Contributing factor -> page, for every factor a postmortem or an action names."""
        postmortems = self.knowledge_base.postmortems
        named = {cause.factor for p in postmortems for cause in p.causes}
        named |= {f for p in postmortems for a in p.actions for f in a.addresses}
        return addresses.label_pages("causes", named - {""})

    @cached_property
    def owner_pages(self) -> dict[str, str]:
        """Owner -> page, for every owner of an action."""
        return addresses.label_pages("owners", self.knowledge_base.owners)

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
    def action_rows(self) -> tuple[ActionRow, ...]:
        """A row for each action that is counted: overdue first, then priority, then due."""
        rows = [row for rows in self.actions_by_path.values() for row in rows]
        return tuple(sorted((row for row in rows if row.counted), key=_urgency))

    @cached_property
    def actions_by_path(self) -> dict[str, tuple[ActionRow, ...]]:
        """The actions of each postmortem by priority, then in the order of the file."""
        by_path: dict[str, list[ActionState]] = defaultdict(list)
        for state in self.results.actions:
            by_path[state.path].append(state)
        return {
            p.path: tuple(sorted(self._action_rows(p, by_path[p.path]), key=_by_priority))
            for p in self.knowledge_base.postmortems
        }

    def badge(self, severity: str | None) -> Badge | None:
        """Return a severity with its rank among the configured ones."""
        if severity is None:
            return None
        names = list(self.settings.severities)
        if severity not in names:
            return Badge(severity, 0, "not a configured severity")
        meaning = self.settings.severities[severity].meaning
        return Badge(severity, names.index(severity) + 1, meaning)

    def service_links(self, names: Iterable[str]) -> tuple[Link, ...]:
        """Return a link for each service, each once."""
        return tuple(Link(name, self.service_pages[name]) for name in dict.fromkeys(names))

    def service_owner(self, name: str) -> Link | External | None:
        """Return who owns a service, as a link where the owner has a page: it owns an action."""
        owner = self.services[name].owner if name in self.services else None
        if not owner:
            return None
        page = self.owner_pages.get(owner)
        return Link(owner, page) if page else External(owner, None)

    def cause_links(self, factors: Iterable[str]) -> tuple[Link, ...]:
        """Return a link for each factor, each once."""
        unique = dict.fromkeys(factor for factor in factors if factor)
        return tuple(Link(factor, self.cause_pages[factor]) for factor in unique)

    def incident_link(self, postmortem: Postmortem) -> Link:
        """Return the link to a postmortem."""
        page = addresses.postmortem_page(postmortem.path)
        return Link(postmortem.title, page)

    def ticket(self, text: str | None) -> External | None:
        """Return a ticket with its address, where the text or a configured pattern gives one."""
        if not text:
            return None
        if re.match(r"https?://[^\s<>\"\\]+$", text):
            return External(text.rstrip("/").rpartition("/")[2] or text, text)
        return External(text, ticket_address(text, self.settings.tickets))

    def problem_rows(self, path: str) -> tuple[ProblemRow, ...]:
        """Return the problems of one file, errors first."""
        problems = sorted(self.problems_by_path.get(path, ()), key=_severity_of_problem)
        return tuple(
            ProblemRow(f"{p.path}:{p.line}", p.field, p.rule, p.level.value, p.message, p.hint)
            for p in problems
        )

    def _incident_row(self, postmortem: Postmortem) -> IncidentRow:
        durations = self.results.durations.get(postmortem.path)
        actions = self.actions_by_path[postmortem.path]
        return IncidentRow(
            incident=self.incident_link(postmortem),
            day=postmortem.day,
            severity=self.badge(postmortem.severity),
            status=postmortem.status.value,
            services=self.service_links(postmortem.services),
            causes=self.cause_links(cause.factor for cause in postmortem.causes),
            impact=_impact(postmortem, durations),
            ongoing=self._is_ongoing(postmortem, durations),
            open_actions=sum(row.open for row in actions),
            overdue_actions=sum(row.overdue for row in actions),
            problems=len(self.problems_by_path.get(postmortem.path, ())),
        )

    def _is_ongoing(self, postmortem: Postmortem, durations: Durations | None) -> bool:
        """Whether the impact goes on; an end that cannot be read is an end all the same."""
        problems = self.problems_by_path.get(postmortem.path, ())
        unreadable = any(problem.field in {"mitigated", "resolved"} for problem in problems)
        started = postmortem.start is not None
        return started and bool(durations and durations.ongoing) and not unreadable

    def _action_rows(
        self, postmortem: Postmortem, states: list[ActionState]
    ) -> Iterable[ActionRow]:
        known = iter(states)
        histories = chain(self.histories.get(postmortem.path, ()), repeat(None))
        for action, history in zip(postmortem.actions, histories, strict=False):
            # What is created after `as_of`, and all of an incident after it, has no state yet.
            later = action.created is not None and action.created > self.as_of
            state = None if later else next(known, None)
            moved = moved_in_words(history) if history else ""
            yield self._action_row(postmortem, action, state or _NOT_YET, moved)

    def _action_row(
        self, postmortem: Postmortem, action: Action, state: ActionState, moved: str
    ) -> ActionRow:
        priorities = list(self.settings.priorities)
        known = action.priority in priorities
        return ActionRow(
            id=action.id,
            title=action.title or "(without a title)",
            incident=self.incident_link(postmortem),
            incident_day=postmortem.day,
            services=self.service_links(postmortem.services),
            severity=self.badge(postmortem.severity),
            type=action.type.value if action.type else "",
            priority=action.priority or "",
            priority_rank=priorities.index(action.priority or "") if known else len(priorities),
            policy_days=self.settings.priorities.get(action.priority or ""),
            owner=Link(action.owner, self.owner_pages[action.owner]) if action.owner else None,
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


def _impact(postmortem: Postmortem, durations: Durations | None) -> dt.timedelta | None:
    """Return how long users felt it: as typed where it differs, else the time to mitigate."""
    if postmortem.stats.downtime is not None:
        return postmortem.stats.downtime
    return durations.mitigate if durations else None


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
