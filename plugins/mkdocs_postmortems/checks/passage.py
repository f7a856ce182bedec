"""One part of the body with its places: the preamble, or a section with its heading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mkdocs_postmortems.checks.block import OPAQUE
from mkdocs_postmortems.checks.prose import prose
from mkdocs_postmortems.model import Body

_TITLE = re.compile(
    r"^(?:(#{1,6})[ \t].*|[ \t]*+\*\*[^*\n]++\*\*:?[ \t]*|(?![-*+\d])[^\n|]{1,60}:[ \t]*)$",
    re.MULTILINE,
)
_BELOW_HEADINGS = 7
"""The level of a line in bold, or one that ends with a colon: it stands over what follows."""

_LONGEST_ROW = 1_000
_LONGEST_TABLE = 20_000


@dataclass(frozen=True)
class Passage:
    """Markdown that begins in the first column of a line of the file.

    `line` counts from 1; `ident` is the id of the section where known, `name` that or its heading.
    """

    text: str
    line: int
    ident: str = ""
    name: str = ""

    @cached_property
    def lowered(self) -> str:
        """The text in lower case; one letter of Turkish would make it longer."""
        return self.text.replace("\u0130", "I").lower()

    @cached_property
    def prose(self) -> str:
        """The prose of it, in lower case."""
        return prose(self.lowered)

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """Return line and column of the file, from 1, and the width on that line."""
        number = bisect_right(self._line_starts, start) - 1
        line_end = self.text.find("\n", start, end)
        width = (end if line_end < 0 else line_end) - start
        return self.line + number, start - self._line_starts[number] + 1, width

    def found(self, start: int, end: int) -> str:
        """Return what stands there as its reader sees it."""
        pairs = zip(self.text[start:end], self.prose[start:end], strict=True)
        return " ".join("".join(" " if seen == " " else char for char, seen in pairs).split())

    def line_before(self, start: int) -> str:
        """Return what stands before a place in its line, in lower case, as far as a row reaches."""
        line_start = self._line_starts[bisect_right(self._line_starts, start) - 1]
        return self.lowered[max(line_start, start - _LONGEST_ROW) : start]

    def column_title(self, start: int) -> str:
        """Return the head of the column of a table in which a place stands, in lower case."""
        row = self.line_before(start)
        if "|" not in row or len(row) == _LONGEST_ROW:
            return ""
        table = self.lowered.rfind("\n\n", max(start - _LONGEST_TABLE, 0), start)
        head = self.lowered[table + 2 : table + 2 + _LONGEST_ROW].partition("\n")[0].split("|")
        column = row.count("|")
        return head[column] if table >= 0 and column < len(head) else ""

    def titles(self, start: int) -> tuple[str, ...]:
        """Return the headings, in lower case, under which a place stands."""
        index = bisect_right(self._outline, start, key=lambda title: title[0]) - 1
        return self._outline[index][1] if index >= 0 else ()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def _outline(self) -> list[tuple[int, tuple[str, ...]]]:
        outline: list[tuple[int, tuple[str, ...]]] = []
        open_titles: list[tuple[int, str]] = []
        for title in _TITLE.finditer(self.lowered):
            if self.prose[title.start()] == OPAQUE:
                continue
            level = len(title[1] or "") or _BELOW_HEADINGS
            open_titles = [it for it in open_titles if it[0] < level] + [(level, title[0])]
            outline.append((title.start(), tuple(text for _, text in open_titles)))
        return outline


def passages(body: Body) -> Iterator[Passage]:
    """Yield the preamble and the sections of a body."""
    if body.preamble:
        yield Passage(body.preamble, body.preamble_line)
    for section in body.sections:
        # As many line ends as there are, so that lines can be counted.
        between = "\n" * (section.text_line - section.line)
        text = f"## {section.heading}{between}{section.text}"
        yield Passage(text, section.line, section.id or "", section.id or section.heading)
