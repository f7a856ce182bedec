"""Pages for those who work on the postmortems: the public edition has none of them."""

from __future__ import annotations

from mkdocs_postmortems import addresses
from mkdocs_postmortems.settings import Settings

WORKING = frozenset(
    {addresses.ACTIONS_WEEKLY, addresses.OWNERS, addresses.REVIEWS, addresses.QUALITY}
)
"""Who owes what, the agendas of meetings, what is wrong in the files."""


def is_working(page: str, settings: Settings) -> bool:
    """Say whether an edition has no page here but one that says so."""
    if settings.edition != "public":
        return False
    shown = page == addresses.OWNERS and settings.public.owners
    return page in WORKING and not shown
