"""Pages made ahead of the host's loop: by an earlier build, or in forked processes.

Drawing a page and turning its Markdown into HTML depend on that page alone, and take most of a
build's time. What was kept of an earlier build is taken from there. Where forking is safe, workers
make all pages while the host walks through them in order. What was made is used only if the page's
Markdown is still what it was made from: with another plugin's changes in it, the page is made
again in the loop.
"""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as HostPage

from mkdocs_postmortems.plugin import memory, workers
from mkdocs_postmortems.plugin.asked import Asked
from mkdocs_postmortems.plugin.files import write_document
from mkdocs_postmortems.plugin.keeping import Keeping
from mkdocs_postmortems.plugin.made import Made
from mkdocs_postmortems.plugin.records import Records
from mkdocs_postmortems.plugin.sanitising import clean_when_rendered
from mkdocs_postmortems.plugin.workers import Work, Workers
from mkdocs_postmortems.render.page import compile_templates
from mkdocs_postmortems.site import Site


class Kept:
    """What was kept of an earlier build, where there are no workers to make the rest."""

    def __init__(self, maker: _Maker) -> None:
        self._maker = maker

    def page(self, path: str) -> Made | None:
        """Return a page, made now where it was not kept; None for one that is left to the loop."""
        if _page(self._maker.site, self._maker.files, path) is None:
            return None
        try:
            return self._maker.make_page(path)
        except Exception:
            # Done again in the loop, where the host reports the error with the page it is in.
            return None

    def data(self) -> None:
        """Say that the content of the data files is left to the loop."""

    def documents(self) -> bool:
        """Say that the files of single postmortems are left to the loop."""
        return False

    def close(self) -> None:
        """End nothing."""


class Ahead:
    """The workers of one build, and what they have made."""

    def __init__(self, maker: _Maker, processes: int) -> None:
        pages = maker.site.pages
        self._files = tuple(maker.site.files)
        self._documents = tuple(maker.site.documents)
        paths = [path for path in pages if _page(maker.site, maker.files, path) is not None]
        self._workers: Workers[Made | str | bytes] = Workers(
            Work(maker.make),
            [path for path in paths if not pages[path].figures],
            processes,
            # What needs the metrics is made by one worker, and what needs the rows of the data by
            # one: each is computed once.
            together=[
                [*self._files, *(path for path in paths if pages[path].figures)],
                self._documents,
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


def start(
    site: Site, files: Files, config: MkDocsConfig, keeping: Keeping | None
) -> Ahead | Kept | None:
    """Start the workers; without them, return what was kept, or None where nothing was."""
    processes = workers.how_many(len(site.pages))
    maker = _Maker(site, files, config, keeping)
    if not processes:
        return Kept(maker) if keeping else None
    compile_templates()
    site.prepare()
    memory.keep()
    return Ahead(maker, processes)


@dataclass(frozen=True)
class _Maker:
    """What it takes to make pages, here or in a worker process."""

    site: Site
    files: Files
    config: MkDocsConfig
    keeping: Keeping | None

    def make(self, path: str) -> Made | str | bytes:
        if path in self.site.documents:
            # In its place already: all of them are much to hold in memory.
            write_document(self.site, path, self.config)
            return b""
        write = self.site.files.get(path)
        return write() if write else self.make_page(path)

    def make_page(self, path: str) -> Made:
        page = _page(self.site, self.files, path)
        assert page is not None
        ours = self.site.pages[path]
        shown = self.site.views.shown(ours)
        key = self.keeping.key(ours, page, shown.name) if self.keeping else ""
        kept = self.keeping.recall(key) if self.keeping else None
        return kept or self._made_anew(page, path, shown.view, key)

    def _made_anew(self, page: HostPage, path: str, view: object, key: str) -> Made:
        records, asked = Records(), Asked(self.files)
        before = dict(page.__dict__)
        with records.listening():
            rendered = self.site.render(path, view)
            page.markdown = self.site.markdown(path, rendered)
            clean_when_rendered(page, self.site)
            page.render(self.config, asked)
        links = page.links_to_anchors
        made = Made(
            rendered=rendered,
            markdown=page.markdown,
            content=page.content or "",
            toc=page.toc,
            title=page._title_from_render,
            anchors=page.present_anchor_ids,
            links=None
            if links is None
            else {file.src_uri: anchors for file, anchors in links.items()},
            said=tuple(records.said),
        )
        # The host's loop finds the page as it left it.
        page.__dict__.clear()
        page.__dict__.update(before)
        if self.keeping and not records.stray:
            self.keeping.keep(key, made, asked)
        return made


def _page(site: Site, files: Files, path: str) -> HostPage | None:
    """Return the page that can be made ahead: nobody wrote a text for its path."""
    file = files.get_file_from_path(path)
    if file is None or (site.pages[path].source is None and file.content_string):
        return None
    return file.page
