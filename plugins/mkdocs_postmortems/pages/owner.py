"""What one person or team still owes, and what that is about."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from mkdocs_postmortems import addresses
from mkdocs_postmortems.pages.came_back import CameBack
from mkdocs_postmortems.pages.group import actions_by_label, most_frequent
from mkdocs_postmortems.pages.label import actions_with, incidents_with
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import ActionRow, Link, Page
from mkdocs_postmortems.render.text import plural

_NEVER = dt.date.min


@dataclass(frozen=True)
class OwnerView:
    """One owner: the open actions in the order of urgency, the closed ones, the newest first.

    `services` and `causes` count all its actions by where they come from and what they answer,
    `owned` are the services it owns. `incidents` leads to those its actions come from, `joined`
    to those it took part in as a team, if any. `came_back` is by the page of an incident.
    """

    name: str
    open_actions: tuple[ActionRow, ...]
    closed_actions: tuple[ActionRow, ...]
    came_back: Mapping[str, CameBack]
    services: tuple[tuple[Link, int], ...]
    causes: tuple[tuple[Link, int], ...]
    owned: tuple[Link, ...]
    incidents: Link
    joined: Link | None
    owed: Link
    done: Link
    calendar: str

    @property
    def overdue(self) -> int:
        """How many of the open ones are overdue."""
        return sum(row.overdue for row in self.open_actions)

    @property
    def total(self) -> int:
        """How many actions there are, open and closed."""
        return len(self.open_actions) + len(self.closed_actions)


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of every owner of an action."""
    actions = actions_by_label(library, lambda row: [row.owner.text] if row.owner else [])
    joined = Counter(team for p in library.knowledge_base.postmortems for team in set(p.teams))
    for name, path in library.owner_pages.items():
        yield Page(
            path=path,
            title=name,
            template="owner",
            view=partial(view, library, name, actions[name], joined[name]),
            parent=addresses.OWNERS,
            wide=True,
            figures=True,
        )


def view(library: Library, name: str, actions: list[ActionRow], joined: int) -> OwnerView:
    """Return what the page of one owner shows."""
    still_open = tuple(row for row in actions if row.open)
    closed = [row for row in actions if not row.open]
    incidents = len({row.incident.page for row in actions})
    return OwnerView(
        name=name,
        open_actions=still_open,
        closed_actions=tuple(sorted(closed, key=lambda row: row.closed or _NEVER, reverse=True)),
        came_back=library.came_back,
        services=most_frequent(link for row in actions for link in row.services),
        causes=most_frequent(link for row in actions for link in row.addresses),
        owned=library.service_links(s.name for s in library.services.values() if s.owner == name),
        incidents=incidents_with("owner", name, plural(incidents, "incident")),
        joined=incidents_with("team", name, plural(joined, "incident")) if joined else None,
        owed=actions_with("owner", name, plural(len(still_open), "open action")),
        done=actions_with("owner", name, f"{len(closed):,} closed", addresses.ACTIONS_CLOSED),
        calendar=quote(addresses.calendar_of(library.owner_pages[name])),
    )
