"""Files that were found and could not be read: what stands in them is in no count."""

from __future__ import annotations

from mkdocs_postmortems.model import KnowledgeBase

_RULES = frozenset(f"PM{number}" for number in range(101, 109))
"""Their problems leave nothing of a file, or of a folder, but its name."""


def unread_files(knowledge_base: KnowledgeBase) -> tuple[str, ...]:
    """Return the paths of these files below their folder, whichever rules the settings turn off."""
    problems = knowledge_base.problems
    return tuple(dict.fromkeys(one.path for one in problems if one.rule in _RULES))
