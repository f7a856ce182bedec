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
from mkdocs_postmortems.pages.label import actions_with, incidents_with
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.objective import Objective, objectives_of
from mkdocs_postmortems.pages.retry import Retry, retries_of
from mkdocs_postmortems.pages.view import ActionRow, External, IncidentRow, Link, Page
from mkdocs_postmortems.render.text import plural


@dataclass(frozen=True)
class ServiceView:
    """One service. `causes` counts its incidents under each factor, the most frequent first.

    `owners` counts its open actions in the same way. `found` and `owed` lead to the list of all
    incidents and of all open actions, where only its own are chosen.
    """

    name: str
    entry: Service | None
    owner: External | Link | None
    has_catalogue: bool
    objectives: tuple[Objective, ...]
    glance: Glance | None
    incidents: tuple[IncidentRow, ...]
    causes: tuple[tuple[Link, int], ...]
    actions: tuple[ActionRow, ...]
    owners: tuple[tuple[Link, int], ...]
    retries: tuple[Retry, ...]
    found: Link
    owed: Link
    feed: str

    @property
    def overdue(self) -> int:
        """How many of its open actions are overdue."""
        return sum(row.overdue for row in self.actions)


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
    still_open = tuple(row for row in actions if row.open)
    return ServiceView(
        name=name,
        entry=library.services.get(name),
        owner=library.service_owner(name),
        has_catalogue=bool(library.services),
        objectives=objectives_of(library, library.services.get(name), incidents),
        glance=glance_at(library, incidents, "service", name),
        incidents=tuple(incidents),
        causes=most_frequent(link for row in incidents for link in row.causes),
        actions=still_open,
        owners=most_frequent(row.owner for row in still_open if row.owner),
        retries=retries_of(library, incidents),
        found=incidents_with("service", name, plural(len(incidents), "incident")),
        owed=actions_with("service", name, plural(len(still_open), "open action")),
        feed=quote(addresses.feed_of(library.service_pages[name])),
    )
