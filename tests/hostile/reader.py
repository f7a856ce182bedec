"""How each format is read by the program it is made for, and what must not be in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from icalendar import Calendar
from markdown_it import MarkdownIt

Faults = Iterator[str]

_RUNS = {"script", "iframe", "object", "embed", "form", "base", "meta", "link", "style", "math"}
_ADDRESSES = {"href", "src", "action", "formaction", "poster", "xlink:href", "data"}
_THEME_ID = re.compile("__(config|consent|drawer|nav|palette|search|toc)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class _Html(HTMLParser):
    def __init__(self, own: frozenset[str]) -> None:
        super().__init__()
        self.own, self.faults, self.text = own, list[str](), list[str]()
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.code += tag == "code"
        if tag in _RUNS - self.own:
            self.faults.append(f"<{tag}>")
        for name, text in attrs:
            address = re.sub(r"[\x00-\x20]", "", text or "").lower()
            if name.startswith("on") or name == "srcdoc":
                self.faults.append(f"{tag} {name}={text}")
            if name in _ADDRESSES and address.startswith(("javascript:", "vbscript:", "data:t")):
                self.faults.append(f"{tag} {name}={text}")
            if name == "src" and tag != "script" and re.match(r"(https?:)?//", address):
                self.faults.append(f"{tag} loads {text}")
            if name in {"id", "name"} and _THEME_ID.match(text or ""):
                self.faults.append(f"{name}={text}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.code -= tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.text.append(data)


def html(text: str, own: frozenset[str] = frozenset()) -> Faults:
    """Yield what runs, loads or takes the place of the theme's own elements."""
    reader = _Html(own)
    reader.feed(text)
    reader.close()
    yield from reader.faults


def json_text(text: str) -> Faults:
    json.loads(text)
    yield from ()


def json_lines(text: str) -> Faults:
    for line in text.splitlines():
        json.loads(line)
    yield from ()


def csv_text(text: str) -> Faults:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    if len({len(row) for row in rows}) != 1:
        yield "rows of different lengths"
    for cell in (cell for row in rows for cell in row):
        if re.match(r"[=+@\t\r]|-(?!\d)", cell):
            yield f"formula {cell!r}"
        yield from plain(cell)


def plain(text: str) -> Faults:
    """Yield what commands a terminal, or turns the direction of its text."""
    yield from (f"control {match[0]!r} in {text[:80]!r}" for match in _CONTROL.finditer(text))


def xml(text: str) -> Faults:
    for element in ElementTree.fromstring(text).iter():
        if element.get("href", "").startswith("javascript:"):
            yield f"{element.tag} {element.get('href')}"
        if element.get("type") == "html":
            yield from html(element.text or "")


def sarif(text: str) -> Faults:
    for result in json.loads(text)["runs"][0]["results"]:
        message = result["message"]["text"]
        yield from (f"link {link}" for link in re.findall(r"(?<!\\)\[[^\]\[]*\]\(", message))
        yield from plain(message)


def junit(text: str) -> Faults:
    yield from xml(text)
    yield from plain("".join(ElementTree.fromstring(text).itertext()))


def ics(text: str) -> Faults:
    calendar = Calendar.from_ical(text)
    for part in calendar.walk():
        yield from (f"error {error}" for error in part.errors)
        yield from (f"property {name}" for name in part if name == "X-INJECTED")
    if text.replace("\r\n ", "").split("\r\n").count("END:VCALENDAR") != 1:
        yield "a calendar that ends twice"


_MARKDOWN = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "linkify"])


def markdown(text: str) -> Faults:
    """Yield what Markdown of a code host would make of it: HTML, foreign links, mentions."""
    rendered = _MARKDOWN.render(text)
    yield from html(rendered)
    reader = _Html(frozenset())
    reader.feed(rendered)
    shown = "".join(reader.text)
    yield from (f"calls {found}" for found in re.findall(r"(?<![\w/])@\w+|(?<!\w)#\d+", shown))
    yield from linked(rendered)
    yield from plain(text)


def linked(rendered: str) -> Faults:
    """Yield links to a host that only a payload names."""
    found = re.findall(r'(?:href|src)="((?:https?:)?//[^/"]*evil[^"]*)"', rendered)
    yield from (f"links {address}" for address in found)


def prose(text: str) -> Faults:
    """Yield the same of what is Markdown, but no comment: nothing is called or linked there."""
    rendered = MarkdownIt("commonmark", {"html": True}).render(text)
    yield from html(rendered)
    yield from linked(rendered)
    yield from plain(text)


def slack(text: str) -> Faults:
    for found in re.findall(r"<[^>]*>", text):
        if not found.startswith("<https://kb.example.com/"):
            yield f"command {found}"
    yield from plain(text)


def commands(text: str) -> Faults:
    for line in text.splitlines():
        if not re.match(r"::(error|warning|notice) file=", line):
            yield f"line {line[:80]!r}"
    yield from plain(text)


def parquet(content: Any) -> Faults:
    import pyarrow.parquet as pq

    if not pq.read_table(io.BytesIO(content)).num_rows:
        yield "no row"


READERS: dict[str, Callable[[Any], Faults]] = {
    "html": html,
    "json": json_text,
    "csv": csv_text,
    "xml": xml,
    "ics": ics,
    "parquet": parquet,
    # For language models and people: Markdown in plain text.
    "txt": prose,
    "md": prose,
}
