"""Files that were found and could not be read: what stands in them is in no count."""

from __future__ import annotations

import re

from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.model import KnowledgeBase

_RULES = frozenset(f"PM{number}" for number in range(101, 109))
"""Their problems leave nothing of a file, or of a folder, but its name."""

_WHEN_DUE = re.compile(r"actions(?:\[\d+\](?:\.(?:due|created|priority|status))?)?")
"""The fields that decide whether an action is overdue."""


def unread_files(knowledge_base: KnowledgeBase) -> tuple[str, ...]:
    """Return the paths of these files below their folder, whichever rules the settings turn off."""
    problems = knowledge_base.problems
    return tuple(dict.fromkeys(one.path for one in problems if one.rule in _RULES))


def unread_due(knowledge_base: KnowledgeBase) -> tuple[Problem, ...]:
    """Return what keeps an action from being known as overdue: its date, priority or status."""
    return tuple(
        one
        for one in knowledge_base.problems
        if one.level is Level.ERROR and _WHEN_DUE.fullmatch(one.field)
    )
