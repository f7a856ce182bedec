"""What is exported: the knowledge base on one date, and where its site stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from mkdocs_postmortems.addresses import full_url, url_of
from mkdocs_postmortems.analysis.result import Results
from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.model import KnowledgeBase
from mkdocs_postmortems.settings import Settings

Files = dict[str, Callable[[], str | bytes]]
"""Address on the site, without a leading slash -> what writes that file: its text, or its bytes."""


@dataclass(frozen=True)
class Published:
    """A knowledge base, what the analysis found, and the address of its site, where it is known.

    `problems` are those of all its files.
    """

    knowledge_base: KnowledgeBase
    results: Results
    settings: Settings
    site_url: str | None = None
    directory_urls: bool = True
    problems: tuple[Problem, ...] = ()

    def url(self, page: str, fragment: str = "") -> str | None:
        """Return the full address of a page; None where nobody said where the site stands."""
        return full_url(self.site_url, page, self.directory_urls, fragment) or None

    def address(self, page: str, fragment: str = "") -> str:
        """Return the address of a page: the full one, else that below the root of the site."""
        below = url_of(page, self.directory_urls)
        return self.url(page, fragment) or (f"{below}#{quote(fragment)}" if fragment else below)

    def file_address(self, path: str) -> str:
        """Return the same for a file that is no page."""
        return f"{self.site_url.rstrip('/')}/{quote(path)}" if self.site_url else quote(path)
