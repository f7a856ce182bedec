"""Links in Markdown: where they lead, and the text without some of them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlsplit

# No two unbounded parts stand side by side: every pattern is linear.
_INLINE = re.compile(
    r"(?P<mark>!?)\[(?P<text>[^\[\]\n]{0,1000}(?:\[[^\[\]\n]{0,200}\][^\[\]\n]{0,500})?)\]"
    r"\([ \t]{0,9}(?P<to><[^<>\n]{0,2000}>|[^()\s<>]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?)"
    r"(?:[ \t\n]{1,9}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?[ \t]{0,9}\)"
)
_NAMED = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]\n]{1,200})\]:[ \t]{0,9}(?P<to><[^<>\n]{1,2000}>|\S{1,2000}+)"
    r"[^\n]{0,500}(?:\n|\Z)",
    re.MULTILINE,
)
_USED = re.compile(
    r"!?\[(?P<text>[^\[\]\n]{1,1000})\](?:\[(?P<name>[^\[\]\n]{0,200})\])?(?![\[(:])"
)
_ATTRIBUTE = re.compile(
    r"\s(?:href|src|srcset|poster|data|cite|longdesc)\s{0,9}=\s{0,9}"
    r"(?:\"(?P<double>[^\"]{0,2000})\"|'(?P<single>[^']{0,2000})'|(?P<bare>[^\s\"'>]{1,2000}))",
    re.IGNORECASE,
)
# The sign before a space that ends a sentence, or bold text, belongs to that.
_REST = r"(?:\[\.\]|[^\s<>\"'`|)\]]){1,2000}(?<![.,;:!?*_])"
_ADDRESS = re.compile(
    rf"<?(?P<to>(?:h(?:tt|xx)ps?|slack|msteams|tg)(?::|\[:\])//{_REST})>?", re.IGNORECASE
)
# A host and a path without a scheme. In the middle of another address none begins.
_BARE = re.compile(
    r"(?<![\w@/.:\]-])[\w-]{1,63}(?:(?:\.|\[\.\])[\w-]{1,63}){1,6}(?::[0-9]{1,5})?/" + _REST
)

Refuses = Callable[[str], bool]
"""Says of an address whether no link may lead there."""


def addresses_in(text: str) -> Iterator[str]:
    """Yield where the links and pictures of a text lead, as written; more than once for some."""
    for match in (*_INLINE.finditer(text), *_NAMED.finditer(text), *_ADDRESS.finditer(text)):
        yield match["to"].strip("<>")
    for match in _ATTRIBUTE.finditer(text):
        yield _value(match)


def without_links(text: str, refuses: Refuses) -> str:
    """Return a text in which links that are refused are their words, and bare ones are gone."""
    if "[" in text:
        refused = {
            _folded(match["name"])
            for match in _NAMED.finditer(text)
            if refuses(match["to"].strip("<>"))
        }
        if refused:
            text = _NAMED.sub(lambda m: "" if _folded(m["name"]) in refused else m[0], text)
            text = _USED.sub(lambda m: _words(m, refused), text)
        text = _INLINE.sub(
            lambda m: _plain(m["text"], m["to"]) if refuses(m["to"].strip("<>")) else m[0], text
        )
    if "=" in text:
        text = _ATTRIBUTE.sub(lambda m: "" if refuses(_value(m)) else m[0], text)
    text = _ADDRESS.sub(lambda m: "(link left out)" if refuses(m["to"]) else m[0], text)
    return _BARE.sub(lambda m: "(link left out)" if refuses(m[0]) else m[0], text)


def target_of(path: str, address: str) -> str | None:
    """Return the file, below the same root, that an address leads to from the file at `path`.

    None for an address of another site, of the page itself, or outside of the root.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    return None if joined.startswith("..") else joined


def _plain(words: str, address: str) -> str:
    """Return the words of a link; what only repeats its address says nothing."""
    return "(link left out)" if words.strip() == address.strip("<>") else words


def _words(match: re.Match[str], refused: set[str]) -> str:
    return match["text"] if _folded(match["name"] or match["text"]) in refused else match[0]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _value(match: re.Match[str]) -> str:
    return match["double"] or match["single"] or match["bare"] or ""
