"""The body: sections by heading, five whys as chains. Text stays Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.markdown_sign import CODE_FENCE
from mkdocs_postmortems.model import Chain, Section

# Patterns that meet a whole line are linear: no two unbounded parts stand side by side.
_FENCE = re.compile(rf" {{0,3}}({CODE_FENCE})")
_HEADING = re.compile(r"(#{1,6})[ \t](.*)")
_CLOSING = re.compile(r"(?:^|(?<=[ \t]))#+$")
_ATTRIBUTES = re.compile(r"\{[^{}]*\}$")
_NUMBERED = re.compile(r" {0,3}\d{1,3}[.)][ \t]+(.*)")


@dataclass(frozen=True)
class Part:
    """What stands under one heading: its text, the Markdown below, the lines of both."""

    heading: str
    text: str
    line: int
    text_line: int


def split_sections(
    body: str, first_line: int, headings: Mapping[str, str]
) -> tuple[str, tuple[Section, ...]]:
    """Return what stands before the first `##` heading, and the sections in order.

    `first_line` is the line of the file on which `body` begins, from 1. `headings` is that of
    `known_headings`.
    """
    preamble, parts = split_at_headings(body, level=2, first_line=first_line)
    sections = (
        Section(
            id=headings.get(_folded(part.heading)),
            heading=part.heading,
            text=part.text,
            line=part.line,
            text_line=part.text_line,
        )
        for part in parts
    )
    return preamble, tuple(sections)


@cache
def known_headings(more: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    """Return folded heading -> section id, for the defaults and those a team added."""
    known: dict[str, str] = {}
    for ident, headings in (*taxonomy.SECTIONS.items(), *more):
        for heading in headings:
            known[_folded(heading)] = ident
    return known


def is_called(section: Section, name: str, headings: Mapping[str, str]) -> bool:
    """Say whether a name is a section's id, its heading, or another heading of its kind."""
    folded = _folded(name)
    kind = name if name in taxonomy.SECTIONS else headings.get(folded)
    return folded == _folded(section.heading) or (kind is not None and kind == section.id)


def names_section(name: str, sections: Iterable[Section], headings: Mapping[str, str]) -> bool:
    """Say whether a name is that of one of the sections, or of one that might be there."""
    known = name in taxonomy.SECTIONS or _folded(name) in headings
    return known or any(is_called(section, name, headings) for section in sections)


def lesson_kind(heading: str) -> str | None:
    """Return `well`, `poorly` or `lucky` for a heading under the lessons, else None."""
    folded = _folded(heading)
    for kind, headings in taxonomy.LESSONS.items():
        if any(_folded(known) == folded for known in headings):
            return kind
    return None


def split_at_headings(text: str, level: int, first_line: int = 1) -> tuple[str, tuple[Part, ...]]:
    """Split Markdown at its headings of one level; those in code blocks do not count.

    A heading of another level stays in the part where it stands.
    """
    lines = text.split("\n")
    starts = [(number, match[2]) for number, match in _headings(lines) if len(match[1]) == level]
    ends = [*(number for number, _ in starts[1:]), len(lines)]
    before = "\n".join(lines[: starts[0][0]] if starts else lines).strip("\n")
    parts = (
        _part(lines[number:end], heading, first_line + number)
        for (number, heading), end in zip(starts, ends, strict=False)
    )
    return before, tuple(parts)


def _part(lines: list[str], heading: str, line: int) -> Part:
    blank = next((n for n, text in enumerate(lines[1:]) if text), 0)
    text = "\n".join(lines[1:]).strip("\n")
    return Part(_title(heading), text, line, text_line=line + 1 + blank)


def _title(heading: str) -> str:
    """Return the text of a heading, without closing `#` signs and attributes."""
    closed = _CLOSING.sub("", heading.strip(" \t")).rstrip(" \t")
    return _ATTRIBUTES.sub("", closed).rstrip()


def read_whys(text: str) -> tuple[Chain, ...]:
    """Return the chains of whys: one for each `###` heading, or one without a title.

    None where anything else stands in the section: it is shown as written, so nothing is lost.
    """
    before, parts = split_at_headings(text, level=3)
    lists = [part.text for part in parts] + ([before] if before else [])
    if not all(_NUMBERED.match(listed) for listed in lists):
        return ()
    chains = [Chain(title="", steps=_numbered(before))]
    chains += [Chain(title=part.heading, steps=_numbered(part.text)) for part in parts]
    return tuple(chain for chain in chains if chain.steps)


def _folded(heading: str) -> str:
    return " ".join(re.sub(r"[*_`:]", " ", heading).casefold().split())


def _headings(lines: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield (line from 0, match) of each ATX heading outside code blocks."""
    fence = ""
    for number, line in enumerate(lines):
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif not fence and line.startswith("#") and (heading := _HEADING.match(line)):
            yield number, heading


def _numbered(text: str) -> tuple[str, ...]:
    """Return the items of a numbered list, each with its further lines."""
    items: list[list[str]] = []
    for line in text.split("\n"):
        if match := _NUMBERED.match(line):
            items.append([match[1]])
        elif items and (line.startswith((" ", "\t")) or not line.strip()):
            items[-1].append(line.strip())
        elif items and line.strip():
            items[-1].append(line)
    return tuple("\n".join(item).strip() for item in items)
