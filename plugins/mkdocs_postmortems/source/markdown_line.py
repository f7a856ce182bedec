"""Which lines of a Markdown text are code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_postmortems.markdown_sign import CODE_FENCE

_FENCE = re.compile(rf"[ \t]{{0,20}}({CODE_FENCE})")


def code_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines, from 0, that stand in code blocks, with their fences.

    A fence that is never closed opens none: what follows may be text, and is read as text.
    """
    found: set[int] = set()
    never_closed: dict[str, int] = {}
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        end = _closing(lines, number, opening[1], never_closed) if opening else None
        if end is not None:
            found.update(range(number, end + 1))
        number = number + 1 if end is None else end + 1
    return frozenset(found)


def _closing(
    lines: Sequence[str], begin: int, fence: str, never_closed: dict[str, int]
) -> int | None:
    """Return the line that closes a fence. `never_closed` has the shortest without an end so far.

    What no later line closes needs no second look, so that this stays linear.
    """
    sign, length = fence[0], len(fence)
    if length >= never_closed.get(sign, length + 1):
        return None
    for number in range(begin + 1, len(lines)):
        words = lines[number].strip()
        if len(words) >= length and not words.strip(sign):
            return number
    never_closed[sign] = length
    return None
