"""The page of one service: what it is, what happened to it, what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from mkdocs_postmortems import addresses
from mkdocs_postmortems.model import Service
from mkdocs_postmortems.pages.glance import Glance, glance_at
from mkdocs_postmortems.pages.group import actions_by_label, incidents_by_service, most_frequent
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.objective import Objective, objectives_of
from mkdocs_postmortems.pages.view import ActionRow, External, IncidentRow, Link, Page


@dataclass(frozen=True)
class ServiceView:
    """One service. `causes` counts its incidents under each factor, the most frequent first."""

    name: str
    entry: Service | None
    owner: External | Link | None
    has_catalogue: bool
    objectives: tuple[Objective, ...]
    glance: Glance | None
    incidents: tuple[IncidentRow, ...]
    causes: tuple[tuple[Link, int], ...]
    actions: tuple[ActionRow, ...]
    feed: str


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of every service."""
    found = incidents_by_service(library)
    actions = actions_by_label(library, lambda row: [link.text for link in row.services])
    for name, path in library.service_pages.items():
        yield Page(
            path=path,
            title=name,
            template="service",
            view=partial(view, library, name, found[name], actions[name]),
            parent=addresses.SERVICES,
            wide=True,
            figures=True,
        )


def view(
    library: Library, name: str, incidents: list[IncidentRow], actions: list[ActionRow]
) -> ServiceView:
    """Return what the page of one service shows."""
    return ServiceView(
        name=name,
        entry=library.services.get(name),
        owner=library.service_owner(name),
        has_catalogue=bool(library.services),
        objectives=objectives_of(library, library.services.get(name), incidents),
        glance=glance_at(library, incidents, "service", name),
        incidents=tuple(incidents),
        causes=most_frequent(link for row in incidents for link in row.causes),
        actions=tuple(row for row in actions if row.open),
        feed=quote(addresses.feed_of(library.service_pages[name])),
    )
