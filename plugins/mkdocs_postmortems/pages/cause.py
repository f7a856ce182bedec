"""The page of one contributing factor: its incidents, and the actions that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from mkdocs_postmortems import addresses
from mkdocs_postmortems.pages.glance import Glance, glance_at
from mkdocs_postmortems.pages.group import actions_by_label, incidents_by_cause, most_frequent
from mkdocs_postmortems.pages.label import incidents_with
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import ActionRow, IncidentRow, Link, Page
from mkdocs_postmortems.render.text import plural


@dataclass(frozen=True)
class CauseView:
    """One factor: its incidents, and the actions that address it in the order of urgency.

    `services` counts its incidents under each service, the most frequent first, `owners` the open
    actions under each owner. `found` leads to the list of all incidents, its own chosen.
    """

    name: str
    kind: str
    meaning: str
    glance: Glance | None
    incidents: tuple[IncidentRow, ...]
    services: tuple[tuple[Link, int], ...]
    open_actions: tuple[ActionRow, ...]
    closed_actions: tuple[ActionRow, ...]
    owners: tuple[tuple[Link, int], ...]
    found: Link


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of every factor that is named."""
    found = incidents_by_cause(library)
    answers = actions_by_label(library, lambda row: [link.text for link in row.addresses])
    for name, path in library.cause_pages.items():
        yield Page(
            path=path,
            title=name,
            template="cause",
            view=partial(view, library, name, found[name], answers[name]),
            parent=addresses.CAUSES,
            wide=True,
            figures=True,
        )


def view(
    library: Library, name: str, incidents: list[IncidentRow], answers: list[ActionRow]
) -> CauseView:
    """Return what the page of one factor shows."""
    known = library.settings.causes.get(name)
    still_open = tuple(row for row in answers if row.open)
    return CauseView(
        name=name,
        kind=known.kind if known else "",
        meaning=known.meaning if known else "not a configured factor",
        glance=glance_at(library, incidents, "cause", name),
        incidents=tuple(incidents),
        services=most_frequent(link for row in incidents for link in row.services),
        open_actions=still_open,
        closed_actions=tuple(row for row in answers if not row.open),
        owners=most_frequent(row.owner for row in still_open if row.owner),
        found=incidents_with("cause", name, plural(len(incidents), "incident")),
    )
