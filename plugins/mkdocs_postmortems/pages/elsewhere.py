"""Pages for those who work on the postmortems: the public edition says where they would stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mkdocs_postmortems import addresses
from mkdocs_postmortems.edition.working import is_working
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import Listing
from mkdocs_postmortems.pages.view import Page
from mkdocs_postmortems.settings import PublicOptions, Settings

_COLUMNS = {
    "owners": ("owner", "team"),
    "tickets": ("ticket", "ticket_url", "tickets"),
    "links": ("runbook", "runbook_url", "dashboard", "dashboard_url"),
}
_HEADS = {"owners": ("Owner", "Owners", "Teams"), "tickets": ("Ticket",), "links": ("Runbook",)}


def pages_of(pages: Callable[[Library], Iterable[Page]], library: Library) -> Iterator[Page]:
    """Yield the pages of one module as this edition has them."""
    for page in pages(library):
        if is_working(page.path, library.settings):
            yield Page(page.path, page.title, "elsewhere", lambda: None, parent=addresses.OVERVIEW)
        elif not is_working(page.parent or "", library.settings):
            yield page


def shown_columns(listing: Listing, settings: Settings) -> Listing:
    """Return a listing without the columns that have nothing in this edition."""
    hidden = {name for option in _hidden(settings.shown) for name in _COLUMNS[option]}
    if not hidden:
        return listing

    def kept(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name not in hidden)

    return replace(
        listing,
        columns=tuple(column for column in listing.columns if column.name not in hidden),
        facets=kept(listing.facets),
        searched=kept(listing.searched),
        exported=kept(listing.exported),
    )


def hidden_heads(settings: Settings) -> tuple[str, ...]:
    """Return the heads of the columns that tables do not have in this edition."""
    return tuple(head for option in _hidden(settings.shown) for head in _HEADS[option])


def _hidden(shown: PublicOptions) -> Iterator[str]:
    return (option for option in _COLUMNS if not getattr(shown, option))
