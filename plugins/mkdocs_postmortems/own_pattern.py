"""Patterns that a team writes in its settings: what of them is refused."""

from __future__ import annotations

import re

LONGEST_KEY = 100
"""Characters of a ticket that a pattern is tried on; a longer text is no key."""

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]|\((?:\?[:=!<>]*)?|\)|[*+|]|\{\d*,\d*\}|.", re.DOTALL
)


def refused_pattern(pattern: str) -> str:
    """Return what is wrong with a regular expression, or an empty text.

    A repeat of what repeats, or of choices, can take longer than the world lasts on a short
    text: `(a+)+` on forty letters. A ticket's key needs none.
    """
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f'"{pattern[:60]}" is not a regular expression: {error}'
    if _repeats_a_repeat(pattern):
        return f'"{pattern[:60]}" repeats a group that repeats; write it without the outer * or +'
    return ""


def matches_key(pattern: str, text: str) -> bool:
    """Say whether the whole of a text is a key of this pattern."""
    return len(text) <= LONGEST_KEY and re.fullmatch(pattern, text) is not None


def _repeats_a_repeat(pattern: str) -> bool:
    """Say whether a group that repeats without end holds another repeat, or a choice."""
    open_groups, closed = [False], False
    for token in _TOKEN.findall(pattern):
        repeats = token in {"*", "+"} or (token[0] == "{" and token.endswith("}") and "," in token)
        if repeats and closed:
            return True
        if token[0] == "(":
            open_groups.append(False)
        elif repeats or token == "|":
            open_groups[-1] = True
        closed = False
        if token == ")" and len(open_groups) > 1:
            closed = open_groups.pop()
            open_groups[-1] = open_groups[-1] or closed
    return False
