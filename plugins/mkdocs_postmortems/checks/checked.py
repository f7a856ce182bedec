"""What the rules found in files, kept while neither they nor what the rules know changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.source.postmortem import Places


@dataclass(frozen=True)
class _Found:
    postmortem: Postmortem
    places: Places
    unread: tuple[Problem, ...]
    problems: tuple[Problem, ...]


class Checked:
    """The files of one check after the other, by their paths."""

    def __init__(self) -> None:
        self._name = ""
        self._known: dict[str, _Found] = {}
        self._before: dict[str, _Found] = {}

    def begin(self, context: Context) -> None:
        """Begin to check a knowledge base: forget the files that the last check did not meet."""
        known = (context.services, context.internal)
        name = repr((context.settings, context.as_of, sorted(context.ids), known))
        self._before = self._known if name == self._name else {}
        self._name, self._known = name, {}

    def problems(
        self,
        postmortem: Postmortem,
        places: Places,
        unread: Sequence[Problem],
        find: Callable[[Postmortem], Iterable[Problem]],
    ) -> tuple[Problem, ...]:
        """Return what `find` finds in a file; `unread` are the problems of reading it.

        A file is the same where it was read once: nothing is compared.
        """
        before = self._before.get(postmortem.path)
        same = (
            before is not None
            and before.postmortem is postmortem
            and before.places is places
            and before.unread == tuple(unread)
        )
        if not same or before is None:
            before = _Found(postmortem, places, tuple(unread), tuple(find(postmortem)))
        self._known[postmortem.path] = before
        return before.problems
