"""What a text marks as internal: from `<!-- internal -->` to `<!-- /internal -->`.

Where it is not certain what an author meant, the text is taken for internal.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.source.markdown_line import code_lines

_WORD = re.compile(r"\s{0,20}(?P<closes>/?)\s{0,20}internal(?![\w-])", re.IGNORECASE)
_BEGIN, _END = "<!--", "-->"
_BORDER = "\0"
"""Stands between two texts: no file that could be read holds it."""

Range = tuple[int, int]


@dataclass(frozen=True)
class Marker:
    """One marker, by its place in the text."""

    begin: int
    end: int
    closes: bool


@dataclass(frozen=True)
class Cut:
    """The texts without what is internal in them, and the markers without their other half.

    A text is None where all of it is internal.
    """

    texts: tuple[str | None, ...]
    unpaired: tuple[Marker, ...] = ()


def may_hold_marker(text: str) -> bool:
    """Say whether a text is worth a look."""
    return _BEGIN in text and "internal" in text.casefold()


def cut_internal(texts: Sequence[str], *, keep_comments: bool = False) -> Cut:
    """Return texts that follow one another without what is internal.

    A marker in a code block, or between backticks, is shown as text. Markers nest. One that is
    never closed hides all that follows it, one that was never opened all before it. Comments go
    too, unless they are to be kept: nobody sees them on the page, everybody in its source.
    """
    whole = _BORDER.join(texts)
    if _BEGIN not in whole:
        return Cut(tuple(texts))
    markers, others = list[Marker](), list[Range]()
    for begin, end, word in _comments(whole):
        if word:
            markers.append(Marker(begin, end, bool(word["closes"])))
        elif not keep_comments:
            others.append((begin, end))
    hidden, unpaired = _paired(markers, len(whole))
    ranges = _merged(_with_line(whole, *one) for one in (*hidden, *others))
    return Cut(tuple(_left(texts, whole, ranges)), unpaired)


def without_internal(text: str, *, keep_comments: bool = False) -> str:
    """Return one text without what is internal."""
    return cut_internal([text], keep_comments=keep_comments).texts[0] or ""


def _comments(whole: str) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Yield begin, end and the marker's word of each comment that stands in no code."""
    code, last = _Code(whole), whole.rfind(_END)
    begin = whole.find(_BEGIN)
    while begin >= 0:
        inside = begin + len(_BEGIN)
        end = whole.find(_END, inside) if inside <= last else -1
        closed = end >= 0 and whole.find(_BORDER, inside, end) < 0
        stop = end + len(_END) if closed else inside
        word = _WORD.match(whole, inside, end if closed else len(whole))
        quoted = whole[begin - 1 : begin] == whole[stop : stop + 1] == "`"
        if code.holds(begin) or quoted or not (closed or word):
            stop = inside
        else:
            yield begin, stop, word
        begin = whole.find(_BEGIN, stop)


class _Code:
    """Where the code blocks of texts stand."""

    def __init__(self, whole: str) -> None:
        self._starts: list[int] = []
        self._code: set[int] = set()
        at = 0
        for text in whole.split(_BORDER):
            lines = text.split("\n")
            before = len(self._starts)
            self._code.update(before + number for number in code_lines(lines))
            for line in lines:
                self._starts.append(at)
                at += len(line) + 1

    def holds(self, place: int) -> bool:
        """Say whether a place is in code."""
        return bisect_right(self._starts, place) - 1 in self._code


def _paired(markers: Sequence[Marker], length: int) -> tuple[list[Range], tuple[Marker, ...]]:
    """Return what the markers hide, and those without their other half."""
    hidden, opened, unopened = list[Range](), list[Marker](), list[Marker]()
    for marker in markers:
        if not marker.closes:
            opened.append(marker)
        elif opened:
            hidden.append((opened.pop().begin, marker.end))
        else:
            hidden.append((0, marker.end))
            unopened.append(marker)
    hidden += [(marker.begin, length) for marker in opened]
    return hidden, tuple(sorted((*unopened, *opened), key=lambda one: one.begin))


def _with_line(whole: str, begin: int, end: int) -> Range:
    """Return the range with the line it leaves empty: a table stays one table."""
    start, stop = begin, end
    while start and whole[start - 1] in " \t":
        start -= 1
    while whole[stop : stop + 1] in {" ", "\t"}:
        stop += 1
    if whole[start - 1 : start] not in {"", "\n", _BORDER} or whole[stop : stop + 1] not in {
        *("", "\n", _BORDER)
    }:
        return begin, end
    return start, stop + (whole[stop : stop + 1] == "\n")


def _merged(ranges: Iterator[Range]) -> list[Range]:
    """Return the ranges in order, those that touch as one."""
    merged: list[Range] = []
    for begin, end in sorted(ranges):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _left(texts: Sequence[str], whole: str, ranges: Sequence[Range]) -> Iterator[str | None]:
    """Yield what is left of each text."""
    begin = 0
    ends = [last for _, last in ranges]
    for text in texts:
        end, place = begin + len(text), begin
        left = list[str]()
        for number in range(bisect_right(ends, begin), len(ranges)):
            first, last = ranges[number]
            if first > end or (first == end and text):
                break
            left.append(whole[place : max(first, place)])
            place = min(last, end)
        left.append(whole[place:end])
        # An empty text is internal where it stands between two that are.
        around = bisect_right(ends, begin)
        within = around < len(ranges) and ranges[around][0] < begin
        yield None if not any(left) and (text or within) else "".join(left)
        begin = end + 1
