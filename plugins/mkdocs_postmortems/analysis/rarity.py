"""How much it says that two incidents share a label: the more, the fewer have it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.taxonomy import UNUSABLE

SERVICE, CAUSE, TAG, TRIGGER, DETECTION = KINDS = (
    "service",
    "cause",
    "tag",
    "trigger",
    "detection",
)

_SAYS_NOTHING = frozenset({"", *UNUSABLE, "none-identified"})


class Label(NamedTuple):
    """A label of one kind: a service is not a tag of the same name."""

    kind: str
    name: str


def labels_of(postmortem: Postmortem) -> frozenset[Label]:
    """Return the labels of an incident, without those such as unknown and other."""
    detection = postmortem.detection.source if postmortem.detection else None
    named = (
        (SERVICE, postmortem.services),
        (CAUSE, (cause.factor for cause in postmortem.causes)),
        (TAG, postmortem.tags),
        (TRIGGER, (postmortem.trigger or "",)),
        (DETECTION, (detection or "",)),
    )
    return frozenset(
        Label(kind, name)
        for kind, names in named
        for name in names
        # A service may well have the name "other".
        if (name if kind in (SERVICE, TAG) else name not in _SAYS_NOTHING)
    )


class Rarity:
    """The labels of some incidents, each counted once an incident."""

    def __init__(self, labelled: Iterable[frozenset[Label]]) -> None:
        sets = list(labelled)
        self.incidents = len(sets)
        self._with = Counter(label for labels in sets for label in labels)

    def weight(self, label: Label) -> float:
        """Return ln(1 + N/n): `n` of all `N` incidents have the label, at least one.

        This is the inverse document frequency of text search, with labels for words. Its unit is
        the nat.
        """
        return math.log1p(self.incidents / self._with[label])
