"""The HTML of a postmortem's text cleaned as soon as the host has made it, in whatever process."""

from __future__ import annotations

from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as HostPage

from mkdocs_postmortems.render.sanitise import sanitise
from mkdocs_postmortems.site import Site


def clean_when_rendered(page: HostPage, site: Site) -> None:
    """Have the host's page cleaned after its Markdown is converted, if somebody's file is in it."""
    own = site.pages.get(page.file.src_uri)
    if own and own.source is not None and site.library.settings.sanitise:
        page.render = partial(_render, page)  # type: ignore[method-assign]


def _render(page: HostPage, config: MkDocsConfig, files: Files) -> None:
    type(page).render(page, config, files)
    page.content = sanitise(page.content or "")
