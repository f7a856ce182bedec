"""What happened in a period, and what is owed at its end: for the digest and the weekly sync."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from mkdocs_postmortems.addresses import label_pages
from mkdocs_postmortems.analysis.action import Debt, Outcome, sum_debt
from mkdocs_postmortems.analysis.period import Period
from mkdocs_postmortems.analysis.publishing import Publication, PublishState, list_publications
from mkdocs_postmortems.analysis.result import Results
from mkdocs_postmortems.analysis.standing import Standing, list_standings
from mkdocs_postmortems.model import KnowledgeBase, Postmortem, Status
from mkdocs_postmortems.source.unread import unread_files

SOON_DAYS = 7

T = TypeVar("T")


@dataclass(frozen=True)
class NewIncident:
    """An incident that started in the period; `impact` is how long users felt it, where known."""

    postmortem: Postmortem
    impact: dt.timedelta | None
    ongoing: bool


@dataclass(frozen=True)
class OpenedGate:
    """A change that may be tried again: the last of what that required was done on `opened`."""

    postmortem: Postmortem
    opened: dt.date


@dataclass(frozen=True)
class Unpublished:
    """A postmortem that is overdue, and the day on which it was due."""

    postmortem: Postmortem
    due: dt.date
    days_overdue: int


@dataclass(frozen=True)
class Digest:
    """What happened in a period, each part by date, and what is owed on its last day.

    `done` and `declined` were closed in the period. `newly_overdue` became so in it: they were
    due on the day before it began, or later. `long_overdue` were overdue before. `due_soon` are
    due on the last day or in the seven days after it. `owner_pages` has the page of every owner.
    What the files `unread` hold is in none of these.
    """

    period: Period
    incidents: tuple[NewIncident, ...]
    published: tuple[Postmortem, ...]
    created: tuple[Standing, ...]
    done: tuple[Standing, ...]
    declined: tuple[Standing, ...]
    newly_overdue: tuple[Standing, ...]
    long_overdue: tuple[Standing, ...]
    due_soon: tuple[Standing, ...]
    gates: tuple[OpenedGate, ...]
    late: tuple[Unpublished, ...]
    debt: Debt
    owner_pages: dict[str, str]
    unread: tuple[str, ...]


def summarise(knowledge_base: KnowledgeBase, results: Results, period: Period) -> Digest:
    """Return the digest of a period; `results` are those on its last day."""
    standings = list_standings(knowledge_base, results)
    publications = list_publications(results.frames, results.settings, results.as_of)
    by_path = {postmortem.path: postmortem for postmortem in knowledge_base.postmortems}
    before = Period(period.first - dt.timedelta(days=1), period.last - dt.timedelta(days=1))
    soon = Period(period.last, period.last + dt.timedelta(days=SOON_DAYS))

    def due(days: Period) -> tuple[Standing, ...]:
        found = (one for one in standings if one.record.open and days.holds(one.record.due))
        return _by_date(found, lambda one: one.record.due)

    return Digest(
        period=period,
        incidents=tuple(_new_incidents(knowledge_base, results, period)),
        published=_by_date(
            (
                by_path[one.path]
                for one in publications
                if period.holds(one.published) and by_path[one.path].status is Status.PUBLISHED
            ),
            lambda one: one.published,
        ),
        created=_by_date(
            (one for one in standings if period.holds(one.action.created)),
            lambda one: one.action.created,
        ),
        done=_closed(standings, Outcome.DONE, period),
        declined=_closed(standings, Outcome.DECLINED, period),
        newly_overdue=due(before),
        long_overdue=due(Period(dt.date.min, before.first - dt.timedelta(days=1))),
        due_soon=due(soon),
        gates=_by_date(_opened_gates(standings, period), lambda gate: gate.opened),
        late=_by_date(_late(publications, by_path, period.last), lambda one: one.due),
        debt=sum_debt([one.record for one in standings], publications, results.settings),
        owner_pages=label_pages("owners", knowledge_base.owners),
        unread=unread_files(knowledge_base),
    )


def _new_incidents(
    knowledge_base: KnowledgeBase, results: Results, period: Period
) -> Iterator[NewIncident]:
    # An end that cannot be read is an end all the same.
    ended = {p.path for p in knowledge_base.problems if p.field in {"mitigated", "resolved"}}
    found = (one for one in knowledge_base.postmortems if period.holds(one.day))
    for one in _by_date(found, lambda postmortem: postmortem.day):
        durations = results.durations[one.path]
        downtime = one.stats.downtime
        yield NewIncident(
            postmortem=one,
            impact=durations.mitigate if downtime is None else downtime,
            ongoing=durations.ongoing and one.start is not None and one.path not in ended,
        )


def _closed(
    standings: Iterable[Standing], outcome: Outcome, period: Period
) -> tuple[Standing, ...]:
    found = (
        one
        for one in standings
        if one.record.outcome is outcome and period.holds(one.record.closed)
    )
    return _by_date(found, lambda one: one.record.closed)


def _opened_gates(standings: Iterable[Standing], period: Period) -> Iterator[OpenedGate]:
    """Yield the changes whose last required action was done in the period.

    A declined action does not open a gate, and one whose closing date is missing has no day.
    """
    by_path: dict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        if one.postmortem.retry and one.postmortem.retry.requires:
            by_path[one.postmortem.path].append(one)
    for actions in by_path.values():
        postmortem = actions[0].postmortem
        required = postmortem.retry.requires if postmortem.retry else ()
        done = {one.action.id: one.record.closed for one in actions if _is_done(one)}
        days = [done.get(ident) for ident in required]
        known = [day for day in days if day]
        if len(known) == len(days) and period.holds(max(known)):
            yield OpenedGate(postmortem, max(known))


def _is_done(one: Standing) -> bool:
    return one.record.outcome is Outcome.DONE


def _late(
    publications: Iterable[Publication], by_path: dict[str, Postmortem], as_of: dt.date
) -> Iterator[Unpublished]:
    for one in publications:
        if one.state is PublishState.OVERDUE and one.due:
            yield Unpublished(by_path[one.path], one.due, (as_of - one.due).days)


def _by_date(found: Iterable[T], day: Callable[[T], dt.date | None]) -> tuple[T, ...]:
    return tuple(sorted(found, key=lambda one: day(one) or dt.date.min))
