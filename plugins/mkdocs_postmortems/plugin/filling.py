"""The theme's template filled ahead of the host's loop, in forked processes, as in `ahead`.

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

from mkdocs_postmortems.plugin import workers
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
        self._workers = Workers(Work(filler.fill), paths, processes)
        self._own = {path: page.meta.get("template") for path, page in filler.pages.items()}
        for page in filler.pages.values():
            page.meta["template"] = PASSED_ON

    def pass_on(self, page: Page, context: TemplateContext) -> None:
        """Give the passing template what it passes on, if the page has not changed since."""
        path = page.file.src_uri
        if path not in self._own:
            return
        filled, own = self._workers.take(path), self._own.pop(path)
        page.meta.pop("template")
        if own is not None:
            page.meta["template"] = own
        if filled is not None and filled.content == page.content:
            context["filled"] = filled.output  # type: ignore[typeddict-unknown-key]

    def close(self) -> None:
        """End the workers."""
        self._workers.close()


def start(
    env: jinja2.Environment, nav: Navigation, files: Files, config: MkDocsConfig
) -> Filling | None:
    """Start the workers, or return None where there are to be none."""
    listed = files.documentation_pages()
    processes = workers.how_many(len(listed))
    if not processes or not _context_is_the_hosts(config):
        return None
    filler = _Filler(env, nav, listed, config)
    try:
        # The templates are compiled once, here; the workers inherit them.
        filler.fill(listed[0].src_uri)
    except Exception:
        # The host's loop meets the same error, and reports it with its page.
        return None
    return Filling(filler, processes)


@dataclass(frozen=True)
class _Filler:
    """What a worker process needs to fill templates."""

    env: jinja2.Environment
    nav: Navigation
    listed: Sequence[File]
    config: MkDocsConfig

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {file.src_uri: file.page for file in self.listed if file.page}

    def fill(self, path: str) -> Filled:
        page = self.pages[path]
        page.active = True
        try:
            context = get_context(self.nav, self.listed, self.config, page)
            template = self.env.get_template(page.meta.get("template", "main.html"))
            return Filled(page.content, template.render(context))
        finally:
            page.active = False


def _context_is_the_hosts(config: MkDocsConfig) -> bool:
    """Whether no other plugin or hook is known to change what a template is filled with."""
    listeners = config.plugins.events["page_context"]
    return all(f"{listener.__module__}.".startswith(_LEAVE_IT_ALONE) for listener in listeners)
