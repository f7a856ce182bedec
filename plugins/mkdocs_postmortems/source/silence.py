"""What a file asks not to be told: `x-ignore` in its front matter, comments at a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.rules import RULES, id_to_write
from mkdocs_postmortems.source.record import Finding

KEY = "x-ignore"

# One form for the body, one for the front matter. No two unbounded parts stand side by side.
_COMMENT = re.compile(
    r"(?:<!--|#)[ \t]{0,20}postmortems:[ \t]{0,20}ignore[ \t](?P<rules>[^<>#]{1,200}?)(?:-->|$)"
)


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
    line.
    """
    if KEY not in data and "postmortems:" not in text:
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
    for number, line in enumerate(lines):
        match = _COMMENT.search(line) if "postmortems:" in line else None
        if match is None:
            continue
        covered = list(_covered(lines, number, match, in_front_matter=number < end))
        for rule in match["rules"].replace(",", " ").split():
            if rule in RULES:
                yield from ((at + 1, rule) for at in covered)
            else:
                column = match.start("rules") + match["rules"].index(rule)
                findings.append(_unknown(rule, (), (number + 1, column + 1, len(rule))))


def _covered(
    lines: list[str], number: int, match: re.Match[str], in_front_matter: bool
) -> Iterable[int]:
    """Return the lines, from 0, that a comment on one of them covers."""
    alone = not (line := lines[number])[: match.start()].strip() and not line[match.end() :].strip()
    if not alone:
        return [number]
    if in_front_matter:
        return [number + 1]
    first = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), len(lines))
    last = next((n for n in range(first, len(lines)) if not lines[n].strip()), len(lines))
    return range(first, last)


def _unknown(rule: str, loc: tuple[int | str, ...], at: tuple[int, int, int] | None) -> Finding:
    return Finding(loc, "PM120", f'found "{rule[:40]}"', id_to_write(rule), at=at)
