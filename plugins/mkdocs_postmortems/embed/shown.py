"""What a block shows, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.pages.view import Link
from mkdocs_postmortems.render.text import plural


@dataclass(frozen=True)
class Shown:
    """The content of one block for its `template`, or the sentence that stands where it is `empty`.

    `said` stands below it, and `links` lead to the whole of it. What is `dated` changes with the
    day on which it is read.
    """

    template: str
    content: object = None
    empty: str = ""
    said: str = ""
    links: tuple[Link, ...] = ()
    dated: bool = True


def cut(shown: int, of: int, noun: str) -> str:
    """Return how many rows there are, and how many of them are shown: `5 of 12 incidents`."""
    return plural(of, noun) if shown == of else f"{shown:,} of {plural(of, noun)}"
