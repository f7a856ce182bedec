"""The words of one knowledge base: what its labels mean, how often each is used, an example."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.pages.label import incidents_with
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.reason import preference
from mkdocs_postmortems.pages.view import Badge, IncidentRow, Link


@dataclass(frozen=True)
class Word:
    """One label: its meaning, how many incidents carry it, and where those are listed.

    `badge` is that of a severity, `example` the newest of the most severe that carry it.
    """

    text: str
    meaning: str
    incidents: int
    listed: Link
    badge: Badge | None
    example: Link | None


@dataclass(frozen=True)
class Vocabulary:
    """The words by family: severities in their order, all others the most frequent first.

    `unused` are the factors that the settings know and none of the `total` incidents names.
    """

    severities: tuple[Word, ...]
    causes: tuple[Word, ...]
    unused: tuple[Word, ...]
    triggers: tuple[Word, ...]
    detection: tuple[Word, ...]
    total: int


def vocabulary_of(library: Library) -> Vocabulary:
    """Return the words of a knowledge base, counted over the incidents that count."""
    settings = library.settings
    severities = {name: entry.meaning for name, entry in settings.severities.items()}
    factors = {name: entry.meaning for name, entry in settings.causes.items()}
    causes = _words(library, "cause", factors, _factors)
    triggers = _words(library, "trigger", settings.triggers, _trigger)
    detection = _words(library, "detection", settings.detection_sources, _source)
    return Vocabulary(
        severities=_words(library, "severity", severities, _severity),
        causes=_used(causes),
        unused=tuple(word for word in causes if not word.incidents),
        triggers=_used(triggers),
        detection=_used(detection),
        total=len(library.counted_rows),
    )


def _words(
    library: Library,
    facet: str,
    meanings: Mapping[str, str],
    labels_of: Callable[[Postmortem], Iterable[str]],
) -> tuple[Word, ...]:
    """Return the labels that the settings know, in their order, then the others by name."""
    carried: dict[str, list[IncidentRow]] = defaultdict(list)
    for row in library.counted_rows:
        for label in set(labels_of(library.by_path[library.path_of[row.incident.page]])):
            carried[label].append(row)
    others = sorted(set(carried) - set(meanings) - {""})
    return tuple(
        Word(
            text=label,
            meaning=meanings.get(label, ""),
            incidents=len(carried[label]),
            listed=_listed(library, facet, label, len(carried[label])),
            badge=library.badge(label) if facet == "severity" else None,
            example=_example(library, carried[label]),
        )
        for label in (*meanings, *others)
    )


def _listed(library: Library, facet: str, label: str, incidents: int) -> Link:
    """Return the link to the incidents: a factor has a page, for others the list is filtered."""
    if facet == "cause" and label in library.cause_pages:
        return Link(f"{incidents:,}", library.cause_pages[label])
    return incidents_with(facet, label, f"{incidents:,}")


def _example(library: Library, rows: Iterable[IncidentRow]) -> Link | None:
    best = min(rows, key=lambda row: preference(library, row), default=None)
    return best.incident if best else None


def _used(words: Iterable[Word]) -> tuple[Word, ...]:
    """Return the words that are used, the most frequent first, then by name."""
    used = (word for word in words if word.incidents)
    return tuple(sorted(used, key=lambda word: (-word.incidents, word.text)))


def _severity(one: Postmortem) -> Iterable[str]:
    return (one.severity or "",)


def _factors(one: Postmortem) -> Iterable[str]:
    return (cause.factor for cause in one.causes)


def _trigger(one: Postmortem) -> Iterable[str]:
    return (one.trigger or "",)


def _source(one: Postmortem) -> Iterable[str]:
    return ((one.detection.source if one.detection else None) or "",)
