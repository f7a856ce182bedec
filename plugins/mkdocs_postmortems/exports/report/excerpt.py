"""A line of a file with a mark under the place that is meant, as wide as the terminal allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from wcwidth import iter_graphemes, width

from mkdocs_postmortems.errors import Problem, visible
from mkdocs_postmortems.source.text_file import FileError, read_text

_TAB = 4
_CUT = "..."
_NEAR = 2_000
"""Characters on either side of a place that are looked at: more than a terminal shows."""
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Excerpt:
    """Part of a line, and what stands below it: spaces, then the mark."""

    text: str
    mark: str


@dataclass(frozen=True)
class _Sign:
    """One sign on the screen, with what combines with it.

    It is made of the characters `start` to `end` of the line and fills so many `cells`.
    """

    start: int
    end: int
    text: str
    cells: int


def read_lines(path: Path, root: Path) -> tuple[str, ...]:
    """Return the lines of a file below `root` as the problems count them, or none.

    Bytes that are not UTF-8 become U+FFFD. What the check refuses to read is not read here either.
    """
    try:
        return tuple(read_text(path, root).split("\n"))
    except FileError as error:
        if error.rule != "PM101":
            return ()
    try:
        # Reading a pipe would wait forever.
        if not path.is_file():
            return ()
        return tuple(_LINE_END.split(path.read_bytes().decode("utf-8-sig", errors="replace")))
    except OSError:
        return ()


def excerpt(lines: tuple[str, ...], problem: Problem, columns: int) -> Excerpt | None:
    """Return the line of a problem within so many columns; None where there is nothing to see."""
    line = lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""
    if not line.strip():
        return None
    first = problem.column - 1
    skipped = max(first - _NEAR, 0)
    near = line[skipped : first + _NEAR]
    signs = tuple(_signs(near))
    begin, end = _marked(signs, first - skipped, first - skipped + problem.width)
    left, right = _window(signs, begin, end, columns)
    before = _CUT if left or skipped else ""
    after = _CUT if right < len(signs) or skipped + len(near) < len(line) else ""
    indent = len(before) + _cells(signs[left:begin])
    wide = max(_cells(signs[begin : min(end, right)]), 1)
    text = "".join(sign.text for sign in signs[left:right])
    return Excerpt(f"{before}{text}{after}".rstrip(), " " * indent + "^" * wide)


def _marked(signs: tuple[_Sign, ...], first: int, last: int) -> tuple[int, int]:
    """Return which signs are meant by the characters `first` to `last`: from, and up to.

    A place behind the line is the sign after its end.
    """
    numbers = [n for n, sign in enumerate(signs) if sign.start < last and sign.end > first]
    return (numbers[0], numbers[-1] + 1) if numbers else (len(signs), len(signs) + 1)


def _window(signs: tuple[_Sign, ...], begin: int, end: int, columns: int) -> tuple[int, int]:
    """Return which signs to show: all, or those around `begin` to `end`."""
    if _cells(signs) <= columns:
        return 0, len(signs)
    at_edge, between = (max(columns - cuts * len(_CUT), 1) for cuts in (1, 2))
    if _cells(signs[:end]) <= at_edge:
        return 0, _fitting(signs, at_edge)
    before = max(between - _cells(signs[begin:end]), 0) // 2
    left = begin - _fitting(signs[:begin][::-1], before)
    right = left + _fitting(signs[left:], between)
    if right == len(signs):
        left = right - _fitting(signs[::-1], at_edge)
    return left, right


def _fitting(signs: tuple[_Sign, ...], room: int) -> int:
    """Return how many of the first signs fit into so many cells."""
    return sum(cells <= room for cells in accumulate(sign.cells for sign in signs))


def _cells(signs: tuple[_Sign, ...]) -> int:
    return sum(sign.cells for sign in signs)


def _signs(line: str) -> Iterator[_Sign]:
    """Yield what is seen of a line, with tabs as spaces and no control character."""
    start = at = 0
    for grapheme in iter_graphemes(line):
        text = " " * (_TAB - at % _TAB) if grapheme == "\t" else visible(grapheme)
        end, cells = start + len(grapheme), width(text)
        yield _Sign(start, end, text, cells)
        start, at = end, at + cells
