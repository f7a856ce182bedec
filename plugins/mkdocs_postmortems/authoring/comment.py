"""The comments of a YAML text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from mkdocs_postmortems.authoring.place import LOADER

_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[^\n]*")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\n]*)")


@dataclass(frozen=True)
class Comment:
    """One comment, from its `#` to the end of its line."""

    start: int
    text: str


def find_comments(text: str) -> tuple[Comment, ...]:
    """Return the comments of a text that the strict reader accepts, in order."""
    return tuple(
        Comment(match.start(), match[0].rstrip())
        for start, end in _gaps(text)
        for match in _COMMENT.finditer(text, start, end)
    )


def count_comments(text: str) -> Counter[str]:
    """Return the comments, wherever they stand, each with how often it is there."""
    return Counter(comment.text for comment in find_comments(text))


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """Yield what lies between the tokens, where a `#` begins a comment."""
    reached = 0
    for token in yaml.scan(text, Loader=LOADER):
        start, end = token.start_mark.index, token.end_mark.index
        if start > reached:
            yield reached, start
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
            header = _HEADER.match(text, start)
            if header:
                yield header.span(1)
        reached = max(reached, end)
    yield reached, len(text)
