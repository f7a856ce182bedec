"""The text that an author's Markdown shows, on one line, or on a line for each block."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from markdown import Markdown

from mkdocs_postmortems.model import Body
from mkdocs_postmortems.render.label import clean

_BLOCKS = {"blockquote", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "pre", "td", "th"}
_UNSEEN = {"script", "style"}
_LONGEST_SOURCE = 4_000
_MARKDOWN = Markdown()

# Text that is shown as it was typed, the whole of it: too much for the parser, and nothing for it.
_TYPED = re.compile(r"(?P<fence>~{3,}+)\n(?P<text>.*?)(?:\n(?P=fence)|\Z)", re.DOTALL)

# Most lines are words, with some `code`: they are read here, a hundred times faster.
_WORDS = r"[^`*_\[\]<>&\\\n]"
_CODE = r"(?<!`)`[^`\n]++`(?!`)"
_BULLET = re.compile(r"[ ]?[-*+][ ]{1,3}")
_SIMPLE = re.compile(rf"(?:{_BULLET.pattern})?(?![-+#>=\s]|\d+[.)])(?:{_WORDS}++|{_CODE})++")


def plain_text(source: str) -> str:
    """Return the text of Markdown without its markup; each block ends like a sentence."""
    return " ".join(map(_ended, plain_lines(source)))


def plain_lines(source: str) -> list[str]:
    """Return the text of each paragraph, heading, item and cell, without markup."""
    source = source[:_LONGEST_SOURCE].strip()
    if "\n" not in source and _SIMPLE.fullmatch(source):
        return [_simple(source)]
    typed = _TYPED.match(source)
    if typed and typed.end() == len(source):
        text = clean(typed["text"])
        return [text] if text else []
    lines = [line for line in source.split("\n") if line.strip()]
    if all(_BULLET.match(line) and _SIMPLE.fullmatch(line) for line in lines):
        return list(map(_simple, lines))
    reader = _Reader()
    reader.feed(_MARKDOWN.reset().convert(source))
    reader.close()
    return [line for line in map(clean, reader.lines) if line]


def _simple(line: str) -> str:
    bullet = _BULLET.match(line)
    text = line[bullet.end() :].replace("`", "") if bullet else line.replace("`", "")
    # What is ASCII and printable has nothing in it to be dropped.
    return " ".join(text.split()) if text.isascii() and text.isprintable() else clean(text)


def summarise(body: Body, longest: int) -> str:
    """Return the text of the executive summary, else what the story begins with, cut at a word."""
    text = plain_text(_first_passage(body))
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[:longest]}\u2026"


def _first_passage(body: Body) -> str:
    summary = body.section("summary")
    if summary:
        return summary.text
    texts = (body.preamble, *(section.text for section in body.sections))
    return next((text.strip().split("\n\n")[0] for text in texts if text.strip()), "")


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
