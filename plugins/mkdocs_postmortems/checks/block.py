"""The blocks of Markdown: which lines are prose, and which of them are one paragraph.

What is returned is as long as what is given, so a place in one is that place in the other.
"""

from __future__ import annotations

import re

from mkdocs_postmortems.markdown_sign import CODE_FENCE, LIST_MARKER

OPAQUE = "\0"
"""Stands for a character that is not prose. No file holds a NUL."""
INVISIBLE = "\1"
"""Stands for a character that no reader sees, where a space could be taken for an indent."""

# Patterns are linear: what repeats is possessive, or ends where the next match could begin.
_FENCE = rf"^[ \t>]*+(?:{LIST_MARKER}[ \t]++)?(?P<fence>{CODE_FENCE})"
_FENCES = re.compile(_FENCE, re.MULTILINE)
_FENCES_AND_COMMENTS = re.compile(f"(?<!`)<!--|{_FENCE}", re.MULTILINE)

_BOX = re.compile(r"(?:!!!|\?\?\?\+?|===)[ \t!+]")
_ITEM = re.compile(rf"{LIST_MARKER}(?:[ \t]|$)")
_CONTAINER = re.compile(rf"{_ITEM.pattern}|{_BOX.pattern}|\[\^[^\[\]\s]++\]:|:[ \t]")
_HEADING = re.compile(r"#{1,6}(?=[ \t])")
_PUNCTUATION = re.compile(r"[ \t|:=*_-]+$")

_DEFINITION = re.compile(r"\[[^\[\]^][^\[\]]*+\]:[ \t]*+\S")
_QUOTE = re.compile(rf"(?:{LIST_MARKER}[ \t]++)*+>")
_QUOTE_BOX = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]++(?:quote|cite)\b", re.IGNORECASE)
_CLOCK = r"(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,6})? ?(?:[ap]m\b|Z\b|UTC\b)?"
_NAME = r"@?[\w.-]{1,40}+(?: [\w.-]{1,40}+)?"
_CHAT_LINE = re.compile(
    rf"(?:{LIST_MARKER}[ \t]++)?(?:\[{_CLOCK}\] ?<?{_NAME}[:>]|{_CLOCK} ?<{_NAME}>)"
    rf"|{_CLOCK} ?{_NAME}: ",
    re.IGNORECASE,
)
_CHAT_COLUMN = re.compile(r"\|[ *_]*+(?:messages?|said|quotes?|chat)[ *_]*+(?:\||$)", re.IGNORECASE)
_CHAT_TITLE = re.compile(
    r"\btranscripts?\b|^[\W_]*chat[\W_]*$|\b(?:chat|slack|irc|teams|channel|war room) "
    r"(?:logs?|history|messages|thread|excerpts?|exports?|conversation)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 100


def without_fences(text: str) -> str:
    """Blank out fenced code and comments, whichever begins first."""
    if not any(opening in text for opening in ("```", "~~~", "<!--")):
        return text
    pieces, at, openings = [], 0, _FENCES_AND_COMMENTS
    while opening := openings.search(text, at):
        if fence := opening["fence"]:
            end = _end_of_fence(text, opening.end(), fence)
        elif (closing := text.find("-->", opening.end())) >= 0:
            end = closing + len("-->")
        else:
            # A comment without an end is none, and so is every one after it.
            openings = _FENCES
            continue
        filler = OPAQUE if fence else INVISIBLE
        pieces += [text[at : opening.start()], _filled(text[opening.start() : end], filler)]
        at = end
    return "".join(pieces) + text[at:]


def _end_of_fence(text: str, at: int, fence: str) -> int:
    closing = re.compile(rf"^[ \t>]*+{fence}{fence[0]}*+[ \t]*$", re.MULTILINE).search(text, at)
    return closing.end() if closing else len(text)


def _filled(text: str, filler: str) -> str:
    # Spaces stay, because the indent says where a list item ends.
    return re.sub(r"\S+", lambda match: filler * len(match[0]), text)


def join_paragraphs(text: str) -> str:
    """Put each paragraph on one line, and blank out indented code, quotes and chat logs."""
    layout, quotes, pieces = _Layout(), _Quotes(), []
    for line in text.split("\n"):
        stripped = line.strip(" \t" + INVISIBLE)
        code, begins = layout.read(stripped, indent := _indent(line))
        opaque = code or quotes.read(stripped, indent)
        pieces.append("\n" if begins or opaque else " ")
        pieces.append(OPAQUE * len(line) if opaque else line)
    return "".join(pieces)[1:]


def _indent(line: str) -> int:
    if not line.startswith((" ", "\t")):
        return 0
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


class _Layout:
    """Which lines are indented code, and which begin a block."""

    def __init__(self) -> None:
        self.after_blank = True
        self.after_text = False
        self.table = False
        self.container: int | None = None
        """The indent of the list item or box that indented lines belong to."""

    def read(self, line: str, indent: int) -> tuple[bool, bool]:
        """Say whether a line is code, and whether it begins a block."""
        if not line:
            self.after_blank, self.after_text, self.table = True, False, False
            return False, True
        # Python-Markdown asks for four columns per level.
        if self.after_blank and indent >= (4 if self.container is None else self.container + 8):
            return True, True
        begins = self._begins(line, indent) or not self.after_text
        self.after_blank = False
        alone = line[0] in "|\0" or _heading(line) or _BOX.match(line)
        self.after_text = not (self.table or alone)
        return False, begins

    def _begins(self, line: str, indent: int) -> bool:
        if _CONTAINER.match(line):
            self.container = indent
            return True
        if self.after_blank and self.container is not None and indent < self.container + 2:
            self.container = indent - 4 if indent >= 2 else None
        if _PUNCTUATION.match(line):
            self.table = self.table or "|" in line
            return True
        return self.table or line[0] in "|\0" or bool(_heading(line))


class _Quotes:
    """Which lines are quoted: block quotes, boxes of quoted text, chat logs."""

    def __init__(self) -> None:
        self.quote = False
        """Up to the next empty line or list item."""
        self.chat = False
        """Up to the next empty line."""
        self.chat_follows = False
        self.chat_level = 0
        """The level of the heading that announces one; 0 outside of its section."""
        self.box: int | None = None
        """The indent of the box."""

    def read(self, line: str, indent: int) -> bool:
        """Say whether a line is quoted."""
        if not line:
            self.quote = self.chat = False
            return False
        return self._in_box(line, indent) or self._in_chat(line) or self._in_quote(line)

    def _in_box(self, line: str, indent: int) -> bool:
        if self.box is None or indent <= self.box:
            is_box = line.startswith(("!!!", "???"))
            quotes = is_box and (_QUOTE_BOX.match(line) or _CHAT_TITLE.search(line))
            self.box = indent if quotes else None
        return self.box is not None

    def _in_chat(self, line: str) -> bool:
        if heading := _heading(line):
            level = len(heading[0])
            if not 0 < self.chat_level < level:
                self.chat_level = level if _CHAT_TITLE.search(line) else 0
        elif line.endswith((":", "**")) and len(line) <= _LONGEST_TITLE:
            self.chat_follows = bool(_CHAT_TITLE.search(line))
        elif self.chat_follows or (line[0] == "|" and _CHAT_COLUMN.search(line)):
            self.chat, self.chat_follows = True, False
        return self.chat or self.chat_level > 0

    def _in_quote(self, line: str) -> bool:
        if self.quote and _ITEM.match(line):
            self.quote = False
        if not self.quote:
            quotes = ">" in line and _QUOTE.match(line)
            self.quote = bool(quotes or (":" in line and _CHAT_LINE.match(line)))
        return self.quote or (line[0] == "[" and bool(_DEFINITION.match(line)))


def _heading(line: str) -> re.Match[str] | None:
    return _HEADING.match(line) if line[0] == "#" else None
