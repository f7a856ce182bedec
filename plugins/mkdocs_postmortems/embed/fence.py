"""Fenced blocks of our language in the Markdown of an authored page, and their places in its HTML.

A block leaves a place behind: a word between two private characters, at the depth at which the
block stood. So it is Markdown that decides whether it stands in a list, a quote or an indented
block of code; in code and in comments the block is put back as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from mkdocs_postmortems.markdown_sign import LIST_MARKER

LANGUAGE = "postmortems"

_OPEN, _CLOSE = "\ue000", "\ue001"
_OPENING = re.compile(
    rf"(?P<prefix>[ \t>]*+(?:{LIST_MARKER}[ \t]++)?)(?P<fence>`{{3,}}+|~{{3,}}+)(?P<info>.*)"
)
_ENDS = {"<pre": "</pre>", "<!--": "-->"}
_TOKEN = re.compile(
    r"(?P<opened><pre\b|<!--)|(?P<closed></pre>|-->)"
    rf"|<p>\s*{_OPEN}block(?P<alone>\d{{1,9}}){_CLOSE}\s*</p>"
    rf"|{_OPEN}block(?P<inside>\d{{1,9}}){_CLOSE}"
)


@dataclass(frozen=True)
class Block:
    """One block: its lines with both fences, as they stand in their list or quote.

    `line` is that of the opening fence, from 1. A block with a `flaw` is none that can be read.
    """

    source: str
    line: int
    flaw: str = ""

    @property
    def text(self) -> str:
        """What stands between the fences."""
        return "\n".join(self.source.split("\n")[1:-1])


@dataclass(frozen=True)
class Marked:
    """The Markdown of a page with a place for each block."""

    markdown: str
    blocks: tuple[Block, ...]

    def fill(self, html: str, show: Callable[[int, Block], str]) -> str:
        """Return the page's HTML with what `show` makes of each block; code stays as it was."""
        if not self.blocks:
            return html
        inside = ""

        def put(match: re.Match[str]) -> str:
            nonlocal inside
            if match["opened"]:
                inside = inside or match["opened"]
                return match[0]
            if match["closed"]:
                inside = "" if match["closed"] == _ENDS.get(inside) else inside
                return match[0]
            index = int(match["alone"] or match["inside"])
            if index >= len(self.blocks):
                return match[0]
            block = self.blocks[index]
            return _restored(block, match) if inside else show(index, block)

        return _TOKEN.sub(put, html)


def mark_blocks(text: str) -> Marked:
    """Find the blocks of a page, and leave a place for each.

    A fence in a longer one, or in one of another language, is documentation and stays. A fence
    that is never closed is one of Markdown's paragraphs, but for ours: that is a flaw.
    """
    if LANGUAGE not in text:
        return Marked(text, ())
    # Nothing of the author's is taken for one of our places.
    lines = text.replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd").split("\n")
    marked: list[str] = []
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        fence = _Fence.opened_by(lines[at])
        last = fence.end(lines, at) if fence else None
        if fence and fence.ours:
            above, below = marked[-1:], lines[(last or at) + 1 :][:1]
            marked += fence.around(f"{_OPEN}block{len(blocks)}{_CLOSE}", above, below)
            blocks.append(fence.block(lines, at, last))
        else:
            marked += lines[at : (last or at) + 1]
        at = (last or at) + 1
    return Marked("\n".join(marked), tuple(blocks)) if blocks else Marked(text, ())


@dataclass(frozen=True)
class _Fence:
    """An opening fence: what stands before it on its line, its signs, what stands after it."""

    prefix: str
    signs: str
    info: str

    @classmethod
    def opened_by(cls, line: str) -> _Fence | None:
        match = _OPENING.fullmatch(line)
        if match is None or ("`" in match["info"] and match["fence"][0] == "`"):
            return None
        return cls(match["prefix"], match["fence"], match["info"].strip())

    @property
    def ours(self) -> bool:
        return self.info.split(maxsplit=1)[:1] == [LANGUAGE]

    @property
    def container(self) -> str:
        """What every line of the block begins with; a little indentation asks for nothing."""
        content = re.sub(r"[^ \t>]", " ", self.prefix)
        return content if ">" in content or len(content.expandtabs(4)) > 3 or self._item else ""

    @property
    def _item(self) -> bool:
        """Whether the block begins an item of a list, on the line of its mark."""
        return bool(self.prefix.strip(" \t>"))

    def end(self, lines: Sequence[str], start: int) -> int | None:
        """Return the index of the closing line, None where the block is not closed."""
        closing = re.compile(rf" {{0,3}}{self.signs[0]}{{{len(self.signs)},}}[ \t]*")
        for index in range(start + 1, len(lines)):
            line = self._content(lines[index])
            if line is None:
                return None
            if closing.fullmatch(line):
                return index
            # Another one begins: ours ended before it, without saying so.
            inner = _Fence.opened_by(line) if self.ours else None
            if inner and inner.info:
                return None
        return None

    def _content(self, line: str) -> str | None:
        """Return a line without what its container asks for, None where that has ended."""
        container = self.container
        if line.startswith(container):
            return line[len(container) :]
        return "" if line.rstrip() == container.rstrip() else None

    def block(self, lines: Sequence[str], start: int, last: int | None) -> Block:
        """Return the block from `start` to `last`; without an end only its first line is taken."""
        opening = lines[start][len(self.prefix) :]
        if last is None:
            flaw = f"this block is not closed; end it with a line {self.signs} below its keys"
            return Block(opening, start + 1, flaw)
        content = [self._content(line) or "" for line in lines[start + 1 : last + 1]]
        options = self.info.split(maxsplit=1)[1:]
        flaw = (
            f'found "{options[0][:60]}" behind the word {LANGUAGE}; write keys on lines of their '
            "own, such as `show: incidents`"
            if options
            else ""
        )
        return Block("\n".join([opening, *content]), start + 1, flaw)

    def around(self, place: str, above: list[str], below: list[str]) -> Iterator[str]:
        """Yield the lines of a place that is a paragraph of its own between two lines."""
        between = self.container.rstrip()
        if above and above[0].strip(" \t>") and not self._item:
            yield between
        yield self.prefix + place
        if below and below[0].strip(" \t>"):
            yield between


def _restored(block: Block, match: re.Match[str]) -> str:
    """Return the block as code: each of its lines as deep as its place stands."""
    before = match.string[: match.start()].rpartition("\n")[2]
    depth = before if not before.strip() else ""
    return escape(block.source.replace("\n", f"\n{depth}"), quote=False)
