"""A Content-Security-Policy for a site that is built: what its pages may run and load.

The theme has a few scripts within its pages, which differ by its settings. They are allowed by
their hashes, and nothing else that stands in a page is.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

_DATA_TYPES = ("application/", "text/")
_SCRIPT_TYPE = "text/javascript"


@dataclass
class Inline:
    """What stands within the pages of a site: hashes of scripts and styles, and what is refused.

    `refused` are the pages with a script in their text: whoever wrote the text could have put it
    there, so it is not allowed.
    """

    scripts: set[str] = field(default_factory=set)
    styles: set[str] = field(default_factory=set)
    styled: bool = False
    refused: list[str] = field(default_factory=list)

    def add(self, page: str, html: str) -> None:
        """Take in one page."""
        read = _Read()
        read.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
        read.close()
        if any(element.tag == "script" for element in read.in_text()):
            self.refused.append(page)
        for element in read.of_the_theme():
            (self.scripts if element.tag == "script" else self.styles).add(_hash(element.text))
        self.styled = self.styled or read.styled


def directives(inline: Inline) -> dict[str, str]:
    """Return the policy: what each kind of source is allowed."""
    attributes = {"style-src-attr": "'unsafe-inline'"} if inline.styled else {}
    return {
        "default-src": "'none'",
        # The search runs WebAssembly.
        "script-src": _sources("'self'", "'wasm-unsafe-eval'", *sorted(inline.scripts)),
        "style-src": _sources("'self'", *sorted(inline.styles)),
        **attributes,
        "img-src": "'self' data:",
        "font-src": "'self'",
        "media-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


def _sources(*sources: str) -> str:
    return " ".join(sources)


@dataclass(frozen=True)
class _Element:
    """A script or a style sheet that stands in a page."""

    tag: str
    text: str


class _Read(HTMLParser):
    """What stands within one page; its text is all from the first article to the last one's end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.styled = False
        self._found: list[_Element] = []
        self._from: int | None = None
        self._to = 0
        self._open: str | None = None
        self._text: list[str] = []

    def in_text(self) -> list[_Element]:
        return self._found[self._begin : self._to]

    def of_the_theme(self) -> list[_Element]:
        return self._found[: self._begin] + self._found[max(self._begin, self._to) :]

    @property
    def _begin(self) -> int:
        return len(self._found) if self._from is None else self._from

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.styled = self.styled or "style" in given
        if tag == "article" and self._from is None:
            self._from = len(self._found)
        if tag == "style" or (tag == "script" and _runs_here(given)):
            self._open, self._text = tag, []

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._to = len(self._found)
        if tag == self._open:
            self._found.append(_Element(tag, "".join(self._text)))
            self._open = None


def _runs_here(given: dict[str, str | None]) -> bool:
    """Say whether a script is no data, and stands in the page itself."""
    kind = (given.get("type") or "").strip().lower()
    return "src" not in given and (kind == _SCRIPT_TYPE or not kind.startswith(_DATA_TYPES))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _line(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def _header(policy: dict[str, str]) -> str:
    return f"Content-Security-Policy: {_line(policy)}\n"


def _nginx(policy: dict[str, str]) -> str:
    return f'add_header Content-Security-Policy "{_line(policy)}" always;\n'


def _headers_file(policy: dict[str, str]) -> str:
    return f"/*\n  Content-Security-Policy: {_line(policy)}\n"


def _meta(policy: dict[str, str]) -> str:
    # Browsers take this one from a header only.
    line = _line({name: it for name, it in policy.items() if name != "frame-ancestors"})
    return f'<meta http-equiv="Content-Security-Policy" content="{line}">\n'


FORMATS: dict[str, Callable[[dict[str, str]], str]] = {
    "header": _header,
    "nginx": _nginx,
    "headers-file": _headers_file,
    "meta": _meta,
}
