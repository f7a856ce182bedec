"""What the data is about: every postmortem and every action with what is known of it at `as_of`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mkdocs_postmortems.addresses import label_pages, postmortem_page
from mkdocs_postmortems.analysis.action import ActionRecord
from mkdocs_postmortems.analysis.duration import Durations, impact_of, is_ongoing
from mkdocs_postmortems.analysis.publishing import Publishing, PublishState
from mkdocs_postmortems.analysis.standing import list_standings
from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.exports.published import Published
from mkdocs_postmortems.model import Action, ActionStatus, KnowledgeBase, Postmortem
from mkdocs_postmortems.rules import is_hint
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.unread import unread_files
from mkdocs_postmortems.ticket_address import read_ticket

_NOT_MEASURED = Durations(None, None, None, None, None, ongoing=False)
_NOT_FILED = Publishing(None, PublishState.NOT_KNOWN, 0)
_CLOSED = {ActionStatus.DONE, ActionStatus.DECLINED}


@dataclass(frozen=True)
class IncidentFacts:
    """One postmortem, and what follows from it at `as_of`.

    `counted` says that it had started by then: nothing is measured of the others. `problems` are
    those that its page shows.
    """

    postmortem: Postmortem
    url: str
    counted: bool
    durations: Durations
    impact: dt.timedelta | None
    ongoing: bool
    publishing: Publishing
    problems: int
    actions: tuple[ActionFacts, ...]

    def count(self, status: ActionStatus) -> int:
        """Return how many of the actions that are counted have this status."""
        return sum(it.status is status for it in self.actions if it.record)


@dataclass(frozen=True)
class ActionFacts:
    """One action, and where it stands at `as_of`; no `record` where it was created after it.

    `ticket` is how it is shown, and its address.
    """

    postmortem: Postmortem
    action: Action
    record: ActionRecord | None
    ticket: tuple[str, str | None]
    url: str

    @property
    def open(self) -> bool:
        """Whether it was neither done nor declined by then."""
        return self.record is not None and self.record.open

    @property
    def overdue(self) -> bool:
        """Whether it was open, and due before that day."""
        return self.record is not None and self.record.overdue

    @property
    def status(self) -> ActionStatus:
        """Its status on that day: what was closed later was open."""
        later = self.open and self.action.status in _CLOSED
        return ActionStatus.OPEN if later else self.action.status


@dataclass(frozen=True)
class Content:
    """All rows of the data, each made once; incidents by `started`, then id, undated ones last."""

    published: Published

    @property
    def knowledge_base(self) -> KnowledgeBase:
        """What was read."""
        return self.published.knowledge_base

    @property
    def settings(self) -> Settings:
        """The settings it was read with."""
        return self.published.settings

    @property
    def as_of(self) -> dt.date:
        """The date on which everything is read."""
        return self.published.results.as_of

    @cached_property
    def unread(self) -> int:
        """How many files could not be read; no more than their names is known."""
        return len(unread_files(self.knowledge_base))

    @cached_property
    def incidents(self) -> tuple[IncidentFacts, ...]:
        """Every postmortem."""
        actions = self._actions_by_path
        found = [self._incident(one, actions[one.path]) for one in self.knowledge_base.postmortems]
        return tuple(sorted(found, key=_begin))

    @cached_property
    def actions(self) -> tuple[ActionFacts, ...]:
        """Every action, in the order of the incidents and of their files."""
        return tuple(action for incident in self.incidents for action in incident.actions)

    @cached_property
    def service_pages(self) -> dict[str, str]:
        """Service -> page, for the catalogue and every service that a postmortem names."""
        names = {name for one in self.knowledge_base.postmortems for name in one.services}
        names |= {service.name for service in self.knowledge_base.services}
        return label_pages("services", names)

    def _counted(self, postmortem: Postmortem) -> bool:
        return postmortem.day is None or postmortem.day <= self.as_of

    @cached_property
    def _problems(self) -> dict[str, list[Problem]]:
        """The problems of each file that its page shows, by path."""
        found: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.published.problems:
            if not is_hint(problem):
                found[problem.path].append(problem)
        return found

    @property
    def _actions_by_path(self) -> dict[str, tuple[ActionFacts, ...]]:
        standings = list_standings(self.knowledge_base, self.published.results)
        records = iter([standing.record for standing in standings])
        return {
            postmortem.path: tuple(self._actions_of(postmortem, records))
            for postmortem in self.knowledge_base.postmortems
        }

    def _actions_of(
        self, postmortem: Postmortem, records: Iterator[ActionRecord]
    ) -> Iterator[ActionFacts]:
        """Yield the actions of a postmortem; `records` goes on with those that are counted."""
        url = self.published.address(postmortem_page(postmortem.path), "actions")
        counted = self._counted(postmortem)
        for action in postmortem.actions:
            created = action.created is None or action.created <= self.as_of
            record = next(records) if counted and created else None
            ticket = read_ticket(action.ticket or "", self.settings.tickets)
            yield ActionFacts(postmortem, action, record, ticket, url)

    def _incident(self, postmortem: Postmortem, actions: tuple[ActionFacts, ...]) -> IncidentFacts:
        results, path = self.published.results, postmortem.path
        durations, counted = results.durations.get(path), self._counted(postmortem)
        problems = self._problems.get(path, [])
        return IncidentFacts(
            postmortem=postmortem,
            url=self.published.address(postmortem_page(path)),
            counted=counted,
            durations=durations or _NOT_MEASURED,
            impact=impact_of(postmortem, durations) if counted else None,
            ongoing=is_ongoing(postmortem, durations, problems),
            publishing=results.publishing.get(path, _NOT_FILED),
            problems=len(problems),
            actions=actions,
        )


def _begin(one: IncidentFacts) -> tuple[dt.date, dt.datetime, str, str]:
    postmortem = one.postmortem
    start = postmortem.start or dt.datetime.min.replace(tzinfo=dt.UTC)
    return postmortem.day or dt.date.max, start, postmortem.id, postmortem.path
