"""The digest as an HTML document for an e-mail: styles stand on the elements, nothing is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from mkdocs_postmortems.exports.digest.message import Item, Message, Section

_BODY = "font-family: sans-serif; font-size: 15px; line-height: 1.5; max-width: 640px"
_TITLE = "font-size: 20px; margin: 0 0 8px"
_SECTION = "font-size: 16px; margin: 20px 0 4px"
_LIST = "margin: 0; padding-left: 20px"


def write_html(message: Message) -> str:
    """Return a whole document."""
    title = escape(message.title)
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        f'<head><meta charset="utf-8"><title>{title}</title></head>',
        f'<body style="{_BODY}">',
        f'<h1 style="{_TITLE}">{title}</h1>',
        f"<p>{escape(' '.join(message.sentences))}</p>",
        *(line for section in message.sections for line in _lines(section)),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _lines(section: Section) -> Iterator[str]:
    yield f'<h2 style="{_SECTION}">{escape(section.title)}</h2>'
    yield f'<ul style="{_LIST}">'
    yield from map(_item, section.items)
    if section.more:
        yield f"<li>and {section.more:,} more</li>"
    yield "</ul>"


def _item(item: Item) -> str:
    name = escape(item.name)
    if item.url:
        name = f'<a href="{escape(item.url)}">{name}</a>'
    return f"<li>{name}: {escape(item.told)}</li>"
