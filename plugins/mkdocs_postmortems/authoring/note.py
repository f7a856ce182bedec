"""Which comment belongs to which value: so that it can go where the value goes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from mkdocs_postmortems.authoring.comment import Comment, find_comments
from mkdocs_postmortems.authoring.place import LOADER, Place


@dataclass(frozen=True)
class Note:
    """A comment with the lines that go on below it in its column.

    `gap` is what stands between it and the text before it in its line; None where it has a line
    of its own. `spaced` says that a blank line comes before it.
    """

    start: int
    column: int
    lines: tuple[str, ...]
    gap: str | None
    spaced: bool


@dataclass
class Notes:
    """The notes of one entry: on the lines above it, and at the end of its first line."""

    above: list[Note] = field(default_factory=list)
    aside: list[Note] = field(default_factory=list)


class Attached:
    """The notes of a YAML text, each with the entry it belongs to.

    A comment on a line of its own belongs to the entry below it, unless it is indented as deep as
    the block above: then it is the end of that block. A comment at the end of a line belongs to
    what the line holds.
    """

    def __init__(self, text: str, root: Place) -> None:
        self._text = text
        self._starts: dict[int, list[int]] = {}
        self._dashes: dict[int, list[int]] = defaultdict(list)
        for token in yaml.scan(text, Loader=LOADER):
            if isinstance(token, yaml.BlockEntryToken):
                self._dashes[token.start_mark.column].append(token.start_mark.index)
        self._ends = sorted(_ends(root, find_comments(text)))
        self._notes: dict[tuple[int, int], Notes] = defaultdict(Notes)
        self._below: dict[int, list[Note]] = defaultdict(list)
        self._distribute(root, list(self._found()))
        self._noted = {ident for ident, _ in self._notes} | set(self._below)

    def notes(self, node: Place, index: int) -> Notes:
        """Return the notes of one entry of a mapping or sequence."""
        return self._notes.get((id(node), index), Notes())

    def below(self, node: Place) -> list[Note]:
        """Return the notes after the last entry of a mapping or sequence."""
        return self._below.get(id(node), [])

    def spaced(self, node: Place, index: int) -> bool:
        """Say whether a blank line comes right before an entry."""
        return self._after_blank_line(self._entry_starts(node)[index])

    def within(self, node: Place) -> bool:
        """Say whether a mapping or sequence has notes, at any depth."""
        return any(id(place) in self._noted for place in node.walk())

    def _found(self) -> Iterator[Note]:
        """Yield the comments in order; what goes on in the column of one is one with it."""
        last: Note | None = None
        for comment in find_comments(self._text):
            note = self._note(comment)
            if last and last.gap is not None and self._goes_on(last, note):
                last = Note(last.start, last.column, (*last.lines, *note.lines), last.gap, False)
                continue
            if last:
                yield last
            last = note
        if last:
            yield last

    def _note(self, comment: Comment) -> Note:
        begin = self._text.rfind("\n", 0, comment.start) + 1
        before = self._text[begin : comment.start]
        gap = before[len(before.rstrip()) :] if before.strip() else None
        spaced = gap is None and self._after_blank_line(comment.start)
        return Note(comment.start, len(before), (comment.text,), gap, spaced)

    def _goes_on(self, above: Note, note: Note) -> bool:
        between = self._text.count("\n", above.start, note.start)
        return note.gap is None and note.column == above.column and between == len(above.lines)

    def _after_blank_line(self, start: int) -> bool:
        before = bisect_right(self._ends, start) - 1
        gap = self._text[self._ends[before] if before >= 0 else 0 : start]
        return bool(re.search(r"\n[ \t]*\n", gap))

    def _distribute(self, node: Place, notes: list[Note]) -> None:
        """Give each of the notes that begin in a node, or after it, to one of its entries."""
        values = [value for _, value in node.pairs] or list(node.items)
        starts = self._entry_starts(node)
        inner: dict[int, list[Note]] = defaultdict(list)
        left: set[int] = set()
        for note in notes:
            index = bisect_right(starts, note.start) - 1
            value = values[index] if index >= 0 else None
            if value is None:
                self._above(node, 0, len(values)).append(note)
            elif self._goes_inside(node, value, note, index in left):
                inner[index].append(note)
            elif note.gap is not None:
                self._notes[id(node), index].aside.append(note)
            elif note.start < value.end:
                self._notes[id(node), index].above.append(note)
            else:
                left.add(index)
                self._above(node, index + 1, len(values)).append(note)
        for index, some in inner.items():
            self._distribute(values[index], some)

    def _above(self, node: Place, index: int, count: int) -> list[Note]:
        return self._notes[id(node), index].above if index < count else self._below[id(node)]

    def _goes_inside(self, node: Place, value: Place, note: Note, left: bool) -> bool:
        """Say whether a note that begins in an entry's lines belongs to a part of its value."""
        if not (value.pairs or value.items):
            return False
        if note.start < value.end:
            return note.start > value.start or note.gap is None
        if value.flow:
            return False
        if note.gap is not None:
            return True
        return not left and note.column >= value.column and note.column > node.column

    def _entry_starts(self, node: Place) -> list[int]:
        """Return where each entry begins: its key, its dash, or itself between brackets."""
        if id(node) not in self._starts:
            if node.kind == "mapping":
                starts = [key.start for key, _ in node.pairs]
            elif node.flow:
                starts = [item.start for item in node.items]
            else:
                dashes = self._dashes[node.column]
                starts = [dashes[bisect_right(dashes, item.start) - 1] for item in node.items]
            self._starts[id(node)] = starts
        return self._starts[id(node)]


def _ends(root: Place, comments: tuple[Comment, ...]) -> Iterator[int]:
    """Yield where each word of the text ends: a key, a value, a bracket, a comment."""
    yield from (comment.start + len(comment.text) for comment in comments)
    for place in root.walk():
        if place.kind in {"scalar", "alias"} or place.flow:
            yield place.end
