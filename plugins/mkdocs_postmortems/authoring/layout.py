"""The canonical layout of a front matter.

- The keys stand in the order of the model, in every record; unknown and `x-` keys come last, in
  the order they had.
- Two spaces a level. A list has a line for each item, with its dash two spaces in, unless all
  its items are short labels that fit into one line: `services: [orders, orders-db]`.
- An action or a cause with keys has a line for each key, unless it stands in one line with a
  comment at its end. Other mappings and lists between brackets stay so. Both while they fit into
  100 columns.
- Texts are not wrapped, values not rewritten; quotes go where every reader does without them.
- One blank line at most, none at the beginning and the end. A comment goes where its value goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs_postmortems.authoring.comment import count_comments
from mkdocs_postmortems.authoring.field_order import order_at, short_key_at
from mkdocs_postmortems.authoring.note import Attached, Note
from mkdocs_postmortems.authoring.place import Place, find_places
from mkdocs_postmortems.authoring.proof import same_data
from mkdocs_postmortems.authoring.scalar import write_text
from mkdocs_postmortems.errors import PostmortemsError
from mkdocs_postmortems.source.strict_yaml import Loc, YamlError, build, parse

WIDTH = 100

_LABEL = re.compile(r"[\w./@+-]+")
_PROPERTIES = re.compile(r"(?:[&!]\S*(?:\s+|\Z))+")
_BLOCK_STYLES = {"|", ">"}
_HEADER = re.compile(r"[|>][-+0-9]*")


class LayoutError(PostmortemsError):
    """A front matter that cannot be laid out anew without losing something."""


def lay_out(block: str) -> str:
    """Return the front matter, which the strict reader accepts, in its canonical layout.

    Raises `LayoutError` where the result would not hold the same data and comments.
    """
    root = find_places(block)
    if root is None or not root.pairs:
        return block
    text = "\n".join([*_Layout(block, root).lines(), ""])
    if text == block:
        return block
    try:
        same = same_data(build(parse(block)), build(parse(text)))
    except YamlError as error:
        message = f"line {error.line + 2} could not be read afterwards: {error.message}"
        raise LayoutError(message) from None
    if not same:
        raise LayoutError("a value would be read differently afterwards")
    if count_comments(block) != count_comments(text):
        raise LayoutError("a comment would be lost")
    return text


class _Layout:
    """Writes the lines of one front matter."""

    def __init__(self, block: str, root: Place) -> None:
        self._block = block
        self._root = root
        self._attached = Attached(block, root)

    def lines(self) -> list[str]:
        """Return all lines. Comments above the first key that a blank line ends stay on top."""
        head: list[str] = []
        if self._order(self._root, ())[:1] != [0]:
            head = _texts(self._take_head())
        above, lines = self._collection(self._root, (), 0)
        return [*_without_first_blank(head), *([""] if head else []), *above, *lines]

    def _take_head(self) -> list[Note]:
        notes = self._attached.notes(self._root, 0).above
        ends = len(notes) if self._attached.spaced(self._root, 0) else 0
        ends = ends or max((i for i, note in enumerate(notes) if note.spaced), default=0)
        head, notes[:] = notes[:ends], notes[ends:]
        return head

    def _collection(self, node: Place, loc: Loc, column: int) -> tuple[list[str], list[str]]:
        """Return the comments above the first entry, without indentation, and all other lines."""
        first: list[str] = []
        lines: list[str] = []
        for number, index in enumerate(self._order(node, loc)):
            above, own = self._entry(node, index, loc, column)
            if number == 0:
                first = _without_first_blank(above)
            else:
                lines += _indented(above, column)
            lines += own
        lines += _indented(_texts(self._attached.below(node)), column)
        return first, lines

    def _order(self, node: Place, loc: Loc) -> list[int]:
        if node.kind == "sequence":
            return list(range(len(node.items)))
        rank = {name: place for place, name in enumerate(order_at(loc))}
        keys = [key.value for key, _ in node.pairs]
        return sorted(range(len(keys)), key=lambda index: rank.get(keys[index], len(rank)))

    def _entry(self, node: Place, index: int, loc: Loc, column: int) -> tuple[list[str], list[str]]:
        """Return the comments above one entry, without indentation, and its lines."""
        if node.kind == "mapping":
            key, value = node.pairs[index]
            head, here = f"{self._word(key, flow=True)}:", (*loc, key.value)
        else:
            value, head, here = node.items[index], "-", (*loc, index)
        notes, pad = self._attached.notes(node, index), " " * column
        above = [*_texts(notes.above), *([""] if self._attached.spaced(node, index) else [])]
        at = 0
        if value.kind in {"scalar", "alias"}:
            inline = self._scalar_lines(value, node.column)
        else:
            room = WIDTH - column - len(head) - 1
            inline = self._between_brackets(value, here, room, noted=bool(notes.aside))
        if inline:
            lines = [f"{pad}{head} {inline[0]}".rstrip(), *_indented(inline[1:], column + 2)]
            at = 0 if value.style in _BLOCK_STYLES else len(lines) - 1
        else:
            inner_above, lines = self._collection(value, here, column + 2)
            if head == "-" and not value.anchor:
                # Nothing fits between a dash and the first key: it goes above them.
                above += [*_texts(notes.aside), *inner_above]
                return above, [f"{pad}- {lines[0].lstrip()}", *lines[1:]]
            anchor = f" &{value.anchor}" if value.anchor else ""
            lines = [f"{pad}{head}{anchor}", *_indented(inner_above, column + 2), *lines]
        return [*above, *_texts(notes.aside[:-1])], _with_aside(lines, at, notes.aside[-1:])

    def _between_brackets(self, value: Place, loc: Loc, room: int, noted: bool) -> list[str]:
        """Return a mapping or list in one line, or nothing where its entries have their own.

        `noted` says that a comment stands at its end.
        """
        if self._attached.within(value):
            return []
        is_empty = not (value.pairs or value.items)
        text = self._flow(value, loc)
        fits = is_empty or (self._may_flow(value, loc, noted) and len(text) <= room)
        return [text] if fits else []

    def _may_flow(self, value: Place, loc: Loc, noted: bool) -> bool:
        if value.kind == "mapping":
            of_a_list = bool(loc) and isinstance(loc[-1], int) and short_key_at(loc) is not None
            # A comment at the end of an action in one line can be about any part of it.
            return value.flow and (noted or not of_a_list)
        if value.flow:
            return not any(item.kind == "mapping" for item in value.items)
        # A list of the author's own, under `x-`, stays as it is written.
        is_known = bool(loc) and loc[-1] in order_at(loc[:-1]) and not order_at(loc)
        return is_known and all(self._is_label(item) for item in value.items)

    def _is_label(self, item: Place) -> bool:
        if item.kind != "scalar" or item.style in _BLOCK_STYLES:
            return False
        return bool(_LABEL.fullmatch(self._word(item, flow=True).strip("\"'")))

    def _flow(self, value: Place, loc: Loc) -> str:
        """Return a value in one line, between brackets where it has parts."""
        anchor = f"&{value.anchor} " if value.anchor else ""
        if value.kind == "sequence":
            items = (self._flow(item, (*loc, i)) for i, item in enumerate(value.items))
            return f"{anchor}[{', '.join(items)}]"
        if value.kind == "mapping":
            pairs = (value.pairs[index] for index in self._order(value, loc))
            inner = ", ".join(self._flow_pair(key, inner, loc) for key, inner in pairs)
            return f"{anchor}{{{inner}}}"
        return self._word(value, flow=True)

    def _flow_pair(self, key: Place, value: Place, loc: Loc) -> str:
        written = self._flow(value, (*loc, key.value))
        return f"{self._word(key, flow=True)}: {written or 'null'}"

    def _word(self, place: Place, flow: bool) -> str:
        """Return a scalar or alias in one line; needless quotes go."""
        properties, text = self._apart(place)
        if "\n" in text:
            return properties + write_text(place.value, flow)
        if text[:1] in {'"', "'"} and not properties:
            plain = write_text(place.value, flow)
            return plain if plain == place.value else text
        return properties + text

    def _apart(self, place: Place) -> tuple[str, str]:
        """Return the anchor and tag of a scalar, and the rest as it is written."""
        text = self._block[place.start : place.end]
        found = _PROPERTIES.match(text)
        size = found.end() if found else 0
        return "".join(f"{word} " for word in text[:size].split()), text[size:]

    def _scalar_lines(self, place: Place, column: int) -> list[str]:
        """Return a scalar whose key or dash is written at `column`.

        Lines after the first are without the indentation of two that they need.
        """
        properties, text = self._apart(place)
        first, *more = text.split("\n")
        if not more:
            return [self._word(place, flow=False)]
        if place.style not in _BLOCK_STYLES:
            return [properties + first, *(line.lstrip(" \t") for line in more)]
        header = _HEADER.match(first)
        assert header
        indents = (len(line) - len(line.lstrip(" ")) for line in more if line.strip(" "))
        digit = re.search(r"\d", header[0])
        # A digit counts from the key or dash, whose lines are indented by two from now on.
        indent = column + int(digit[0]) if digit else next(indents, 0)
        return [properties + re.sub(r"\d", "2", header[0]), *(line[indent:] for line in more)]


def _texts(notes: Iterable[Note]) -> list[str]:
    """Return the lines of notes on their own, with the blank lines before them."""
    return [line for note in notes for line in [*([""] if note.spaced else []), *note.lines]]


def _with_aside(lines: list[str], at: int, notes: list[Note]) -> list[str]:
    """Put a comment at the end of one of the lines; what goes on of it keeps its column."""
    for note in notes:
        gap = note.gap if note.gap and "\t" not in note.gap else "  "
        more = _indented(note.lines[1:], len(lines[at]) + len(gap))
        lines = [*lines[:at], f"{lines[at]}{gap}{note.lines[0]}", *more, *lines[at + 1 :]]
    return lines


def _indented(lines: Iterable[str], column: int) -> list[str]:
    return [f"{' ' * column}{line}" if line else "" for line in lines]


def _without_first_blank(lines: list[str]) -> list[str]:
    return lines[1:] if lines[:1] == [""] else lines
