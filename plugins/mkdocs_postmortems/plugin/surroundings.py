"""All that a theme's template shows around a page, as plain data, where that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_postmortems.cache.fingerprint import fingerprint, of_folder, of_program
from mkdocs_postmortems.plugin.made import toc_tokens
from mkdocs_postmortems.plugin.purity import NotPlainError, plain

_NEVER_SHOWN = {
    *("config_file_path", "dev_addr", "docs_dir", "hooks", "nav", "plugins", "site_dir"),
    *("strict", "theme", "watch", "extra_javascript"),
    *("draft_docs", "exclude_docs", "not_in_nav"),
}
"""Options of the host that no template of the theme prints, and those that are told apart."""

_OF_THE_HOST = {
    *("children", "previous_page", "next_page", "parent", "toc", "file", "render", "markdown"),
    *(
        "present_anchor_ids",
        "links_to_anchors",
        "_title_from_render",
        *("_html", "_compressed"),
        "content",
        "_Page__active",
        "meta",
    ),
}
"""What a page of the host has besides plain data."""


@dataclass(frozen=True)
class Surroundings:
    """What the pages of one build share; `shared` names it."""

    shared: str

    def key(self, page: Page) -> str | None:
        """Return the name of all that a page's template is filled with; None where unknown."""
        try:
            own = [_facts(page, page.meta), toc_tokens(page.toc), page.content]
            around = [_named(one) for one in (page.previous_page, page.next_page, *page.ancestors)]
        except NotPlainError:
            return None
        return fingerprint("filled", self.shared, own, around)


def look_around(nav: Navigation, config: MkDocsConfig) -> Surroundings | None:
    """Return what all pages share; None where a template may show what cannot be told."""
    custom = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    if custom and any(custom.rglob("*.html")):
        return None
    try:
        shared = [
            of_program(),
            of_folder(custom) if custom else None,
            [_templates(Path(folder)) for folder in config.theme.dirs],
            _configuration(config),
            [_item(one) for one in nav.items],
            _named(nav.homepage),
        ]
    except (NotPlainError, OSError):
        return None
    return Surroundings(fingerprint(*shared))


def _configuration(config: MkDocsConfig) -> object:
    return (
        plain({key: value for key, value in config.items() if key not in _NEVER_SHOWN}),
        [(name, plain(getattr(plugin, "config", None))) for name, plugin in config.plugins.items()],
        config.theme.name,
        str(config.theme.locale),
        plain({key: config.theme[key] for key in config.theme if key != "locale"}),
        [(type(one).__name__, str(one), _attributes(one)) for one in config.extra_javascript],
    )


def _attributes(script: Any) -> object:
    return plain({} if isinstance(script, str) else vars(script))


def _item(one: StructureItem) -> object:
    inner = [_item(child) for child in getattr(one, "children", None) or ()]
    return (_named(one), inner)


def _named(one: StructureItem | None) -> object:
    """Return what a link to a page, a section or elsewhere shows."""
    if one is None:
        return None
    if isinstance(one, Page):
        # While pages are filled, the template of those to come is another.
        return _facts(one, {key: value for key, value in one.meta.items() if key != "template"})
    return (type(one).__name__, one.title, getattr(one, "url", None))


def _facts(page: Page, meta: Mapping[str, object]) -> object:
    own = {key: value for key, value in page.__dict__.items() if key not in _OF_THE_HOST}
    file = page.file
    return (
        type(page).__name__,
        page.title,
        page.url,
        file.src_uri,
        file.dest_uri,
        file.inclusion.name,
        plain(own),
        plain(meta),
    )


def _templates(folder: Path) -> object:
    """Return the templates of a theme; pictures are as its version has them."""
    found = (path for pattern in ("*.html", "partials/**/*.html") for path in folder.glob(pattern))
    return sorted((path.name, fingerprint(path.read_bytes())) for path in found)
