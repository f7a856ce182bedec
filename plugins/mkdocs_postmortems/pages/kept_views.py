"""The views of the last build, for the next one where they show the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mkdocs_postmortems.analysis.related import Related
from mkdocs_postmortems.cache.fingerprint import fingerprint
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import Page


@dataclass(frozen=True)
class Shown:
    """What a page shows, of one `postmortem` and what is `related` to it, or of none.

    `path` and `title` are those of the page.
    """

    view: object
    postmortem: Postmortem | None = None
    related: tuple[Related, ...] = ()

    @cached_property
    def name(self) -> str:
        """The name of the view: equal names, equal views."""
        return fingerprint(self.view)


@dataclass(frozen=True)
class _Facts:
    """A knowledge base without the texts of its postmortems."""

    library: Library

    def are_those_of(self, other: _Facts) -> bool:
        """Whether every view that is made of these facts alone is the same."""
        one, two = self.library, other.library
        return (
            one.results is two.results
            and self._apart_from_files == other._apart_from_files
            and len(self._postmortems) == len(other._postmortems)
            and all(map(_says_the_same, self._postmortems, other._postmortems))
        )

    @property
    def _postmortems(self) -> tuple[Postmortem, ...]:
        return self.library.knowledge_base.postmortems

    @cached_property
    def _apart_from_files(self) -> str:
        library = self.library
        base = [(name, value) for name, value in library.knowledge_base if name != "postmortems"]
        edited = [library.edit_url(path) for path in sorted(library.problems_by_path)]
        return repr((base, library.settings, library.problems, library.histories, edited))


class KeptViews:
    """The views of one build after the other.

    A page with figures shows no text of a postmortem: it is the same while the facts are. The
    page of a postmortem shows its own text, and names of others what the facts say of them.
    Without `keeps`, nothing stays in memory: no build follows.
    """

    def __init__(self, keeps: bool = True) -> None:
        self._keeps = keeps
        self._facts: _Facts | None = None
        self._last: _Facts | None = None
        self._known: dict[str, Shown] = {}
        self._before: dict[str, Shown] = {}

    def begin(self, library: Library) -> None:
        """Begin with the views of a build: forget those that the last build did not show."""
        self._last, self._facts = self._facts, _Facts(library)
        self._before, self._known = self._known, {}
        self.__dict__.pop("_are_kept", None)

    def shown(self, page: Page) -> Shown:
        """Return what a page shows."""
        before = self._before.get(page.path) if self._are_kept else None
        shown = self._again(page, before) if before else None
        shown = shown or self._anew(page)
        if self._keeps:
            self._known[page.path] = shown
        return shown

    @cached_property
    def _are_kept(self) -> bool:
        # Asked when pages are made: the host knows then where they are edited.
        facts, last = self._facts, self._last
        self._last = None
        return facts is not None and last is not None and facts.are_those_of(last)

    def _again(self, page: Page, before: Shown) -> Shown | None:
        if page.source is None:
            return before if page.figures else None
        postmortem = self._postmortem(page)
        same = postmortem is not None and postmortem is before.postmortem
        return before if same and self._related(postmortem) == before.related else None

    def _anew(self, page: Page) -> Shown:
        postmortem = self._postmortem(page)
        return Shown(page.view(), postmortem, self._related(postmortem))

    def _postmortem(self, page: Page) -> Postmortem | None:
        known = self._facts.library.by_path if self._facts else {}
        return known.get(page.source) if page.source is not None else None

    def _related(self, postmortem: Postmortem | None) -> tuple[Related, ...]:
        if postmortem is None or self._facts is None:
            return ()
        return self._facts.library.related(postmortem)


def _says_the_same(one: Postmortem, other: Postmortem) -> bool:
    return one is other or repr([*_said(one)]) == repr([*_said(other)])


def _said(postmortem: Postmortem) -> Iterator[tuple[str, object]]:
    """Yield what stands in the front matter."""
    return ((name, value) for name, value in postmortem if name != "body")
