"""Actions: a table of them, the debt, and the changes that wait for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.edition.working import is_working
from mkdocs_postmortems.embed.option import Actions, Debt, Retries
from mkdocs_postmortems.embed.shown import Shown, cut
from mkdocs_postmortems.pages.action_columns import teams_of
from mkdocs_postmortems.pages.gate import Gate, gate_of
from mkdocs_postmortems.pages.late import late_postmortems
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import ActionRow, Link

_FACETS = ("owner", "team", "service", "priority", "type")


@dataclass(frozen=True)
class ActionTable:
    """The rows that are shown, and what they have in common; `closed` ones say how they ended."""

    rows: tuple[ActionRow, ...]
    caption: str
    closed: bool


@dataclass(frozen=True)
class Owed:
    """The postmortem debt: actions and postmortems past their date."""

    actions: int
    postmortems: int
    longest: int
    overdue: Link
    late: Link


@dataclass(frozen=True)
class Attempt:
    """A change that is to be tried again, and its gate."""

    incident: Link
    change: str
    gate: Gate


def show_actions(library: Library, show: Actions) -> Shown:
    """Return the chosen actions as a table: the most urgent first, or the last closed first."""
    rows = [row for row in library.action_rows if _is_chosen(library, row, show)]
    closed = show.state == "closed"
    if closed:
        rows.sort(key=lambda row: row.closed or dt.date.min, reverse=True)
    kind, said, shown = f"{show.state} action", _told(show), tuple(rows[: show.limit])
    return Shown(
        "actions",
        ActionTable(shown, f"{kind.capitalize()}s{said}", closed),
        empty="" if rows else _nothing(library, kind, said),
        said=f"{cut(len(shown), len(rows), kind)}{said}" if rows else "",
        links=(_link(show),),
    )


def show_debt(library: Library, show: Debt) -> Shown:
    """Return what is past its date."""
    summary, late = library.results.action_summary, late_postmortems(library)
    nothing = "Nothing has been promised yet. What is past its date is counted here."
    overdue = addresses.choice(when="overdue")
    return Shown(
        "debt",
        Owed(
            actions=summary.overdue,
            postmortems=len(late),
            longest=summary.longest_overdue,
            overdue=Link("Overdue actions", addresses.ACTIONS, query=overdue),
            late=Link("Overdue postmortems", addresses.ACTIONS),
        ),
        empty="" if summary.total or late else nothing,
        links=(Link("All open actions", addresses.ACTIONS),),
    )


def show_retries(library: Library, show: Retries) -> Shown:
    """Return the changes whose next attempt is to come, or must wait; the next one first."""
    found = list(_attempts(library))
    found.sort(key=lambda one: (one.gate.planned or dt.date.max, one.incident.page))
    return Shown(
        "retries",
        tuple(found),
        empty=""
        if found
        else "No change waits to be tried again. One does with `retry` in its postmortem.",
        links=()
        if is_working(addresses.ACTIONS_WEEKLY, library.settings)
        else (Link("This week", addresses.ACTIONS_WEEKLY),),
    )


def _attempts(library: Library) -> Iterable[Attempt]:
    for row in library.counted_rows:
        postmortem = library.by_path[library.path_of[row.incident.page]]
        gate = gate_of(library, postmortem)
        if gate is None:
            continue
        to_come = gate.planned is None or gate.planned >= library.as_of
        if to_come or not gate.is_open:
            change = postmortem.change.summary if postmortem.change else ""
            yield Attempt(row.incident, change, gate)


def _is_chosen(library: Library, row: ActionRow, show: Actions) -> bool:
    if row.open is (show.state == "closed") or (show.state == "overdue" and not row.overdue):
        return False
    labels: dict[str, tuple[str, ...]] = {
        "owner": (row.owner.text if row.owner else "",),
        "team": teams_of(library, row),
        "service": tuple(link.text for link in row.services),
        "priority": (row.priority,),
        "type": (row.type,),
    }
    return all(
        set(labels[facet] or ("",)) & set(wanted)
        for facet in _FACETS
        if (wanted := getattr(show, facet))
    )


def _nothing(library: Library, kind: str, said: str) -> str:
    if not library.action_rows:
        listed = f"{kind.capitalize()}s{said}"
        return f"No action has been written down yet. {listed} are listed here."
    return f"No {kind}{said}."


def _told(show: Actions) -> str:
    parts = [
        f"{facet} {' or '.join(label or 'none' for label in labels)}"
        for facet in _FACETS
        if (labels := getattr(show, facet))
    ]
    return f" with {', '.join(parts)}" if parts else ""


def _link(show: Actions) -> Link:
    labels = {facet: getattr(show, facet) for facet in _FACETS}
    if show.state == "closed":
        return Link("All closed", addresses.ACTIONS_CLOSED, query=addresses.choice(**labels))
    when = {"when": "overdue"} if show.state == "overdue" else {}
    return Link("In the list", addresses.ACTIONS, query=addresses.choice(**when, **labels))
