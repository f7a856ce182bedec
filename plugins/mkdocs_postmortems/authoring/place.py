"""Where each value of a YAML text begins and ends, so that one can be changed in its place.

The node tree of the reader shows what an alias stands for in place of the alias, and lets a block
end after the comments that follow it. This tree keeps what is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""What splits a text into events and tokens, with the place of each."""


@dataclass(frozen=True)
class Place:
    """One value: `text[start:end]` is how it is written, without blanks and comments after it.

    `kind` is scalar, alias, mapping or sequence; `flow` is whether it has brackets, or stands
    between some. `anchor` is the name it has, or refers to. `style` is the quote or the `|` of a
    scalar.
    """

    kind: str
    start: int
    end: int
    column: int
    flow: bool
    anchor: str | None = None
    value: str = ""
    style: str = ""
    pairs: tuple[tuple[Place, Place], ...] = ()
    items: tuple[Place, ...] = ()

    def child(self, part: int | str) -> Place | None:
        """Return the value of a key, or the item at an index."""
        if isinstance(part, int):
            if self.kind == "sequence":
                return self.items[part] if 0 <= part < len(self.items) else None
            # One entry stands where a list is asked for.
            return self if part == 0 else None
        return next((value for key, value in self.pairs if key.value == part), None)

    def walk(self) -> Iterator[Place]:
        """Yield this value and every one inside it."""
        yield self
        for inner in (*(place for pair in self.pairs for place in pair), *self.items):
            yield from inner.walk()


def find_places(text: str) -> Place | None:
    """Return the tree of a text that the strict reader accepts; None where it holds no value."""
    events: Iterator[Any] = (
        event
        for event in yaml.parse(text, Loader=LOADER)
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent)
    )
    first = next(events, None)
    return _place(first, events, text, False) if first else None


def _place(event: Any, events: Iterator[Any], text: str, flow: bool) -> Place:
    start, end, column = event.start_mark.index, event.end_mark.index, event.start_mark.column
    if isinstance(event, yaml.AliasEvent):
        return Place("alias", start, end, column, flow, event.anchor)
    if isinstance(event, yaml.ScalarEvent):
        end = _scalar_end(event, text)
        return Place(
            "scalar", start, end, column, flow, event.anchor, event.value, event.style or ""
        )
    flow = flow or event.flow_style
    inner, last = [], event
    for last in events:
        if isinstance(last, yaml.CollectionEndEvent):
            break
        inner.append(_place(last, events, text, flow))
    end = last.end_mark.index if flow else max((p.end for p in inner), default=start)
    if event.anchor and not flow:
        column = _column_below(event, inner[0], text)
    if isinstance(event, yaml.SequenceStartEvent):
        return Place("sequence", start, end, column, flow, event.anchor, items=tuple(inner))
    pairs = tuple(zip(inner[::2], inner[1::2], strict=True))
    return Place("mapping", start, end, column, flow, event.anchor, pairs=pairs)


def _column_below(event: Any, first: Place, text: str) -> int:
    """Return the column of a block with an anchor, which stands in the line above it."""
    is_list = isinstance(event, yaml.SequenceStartEvent)
    at = text.rfind("-", 0, first.start) if is_list else first.start
    return at - text.rfind("\n", 0, at) - 1


def _scalar_end(event: Any, text: str) -> int:
    """Return the end of what is written, before its last line end.

    The blank lines after a block scalar are part of it only where its header says so (`|+`).
    """
    start, written = event.start_mark.index, text[event.start_mark.index : event.end_mark.index]
    header = written.partition("\n")[0].partition("#")[0]
    keeps = event.style in {"|", ">"} and "+" in header
    return int(start) + len(written.removesuffix("\n") if keeps else written.rstrip())
