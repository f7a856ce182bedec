"""The labels that a block may name: those of the settings, and those in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_postmortems.errors import did_you_mean
from mkdocs_postmortems.model import ActionType, Status
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.source.label import spelt


@dataclass(frozen=True)
class Labels:
    """What may stand under each key, and the old spellings of it.

    A key that is not among them takes any text: nobody keeps a list of owners, teams and tags.
    """

    known: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, Mapping[str, str]]

    def checked(self, key: str, value: object) -> object:
        """Return labels in today's spelling. Raises `ValueError` naming all that are not known."""
        known = self.known.get(key)
        if known is None or not isinstance(value, tuple):
            return value
        today = tuple(spelt(label, known, self.aliases.get(key, {})) or "" for label in value)
        wrong = [label for label in today if label and label not in known]
        if wrong:
            raise ValueError("; ".join(_unknown(label, known) for label in wrong))
        return today


def labels_of(library: Library) -> Labels:
    """Return the labels of a knowledge base; services only where it has a catalogue."""
    settings, aliases = library.settings, library.settings.aliases
    used = library.knowledge_base.postmortems
    known: dict[str, tuple[str, ...]] = {
        "severity": (*settings.severities, *(p.severity or "" for p in used)),
        "cause": (*settings.causes, *library.cause_pages),
        "trigger": (*settings.triggers, *(p.trigger or "" for p in used)),
        "detection": (
            *settings.detection_sources,
            *(p.detection.source or "" for p in used if p.detection),
        ),
        "status": tuple(status.value for status in Status),
        "priority": (*settings.priorities, *(a.priority or "" for p in used for a in p.actions)),
        "type": tuple(kind.value for kind in ActionType),
    }
    if library.services:
        known["service"] = tuple(library.service_pages)
    return Labels(
        known={key: tuple(dict.fromkeys(filter(None, labels))) for key, labels in known.items()},
        aliases={
            "severity": aliases.severities,
            "cause": aliases.causes,
            "trigger": aliases.triggers,
            "detection": aliases.detection_sources,
            "priority": aliases.priorities,
            "service": aliases.services,
        },
    )


def _unknown(label: str, known: tuple[str, ...]) -> str:
    near = did_you_mean(label, known)
    listed = f"write {', '.join(known[:12])}{' or another one' if len(known) > 12 else ''}"
    return f'found "{label[:60]}"; {near or listed}'
