"""What one run of the check has to tell, whatever the format."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from mkdocs_postmortems.errors import Level, Problem, visible

_SEVERE_FIRST = tuple(Level)


def least_severe(*levels: Level | None) -> Level:
    """Return the least severe of the levels that are given."""
    return max(filter(None, levels), key=_SEVERE_FIRST.index)


def is_at_least(level: Level, least: Level) -> bool:
    """Say whether a level is as severe as another, or more."""
    return least_severe(level, least) is least


@dataclass(frozen=True)
class Report:
    """One run of the check.

    `folder` (resolved) is that of the postmortems: the paths of `files` and problems are relative
    to it, with `/`. What is printed is relative to `top`, see `address`. `read` counts all
    postmortems, `files` are those that the run is about, and `found` is what is wrong in them. Of
    that the `problems` from the level `least` on are told, the `hidden` ones only counted. What is
    of the level `fail_on`, or more severe, fails the run; None fails none.
    """

    folder: Path
    top: Path
    as_of: dt.date
    read: int
    files: tuple[str, ...]
    found: tuple[Problem, ...]
    least: Level
    fail_on: Level | None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The problems to tell, in order."""
        return tuple(one for one in self.found if is_at_least(one.level, self.least))

    @property
    def hidden(self) -> tuple[Problem, ...]:
        """The problems that are only counted."""
        return tuple(one for one in self.found if not is_at_least(one.level, self.least))

    def fails(self, problem: Problem) -> bool:
        """Say whether this problem fails the run."""
        return self.fail_on is not None and is_at_least(problem.level, self.fail_on)

    @property
    def failed(self) -> bool:
        """Whether any problem fails the run."""
        return any(map(self.fails, self.problems))

    def address(self, path: str) -> str:
        """Return a path below the folder as it is printed: relative to `top`, with `/`."""
        return visible(_relative(self.folder / path, self.top))

    def by_file(self) -> Mapping[str, tuple[Problem, ...]]:
        """Return the problems by their path, in order."""
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            found.setdefault(problem.path, []).append(problem)
        return {path: tuple(problems) for path, problems in found.items()}

    def fingerprints(self) -> Iterator[str]:
        """Yield a name for each problem, which stays the same when lines move.

        Problems that have all else in common are told apart by their order.
        """
        seen: Counter[tuple[str, ...]] = Counter()
        for problem in self.problems:
            key = (problem.path, problem.rule, problem.field, problem.message)
            seen[key] += 1
            text = "\0".join((*key, str(seen[key])))
            yield hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]


def count_levels(problems: Iterable[Problem]) -> dict[Level, int]:
    """Return how many problems there are of every level, the most severe first."""
    counted = Counter(problem.level for problem in problems)
    return {level: counted[level] for level in Level}


def tell(problem: Problem) -> str:
    """Return what was found and what to write instead, without place and level."""
    field = f"{problem.field}: " if problem.field else ""
    return f"{field}{problem.message}. {problem.hint}"


def harmless(problem: Problem) -> Problem:
    """Return the problem with texts that can be printed anywhere; its path stays as it is."""
    return replace(
        problem,
        field=visible(problem.field),
        message=visible(problem.message),
        hint=visible(problem.hint),
    )


def _relative(path: Path, top: Path) -> str:
    try:
        return Path(os.path.relpath(path, top)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()
