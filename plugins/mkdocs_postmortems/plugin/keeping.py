"""Pages that were made by an earlier build from the same data, options and program."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as HostPage

from mkdocs_postmortems.cache.fingerprint import fingerprint, of_program
from mkdocs_postmortems.cache.store import Store, prepare_folder
from mkdocs_postmortems.errors import PostmortemsError, visible
from mkdocs_postmortems.history.git import GitError, ask
from mkdocs_postmortems.pages.view import Page
from mkdocs_postmortems.plugin.asked import Asked, answer
from mkdocs_postmortems.plugin.made import Made, from_plain, to_plain
from mkdocs_postmortems.plugin.purity import options_of_markdown
from mkdocs_postmortems.plugin.records import HOST
from mkdocs_postmortems.site import Site

FOLDER = Path(".cache", "postmortems")
"""Below the folder of `mkdocs.yml`."""

PAGES = "pages"

log = get_plugin_logger("postmortems")


class UnusableError(PostmortemsError):
    """A folder that is not used, and why."""


def open_store(config: MkDocsConfig, preview: bool, before: Store | None) -> Store | None:
    """Return where pages are kept; None, with a line that says why, where they cannot be.

    The builds of a preview follow one another: `before` is that of the last one.
    """
    if before and preview:
        before.turn()
        return before
    root = Path(config.config_file_path or "mkdocs.yml").parent.absolute()
    folder = root / FOLDER
    try:
        _refuse_what_is_watched(folder, config, preview)
        _refuse_links(folder, root)
        _refuse_what_came_with_the_repository(folder, root)
        prepare_folder(folder / PAGES)
    except UnusableError as error:
        log.warning(visible(str(error)))
    except OSError as error:
        log.info(visible(f"Nothing is kept for the next build: {folder}: {error.strerror}"))
    else:
        return Store(folder / PAGES, remembers=preview)
    return None


def _refuse_what_is_watched(folder: Path, config: MkDocsConfig, preview: bool) -> None:
    """Refuse what would have a preview build again and again."""
    watched = [config.docs_dir, *config.watch, *config.theme.dirs] if preview else []
    for path in map(Path, watched):
        if folder.resolve().is_relative_to(path.resolve()):
            raise OSError(0, f"the preview watches {path}")


def _refuse_links(folder: Path, root: Path) -> None:
    for path in (folder.parent, folder, *folder.glob("*")):
        if path.resolve() != root.resolve().joinpath(*path.relative_to(root).parts):
            raise UnusableError(f"{path} is a link, and is not used. Make it a folder")


def _refuse_what_came_with_the_repository(folder: Path, root: Path) -> None:
    """Refuse what somebody committed: it would be published without anybody having read it."""
    if not folder.exists():
        return
    try:
        committed = ask(root, "ls-files", "-z", "--", FOLDER.as_posix()).output
    except GitError:
        return
    if committed:
        hint = f"Remove it with `git rm -r --cached {FOLDER.as_posix()}`"
        raise UnusableError(f"{folder} is committed to git, and is not used. {hint}")


@dataclass(frozen=True)
class Keeping:
    """The pages of one build among those that were kept; `build` names all that they share."""

    store: Store
    build: str
    files: Files

    def key(self, page: Page, host_page: HostPage, view: str) -> str:
        """Return the name of all that a page is made from, but for the files that it links to.

        `view` is the name of its view.
        """
        file, level = host_page.file, logging.getLogger(HOST).getEffectiveLevel()
        own = (page.path, page.title, page.template, page.source)
        return fingerprint(
            self.build, level, own, file.src_uri, file.url, file.inclusion.name, view
        )

    def recall(self, key: str) -> Made | None:
        """Return the page, where all its links lead where they led."""
        found = self.store.recall(key)
        try:
            if found is None or not self._leads_there_still(found["asked"]):
                return None
            return from_plain(found["made"])
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def keep(self, key: str, made: Made, asked: Asked) -> None:
        """Keep a page with what it asked of the files."""
        if not asked.elsewhere:
            self.store.keep(key, {"asked": asked.answers, "made": to_plain(made)})

    def _leads_there_still(self, asked: dict[str, Any]) -> bool:
        look = self.files.get_file_from_path
        return all(answer(look(path)) == then for path, then in asked.items())


def start(site: Site, files: Files, config: MkDocsConfig, store: Store | None) -> Keeping | None:
    """Return what was kept for this build; None where it is not known what pages depend on."""
    options = options_of_markdown(config) if store else None
    if store is None or options is None:
        return None
    render = (HostPage.render.__module__, HostPage.render.__qualname__)
    build = fingerprint(
        of_program(),
        options,
        render,
        site.library.as_of,
        repr(site.library.settings),
        site.directory_urls,
        site.plain_sentences,
    )
    return Keeping(store, build, files)
