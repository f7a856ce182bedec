"""The digest as Markdown for an issue on GitHub or GitLab."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from mkdocs_postmortems.exports.digest.message import Item, Message, Section, fitting
from mkdocs_postmortems.exports.quote import words

_LONGEST = 60_000
"""GitHub takes 65,536 characters."""


def write_markdown(message: Message) -> str:
    """Return blocks of Markdown in which every text reads as it was written, and calls nobody."""
    return fitting(message, _written, _LONGEST)


def _written(message: Message) -> str:
    blocks = [f"### {_text(message.title)}", " ".join(map(_text, message.sentences))]
    for section in message.sections:
        blocks += [f"#### {_text(section.title)}", "\n".join(_lines(section))]
    return "\n\n".join(blocks) + "\n"


def _lines(section: Section) -> Iterator[str]:
    yield from map(_item, section.items)
    if section.more:
        yield f"- and {section.more:,} more"


def _item(item: Item) -> str:
    # In bold, so that no name begins a list or a heading of its own.
    name = f"**{_text(item.name)}**"
    if item.url:
        name = f"[{name}](<{escape(item.url)}>)"
    return f"- {name}: {_text(item.told)}"


def _text(text: str) -> str:
    return words(text, len(text))
