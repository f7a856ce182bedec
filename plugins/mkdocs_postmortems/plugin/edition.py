"""The two editions in the host: what of its configuration and its pages the public one has."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.utils import clean_directory

import mkdocs_postmortems
from mkdocs_postmortems.addresses import full_url
from mkdocs_postmortems.edition.gate import Gate
from mkdocs_postmortems.edition.hidden import Hidden
from mkdocs_postmortems.edition.secret import Said, said_in, said_in_settings
from mkdocs_postmortems.exports.data.files import descriptions
from mkdocs_postmortems.plugin.public_docs import PublicDocs, public_nav
from mkdocs_postmortems.render.text import plural
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site
from mkdocs_postmortems.source.attachment import find_files

_MOST_TOLD = 10
_OWN_TEXTS = (".py", ".j2", ".html", ".js", ".css", ".json")
_REPOSITORY = ("repo_url", "repo_name", "edit_uri", "edit_uri_template")
_NOT_SHOWN = frozenset({"nav", "plugins", "hooks", "watch", "docs_dir", "site_dir", *_REPOSITORY})


def mark(config: MkDocsConfig, settings: Settings) -> None:
    """Say in the footer which edition this is, where the settings say so themselves."""
    if "edition" in settings.model_fields_set:
        name = f"{settings.edition.capitalize()} edition"
        others = config.copyright or ""
        if not others.endswith(name):
            config.copyright = f"{others} · {escape(name)}" if others else escape(name)


@dataclass(frozen=True)
class PublicSite:
    """One build of the public edition. `repository` is what the host knew of the source."""

    docs: PublicDocs
    repository: Mapping[str, str]

    @classmethod
    def of(cls, settings: Settings, files: Files, config: MkDocsConfig) -> PublicSite | None:
        """Take out of the host what is internal; None in the internal edition."""
        if settings.edition != "public":
            return None
        docs = PublicDocs()
        docs.keep_public(files, config)
        config.nav = public_nav(config.nav, docs.internal, settings)
        repository: dict[str, str] = {}
        if not settings.public.links:
            repository = {name: str(config[name]) for name in _REPOSITORY if config[name]}
            for name in _REPOSITORY:
                config[name] = None
        return cls(docs, repository)

    def hide(self, site: Site, folder: Path) -> None:
        """Let no page that somebody wrote lead to what this edition has not of the postmortems.

        `folder` is theirs: pictures and other files beside them are left out as they are.
        """
        shown = site.library.knowledge_base.postmortems
        left_out = set(find_files(folder)).difference(site.attachments)
        source = site.own_settings.source
        self.docs.hidden = Hidden.of(site.whole.postmortems, shown, source, left_out)

    def check(self, site: Site, config: MkDocsConfig) -> None:
        """Fail the build if something that is left out stands in a file of the site."""

        def secrets() -> Iterator[Said]:
            yield from said_in(site.whole, site.own_settings.source)
            yield from said_in_settings(site.own_settings)
            for path, (text, _) in self.docs.texts.items():
                yield Said(text, f"{Path(config.docs_dir).name}/{path}", is_name=False)
            for name, value in self.repository.items():
                yield Said(value, f"mkdocs.yml: {name}", is_name=True)

        shown = {said.text for said in _shown(site)}
        gate = Gate.of(
            lambda: (said for said in secrets() if said.text not in shown),
            self._published(site, config),
            site.own_settings.public.known,
        )
        leaks = gate.leaks(Path(config.site_dir), _is_of_the_theme(config))
        if leaks:
            told = "\n".join(f"  {leak}" for leak in leaks[:_MOST_TOLD])
            more = f"\n  and {len(leaks) - _MOST_TOLD:,} more" if len(leaks) > _MOST_TOLD else ""
            clean_directory(config.site_dir)
            raise PluginError(
                f"The public edition holds {plural(len(leaks), 'text')} that it leaves out. "
                f"{config.site_dir} has been emptied, so that nobody publishes it.\n"
                f"{told}{more}\nTake it out of what prints it, or, "
                "if it is no secret, name it in the setting `public.known`"
            )

    def _published(self, site: Site, config: MkDocsConfig) -> Iterator[bytes]:
        """Yield all that stands in the site on purpose."""
        yield '"'.join(said.text for said in _shown(site)).encode(errors="replace")
        yield '"'.join(text for _, text in self.docs.texts.values()).encode(errors="replace")
        yield "\n".join((*site.files, *site.pages)).encode(errors="replace")
        # Their addresses as feeds and `llms.txt` give them, and as an internal page may quote them.
        pages = (full_url(config.site_url, page, site.directory_urls) for page in site.pages)
        files = (f"{config.site_url or ''}{path}" for path in site.files)
        yield "\n".join((*pages, *files)).encode(errors="replace")
        shown = (value for name, value in config.items() if name not in _NOT_SHOWN)
        yield "\n".join(_strings(list(shown))).encode(errors="replace")
        yield from (
            text.encode() for write in descriptions().values() if isinstance(text := write(), str)
        )
        own = Path(mkdocs_postmortems.__file__).parent
        for folder in (own, *map(Path, config.theme.dirs)):
            if folder.is_relative_to(own) and folder != own:
                continue
            for path in _texts_below(folder):
                yield path.read_bytes()


def _shown(site: Site) -> Iterator[Said]:
    """Yield every text that this edition has."""
    yield from said_in(site.library.knowledge_base, site.own_settings.source)
    yield from said_in_settings(site.library.settings)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(key)
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _texts_below(folder: Path) -> Iterator[Path]:
    for inner, _, names in os.walk(folder):
        yield from (Path(inner, name) for name in names if name.endswith(_OWN_TEXTS))


def _is_of_the_theme(config: MkDocsConfig) -> Any:
    """Return what says of a file of the site that the theme brings it as it is."""

    def is_of_the_theme(name: str) -> bool:
        built = Path(config.site_dir, name)
        for folder in config.theme.dirs:
            brought = Path(folder, name)
            if brought.is_file() and brought.stat().st_size == built.stat().st_size:
                return brought.read_bytes() == built.read_bytes()
        return False

    return is_of_the_theme
