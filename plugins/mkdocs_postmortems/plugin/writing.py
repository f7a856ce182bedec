"""The data files of a live preview: its pages do not wait for them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from mkdocs_postmortems import addresses
from mkdocs_postmortems.errors import visible
from mkdocs_postmortems.plugin.files import write_data
from mkdocs_postmortems.site import Site

Content = str | bytes

THREAD = "data files"

_LISTINGS, _EXERCISES = "data/listings/", "data/game-days/"

log = get_plugin_logger("postmortems")


class Writing:
    """The files that are no pages, from build to build of a live preview.

    What scripts of the pages read is written with the pages. The other files stand as the build
    before had them, those of single postmortems not at all, until a thread has made them.
    """

    def __init__(self) -> None:
        self._made: dict[str, Content] = {}
        self._thread: threading.Thread | None = None
        self._ended = threading.Event()

    def write(
        self, site: Site, config: MkDocsConfig, made: dict[str, Content] | None, documents: bool
    ) -> None:
        """Write the files of a build, which ends before the last of them is written.

        `made` are those that workers have made; they may have written the `documents` as well.
        """
        later: dict[str, Callable[[], Content]] = {}
        if made is None:
            waiting = {address for address in self._made if not _is_read(address)}
            later = {at: write for at, write in site.files.items() if at in waiting}
            now = {at: write() for at, write in site.files.items() if at not in waiting}
            made = now | {at: self._made[at] for at in later}
        self._made = made
        write_data(made, config)
        self._start(later if documents else later | site.documents, config)

    def stop(self) -> None:
        """Wait until the file is written that is being made, and leave the others out."""
        self._ended.set()
        if self._thread:
            self._thread.join()
        self._thread = None

    def _start(self, later: Mapping[str, Callable[[], Content]], config: MkDocsConfig) -> None:
        self._ended = threading.Event()
        task = threading.Thread(
            target=self._catch_up, args=[later, config], name=THREAD, daemon=True
        )
        self._thread = task
        task.start()

    def _catch_up(self, later: Mapping[str, Callable[[], Content]], config: MkDocsConfig) -> None:
        for address, write in sorted(later.items(), key=_by_readers):
            if self._ended.is_set():
                return
            try:
                content = write()
                write_data({address: content}, config)
            except Exception as error:
                # Nobody waits for this thread, so nobody else would say it.
                log.warning(visible(f"{address} stays as it was: {error}"))
                continue
            if address in self._made:
                self._made[address] = content


def _by_readers(later: tuple[str, Callable[[], Content]]) -> bool:
    """Put first what a page asks for at a click."""
    return not later[0].startswith(_EXERCISES)


def _is_read(address: str) -> bool:
    """Say whether scripts of the pages read a file as soon as they are shown."""
    return address == addresses.EXERCISES or address.startswith(_LISTINGS)
