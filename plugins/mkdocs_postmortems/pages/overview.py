"""The overview: the state of the knowledge base at a glance, what needs attention first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.action import ActionSummary
from mkdocs_postmortems.errors import Level
from mkdocs_postmortems.model import Status
from mkdocs_postmortems.pages.group import count_severities, most_frequent
from mkdocs_postmortems.pages.late import LatePostmortem, late_postmortems
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import ActionRow, Badge, IncidentRow, Link, Page

LATEST = 5
MOST_OVERDUE = 5


@dataclass(frozen=True)
class OverviewView:
    """The numbers of the first line, what needs attention, the latest incidents."""

    source: str
    total: int
    first_day: dt.date | None
    drafts: tuple[IncidentRow, ...]
    in_review: tuple[IncidentRow, ...]
    ongoing: tuple[IncidentRow, ...]
    summary: ActionSummary
    overdue: tuple[ActionRow, ...]
    late_postmortems: tuple[LatePostmortem, ...]
    errors: int
    latest: tuple[IncidentRow, ...]
    severities: tuple[tuple[Badge, int], ...]
    services: tuple[tuple[Link, int], ...]
    causes: tuple[tuple[Link, int], ...]


def pages(library: Library) -> Iterator[Page]:
    """Yield the overview."""
    yield Page(
        path=addresses.OVERVIEW,
        title="Overview",
        template="overview",
        view=lambda: view(library),
        section=True,
        wide=True,
    )


def view(library: Library) -> OverviewView:
    """Return the state of the knowledge base."""
    rows = library.counted_rows
    overdue = sorted((r for r in library.action_rows if r.overdue), key=_longest_overdue)
    return OverviewView(
        source=library.settings.source,
        total=len(rows),
        first_day=min((row.day for row in rows if row.day), default=None),
        drafts=tuple(row for row in rows if row.status == Status.DRAFT.value),
        in_review=tuple(row for row in rows if row.status == Status.IN_REVIEW.value),
        ongoing=tuple(row for row in rows if row.ongoing),
        summary=library.results.action_summary,
        overdue=tuple(overdue[:MOST_OVERDUE]),
        late_postmortems=late_postmortems(library),
        errors=sum(problem.level is Level.ERROR for problem in library.problems),
        latest=tuple(row for row in rows if row.day)[:LATEST],
        severities=count_severities(rows),
        services=most_frequent(link for row in rows for link in row.services),
        causes=most_frequent(link for row in rows for link in row.causes),
    )


def _longest_overdue(row: ActionRow) -> tuple[int, str, str]:
    return -row.days_overdue, row.incident.page, row.id
