"""What is exported: the knowledge base on one date, and where its site stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from mkdocs_postmortems.addresses import url_of
from mkdocs_postmortems.analysis.result import Results
from mkdocs_postmortems.model import KnowledgeBase
from mkdocs_postmortems.settings import Settings

Files = dict[str, Callable[[], str | bytes]]
"""Address on the site, without a leading slash -> what writes that file: its text, or its bytes."""


@dataclass(frozen=True)
class Published:
    """A knowledge base, what the analysis found, and the address of its site, where it is known."""

    knowledge_base: KnowledgeBase
    results: Results
    settings: Settings
    site_url: str | None = None
    directory_urls: bool = True

    def url(self, page: str, fragment: str = "") -> str | None:
        """Return the full address of a page; None where nobody said where the site stands."""
        if not self.site_url:
            return None
        address = f"{self.site_url.rstrip('/')}/{url_of(page, self.directory_urls)}"
        return f"{address}#{quote(fragment)}" if fragment else address
