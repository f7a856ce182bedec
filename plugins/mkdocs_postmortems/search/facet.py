"""Facets: the labels by which incidents are told apart, each family in the order it is shown in.

In the index a label is escaped, so that no label can be a reserved word of the search or hold one
of its delimiters. What it is there depends on nothing but the label: a new one changes no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from mkdocs_postmortems.model import KnowledgeBase, Postmortem, Status
from mkdocs_postmortems.saved_view import FACETS
from mkdocs_postmortems.settings import Settings

NAMES = tuple(name for name in FACETS if name != "tag")
"""The facets of the search, by their names in its address."""

NO_LABEL = "-"
"""What stands in the index for an incident that has no label of a facet."""

_OF_OWNERS = {"owner", "team"}
"""Facets that an edition without owners does not have."""


@dataclass(frozen=True)
class Facet:
    """One family of labels."""

    name: str
    title: str
    labels: tuple[str, ...]


def indexed(labels: Iterable[str]) -> tuple[str, ...]:
    """Return labels as they stand in the index; search-page.js does the same."""
    return tuple("." + quote(label, safe="!'()*", errors="replace") for label in labels) or (
        NO_LABEL,
    )


def facets_of(knowledge_base: KnowledgeBase, settings: Settings) -> tuple[Facet, ...]:
    """Return every facet with the labels that postmortems have."""
    had: dict[str, set[str]] = {name: set() for name in NAMES}
    for postmortem in knowledge_base.postmortems:
        for name, labels in labels_of(postmortem).items():
            had[name].update(labels)
    return tuple(
        Facet(name, name.capitalize(), _ordered(name, labels, settings))
        for name, labels in had.items()
        if settings.shown.owners or name not in _OF_OWNERS
    )


def labels_of(postmortem: Postmortem) -> dict[str, tuple[str, ...]]:
    """Return the labels of one postmortem in each facet, each once."""
    detection = postmortem.detection
    found: dict[str, Iterable[str | None]] = {
        "severity": [postmortem.severity],
        "service": postmortem.services,
        "team": postmortem.teams,
        "cause": (cause.factor for cause in postmortem.causes),
        "trigger": [postmortem.trigger],
        "detection": [detection.source if detection else None],
        "year": [str(postmortem.day.year) if postmortem.day else None],
        "status": [postmortem.status.value],
        "owner": (action.owner for action in postmortem.actions),
    }
    return {name: tuple(dict.fromkeys(v for v in found[name] if v)) for name in NAMES}


def _ordered(name: str, labels: set[str], settings: Settings) -> tuple[str, ...]:
    """Order years from the last, others by name; the configured severities come first, all."""
    first = {"severity": tuple(settings.severities), "status": tuple(map(str, Status))}.get(
        name, ()
    )
    others = sorted(labels.difference(first), key=lambda label: (label.casefold(), label))
    return (*first, *(reversed(others) if name == "year" else others))
