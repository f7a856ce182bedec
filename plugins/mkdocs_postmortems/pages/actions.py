"""Open actions: overdue first, then by priority, then by due date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.action import Debt
from mkdocs_postmortems.pages.late import LatePostmortem, late_postmortems
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import LISTED, Listing
from mkdocs_postmortems.pages.open_action import OpenAction, listing, open_actions
from mkdocs_postmortems.pages.progress import Progress, progress_of
from mkdocs_postmortems.pages.view import Page


@dataclass(frozen=True)
class ActionsView:
    """The debt and what it is made of, and the open actions: the first rows, and all as data."""

    debt: Debt
    rows: tuple[OpenAction, ...]
    late_postmortems: tuple[LatePostmortem, ...]
    listing: Listing
    progress: Progress

    @property
    def unlisted(self) -> int:
        """How many open actions do not stand in the page itself."""
        return self.debt.open - len(self.rows)


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of the open actions."""
    yield Page(
        path=addresses.ACTIONS,
        title="Actions",
        template="actions",
        view=lambda: view(library),
        section=True,
        wide=True,
        figures=True,
    )


def view(library: Library) -> ActionsView:
    """Return every open action."""
    rows = open_actions(library)
    return ActionsView(
        debt=library.results.metrics.debt,
        rows=rows[:LISTED],
        late_postmortems=late_postmortems(library),
        listing=listing(library),
        progress=progress_of(library, (action.row for action in rows)),
    )
