"""The list of incidents as columns: what it shows, filters by, searches and exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mkdocs_postmortems.model import Postmortem, Status
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import Column, Kind, Listing, Value
from mkdocs_postmortems.pages.view import IncidentRow, Link
from mkdocs_postmortems.render.piece import LOWEST_RANK
from mkdocs_postmortems.render.text import plural
from mkdocs_postmortems.saved_view import FACETS

SEARCHED = ("title", "id", "service", "cause", "team", "tag", "tickets")
"""The columns that are looked through."""

EXPORTED = (
    *("started", "title", "severity", "status", "service", "team", "cause", "trigger"),
    *("detection", "impact", "ongoing", "users", "open", "overdue", "owner", "tag", "id"),
)
"""The columns that a spreadsheet gets."""

Incident = tuple[IncidentRow, Postmortem]


def listing(library: Library) -> Listing:
    """Return every incident as columns, the newest first."""
    rows = library.incident_rows.items()
    incidents = [(row, library.by_path[path]) for path, row in rows]
    return Listing(
        name="postmortems",
        noun=("incident", "incidents"),
        columns=(*_told(library, incidents), *_labels(library, incidents)),
        facets=FACETS,
        searched=SEARCHED,
        exported=EXPORTED,
        leads="id",
    )


def _told(library: Library, incidents: list[Incident]) -> tuple[Column, ...]:
    """Return what is told of an incident: no facet can be made of it."""

    def column(
        name: str, title: str, kind: Kind, value: Callable[[IncidentRow, Postmortem], Value]
    ) -> Column:
        return Column(name, title, kind, tuple(value(*one) for one in incidents))

    return (
        column("started", "Started", Kind.DATE, lambda row, _: row.day),
        column("title", "Incident", Kind.TEXT, lambda row, _: row.incident.text),
        column("id", "Id", Kind.LINK, lambda row, p: Link(p.id, row.incident.page)),
        column("mark", "Mark", Kind.LABEL, lambda row, _: _mark(row)),
        column("problems", "Problems", Kind.LABEL, lambda row, _: _problems(row)),
        column("rank", "Rank", Kind.LABEL, lambda row, _: str(min(row.rank, LOWEST_RANK))),
        column("impact", "Impact", Kind.DURATION, lambda row, _: row.impact),
        column("ongoing", "Ongoing", Kind.LABEL, lambda row, _: "ongoing" if row.ongoing else None),
        column("users", "Users", Kind.NUMBER, lambda _, p: p.stats.affected_users),
        column("open", "Open actions", Kind.COUNT, lambda row, _: row.open_actions),
        column("overdue", "Overdue actions", Kind.COUNT, lambda row, _: row.overdue_actions),
        column("tickets", "Tickets", Kind.TEXT, lambda _, p: _tickets(library, p)),
    )


def _labels(library: Library, incidents: list[Incident]) -> tuple[Column, ...]:
    """Return a column for each facet, with the labels as the files and settings write them."""

    def column(
        name: str,
        title: str,
        kind: Kind,
        value: Callable[[IncidentRow, Postmortem], Value],
        order: Iterable[str] = (),
    ) -> Column:
        return Column(name, title, kind, tuple(value(*one) for one in incidents), tuple(order))

    years = sorted({str(row.day.year) for row, _ in incidents if row.day}, reverse=True)
    label, labels = Kind.LABEL, Kind.LABELS
    return (
        column("severity", "Severity", label, lambda _, p: p.severity, library.settings.severities),
        column("service", "Service", labels, lambda row, _: row.services),
        column("team", "Team", labels, lambda _, p: tuple(dict.fromkeys(p.teams))),
        column("cause", "Cause", labels, lambda row, _: row.causes),
        column("trigger", "Trigger", label, lambda _, p: p.trigger),
        column("detection", "Detection", label, lambda _, p: _found_by(p)),
        column("year", "Year", label, lambda row, _: row.day and str(row.day.year), years),
        column("status", "Status", label, lambda row, _: row.status, list(Status)),
        column("owner", "Owner", labels, lambda _, p: _owners(library, p)),
        column("tag", "Tag", labels, lambda _, p: tuple(dict.fromkeys(p.tags))),
    )


def _found_by(postmortem: Postmortem) -> str | None:
    return postmortem.detection.source if postmortem.detection else None


def _mark(row: IncidentRow) -> str:
    return "" if row.status == Status.PUBLISHED else row.status.replace("-", " ")


def _problems(row: IncidentRow) -> str:
    return plural(row.problems, "problem") if row.problems else ""


def _owners(library: Library, postmortem: Postmortem) -> tuple[Link, ...]:
    names = dict.fromkeys(action.owner for action in postmortem.actions)
    return tuple(Link(name, library.owner_pages[name]) for name in names if name)


def _tickets(library: Library, postmortem: Postmortem) -> str:
    found = (library.ticket(action.ticket) for action in postmortem.actions)
    return " ".join(ticket.text for ticket in found if ticket)
