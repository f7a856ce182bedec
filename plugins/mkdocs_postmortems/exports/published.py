"""What is exported: the knowledge base on one date, and where its site stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mkdocs_postmortems.addresses import full_url
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
        return full_url(self.site_url, page, self.directory_urls, fragment) or None
