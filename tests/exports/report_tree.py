"""A folder of postmortems in, the report of its check out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs_postmortems.checks import check
from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.exports.report.report import Report, harmless
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load

Tree = Callable[[Mapping[str, str | bytes]], Path]
Whole = Callable[..., str]

AS_OF = dt.date(2026, 10, 5)


def report_of(root: Path, least: Level = Level.INFO, fail_on: Level | None = Level.ERROR) -> Report:
    """Check all of a folder; the paths in the report begin with its name."""
    loaded, settings = load(root, Settings()), Settings()
    found = check(loaded, settings, AS_OF)
    return made_report(root, *found, files=tuple(loaded.places), least=least, fail_on=fail_on)


def made_report(
    root: Path,
    *problems: Problem,
    files: tuple[str, ...] = (),
    least: Level = Level.INFO,
    fail_on: Level | None = Level.ERROR,
) -> Report:
    """Return the report of a check that found these problems."""
    return Report(
        folder=root.resolve(),
        top=root.resolve().parent,
        as_of=AS_OF,
        read=len(files),
        files=files,
        found=tuple(harmless(problem) for problem in problems),
        least=least,
        fail_on=fail_on,
    )


def problem(path: str = "x.md", line: int = 1, column: int = 1, width: int = 1) -> Problem:
    """Return an error at a place, which says little."""
    return Problem(path, line, column, "PM112", Level.ERROR, "f", "found it", "Write that", width)
