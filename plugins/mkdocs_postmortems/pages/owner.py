"""What one person or team still owes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from mkdocs_postmortems import addresses
from mkdocs_postmortems.pages.group import actions_by_label
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import ActionRow, Page

_NEVER = dt.date.min


@dataclass(frozen=True)
class OwnerView:
    """One owner: the open actions in the order of urgency, the closed ones, the newest first."""

    name: str
    open_actions: tuple[ActionRow, ...]
    closed_actions: tuple[ActionRow, ...]
    calendar: str

    @property
    def overdue(self) -> int:
        """How many of the open ones are overdue."""
        return sum(row.overdue for row in self.open_actions)


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of every owner of an action."""
    actions = actions_by_label(library, lambda row: [row.owner.text] if row.owner else [])
    for name, path in library.owner_pages.items():
        yield Page(
            path=path,
            title=name,
            template="owner",
            view=partial(view, name, path, actions[name]),
            parent=addresses.OWNERS,
            wide=True,
        )


def view(name: str, page: str, actions: list[ActionRow]) -> OwnerView:
    """Return what the page of one owner shows."""
    closed = [row for row in actions if not row.open]
    return OwnerView(
        name=name,
        open_actions=tuple(row for row in actions if row.open),
        closed_actions=tuple(sorted(closed, key=lambda row: row.closed or _NEVER, reverse=True)),
        calendar=quote(addresses.calendar_of(page)),
    )
