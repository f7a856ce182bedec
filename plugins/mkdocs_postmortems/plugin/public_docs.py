"""The pages that somebody wrote, in the public edition: only those that say they are public.

The word is the same as in a postmortem: `visibility: public` in the front matter of the page.
Markers hide parts of it. Pictures and other files are there where a public page leads to them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.utils.meta import get_data

from mkdocs_postmortems.edition.chat import is_chat
from mkdocs_postmortems.edition.hidden import Hidden
from mkdocs_postmortems.edition.working import WORKING, is_working
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.internal import cut_internal, may_hold_marker, without_internal
from mkdocs_postmortems.source.link import addresses_in, target_of, without_links

_OF_THE_THEME = (".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".wasm")
"""Files that make pages work: nobody links to them."""

_FAVICONS = ("logo", "favicon")

_NOTHING = Hidden((), ())

log = get_plugin_logger("postmortems")


@dataclass
class PublicDocs:
    """The pages of one build. `internal` are the files that are left out, by their paths.

    `texts` has what each page says as it was written and as it is published: for the gate.
    `hidden` are the postmortems to which no page leads, known when they have been read.
    """

    internal: dict[str, File] = field(default_factory=dict)
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    hidden: Hidden = _NOTHING

    def keep_public(self, files: Files, config: MkDocsConfig) -> None:
        """Take out every page that is not public, and every file to which no public one leads."""
        kept: dict[str, str] = {}
        for file in [file for file in files if file.generated_by is None]:
            if file.is_documentation_page():
                text = file.content_string
                if _is_public(text):
                    kept[file.src_uri] = text
                else:
                    self._take_out(file, files)
                    self.texts[file.src_uri] = (text, "")
        linked = set(_linked(kept)) | set(_named_by(config))
        for file in [file for file in files if file.src_dir == config.docs_dir]:
            is_page = file.is_documentation_page()
            if not is_page and file.src_uri not in linked and _is_attachment(file):
                self._take_out(file, files)

    def publish(self, markdown: str, path: str) -> str:
        """Return the Markdown of a page for everybody."""
        self._warn(markdown, path)
        public = without_internal(markdown, keep_comments=True)

        def refuses(address: str) -> bool:
            is_internal = target_of(path, address) in self.internal
            return is_internal or is_chat(address) or self.hidden.leads_here(address, path)

        public = without_links(public, refuses)
        self.texts[path] = (markdown, public)
        return public

    def _take_out(self, file: File, files: Files) -> None:
        self.internal[file.src_uri] = file
        files.remove(file)

    def _warn(self, markdown: str, path: str) -> None:
        for marker in cut_internal([markdown]).unpaired if may_hold_marker(markdown) else ():
            which = "`<!-- /internal -->` ends nothing" if marker.closes else "is never ended"
            what = which if marker.closes else f"`<!-- internal -->` {which}"
            log.error(f"{path}: {what}; what stands on that side of it is left out")


def public_nav(nav: Any, internal: Mapping[str, File], settings: Settings) -> Any:
    """Return the configured navigation without pages that this edition does not have."""
    if isinstance(nav, list):
        kept = (public_nav(item, internal, settings) for item in nav)
        return [item for item in kept if item]
    if isinstance(nav, dict):
        found = {title: public_nav(item, internal, settings) for title, item in nav.items()}
        return {title: item for title, item in found.items() if item}
    path = posixpath.normpath(nav) if isinstance(nav, str) and nav else ""
    gone = path in internal and path not in _GENERATED
    return None if gone or is_working(path, settings) else nav


_GENERATED = frozenset(
    {"index.md", *(f"{name}/index.md" for name in ("postmortems", "actions", "services"))}
    | {f"{name}/index.md" for name in ("causes", "trends", "learn", "search")}
    | WORKING
)
"""Pages that are there also where nobody wrote a text for them."""


def _is_public(text: str) -> bool:
    visibility = get_data(text)[1].get("visibility")
    return isinstance(visibility, str) and visibility.strip().casefold() == "public"


def _is_attachment(file: File) -> bool:
    return not file.src_uri.casefold().endswith(_OF_THE_THEME)


def _linked(pages: Mapping[str, str]) -> Iterator[str]:
    for path, text in pages.items():
        for address in addresses_in(without_internal(text)):
            target = target_of(path, address)
            if target:
                yield target
        yield from _strings(get_data(text)[1])


def _named_by(config: MkDocsConfig) -> Iterator[str]:
    """Yield the files that the configuration names, such as the logo."""
    yield from _strings([config.theme.get(name) for name in _FAVICONS])
    yield from _strings(config.extra)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.lstrip("/")
    values: Iterable[Any] = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list | tuple):
        for inner in values:
            yield from _strings(inner)
