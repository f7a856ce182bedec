"""Why an incident is related, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.analysis.rarity import CAUSE, DETECTION, SERVICE, TAG, TRIGGER, Label
from mkdocs_postmortems.analysis.related import Related, Tie

Piece = str | Label
"""A part of a sentence: a text to stand as it is, or a label."""

_TIES = {
    Tie.NAMED: ("named by the authors",),
    Tie.NAMES: ("its authors name this one",),
    Tie.NONE: (),
}
_BOTH = {TRIGGER: "set off by", DETECTION: "found by"}


@dataclass(frozen=True)
class Reason:
    """Why: `labels` has the pieces of "shares a and b; both found by c", `text` "text: d, e"."""

    labels: tuple[Piece, ...]
    text: str

    def __str__(self) -> str:
        names = (piece.name if isinstance(piece, Label) else piece for piece in self.labels)
        return "; ".join(filter(None, ("".join(names), self.text)))


def reason(related: Related, *, asked: bool = False) -> Reason:
    """Return why an incident is related to another one, or was found by what was `asked`."""
    told = [part for part in _parts(related, asked) if part]
    pieces = (piece for nth, part in enumerate(told) for piece in (("; ",) * bool(nth) + part))
    named = {label.name.casefold() for label in related.labels}
    words = [word for word in related.words if word not in named]
    return Reason(tuple(pieces), f"text: {', '.join(words)}" if words else "")


def _parts(related: Related, asked: bool) -> Iterator[tuple[Piece, ...]]:
    yield _TIES[related.tie]
    shared = [label for label in related.labels if label.kind in (SERVICE, CAUSE, TAG)]
    if shared:
        yield ("has " if asked else "shares ", *_listed(shared))
    for label in related.labels:
        if label.kind in _BOTH:
            yield (f"{'' if asked else 'both '}{_BOTH[label.kind]} ", label)


def _listed(labels: list[Label]) -> Iterator[Piece]:
    """Yield `a, b and c`."""
    for left, label in zip(reversed(range(len(labels))), labels, strict=True):
        yield label
        if left:
            yield ", " if left > 1 else " and "
