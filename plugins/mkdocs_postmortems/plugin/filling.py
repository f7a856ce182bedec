"""The theme's template filled ahead of the host's loop, in forked processes, as in `ahead`.

What an earlier build has filled in for the same page is taken from there.

The host's loop still calls every plugin for every page, and then gets a template that only passes
the finished page on. Another plugin may change what a template is filled with, page by page: where
one listens that is not known to leave it alone, the loop fills the templates itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import jinja2
import mkdocs
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_postmortems.cache.store import Store
from mkdocs_postmortems.plugin import workers
from mkdocs_postmortems.plugin.surroundings import Surroundings, look_around
from mkdocs_postmortems.plugin.workers import Work, Workers

PASSED_ON = "postmortems-passed-on.html"
"""Passes on what `filled` holds in the context; without it, the page's own template."""

_LEAVE_IT_ALONE = (
    "mkdocs_postmortems.",
    f"{mkdocs.__name__}.contrib.search",
    "material.plugins.search.",
)


@dataclass(frozen=True)
class Filled:
    """A page in its template, and the content it had then."""

    content: str | None
    output: str


class Filling:
    """The workers that fill the templates of all pages, and what they have filled."""

    def __init__(self, filler: _Filler, processes: int) -> None:
        paths = list(filler.pages)
        self._filler = filler
        self._workers = Workers(Work(filler.fill), paths, processes) if processes else None
        self._own = {path: page.meta.get("template") for path, page in filler.pages.items()}
        for page in filler.pages.values():
            page.meta["template"] = PASSED_ON

    def pass_on(self, page: Page, context: TemplateContext) -> None:
        """Give the passing template what it passes on, if the page has not changed since."""
        path = page.file.src_uri
        if path not in self._own:
            return
        own = self._own.pop(path)
        page.meta.pop("template")
        if own is not None:
            page.meta["template"] = own
        filled = self._workers.take(path) if self._workers else self._filler.try_to_fill(path)
        if filled is not None and filled.content == page.content:
            context["filled"] = filled.output  # type: ignore[typeddict-unknown-key]

    def close(self) -> None:
        """End the workers."""
        if self._workers:
            self._workers.close()


def start(
    env: jinja2.Environment,
    nav: Navigation,
    files: Files,
    config: MkDocsConfig,
    store: Store | None,
) -> Filling | None:
    """Start the workers; return None where there are to be none, and nothing was kept."""
    listed = files.documentation_pages()
    processes = workers.how_many(len(listed))
    if not _only_known_ones_hear("page_context", config):
        return None
    known = store is not None and _only_known_ones_hear("env", config)
    around = look_around(nav, config) if known else None
    if not processes and around is None:
        return None
    filler = _Filler(env, nav, listed, config, store if around else None, around)
    try:
        # The templates are compiled once, here; the workers inherit them.
        filler.fill(listed[0].src_uri)
    except Exception:
        # The host's loop meets the same error, and reports it with its page.
        return None
    return Filling(filler, processes)


@dataclass(frozen=True)
class _Filler:
    """What it takes to fill templates, here or in a worker process."""

    env: jinja2.Environment
    nav: Navigation
    listed: Sequence[File]
    config: MkDocsConfig
    store: Store | None
    around: Surroundings | None

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {file.src_uri: file.page for file in self.listed if file.page}

    def try_to_fill(self, path: str) -> Filled | None:
        try:
            return self.fill(path)
        except Exception:
            # The host's loop meets the same error, and reports it with its page.
            return None

    def fill(self, path: str) -> Filled:
        page = self.pages[path]
        active, page.active = page.active, True
        try:
            key = self.around.key(page) if self.around else None
            output = self._kept(key, page.content or "") or self._fill_anew(key, page)
            return Filled(page.content, output)
        finally:
            page.active = active

    def _kept(self, key: str | None, content: str) -> str | None:
        found = self.store.recall(key) if self.store and key else None
        known = isinstance(found, list) and all(isinstance(part, str) for part in found)
        return content.join(found) if found and known else None

    def _fill_anew(self, key: str | None, page: Page) -> str:
        context = get_context(self.nav, self.listed, self.config, page)
        template = self.env.get_template(page.meta.get("template", "main.html"))
        output = template.render(context)
        if self.store and key:
            # Kept without the content, which is at hand.
            self.store.keep(key, output.split(page.content) if page.content else [output])
        return output


def _only_known_ones_hear(event: str, config: MkDocsConfig) -> bool:
    """Whether no other plugin or hook can change what a template is filled with."""
    listeners = config.plugins.events[event]
    return all(f"{listener.__module__}.".startswith(_LEAVE_IT_ALONE) for listener in listeners)
