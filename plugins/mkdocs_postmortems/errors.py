"""What can go wrong: problems in the input, which are data, and errors, which stop the run."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class PostmortemsError(Exception):
    """Base of every error this package raises on purpose."""


class SettingsError(PostmortemsError):
    """The settings cannot be used. Carries every finding as (option, message)."""

    def __init__(self, findings: Iterable[tuple[str, str]]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{option}: {message}" for option, message in self.findings))


_INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff"
    r"\U000e0000-\U000e007f]"
)
"""What would break the line of a log, turn its direction, or hide in it."""


class Level(StrEnum):
    """How much a problem matters: an error fails `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class Problem:
    """One finding in one file, with the place and the way out.

    `path` is relative to the folder of the postmortems, with `/`; `line` and `column` count
    from 1, and `width` characters from there on are meant. `message` says what was found, `hint`
    what to write instead.
    """

    path: str
    line: int
    column: int
    rule: str
    level: Level
    field: str
    message: str
    hint: str
    width: int = 1

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        place = f"{self.path}:{self.line}:{self.column}"
        line = f"{place}: {self.level} {self.rule}: {field}{self.message}. {self.hint}"
        return visible(line)


MOST_ALIKE = 50
"""How many problems of one rule are told of one file, before the others are only counted."""


def abridged(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems as people are told: of one rule in one file the first, then how many more.

    A pasted page has thousands of tags: thousands of lines would hide what is wrong elsewhere.
    """
    counts = Counter(map(_kind, problems))
    told: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        kind = _kind(problem)
        told[kind] += 1
        more = counts[kind] - MOST_ALIKE
        if told[kind] <= MOST_ALIKE or more == 1:
            yield problem
        elif told[kind] == MOST_ALIKE + 1:
            message = f"and {more:,} more like it, from here on"
            hint = f"Mend the first {MOST_ALIKE} to see the next"
            yield replace(problem, field="", message=message, hint=hint, width=1)


def _kind(problem: Problem) -> tuple[str, str]:
    return problem.path, problem.rule


def visible(text: str) -> str:
    """Return the text as it can be printed on one line: what would command a terminal is U+FFFD."""
    return _INVISIBLE.sub("\ufffd", text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean "x"?` for the nearest known word, or an empty string."""
    by_folded = {name.casefold(): name for name in known}
    folded = word.casefold()[:100]
    near = difflib.get_close_matches(folded, by_folded, n=5, cutoff=0.6)
    # Of those equally near, the first: `SEV-0` is rather SEV-1 than SEV-4.
    ordered = (name for name in by_folded if name in near)
    best = max(ordered, key=lambda name: _likeness(name, folded), default=None)
    return f'did you mean "{by_folded[best]}"?' if best else ""


def _likeness(name: str, word: str) -> float:
    return difflib.SequenceMatcher(None, name, word).ratio()


def suggest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return `Did you mean "x"?` for the nearest known word, else the other hint."""
    near = did_you_mean(word, known)
    return near[:1].upper() + near[1:] if near else otherwise
