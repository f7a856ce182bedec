"""Open actions: overdue first, then by priority, then by due date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.action import Debt, Verdict
from mkdocs_postmortems.analysis.share import share
from mkdocs_postmortems.pages.late import LatePostmortem, late_postmortems
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import LISTED, Listing
from mkdocs_postmortems.pages.open_action import OpenAction, listing_of, open_actions
from mkdocs_postmortems.pages.progress import Progress, progress_of
from mkdocs_postmortems.pages.view import Page


@dataclass(frozen=True)
class ActionsView:
    """The debt and what it is made of, and the open actions: the first rows, and all as data.

    `unread` files hold actions of which nothing is known. `declined` were so by their due date.
    """

    debt: Debt
    rows: tuple[OpenAction, ...]
    late_postmortems: tuple[LatePostmortem, ...]
    listing: Listing
    progress: Progress
    unread: int
    declined: int

    @property
    def on_time(self) -> str:
        """How many of those that fell due were done in time, and which ones that leaves out."""
        if not self.debt.on_time_of:
            return "None has fallen due yet."
        told = f"On time: {share(self.debt.on_time, self.debt.on_time_of)}, of those that fell due"
        left_out = [
            (self.declined, "declined by their date"),
            (self.debt.matured - self.debt.on_time_of - self.declined, "closed without a date"),
        ]
        named = " and ".join(f"{number:,} {what}" for number, what in left_out if number)
        return f"{told}, not counting {named}." if named else f"{told}."

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
        listing=listing_of(library, rows),
        progress=progress_of(library, (action.row for action in rows)),
        unread=library.unread,
        declined=sum(a.verdict is Verdict.DECLINED for a in library.results.metrics.actions),
    )
