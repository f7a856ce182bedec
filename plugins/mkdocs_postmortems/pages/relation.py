"""Related incidents on the page of one: which, why, what was done then, what is still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.rarity import CAUSE, SERVICE, Label
from mkdocs_postmortems.analysis.reason import Piece, reason
from mkdocs_postmortems.analysis.related import Related
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import ActionRow, External, IncidentRow, Link

_MOST_ACTIONS = 2


@dataclass(frozen=True)
class Few:
    """The first of some actions, and how many more there are."""

    actions: tuple[ActionRow, ...]
    more: int


@dataclass(frozen=True)
class RelatedRow:
    """One related incident: why it is, by labels and by `text`; what was done, what is `open`.

    Of the open actions those longest overdue come first. `earlier` says that it had begun before
    the incident whose page this is.
    """

    row: IncidentRow
    why: tuple[str | Link | External, ...]
    text: str
    promised: int
    done: Few
    open: Few
    earlier: bool


def related_rows(library: Library, postmortem: Postmortem) -> tuple[RelatedRow, ...]:
    """Return the incidents related to one, at most five, those first that authors named."""
    found = library.related(postmortem)
    return tuple(_row(library, postmortem, related) for related in found)


def further_named(
    library: Library, postmortem: Postmortem, rows: Iterable[RelatedRow]
) -> tuple[Link, ...]:
    """Return what the authors named besides: nothing that somebody wrote is lost."""
    known = (library.by_id.get(ident) for ident in dict.fromkeys(postmortem.related))
    shown = {row.row.incident.page for row in rows}
    links = (library.incident_link(one) for one in known if one and one is not postmortem)
    return tuple(link for link in links if link.page not in shown)


def similar_before(rows: Iterable[RelatedRow]) -> IncidentRow | None:
    """Return the first of the related incidents that had begun earlier."""
    return next((row.row for row in rows if row.earlier), None)


def _row(library: Library, postmortem: Postmortem, related: Related) -> RelatedRow:
    actions, why = library.actions_by_path[related.path], reason(related)
    latest_first = sorted(actions, key=lambda row: -row.days_overdue)
    return RelatedRow(
        row=library.incident_rows[related.path],
        why=tuple(_linked(library, piece) for piece in why.labels),
        text=why.text,
        promised=len(actions),
        done=_few([row for row in actions if row.state == "done" and not row.open]),
        open=_few([row for row in latest_first if row.open]),
        earlier=_began_before(library.by_path[related.path], postmortem),
    )


def _few(actions: Sequence[ActionRow]) -> Few:
    return Few(tuple(actions[:_MOST_ACTIONS]), max(len(actions) - _MOST_ACTIONS, 0))


def _linked(library: Library, piece: Piece) -> str | Link | External:
    """Return a part of the reason; a service and a factor lead to their pages."""
    if not isinstance(piece, Label):
        return piece
    pages = {SERVICE: library.service_pages, CAUSE: library.cause_pages}.get(piece.kind, {})
    page = pages.get(piece.name)
    return Link(piece.name, page) if page else External(piece.name.replace("-", " "), None)


def _began_before(one: Postmortem, other: Postmortem) -> bool:
    if one.start and other.start:
        return one.start < other.start
    return (one.day or dt.date.max) < (other.day or dt.date.min)
