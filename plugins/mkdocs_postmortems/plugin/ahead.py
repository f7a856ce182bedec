"""Pages made ahead of the host's loop, in forked processes; the same bytes as made in it.

Drawing a page and turning its Markdown into HTML depend on that page alone, and take most of a
build's time. Where forking is safe, workers do both for all pages while the host walks through
them in order. What a worker made is used only if the page's Markdown is still what the worker
saw: with another plugin's changes in it, the page is made again in the loop.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import TableOfContents

from mkdocs_postmortems.plugin import memory, workers
from mkdocs_postmortems.plugin.files import write_document
from mkdocs_postmortems.plugin.sanitising import clean_when_rendered
from mkdocs_postmortems.plugin.workers import Work, Workers
from mkdocs_postmortems.render.page import Rendered, compile_templates
from mkdocs_postmortems.site import Site


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

    def hand_over(self, page: HostPage) -> None:
        """Let the host's page take the finished HTML where it would convert its Markdown."""
        page.render = partial(self._render, page, page.render)  # type: ignore[method-assign]

    def _render(
        self,
        page: HostPage,
        convert: Callable[[MkDocsConfig, Files], None],
        config: MkDocsConfig,
        files: Files,
    ) -> None:
        page.render = convert  # type: ignore[assignment, method-assign]
        if page.markdown != self.markdown:
            convert(config, files)
            return
        page.content, page.toc, page._title_from_render = self.content, self.toc, self.title
        page.present_anchor_ids = self.anchors
        if self.links is not None:
            page.links_to_anchors = {
                files.src_uris[uri]: links for uri, links in self.links.items()
            }
        for record in self.records:
            logging.getLogger(record.name).handle(record)


class Ahead:
    """The workers of one build, and what they have made."""

    def __init__(self, maker: _Maker, processes: int) -> None:
        pages = maker.site.pages
        self._files = tuple(maker.site.files)
        self._documents = tuple(maker.site.documents)
        paths = [path for path in pages if _page(maker.site, maker.files, path) is not None]
        self._workers: Workers[Made | str | bytes] = Workers(
            Work(maker.make, maker.begin),
            [path for path in paths if not pages[path].figures],
            processes,
            # What needs the metrics or the rows of the data is made by one worker, so that they
            # are computed once.
            together=[
                *self._files,
                *self._documents,
                *(path for path in paths if pages[path].figures),
            ],
        )

    def page(self, path: str) -> Made | None:
        """Return a page when it is ready; None for one that is left to the loop."""
        made = self._workers.take(path)
        return made if isinstance(made, Made) else None

    def data(self) -> dict[str, str | bytes] | None:
        """Return the content of every data file; None where one could not be made."""
        made = {address: self._workers.take(address) for address in self._files}
        written = {a: content for a, content in made.items() if isinstance(content, str | bytes)}
        return written if len(written) == len(made) else None

    def documents(self) -> bool:
        """Wait for the files of single postmortems; say whether all of it is written."""
        return all(self._workers.take(address) is not None for address in self._documents)

    def close(self) -> None:
        """End the workers."""
        self._workers.close()


def start(site: Site, files: Files, config: MkDocsConfig) -> Ahead | None:
    """Start the workers, or return None where there are to be none."""
    processes = workers.how_many(len(site.pages))
    if not processes:
        return None
    compile_templates()
    site.prepare()
    memory.keep()
    return Ahead(_Maker(site, files, config, _Records()), processes)


@dataclass(frozen=True)
class _Maker:
    """What a worker process needs to make pages."""

    site: Site
    files: Files
    config: MkDocsConfig
    log: _Records

    def begin(self) -> None:
        logger = logging.getLogger(mkdocs.__name__)  # that of ProperDocs where it is the host
        logger.handlers, logger.propagate = [self.log], False

    def make(self, path: str) -> Made | str | bytes:
        if path in self.site.documents:
            # In its place already: all of them are much to hold in memory.
            write_document(self.site, path, self.config)
            return b""
        write = self.site.files.get(path)
        return write() if write else self.make_page(path)

    def make_page(self, path: str) -> Made:
        self.log.taken()
        page = _page(self.site, self.files, path)
        assert page is not None
        rendered = self.site.render(path)
        page.markdown = self.site.markdown(path, rendered)
        clean_when_rendered(page, self.site)
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


def _page(site: Site, files: Files, path: str) -> HostPage | None:
    """Return the page that can be made ahead: nobody wrote a text for its path."""
    file = files.get_file_from_path(path)
    if file is None or (site.pages[path].source is None and file.content_string):
        return None
    return file.page
