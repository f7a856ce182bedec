"""How much Markdown one file may hold; a section with more of it is shown as it was typed.

The host's Markdown takes time that grows with the square of a paragraph, and stops at deep
nesting. What passes here is laid out in seconds, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.markdown_sign import CODE_FENCE, LIST_MARKER
from mkdocs_postmortems.model import Body, Section

MAX_LINES = 5_000
MAX_CHARACTERS = 200_000
MAX_PARAGRAPH = 10_000
MAX_SIGNS = 300
MAX_OPEN_TAGS = 300
MAX_NESTED = 20
MAX_HEADING = 100
MAX_INDENT = 4 * MAX_NESTED

# Patterns that meet a whole line are linear: what repeats is possessive, or excludes its end.
_FENCE = re.compile(rf" {{0,3}}({CODE_FENCE})")
_OPENERS = re.compile(r"(?:[ \t]*+(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))++")
_OPENER = re.compile(r">|[-*+](?=[ \t])|\d[.)]")
_ITEM = re.compile(rf"[ \t]*+{LIST_MARKER}[ \t]|#")
_CODE_OR_TAG = re.compile(r"(?<![\\`])`[^`]++`(?!`)|<[^<>]*+>")
_SIGN = re.compile(r"\[|[*_~^=]++|`++|<")
_SIGNS = "[*_~^=`<"
_DEEP = re.compile(rf"^[ \t>*+\-\d.)]{{{MAX_NESTED + 1}}}", re.MULTILINE)
"""What a line begins with that is nested or indented too deep, and some lines besides."""


@dataclass(frozen=True)
class Excess:
    """What is too much: the line of the text, from 0, what was found, and what to write."""

    line: int
    found: str
    hint: str


class Meter:
    """Measures the texts of one file, one after the other; what is refused counts for nothing."""

    def __init__(self) -> None:
        self._used = (0, 0, 0)

    def excess(self, text: str) -> Excess | None:
        """Return the first thing in a text that is too much, or None where all of it is fine."""
        lines, characters, tags = self._used
        paragraph = _Paragraph()
        for number, line in _outside_code(text):
            plain = _CODE_OR_TAG.sub("", line)
            lines, characters, tags = lines + 1, characters + len(line), tags + plain.count("<")
            found = (
                _too_much(lines, MAX_LINES, "lines of Markdown in this file")
                or _too_much(characters, MAX_CHARACTERS, "characters of Markdown in this file")
                or _too_much(tags, MAX_OPEN_TAGS, "tags without an end in this file")
                or _too_deep(line)
                or paragraph.read(line, plain)
            )
            if found:
                hint = "Put a log into a code block, or link to it"
                return Excess(number, found, hint)
        self._used = lines, characters, tags
        return None


def as_typed(text: str) -> str:
    """Return a text as a code block, in which Markdown means nothing."""
    longest = max(map(len, re.findall("~++", text)), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def within_limits(body: Body) -> tuple[Body, list[tuple[int, Excess]]]:
    """Return the body with what is too much as typed, and the line of each such excess."""
    if _is_modest(body):
        return body, []
    meter, found = Meter(), []
    preamble = body.preamble
    if excess := meter.excess(preamble):
        found.append((body.preamble_line + excess.line, excess))
        preamble = as_typed(preamble)
    sections = []
    for section in body.sections:
        excess = meter.excess(f"{section.heading}\n\n{section.text}")
        if excess:
            line = section.text_line + excess.line - 2 if excess.line else section.line
            found.append((line, excess))
            section = _typed(section)
        sections.append(section)
    if not found:
        return body, []
    return body.model_copy(update={"preamble": preamble, "sections": tuple(sections)}), found


def _is_modest(body: Body) -> bool:
    """Whether there is not enough of anything for an excess, wherever it stands: most bodies."""
    sections = (f"{section.heading}\n\n{section.text}" for section in body.sections)
    text = "\n".join((body.preamble, *sections))
    return (
        len(text) <= min(MAX_PARAGRAPH, MAX_CHARACTERS)
        and text.count("\n") < MAX_LINES
        and sum(map(text.count, _SIGNS)) <= min(MAX_SIGNS, MAX_OPEN_TAGS)
        and not _DEEP.search(text)
    )


def _typed(section: Section) -> Section:
    """Return a section as typed; its heading stays one where it is short."""
    if len(section.heading) <= MAX_HEADING:
        return section.model_copy(update={"text": as_typed(section.text)})
    heading = " ".join(re.findall(r"\w+", section.heading[:MAX_HEADING])) or "Text"
    text = as_typed(f"## {section.heading}\n\n{section.text}")
    return section.model_copy(update={"heading": heading, "text": text})


def _outside_code(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not in a closed code block, each with its number from 0."""
    lines, number = text.split("\n"), 0
    ends = _ends_of_fences(lines)
    while number < len(lines):
        yield number, lines[number]
        number = ends.get(number, number) + 1


def _ends_of_fences(lines: list[str]) -> dict[int, int]:
    """Return the first and the last line of every code block."""
    ends: dict[int, int] = {}
    fence, first = "", 0
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and not fence:
            fence, first = match[1], number
        elif match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
            ends[first], fence = number, ""
    if fence:  # open to the end of its section
        ends[first] = len(lines)
    return ends


def _too_much(number: int, limit: int, what: str) -> str:
    return f"found more than {limit:,} {what}" if number > limit else ""


def _too_deep(line: str) -> str:
    opened = _OPENERS.match(line)
    levels = len(_OPENER.findall(opened[0])) if opened else 0
    indent = len(line) - len(line.lstrip(" ")) + 3 * (len(line) - len(line.lstrip(" \t")))
    if levels > MAX_NESTED or (line.strip() and indent > MAX_INDENT):
        return f"found a list or quote nested more than {MAX_NESTED} levels deep"
    return ""


class _Paragraph:
    """Counts what stands in one paragraph: the lines up to an empty one, or a row of a table."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.first = ""
        self.number = 0
        self.is_table = False
        self.characters = self.signs = 0

    def read(self, line: str, plain: str) -> str:
        """Return what is too much in the paragraph with this line, or an empty text.

        `plain` is the line without its code and its complete tags.
        """
        if not line.strip():
            self._begin()
            return ""
        if self.is_table or _ITEM.match(line):
            self.characters = self.signs = 0
        self.number += 1
        self.first = self.first or line
        self.is_table = self.is_table or (self.number == 2 and _is_rule(line, self.first))
        self.characters += len(line)
        self.signs += len(_SIGN.findall(plain))
        return _too_much(
            self.characters, MAX_PARAGRAPH, "characters in one paragraph"
        ) or _too_much(self.signs, MAX_SIGNS, "signs of markup in one paragraph")


def _is_rule(line: str, head: str) -> bool:
    """Say whether a line below a head makes a table of both."""
    columns = {row.strip().strip("|").count("|") for row in (head, line)}
    plain = not any(sign in head for sign in "\\`")
    return plain and len(columns) == 1 and {"-", "|"} <= set(line) <= set(" \t|:-")
