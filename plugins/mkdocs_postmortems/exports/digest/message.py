"""A digest in words, before it is written in a format: every format says the same.

Texts are on one line and without control characters, but otherwise as their authors wrote them:
a format makes them inert in its own way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mkdocs_postmortems.render.label import clean

MOST_ITEMS = 10
"""The longest list of a section."""


@dataclass(frozen=True)
class Item:
    """What is told of one thing, and the address of its page, where the site's is known."""

    name: str
    told: str
    url: str | None


@dataclass(frozen=True)
class Section:
    """A title, the things under it, and how many more there are."""

    title: str
    items: tuple[Item, ...]
    more: int = 0

    def cut(self, most: int) -> Section:
        """Return the section with at most so many of its items."""
        left = self.items[most:]
        return replace(self, items=self.items[:most], more=self.more + len(left))


@dataclass(frozen=True)
class Message:
    """A title, sentences, and sections, none of which is empty."""

    title: str
    sentences: tuple[str, ...]
    sections: tuple[Section, ...]


def fitting(message: Message, write: Callable[[Message], str], room: int) -> str:
    """Return the message as `write` writes it, with shorter lists where it has no room."""
    text = ""
    for most in (MOST_ITEMS, 5, 3, 1):
        sections = tuple(section.cut(most) for section in message.sections)
        text = write(replace(message, sections=sections))
        if len(text) <= room:
            break
    return text


def line(text: str, most: int = 120) -> str:
    """Return hostile text as a line of at most so many characters."""
    whole = clean(text)
    return whole if len(whole) <= most else f"{whole[: most - 1].rstrip()}\u2026"
