"""The digest of a week of a tree, and its sections with their items."""

from __future__ import annotations

import datetime as dt

from published_tree import published

from mkdocs_postmortems.analysis.period import (
    Period,
)
from mkdocs_postmortems.exports.digest import Message, summarise, tell
from mkdocs_postmortems.site import Site

AS_OF = dt.date(2026, 10, 5)
WEEK = Period(dt.date(2026, 9, 28), AS_OF)


def message(site: Site, period: Period = WEEK, site_url: str | None = None) -> Message:
    library = site.library
    digest = summarise(library.knowledge_base, library.results, period)
    return tell(digest, published(site, site_url).url)


def titles(found: Message) -> dict[str, list[str]]:
    return {section.title: [item.name for item in section.items] for section in found.sections}
