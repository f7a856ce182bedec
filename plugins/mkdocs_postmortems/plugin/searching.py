"""The search of the site: the box in the theme's header, and the index after the pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.utils import get_relative_url

from mkdocs_postmortems.addresses import OVERVIEW, SEARCH, url_of
from mkdocs_postmortems.pages.search import facts_of_pages
from mkdocs_postmortems.render.page import without_generated
from mkdocs_postmortems.render.search_box import in_header, search_box
from mkdocs_postmortems.search.document import Document
from mkdocs_postmortems.search.fact import OTHER_PAGE
from mkdocs_postmortems.search.index import Indexing, IndexingError
from mkdocs_postmortems.site import Site

STYLESHEETS = ("assets/postmortems/search.css",)
SCRIPTS = ("assets/postmortems/search.js", "assets/postmortems/search-page.js")

log = get_plugin_logger("postmortems")


class Search:
    """The search of one site, from build to build of a live preview.

    A live preview does not wait for the index: it is made beside, and anew after each build.
    """

    def __init__(self, severities: int, preview: bool) -> None:
        self._severities = severities
        self._preview = preview
        self._authored: dict[str, str] = {}
        self._running: Indexing | None = None

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

    def write(self, site: Site, files: Files, config: MkDocsConfig) -> None:
        """Make the index; a warning says where there is none."""
        if any(file.page and file.page.content is None for file in files.documentation_pages()):
            log.info("The index of the search stays as it was: not every page was built")
            return
        documents = list(self._documents(site, files))
        language = str(config.theme.get("language") or "en")
        folder = Path(config.site_dir)
        try:
            running = Indexing(documents, folder, language, config.use_directory_urls)
            self._running = running if self._preview else None
            if self._preview:
                threading.Thread(target=_end, args=[running], daemon=True).start()
            else:
                running.wait()
        except IndexingError as error:
            log.warning(str(error))

    def stop(self) -> None:
        """End the run that is still going on."""
        if self._running:
            self._running.stop()
        self._running = None

    def _with_box(self, html: str, search: str) -> str:
        return in_header(html, search_box(search, self._severities, self._preview))

    def _documents(self, site: Site, files: Files) -> Iterator[Document]:
        """Yield what is searched: postmortems, and what was written by hand."""
        facts, none = facts_of_pages(site.library), True
        for file in files.documentation_pages():
            path, page = file.src_uri, file.page
            own = site.pages.get(path)
            if page is None or (own and not own.source and path not in self._authored):
                continue
            if (page.meta.get("search") or {}).get("exclude"):
                continue
            title = own.title if own else str(page.title or "")
            content = self._authored.get(path, page.content or "")
            yield Document(file.url, title, content, facts.get(path, OTHER_PAGE))
            none = False
        if none:
            yield Document(url_of(OVERVIEW, True), site.pages[OVERVIEW].title, "", OTHER_PAGE)


def _end(running: Indexing) -> None:
    try:
        running.wait()
    except IndexingError as error:
        log.warning(str(error))


def _drop_worker(config: MkDocsConfig) -> None:
    """Leave out what the offline plugin gets from another host for the theme's search."""
    polyfills = config.extra.get("polyfills", [])
    config.extra["polyfills"] = [url for url in polyfills if "iframe-worker" not in str(url)]
