"""One block of a page: from its text to its HTML, or to what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mkdocs_postmortems.addresses import Linker
from mkdocs_postmortems.embed import (
    action,
    chart,
    contact,
    incident,
    quick_link,
    service,
    vocabulary,
)
from mkdocs_postmortems.embed.fence import Block
from mkdocs_postmortems.embed.label import Labels, labels_of
from mkdocs_postmortems.embed.option import Chart, Show
from mkdocs_postmortems.embed.reading import BlockError, BlockProblem, read_block
from mkdocs_postmortems.embed.shown import Shown
from mkdocs_postmortems.pages.elsewhere import hidden_heads
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.render.page import render_block

_SHOWN: dict[str, Callable[[Library, Any], Shown]] = {
    "incidents": incident.show_incidents,
    "count": incident.show_count,
    "actions": action.show_actions,
    "debt": action.show_debt,
    "retries": action.show_retries,
    "services": service.show_services,
    "contacts": contact.show_contacts,
    "links": quick_link.show_links,
    "detection": vocabulary.show_detection,
    "causes": vocabulary.show_causes,
    "severities": vocabulary.show_severities,
    "priorities": vocabulary.show_priorities,
}


@dataclass(frozen=True)
class Embedded:
    """The HTML of a block; one that cannot be shown says so in it, and has `problems`."""

    html: str
    problems: tuple[BlockProblem, ...] = ()


@dataclass(frozen=True)
class Embedder:
    """Shows blocks of one knowledge base."""

    library: Library
    directory_urls: bool
    labels: Labels

    @classmethod
    def of(cls, library: Library, directory_urls: bool) -> Embedder:
        """Return what shows the blocks of a library."""
        return cls(library, directory_urls, labels_of(library))

    def show(self, block: Block, page: str, index: int) -> Embedded:
        """Return a block as it stands on a page, named by its source path.

        `block.line` is that of the page's file; `index` is unique among the blocks of the page.
        """
        link = Linker(page, self.directory_urls)
        settings = self.library.settings
        more: dict[str, Any] = {
            "as_of": self.library.as_of,
            "root": link.root,
            "shown": settings.shown,
        }
        more["is_public"] = settings.edition == "public"
        try:
            show = read_block(block, self.labels)
        except BlockError as error:
            told = [(problem.line, problem.key, problem.message) for problem in error.problems]
            html = render_block("wrong", told, link, title="", source=block.source, **more)
            return Embedded(html, error.problems)
        shown = self._shown(show, index)
        more["hidden"] = hidden_heads(settings)
        return Embedded(render_block("block", shown, link, title=show.title, **more))

    def _shown(self, show: Show, index: int) -> Shown:
        if isinstance(show, Chart):
            return chart.show_chart(self.library, show, f"block-{index}")
        return _SHOWN[show.show](self.library, show)
