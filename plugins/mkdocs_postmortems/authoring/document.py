"""One file as bytes, taken apart so that its front matter can change and nothing else does."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from mkdocs_postmortems.errors import PostmortemsError

_BOM = "\ufeff"
_END = r"(?:\r\n|\r|\n)"
_OPENING = re.compile(rf"-{{3,}}[ \t]*{_END}")
_CLOSING = re.compile(r"(?:(?<=[\r\n])|\A)-{3,}[ \t]*(?=[\r\n]|\Z)")
_LINE = re.compile(rf"[^\r\n]*{_END}|[^\r\n]+")
_BEGIN = "Begin the file with a line `---`, the front matter, and another `---`"


class DocumentError(PostmortemsError):
    """A file without front matter that could be edited. `line` and `column` count from 1."""

    def __init__(self, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
        self.line, self.column = line, column


@dataclass(frozen=True)
class Document:
    """The parts of one file. All together, in this order, they are the file again.

    `written` is the front matter as it stands in the file, `rest` the closing line and the body.
    """

    bom: str
    opening: str
    written: str
    rest: bytes

    @property
    def block(self) -> str:
        """The front matter without its two `---`, with Unix line ends.

        Its first line is line 2 of the file.
        """
        return _unix(self.written)

    @property
    def line_end(self) -> str:
        """The line end of the file: that of its first line."""
        return self.opening.lstrip("- \t")

    def with_block(self, block: str) -> bytes:
        """Return the file with other front matter. Each line that is kept keeps its line end."""
        head = self.bom + self.opening + self._with_line_ends(block)
        return head.encode() + self.rest

    def _with_line_ends(self, block: str) -> str:
        if self.written == self.block.replace("\n", self.line_end):
            return block.replace("\n", self.line_end)
        # Line ends are mixed: what is kept is found line by line.
        before, after = _LINE.findall(self.written), _LINE.findall(block)
        matcher = difflib.SequenceMatcher(None, [_unix(line) for line in before], after, False)
        lines = [line.replace("\n", self.line_end) for line in after]
        for old, new, size in matcher.get_matching_blocks():
            lines[new : new + size] = before[old : old + size]
        return "".join(lines)


def read_document(data: bytes) -> Document:
    """Take one file apart.

    Raises `DocumentError` for bytes that are not UTF-8, for a NUL, and where there is no front
    matter or it is not closed.
    """
    text = _decoded(data)
    bom = _BOM if text.startswith(_BOM) else ""
    opening = _OPENING.match(text, len(bom))
    if opening is None:
        raise DocumentError("found no front matter", _BEGIN)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        hint = "End the front matter with a line `---`"
        raise DocumentError("found front matter that is not closed", hint)
    written = text[opening.end() : closing.start()]
    return Document(bom, opening[0], written, text[closing.start() :].encode())


def _decoded(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start])
        message = f"found the byte 0x{data[error.start]:02X}, not UTF-8"
        raise DocumentError(message, "Save the file as UTF-8", line, column) from None
    if "\0" in text:
        line, column = _place(data[: data.index(b"\0")])
        raise DocumentError("found a NUL byte", "Save the file as UTF-8 text", line, column)
    return text


def _place(before: bytes) -> tuple[int, int]:
    """Return line and column, from 1, of the character after these bytes."""
    lines = _unix(before.decode("utf-8-sig", errors="replace")).split("\n")
    return len(lines), len(lines[-1]) + 1


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
