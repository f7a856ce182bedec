"""The columns that every listing of actions has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import Column, Kind, Value
from mkdocs_postmortems.pages.view import ActionRow, Link
from mkdocs_postmortems.render.piece import LOWEST_RANK
from mkdocs_postmortems.render.text import day

SEARCHED = ("title", "id", "owner", "ticket", "incident", "service", "answers")
"""The columns of these that are looked through."""

EXPORTED = ("id", "title", "type", "answers", "priority", "owner", "ticket", "team", "service")
"""Those that a spreadsheet gets, with what else the listing has."""


def action_columns(library: Library, rows: Sequence[ActionRow]) -> tuple[Column, ...]:
    """Return what an action is, who owns it, and where it comes from, in the order of the rows."""

    def column(
        name: str,
        title: str,
        kind: Kind,
        value: Callable[[ActionRow], Value],
        order: Iterable[str] = (),
    ) -> Column:
        return Column(name, title, kind, tuple(map(value, rows)), tuple(order))

    label, labels, text = Kind.LABEL, Kind.LABELS, Kind.TEXT
    settings = library.settings
    return (
        column("title", "Action", text, lambda row: row.title),
        column("place", "Action", label, _place),
        column("id", "Id", label, lambda row: row.id),
        column("type", "Type", label, lambda row: row.type),
        column("answers", "Answers", labels, lambda row: row.addresses),
        column("priority", "Priority", label, lambda row: row.priority, settings.priorities),
        column("owner", "Owner", label, lambda row: row.owner),
        column("team", "Team of the incident", labels, lambda row: teams_of(library, row)),
        column("ticket", "Ticket", text, lambda row: row.ticket.text if row.ticket else None),
        column("ticket_url", "Ticket", text, lambda row: row.ticket.url if row.ticket else None),
        column("incident", "From", label, lambda row: row.incident),
        column("day", "Incident", label, lambda row: _day(row)),
        column("severity", "Severity", label, _severity, settings.severities),
        column("rank", "Rank", label, _rank),
        column("service", "Service", labels, lambda row: row.services),
        column("moved", "Due date moved", label, lambda row: row.moved),
    )


def teams_of(library: Library, row: ActionRow) -> tuple[str, ...]:
    """Return the teams of the incident that an action comes from."""
    return tuple(dict.fromkeys(library.by_path[library.path_of[row.incident.page]].teams))


def _place(row: ActionRow) -> Link:
    """Return where the action stands; named by its place, which takes little room in the data."""
    return replace(row.link, text=row.fragment)


def _day(row: ActionRow) -> str:
    return day(row.incident_day) if row.incident_day else ""


def _severity(row: ActionRow) -> str:
    return row.severity.label if row.severity else "no severity"


def _rank(row: ActionRow) -> str:
    """Return what the class of the severity's shape ends in."""
    return str(min(row.severity.rank, LOWEST_RANK)) if row.severity else "0"
