"""Blocks in the pages that somebody wrote: their places in the Markdown, then in the HTML."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from mkdocs_postmortems.embed.fence import LANGUAGE, Block, Marked, mark_blocks
from mkdocs_postmortems.errors import visible
from mkdocs_postmortems.site import Site

log = get_plugin_logger("postmortems")


class Embedding:
    """The blocks of one build, by the page they stand on."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._marked: dict[str, Marked] = {}

    def mark(self, markdown: str, page: Page) -> str:
        """Return the Markdown of a page with a place for each of its blocks."""
        marked = mark_blocks(markdown)
        if marked.blocks:
            self._marked[page.file.src_uri] = marked
        return marked.markdown

    def fill(self, html: str, page: Page, config: MkDocsConfig) -> str:
        """Return the HTML of a page with its blocks in their places; say what is wrong in them."""
        marked = self._marked.pop(page.file.src_uri, None)
        if marked is None:
            return html
        path = f"{Path(config.docs_dir).name}/{page.file.src_uri}"
        # The page as the core names it: by its address, whatever its file is called.
        source = f"{page.file.dest_uri.removesuffix('.html')}.md"
        before = _lines_before(page)

        def show(index: int, block: Block) -> str:
            shown = self._site.embed(replace(block, line=block.line + before), source, index)
            for problem in shown.problems:
                log.error(visible(f"{path}:{problem}"))
            return shown.html

        return marked.fill(html, show)


def build_always(files: Files) -> None:
    """Have pages with blocks built also where they did not change: `--dirty` would skip them."""
    for file in files.documentation_pages():
        if LANGUAGE in file.content_string:
            file.is_modified = lambda: True  # type: ignore[method-assign]


def _lines_before(page: Page) -> int:
    """Return how many lines of the file the host keeps to itself: its front matter."""
    text = page.file.content_string
    return text.count("\n") - get_data(text)[0].count("\n")
