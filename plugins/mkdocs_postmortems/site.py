"""The façade: settings in, every page out, each as Markdown with its blocks of HTML.

Knows no host. A host asks for the pages, renders the Markdown of each in its own way, and lets
`Rendered.fill` put the generated HTML into its place.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from mkdocs_postmortems import addresses
from mkdocs_postmortems.addresses import Linker
from mkdocs_postmortems.checks import check
from mkdocs_postmortems.chronicle import load_chronicle
from mkdocs_postmortems.edition import make_edition
from mkdocs_postmortems.embed.embedding import Embedded, Embedder
from mkdocs_postmortems.embed.fence import Block
from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.exports.calendar import calendars
from mkdocs_postmortems.exports.data import Data
from mkdocs_postmortems.exports.feed import feeds
from mkdocs_postmortems.exports.llms import llms
from mkdocs_postmortems.exports.published import Files, Published
from mkdocs_postmortems.frames import build_frames
from mkdocs_postmortems.kept import KeptInMemory
from mkdocs_postmortems.model import KnowledgeBase, Postmortem
from mkdocs_postmortems.pages import (
    actions,
    actions_closed,
    actions_weekly,
    cause,
    causes,
    exercise,
    game_day,
    learn,
    overview,
    owner,
    owners,
    postmortem,
    postmortems,
    postmortems_year,
    quality,
    review,
    reviews,
    search,
    service,
    services,
    trends,
)
from mkdocs_postmortems.pages.elsewhere import hidden_heads, pages_of, shown_columns
from mkdocs_postmortems.pages.kept_views import KeptViews
from mkdocs_postmortems.pages.library import EditUrl, Library, edited_nowhere
from mkdocs_postmortems.pages.listing import Listing
from mkdocs_postmortems.pages.listings import LISTINGS
from mkdocs_postmortems.pages.reading import missing_ids
from mkdocs_postmortems.pages.view import Page
from mkdocs_postmortems.render.columns import write_columns
from mkdocs_postmortems.render.exercise import write_exercise, write_offers
from mkdocs_postmortems.render.page import Rendered, render_page, set_apart
from mkdocs_postmortems.render.text import inert
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.attachment import find_attachments

PAGE_MODULES = (
    overview,
    postmortems,
    postmortems_year,
    postmortem,
    actions,
    actions_closed,
    actions_weekly,
    services,
    service,
    causes,
    cause,
    owners,
    owner,
    trends,
    reviews,
    review,
    learn,
    game_day,
    quality,
    search,
)


EXPORTS: tuple[Callable[[Published], Files], ...] = (calendars, feeds, llms)
"""Everything that writes files which are neither pages nor data."""

AUTHORED_PLACE = "<!-- postmortems -->"
"""Where the generated part of a page goes that somebody wrote at its path."""

_TITLE = re.compile(r"^#[ \t]+\S|^\S.*\n=+[ \t]*$|<h1[ >]", re.MULTILINE)
_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)


_NOTHING, _DEFAULTS = KnowledgeBase(), Settings()


@dataclass(frozen=True)
class Site:
    """All pages of a knowledge base read on one date.

    `attachments` are the pictures and documents beside the postmortems, by their paths.
    `plain_sentences` says that the host's Markdown leaves sentences of mere words as they are,
    so that they need not go through it. `warning` says why there is no history from git, where it
    was asked for. `standing` are the addresses at which the host has a file: what somebody wrote
    for language models is kept. `problems` are those of every file, by path and line. `whole` and
    `own_settings` are what was read, whatever of it this edition shows: for the gate alone.
    """

    library: Library
    directory_urls: bool
    attachments: tuple[str, ...] = ()
    plain_sentences: bool = False
    site_url: str | None = None
    warning: str = ""
    standing: Collection[str] = ()
    problems: tuple[Problem, ...] = ()
    whole: KnowledgeBase = _NOTHING
    own_settings: Settings = _DEFAULTS
    views: KeptViews = field(default_factory=KeptViews)

    @property
    def is_public(self) -> bool:
        """Whether this is the edition for everybody."""
        return self.library.settings.edition == "public"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is wrong with the settings, seen together with the files."""
        missing = map(str, missing_ids(self.library))
        return (*([self.warning] if self.warning else ()), *missing)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page, by its source path on the site."""
        made = (p for module in PAGE_MODULES for p in pages_of(module.pages, self.library))
        return {page.path: page for page in made}

    def columns(self, listing: Listing) -> str:
        """Return the data of a listing, as the browser reads it on any page."""
        shown = shown_columns(listing, self.library.settings)
        return write_columns(shown, Linker(addresses.OVERVIEW, self.directory_urls))

    @cached_property
    def data(self) -> Data:
        """The data for programs and spreadsheets."""
        return Data(self._published)

    @cached_property
    def files(self) -> Files:
        """Every file that is no page: its address on the site, and what writes its text.

        Those of single postmortems are apart, in `documents`.
        """
        made = {**self.data.files}
        for export in EXPORTS:
            made |= export(self._published)
        for name, listing in LISTINGS.items():
            made[f"data/listings/{name}.json"] = partial(self._listing, listing)
        made[addresses.EXERCISES] = self._offers
        if addresses.LLMS in self.standing:
            del made[addresses.LLMS]
        return made

    @cached_property
    def documents(self) -> Files:
        """The files of single postmortems, as in `files`: their data, and their exercises."""
        keys = self.library.exercise_keys
        exercises = {
            addresses.exercise(keys[one.path]): partial(self._exercise, one)
            for one in self._playable
        }
        return {**self.data.documents, **exercises}

    @cached_property
    def _playable(self) -> tuple[Postmortem, ...]:
        return game_day.exercises(self.library)

    def _offers(self) -> str:
        return write_offers(game_day.offers_of(self.library, self._playable))

    @cached_property
    def _published(self) -> Published:
        library = self.library
        return Published(
            library.knowledge_base,
            library.results,
            library.settings,
            self.site_url,
            self.directory_urls,
            library.problems,
        )

    def _listing(self, listing: Callable[[Library], Listing]) -> str:
        return self.columns(listing(self.library))

    def embed(self, block: Block, page: str, index: int) -> Embedded:
        """Return a block of a page that somebody wrote; `index` counts those of the page."""
        return self._embedder.show(block, page, index)

    @cached_property
    def _embedder(self) -> Embedder:
        return Embedder.of(self.library, self.directory_urls)

    def prepare(self) -> None:
        """Make what the page of every postmortem needs, before processes are forked for pages."""
        _ = self.library.relations

    def _exercise(self, one: Postmortem) -> str:
        made = exercise.exercise_of(self.library, one)
        return write_exercise(made, Linker(addresses.OVERVIEW, self.directory_urls))

    def render(self, path: str, view: object = None) -> Rendered:
        """Return one page. The postmortem's own page brings its title, the others get it.

        `view` is that of the page, where it has been made already.
        """
        page = self.pages[path]
        return render_page(
            page.template,
            page.view() if view is None else view,
            Linker(path, self.directory_urls),
            as_of=self.library.as_of,
            columns=self.columns,
            root=Linker(path, self.directory_urls).root,
            plain_sentences=self.plain_sentences,
            shown=self.library.settings.shown,
            is_public=self.is_public,
            hidden=hidden_heads(self.library.settings),
        )

    def markdown(self, path: str, rendered: Rendered, authored: str | None = None) -> str:
        """Return the Markdown of a page; text that somebody wrote at its path is kept.

        The authored text stands above the generated part, unless it holds `AUTHORED_PLACE`.
        """
        title = f"# {inert(self.pages[path].title)}\n\n"
        if authored is None:
            return rendered.markdown if self.pages[path].source else title + rendered.markdown
        whole = authored if _TITLE.search(_CODE.sub("", authored)) else title + authored
        generated = set_apart(rendered.markdown)
        if AUTHORED_PLACE in whole:
            return whole.replace(AUTHORED_PLACE, f"\n\n{generated}\n\n", 1)
        return f"{whole.rstrip()}\n\n{generated}"


def build_site(
    root: Path,
    settings: Settings,
    as_of: dt.date,
    directory_urls: bool = True,
    edit_url: EditUrl = edited_nowhere,
    plain_sentences: bool = False,
    site_url: str | None = None,
    standing: Collection[str] = (),
    kept: KeptInMemory | None = None,
) -> Site:
    """Read the folder `root` of postmortems and return its site on the date `as_of`.

    `kept` is what the build before it has left.
    """
    kept = kept or KeptInMemory(views=KeptViews(keeps=False))
    chronicle = load_chronicle(root, settings, as_of, kept.readings)
    loaded = chronicle.loaded
    problems = check(loaded, settings, as_of, kept.checked)
    edition = make_edition(loaded.knowledge_base, settings)
    frames = build_frames(edition.knowledge_base, edition.settings, as_of)
    results = kept.analysed.results(frames, edition.settings, as_of)
    library = Library(
        edition.knowledge_base,
        edition.settings,
        results,
        () if edition.is_public else problems,
        edited_nowhere if edition.is_public else edit_url,
        {} if edition.is_public else chronicle.histories,
    )
    kept.views.begin(library)
    return Site(
        library,
        directory_urls,
        edition.attachments(find_attachments(root)),
        plain_sentences,
        site_url,
        chronicle.warning,
        standing,
        problems,
        loaded.knowledge_base,
        settings,
        kept.views,
    )
