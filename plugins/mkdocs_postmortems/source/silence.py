"""What a file asks not to be told: `x-ignore` in its front matter, comments at a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.rules import RULES, id_to_write
from mkdocs_postmortems.source.record import Finding

KEY = "x-ignore"

# One form for the body, one for the front matter. No two unbounded parts stand side by side.
_COMMENT = re.compile(
    r"(?P<begin><!--|#)[ \t]{0,20}(?P<words>postmortems?[ \t]{0,9}:?[ \t]{0,20}ignore:?)(?![\w-])",
    re.IGNORECASE,
)
_RIGHT = re.compile(r"postmortems:[ \t]{0,20}ignore")
_ID = re.compile(r"[ \t,;]{0,9}(?:and[ \t])?[ \t]{0,9}(?P<id>pm\d\w*)", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;]+")


@dataclass(frozen=True)
class Silence:
    """The rules that are ignored in the whole file, and (line from 1, rule) of the others."""

    everywhere: frozenset[str] = frozenset()
    lines: frozenset[tuple[int, str]] = frozenset()

    def covers(self, problem: Problem) -> bool:
        """Say whether the file asks not to be told of this problem."""
        return problem.rule in self.everywhere or (problem.line, problem.rule) in self.lines


NOTHING_SILENT = Silence()


def read_silence(data: dict[str, Any], text: str) -> tuple[Silence, list[Finding]]:
    """Return what a file silences, and a finding for every rule in it that does not exist.

    `data` is its front matter, `text` the whole file. A comment covers its own line; on a line of
    its own it covers what follows: in the body up to the next empty line, in the front matter one
    line. Behind the ids it may say why. One that is nearly such a comment is a finding as well.
    """
    if KEY not in data and "ignore" not in text.lower():
        return NOTHING_SILENT, []
    findings: list[Finding] = []
    everywhere = frozenset(_whole_file(data.get(KEY), findings))
    lines = frozenset(_at_lines(text.split("\n"), findings))
    return Silence(everywhere, lines), findings


def _whole_file(value: Any, findings: list[Finding]) -> Iterator[str]:
    listed = value if isinstance(value, list) else [] if value is None else [value]
    for index, rule in enumerate(listed):
        if isinstance(rule, str) and rule in RULES:
            yield rule
        else:
            findings.append(_unknown(str(rule), (KEY, index), None))


def _at_lines(lines: list[str], findings: list[Finding]) -> Iterator[tuple[int, str]]:
    end = next((n for n, line in enumerate(lines[1:], 1) if re.match(r"-{3,}[ \t]*$", line)), 0)
    blocks, until = _Blocks(lines), dict[str, int]()
    for number, line in enumerate(lines):
        match = _COMMENT.search(line) if "#" in line or "<!--" in line else None
        in_front_matter = number < end
        if match is None or (match["begin"] == "#") is not in_front_matter:
            continue
        comment = _Comment.read(line, match)
        findings += comment.findings(number + 1)
        if comment.is_right:
            covered = _covered(blocks, number, comment, in_front_matter)
            for rule in comment.rules:
                # What an earlier comment covers is not told again: thousands may stand together.
                new = range(max(covered.start, until.get(rule, 0)), covered.stop)
                yield from ((at + 1, rule) for at in new)
                until[rule] = max(covered.stop, until.get(rule, 0))


@dataclass(frozen=True)
class _Comment:
    """A comment that asks for silence: its place in the line, its words, and what it names."""

    start: int
    end: int
    words: str
    words_at: int
    named: tuple[tuple[str, int], ...]
    """What stands where ids belong, each with its column from 0."""

    @classmethod
    def read(cls, line: str, match: re.Match[str]) -> _Comment:
        closing = line.find("-->", match.end()) if match["begin"] != "#" else -1
        stop = len(line) if closing < 0 else closing
        named = tuple(_named(line, match.end(), stop))
        end = stop if closing < 0 else closing + len("-->")
        return cls(match.start(), end, match["words"], match.start("words"), named)

    @property
    def is_right(self) -> bool:
        return _RIGHT.fullmatch(self.words) is not None

    @property
    def rules(self) -> list[str]:
        return [name for name, _ in self.named if name in RULES]

    def findings(self, line: int) -> Iterator[Finding]:
        """Yield what keeps the comment from being heeded."""
        at = (line, self.words_at + 1, len(self.words))
        if not self.is_right:
            known = ", ".join(name.upper() for name, _ in self.named if name.upper() in RULES)
            hint = f"Write `postmortems: ignore {known or 'PM201'}`"
            yield Finding((), "PM120", f'found "{self.words}"', hint, at=at)
        elif not self.named:
            hint = "Write which, such as `postmortems: ignore PM201`"
            yield Finding((), "PM120", f'found "{self.words}" without a rule', hint, at=at)
        else:
            for name, column in self.named:
                if name not in RULES:
                    yield _unknown(name, (), (line, column + 1, len(name)))


def _named(line: str, begin: int, end: int) -> Iterator[tuple[str, int]]:
    """Yield the ids up to the first word that is none, or that word where there is no id."""
    match = _ID.match(line, begin, end)
    if match is None and (word := _WORD.search(line, begin, end)):
        yield word[0], word.start()
    while match:
        yield match["id"], match.start("id")
        match = _ID.match(line, match.end(), end)


class _Blocks:
    """The lines of a file, and where what stands together begins and ends."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self._first, self._last = 0, 0

    def after(self, number: int) -> range:
        """Return the lines of the first block that begins or goes on below a line, from 0.

        Asked in order, all answers together walk through the file once.
        """
        size = len(self.lines)
        if number + 1 >= self._last or number + 1 < self._first:
            self._first = next((n for n in range(number + 1, size) if self._filled(n)), size)
            self._last = next((n for n in range(self._first, size) if not self._filled(n)), size)
        return range(max(self._first, number + 1), self._last)

    def _filled(self, number: int) -> bool:
        return bool(self.lines[number].strip())


def _covered(blocks: _Blocks, number: int, comment: _Comment, in_front_matter: bool) -> range:
    """Return the lines, from 0, that a comment on one of them covers."""
    line = blocks.lines[number]
    alone = not line[: comment.start].strip() and not line[comment.end :].strip()
    if not alone:
        return range(number, number + 1)
    return range(number + 1, number + 2) if in_front_matter else blocks.after(number)


def _unknown(rule: str, loc: tuple[int | str, ...], at: tuple[int, int, int] | None) -> Finding:
    return Finding(loc, "PM120", f'found "{rule[:40]}"', id_to_write(rule), at=at)
