"""A Content-Security-Policy for a site that is built: what its pages may run and load.

The theme has a few scripts within its pages, which differ by its settings. They are allowed by
their hashes, and nothing else that stands in a page is.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field

_SCRIPT = re.compile(r"<script\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(.*?)</script\s*>", re.DOTALL)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.DOTALL)
_STYLED = re.compile(r"<[a-z][^<>]* style=")
_ARTICLE = re.compile(r"<article\b.*</article\s*>", re.DOTALL)
_IS_DATA = re.compile(r"\bsrc\s*=|\btype\s*=\s*[\"']?(?:application/|text/(?!javascript))")


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
        html = html.replace("\r\n", "\n").replace("\r", "\n")
        text = _ARTICLE.search(html)
        if text and _scripts(text[0]):
            self.refused.append(page)
        self.scripts |= {_hash(script) for script in _scripts(_ARTICLE.sub("", html))}
        self.styles |= {_hash(style) for style in _STYLE.findall(_ARTICLE.sub("", html))}
        self.styled = self.styled or bool(_STYLED.search(html))


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


def _scripts(html: str) -> list[str]:
    return [text for attributes, text in _SCRIPT.findall(html) if not _IS_DATA.search(attributes)]


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
