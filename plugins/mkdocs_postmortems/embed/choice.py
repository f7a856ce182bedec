"""Some of the incidents: which ones, how that is said, and where the list of them stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import TypeVar

from mkdocs_postmortems import addresses
from mkdocs_postmortems.embed.option import Incidents
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.pages.label import Chosen, incidents_among
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import IncidentRow, Link
from mkdocs_postmortems.saved_view import FACETS, Choice

Rows = tuple[IncidentRow, ...]
_Value = TypeVar("_Value", dt.date, dt.timedelta, str, int)

_LABELS: dict[str, Callable[[Postmortem], Iterable[str | None]]] = {
    "severity": lambda p: (p.severity,),
    "service": lambda p: p.services,
    "team": lambda p: p.teams,
    "cause": lambda p: (cause.factor for cause in p.causes),
    "trigger": lambda p: (p.trigger,),
    "detection": lambda p: (p.detection.source if p.detection else None,),
    "year": lambda p: (str(p.day.year) if p.day else None,),
    "status": lambda p: (p.status.value,),
    "owner": lambda p: (action.owner for action in p.actions),
    "tag": lambda p: p.tags,
}

_WORDS = {
    "severity": "severity",
    "service": "service",
    "team": "team",
    "cause": "factor",
    "trigger": "trigger",
    "detection": "detection",
    "status": "status",
    "owner": "owner of an action",
    "tag": "tag",
}


def chosen_rows(library: Library, choice: Choice) -> Rows:
    """Return the incidents that have one of the labels of every facet, the newest first."""
    wanted = _wanted(library, choice)
    words = choice.q.casefold().split()
    return tuple(
        row
        for row in library.counted_rows
        if _has(library.by_path[library.path_of[row.incident.page]], wanted, words)
    )


def sorted_rows(rows: Rows, sort: str) -> Rows:
    """Return the rows in an order; those without a value stand last, either way round."""
    ordered = _SORTS.get(sort.removeprefix("-"))
    return ordered(rows, sort.startswith("-")) if ordered else rows


def _by(value: Callable[[IncidentRow], _Value | None]) -> Callable[[Rows, bool], Rows]:
    """Return what puts rows in the order of a value, or in the opposite one."""

    def ordered(rows: Rows, backwards: bool) -> Rows:
        valued: list[tuple[_Value | None, IncidentRow]] = [(value(row), row) for row in rows]
        known: list[tuple[_Value, IncidentRow]] = [(k, row) for k, row in valued if k is not None]
        known.sort(key=itemgetter(0), reverse=backwards)
        return (*(row for _, row in known), *(row for key, row in valued if key is None))

    return ordered


_SORTS: dict[str, Callable[[Rows, bool], Rows]] = {
    "started": _by(lambda row: row.day),
    "title": _by(lambda row: row.incident.text.casefold()),
    "severity": _by(lambda row: row.rank or None),
    "impact": _by(lambda row: row.impact),
    "open": _by(lambda row: row.open_actions),
}


def told(choice: Choice, as_of: dt.date) -> str:
    """Return the choice in words, such as ` with severity SEV-1 in 2026`; empty for everything."""
    parts = []
    for facet, word in _WORDS.items():
        labels = getattr(choice, facet)
        if labels:
            parts.append(f"{word} {' or '.join(label or 'none' for label in labels)}")
    said = f" with {_listed(parts)}" if parts else ""
    if choice.q:
        said += f' that {"mention" if not parts else "also mention"} "{choice.q}"'
    if choice.year:
        said += f" in {' or '.join(_years(choice, as_of))}"
    return said


ALL = Link("All incidents", addresses.POSTMORTEMS)
"""Where a block leads that shows none."""


def link_to(choice: Choice, as_of: dt.date, text: str) -> Link:
    """Return the link to the list of all incidents, with the same choice made."""
    sort = choice.sort if isinstance(choice, Incidents) else ""
    return incidents_among(chosen_in_list(choice, as_of), text, **({"sort": sort} if sort else {}))


def chosen_in_list(choice: Choice, as_of: dt.date) -> Chosen:
    """Return what is to be chosen in the list of all incidents for the same choice."""
    labels = {facet: getattr(choice, facet) for facet in FACETS}
    words = {"text": choice.q} if choice.q else {}
    return {**labels, "year": _years(choice, as_of), **words}


def years_of(choice: Choice, as_of: dt.date) -> frozenset[str]:
    """Return the years that are chosen, as numbers; none of them means all."""
    return frozenset(_years(choice, as_of))


def _wanted(library: Library, choice: Choice) -> dict[str, frozenset[str]]:
    wanted = {facet: frozenset(getattr(choice, facet)) for facet in FACETS}
    wanted["year"] = years_of(choice, library.as_of)
    return {facet: labels for facet, labels in wanted.items() if labels}


def _has(postmortem: Postmortem, wanted: dict[str, frozenset[str]], words: list[str]) -> bool:
    for facet, labels in wanted.items():
        own = {label or "" for label in _LABELS[facet](postmortem)} or {""}
        if not own & labels:
            return False
    return not words or _mentions(postmortem, words)


def _mentions(postmortem: Postmortem, words: list[str]) -> bool:
    """Whether the row of an incident holds all words: its title, its id, its labels."""
    labels = (label for of in _LABELS.values() for label in of(postmortem) if label)
    text = "\n".join((postmortem.title, postmortem.id, *labels)).casefold()
    return all(word in text for word in words)


def _years(choice: Choice, as_of: dt.date) -> tuple[str, ...]:
    named = {"this": str(as_of.year), "last": str(as_of.year - 1)}
    return tuple(dict.fromkeys(named.get(year, year) for year in choice.year))


def _listed(parts: list[str]) -> str:
    """Return the parts as one reads a list: with commas, and `and` before the last."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
