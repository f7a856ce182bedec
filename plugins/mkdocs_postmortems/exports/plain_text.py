"""The text that an author's Markdown shows, on one line."""

from __future__ import annotations

from html.parser import HTMLParser

from markdown import Markdown

from mkdocs_postmortems.render.label import clean

_BLOCKS = {"blockquote", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "pre", "td", "th"}
_UNSEEN = {"script", "style"}
_LONGEST_SOURCE = 4_000
_MARKDOWN = Markdown()


def plain_text(source: str) -> str:
    """Return the text of Markdown without its markup; each block ends like a sentence."""
    reader = _Reader()
    reader.feed(_MARKDOWN.reset().convert(source[:_LONGEST_SOURCE]))
    reader.close()
    return " ".join(_ended(line) for line in map(clean, reader.lines) if line)


def _ended(line: str) -> str:
    return line if line.endswith((".", "!", "?", ":", ";", ",")) else f"{line}."


class _Reader(HTMLParser):
    """Collects a line of text for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self._begin_after(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self._begin_after(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.lines[-1] += data

    def _begin_after(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.lines.append("")
