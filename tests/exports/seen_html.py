"""What a reader of HTML, or of Markdown on a code host, gets to see."""

from __future__ import annotations

from html.parser import HTMLParser

from markdown_it import MarkdownIt


def html_of(markdown: str) -> str:
    """Return what a code host makes of Markdown."""
    return MarkdownIt("gfm-like", {"linkify": True}).render(markdown)


class Seen(HTMLParser):
    """The tags, the attributes, the comments and the text; `prose` has a NUL for code and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.comments: list[str] = []
        self.text = ""
        self.prose = ""
        self._set_apart = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= set(attrs)
        self._set_apart += tag in {"code", "a"}

    def handle_endtag(self, tag: str) -> None:
        self._set_apart -= tag in {"code", "a"}

    def handle_data(self, data: str) -> None:
        self.text += data
        self.prose += "\0" if self._set_apart else data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)
