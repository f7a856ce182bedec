"""The search of the site: the box in the theme's header, and the index beside the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.utils import get_relative_url

from mkdocs_postmortems.addresses import OVERVIEW, SEARCH, url_of
from mkdocs_postmortems.pages.search import facts_of_pages
from mkdocs_postmortems.plugin import workers
from mkdocs_postmortems.plugin.beside import Beside
from mkdocs_postmortems.render.page import without_generated
from mkdocs_postmortems.render.search_box import in_header, search_box
from mkdocs_postmortems.search.document import Document
from mkdocs_postmortems.search.fact import OTHER_PAGE
from mkdocs_postmortems.search.index import Indexing, IndexingError
from mkdocs_postmortems.site import Site

STYLESHEETS = ("assets/postmortems/search.css",)
SCRIPTS = tuple(
    f"assets/postmortems/{name}.js" for name in ("search-engine", "search", "search-page")
)
KEPT = Path(".cache", "postmortems", "search")
"""Where indexes are kept, beside mkdocs.yml."""

log = get_plugin_logger("postmortems")


class Search:
    """The search of one site, from build to build of a live preview.

    The index is made beside the pages while the theme's templates are filled. A live preview does
    not wait for its end.
    """

    def __init__(self, severities: Sequence[str], preview: bool) -> None:
        self._severities = severities
        self._preview = preview
        self._authored: dict[str, str] = {}
        self._running: Beside | None = None

    def begin(self, config: MkDocsConfig) -> None:
        """Forget the build before, and switch off the search that the theme brings."""
        self.stop()
        self._authored = {}
        theirs = config.plugins.get("material/search")
        if theirs is not None:
            theirs.config["enabled"] = False
            _drop_worker(config)

    def keep(self, path: str, html: str) -> None:
        """Keep what somebody wrote at the path of a generated page, without the generated part."""
        self._authored[path] = without_generated(html)

    def box(self, html: str, url: str, config: MkDocsConfig) -> str:
        """Return the HTML of the page at `url` with the search in its header."""
        search = url_of(SEARCH, config.use_directory_urls)
        return self._with_box(html, get_relative_url(search, url))

    def box_anywhere(self, html: str, config: MkDocsConfig) -> str:
        """Return the HTML of a page that is shown at any address, such as that of errors."""
        root = urlsplit(config.site_url or "").path.rstrip("/") + "/"
        return self._with_box(html, root + url_of(SEARCH, config.use_directory_urls))

    def start(self, site: Site, files: Files, config: MkDocsConfig, keep: bool) -> None:
        """Begin with the index; the content of every page is as it stays.

        `keep` says whether the folder for what is kept is ours: what is in it is published.
        """
        listed = files.documentation_pages()
        if any(file.page and file.page.content is None for file in listed):
            log.info("The index of the search stays as it was: not every page was built")
            return
        task = _Task(site, files, config, self._authored, warn=self._preview, keep=keep)
        fork = not self._preview and workers.how_many(len(listed)) > 0
        self._running = Beside(task.run, task.stop, fork)

    def finish(self) -> None:
        """Wait for the index, if the site is complete with it only; a warning says why not."""
        if self._running and not self._preview:
            said = self._running.wait()
            self._running = None
            if said:
                log.warning(said)

    def stop(self) -> None:
        """End the run that is still going on."""
        if self._running:
            self._running.stop()
        self._running = None

    def _with_box(self, html: str, search: str) -> str:
        return in_header(html, search_box(search, self._severities, self._preview))


@dataclass(frozen=True)
class _Task:
    """The making of the index of one build; nobody waits for one that is to `warn` by itself."""

    site: Site
    files: Files
    config: MkDocsConfig
    authored: Mapping[str, str]
    warn: bool
    keep: bool

    def run(self) -> str:
        try:
            self._indexing.run()
        except IndexingError as error:
            if self.warn:
                log.warning(str(error))
            return str(error)
        return ""

    def stop(self) -> None:
        self._indexing.stop()

    @cached_property
    def _indexing(self) -> Indexing:
        config = self.config
        return Indexing(
            self._documents(),
            Path(config.site_dir),
            language=str(config.theme.get("language") or "en"),
            directory_urls=config.use_directory_urls,
            kept=Path(config.config_file_path or "mkdocs.yml").parent / KEPT if self.keep else None,
        )

    def _documents(self) -> Iterator[Document]:
        """Yield what is searched: postmortems, and what was written by hand."""
        site = self.site
        facts, none = facts_of_pages(site.library), True
        for file in self.files.documentation_pages():
            path, page = file.src_uri, file.page
            own = site.pages.get(path)
            if page is None or (own and not own.source and path not in self.authored):
                continue
            if (page.meta.get("search") or {}).get("exclude"):
                continue
            title = own.title if own else str(page.title or "")
            content = self.authored.get(path, page.content or "")
            yield Document(file.url, title, content, facts.get(path, OTHER_PAGE))
            none = False
        if none:
            yield Document(url_of(OVERVIEW, True), site.pages[OVERVIEW].title, "", OTHER_PAGE)


def _drop_worker(config: MkDocsConfig) -> None:
    """Leave out what the offline plugin gets from another host for the theme's search."""
    polyfills = config.extra.get("polyfills", [])
    config.extra["polyfills"] = [url for url in polyfills if "iframe-worker" not in str(url)]
