"""The reading path of a new hire: which postmortems, in which order, and why each of them."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.errors import suggest, visible
from mkdocs_postmortems.model import Postmortem, Status
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.reason import Reason, plain_reason, preference, reasons_of
from mkdocs_postmortems.pages.view import IncidentRow

MOST = 8
"""How many postmortems the rule chooses at most; a team may name more."""

WORDS_PER_MINUTE = 200
"""A slow pace, for a text with commands and numbers in it."""

_LONGEST_ID = 100


@dataclass(frozen=True)
class Reading:
    """One postmortem to read: why, in words, and how many minutes it takes."""

    row: IncidentRow
    why: tuple[str, ...]
    minutes: int


@dataclass(frozen=True)
class Missing:
    """An id in `must_read` that no postmortem has, and what to write instead."""

    ident: str
    hint: str

    def __str__(self) -> str:
        found = visible(self.ident[:_LONGEST_ID])
        return f'must_read: found "{found}", which is no postmortem\'s id. {self.hint}'


@dataclass(frozen=True)
class ReadingPath:
    """What to read, in this order: what the team has `named`, else chosen by the rule.

    The reasons count `of` postmortems: those that are published, or all where none is.
    """

    readings: tuple[Reading, ...]
    named: bool
    of: int
    missing: tuple[Missing, ...]

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(reading.minutes for reading in self.readings)


def reading_path(library: Library) -> ReadingPath:
    """Return the postmortems that the setting `must_read` names, else those that the rule chooses.

    The rule goes through the reasons to read, one after the other. What is chosen already gets a
    reason that it meets; for a reason that none of it meets, the best example is chosen, until
    there are `MOST`. Up to `MOST` postmortems are all chosen, the most severe first.
    """
    named = _named(library)
    chosen = _reasons(library, named or _few(library))
    return ReadingPath(
        readings=tuple(_reading(library, path, why) for path, why in chosen.items()),
        named=bool(named),
        of=len(_candidates(library)),
        missing=missing_ids(library),
    )


def missing_ids(library: Library) -> tuple[Missing, ...]:
    """Return what stands in `must_read` and is no postmortem's id."""
    return tuple(
        Missing(ident, suggest(ident, library.by_id, "Write the name of its file without `.md`"))
        for ident in dict.fromkeys(library.settings.must_read)
        if ident not in library.by_id
    )


def minutes_to_read(postmortem: Postmortem) -> int:
    """Return the words of the body by `WORDS_PER_MINUTE`, rounded, at least 1."""
    body = postmortem.body
    texts = (body.preamble, *(f"{one.heading} {one.text}" for one in body.sections))
    words = sum(len(text.split()) for text in texts)
    return max(1, int(words / WORDS_PER_MINUTE + 0.5))


def _named(library: Library) -> list[str]:
    found = (library.by_id.get(ident) for ident in dict.fromkeys(library.settings.must_read))
    return [one.path for one in found if one]


def _few(library: Library) -> list[str]:
    """Return all candidates, where there are so few that all are read."""
    paths = [one.path for one in _candidates(library)]
    return paths if len(paths) <= MOST else []


def _candidates(library: Library) -> list[Postmortem]:
    """Return what is published, the best examples first; all, where nothing is published."""
    counted = sorted(library.counted_rows, key=lambda row: preference(library, row))
    known = [library.by_path[library.path_of[row.incident.page]] for row in counted]
    return [one for one in known if one.status is Status.PUBLISHED] or known


def _reasons(library: Library, fixed: list[str]) -> dict[str, list[Reason]]:
    """Return path -> reasons, in the order of reading; nothing is added to what is `fixed`."""
    found: dict[str, list[Reason]] = {path: [] for path in fixed}
    most = len(fixed) or MOST
    for reason in reasons_of(library, _candidates(library)):
        met = set(reason.met)
        path = next((path for path in found if path in met), None)
        if path is None and len(found) < most:
            path = reason.met[0]
            found[path] = []
        if path is not None:
            found[path].append(reason)
    return found


def _reading(library: Library, path: str, reasons: list[Reason]) -> Reading:
    row = library.incident_rows[path]
    by_begin = {one.begin: [o.said for o in reasons if o.begin == one.begin] for one in reasons}
    why = [f"{begin} {', '.join(said)}" for begin, said in by_begin.items()]
    return Reading(row, tuple(why or [plain_reason(row)]), minutes_to_read(library.by_path[path]))
