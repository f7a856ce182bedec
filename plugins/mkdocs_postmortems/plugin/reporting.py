"""Problems of the files as lines of the host's log."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs.plugins import get_plugin_logger

from mkdocs_postmortems.errors import Level, Problem, abridged
from mkdocs_postmortems.render.text import plural
from mkdocs_postmortems.rules import is_hint

log = get_plugin_logger("postmortems")


def report(problems: Sequence[Problem], folder: str) -> None:
    """Log a line for each problem; only errors fail `--strict`. Hints are counted."""
    hints = sum(map(is_hint, problems))
    for problem in abridged([problem for problem in problems if not is_hint(problem)]):
        if problem.level is Level.ERROR:
            log.error(f"{folder}/{problem}")
        else:
            log.info(f"{folder}/{problem}")
    if hints:
        log.info(
            f"{plural(hints, 'hint')} for authors; `postmortems check --level info` tells them"
        )
