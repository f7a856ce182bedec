"""The search: where all results of a query are, with facets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import Page
from mkdocs_postmortems.search.document import Facts
from mkdocs_postmortems.search.facet import Facet, facets_of
from mkdocs_postmortems.search.fact import facts_of


@dataclass(frozen=True)
class SearchView:
    """What the page needs in the browser: every facet with its labels; and who has no script.

    `years` are those of the list of postmortems, the last one first.
    """

    facets: tuple[Facet, ...]
    years: tuple[str, ...]

    @property
    def data(self) -> str:
        """The facets as JSON."""
        facets = [{"name": f.name, "title": f.title, "labels": f.labels} for f in self.facets]
        return json.dumps(facets, ensure_ascii=False, separators=(",", ":"))


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of the search, where the site does not have the theme's own."""
    if library.settings.search == "pagefind":
        yield Page(
            path=addresses.SEARCH,
            title="Search",
            template="search",
            view=lambda: view(library),
            wide=True,
        )


def view(library: Library) -> SearchView:
    """Return every facet."""
    facets = facets_of(library.knowledge_base, library.settings)
    years = next(facet.labels for facet in facets if facet.name == "year")
    return SearchView(facets, years)


def facts_of_pages(library: Library) -> dict[str, Facts]:
    """Return what the search knows of the page of each postmortem, by its source path."""
    settings, rows = library.settings, library.incident_rows
    return {
        addresses.postmortem_page(p.path): facts_of(p, settings, rows[p.path].impact)
        for p in library.postmortems
    }
