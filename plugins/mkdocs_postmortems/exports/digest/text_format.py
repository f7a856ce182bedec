"""The digest as plain text of 80 columns, for a terminal or an e-mail."""

from __future__ import annotations

from collections.abc import Iterator

from wcwidth import wrap

from mkdocs_postmortems.exports.digest.message import Message, Section

_COLUMNS = 80


def write_text(message: Message) -> str:
    """Return lines of at most 80 columns; only an address can be longer, so that it stays whole."""
    parts = ["\n".join([*_wrapped(message.title), *_wrapped(" ".join(message.sentences))])]
    parts += ["\n".join(_lines(section)) for section in message.sections]
    text = "\n\n".join(parts) + "\n"
    return "".join(c for c in text if c.isprintable() or c == "\n")


def _lines(section: Section) -> Iterator[str]:
    yield section.title
    for item in section.items:
        yield from _wrapped(f"{item.name}: {item.told}", "- ", "  ")
        if item.url:
            yield f"  {item.url}"
    if section.more:
        yield f"- and {section.more:,} more"


def _wrapped(text: str, first: str = "", others: str = "") -> list[str]:
    return wrap(
        text, _COLUMNS, initial_indent=first, subsequent_indent=others, break_on_hyphens=False
    )
