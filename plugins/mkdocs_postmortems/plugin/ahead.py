"""Pages made ahead of the host's loop, in forked processes; the same bytes as made in it.

Drawing a page and turning its Markdown into HTML depend on that page alone, and take most of a
build's time. Where forking is safe, workers do both for all pages while the host walks through
them in order. What a worker made is used only if the page's Markdown is still what the worker
saw: with another plugin's changes in it, the page is made again in the loop.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import TableOfContents

from mkdocs_postmortems.plugin import workers
from mkdocs_postmortems.plugin.workers import Work, Workers
from mkdocs_postmortems.render.page import Rendered, compile_templates
from mkdocs_postmortems.site import DATA, Site


@dataclass(frozen=True)
class Made:
    """One page as a worker made it; `links` names the linked files by their source paths."""

    rendered: Rendered
    markdown: str
    content: str
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None
    links: dict[str, dict[str, str]] | None
    records: tuple[logging.LogRecord, ...]


class AheadPage(HostPage):
    """A page of the host that takes over what a worker made of it."""

    made: Made | None = None

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the finished HTML, or convert the Markdown where there is none that fits."""
        made, self.made = self.made, None
        if made is None or made.markdown != self.markdown:
            super().render(config, files)
            return
        self.content, self.toc, self._title_from_render = made.content, made.toc, made.title
        self.present_anchor_ids = made.anchors
        if made.links is not None:
            self.links_to_anchors = {
                files.src_uris[uri]: links for uri, links in made.links.items()
            }
        for record in made.records:
            logging.getLogger(record.name).handle(record)


def start(site: Site, files: Files, config: MkDocsConfig) -> Workers[Made] | None:
    """Start the workers, or return None where there are to be none."""
    processes = workers.how_many(len(site.pages))
    if not processes:
        return None
    compile_templates()
    maker = _Maker(site, files, config, _Records())
    paths = [path for path in site.pages if _page(files, path) is not None]
    return Workers(Work(maker.make, begin=maker.begin, once=maker.data), paths, processes)


@dataclass(frozen=True)
class _Maker:
    """What a worker process needs to make pages."""

    site: Site
    files: Files
    config: MkDocsConfig
    log: _Records

    def begin(self) -> None:
        logger = logging.getLogger("mkdocs")
        logger.handlers, logger.propagate = [self.log], False

    def make(self, path: str) -> Made:
        self.log.taken()
        page = _page(self.files, path)
        assert page is not None
        rendered = self.site.render(path)
        page.markdown = self.site.markdown(path, rendered)
        page.render(self.config, self.files)
        links = page.links_to_anchors
        return Made(
            rendered=rendered,
            markdown=page.markdown,
            content=page.content or "",
            toc=page.toc,
            title=page._title_from_render,
            anchors=page.present_anchor_ids,
            links=None
            if links is None
            else {file.src_uri: anchors for file, anchors in links.items()},
            records=self.log.taken(),
        )

    def data(self) -> dict[str, str]:
        return {address: self.site.data(address) for address in DATA}


class _Records(logging.Handler):
    """Keeps what is logged in a worker: the host counts warnings, so it must see them."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args, record.exc_info = record.getMessage(), None, None
        self.records.append(record)

    def taken(self) -> tuple[logging.LogRecord, ...]:
        taken, self.records = tuple(self.records), []
        return taken


def _page(files: Files, path: str) -> AheadPage | None:
    """Return the page that can be made ahead: one outside the navigation, all of it generated."""
    file = files.get_file_from_path(path)
    page = file.page if file else None
    return page if isinstance(page, AheadPage) else None
