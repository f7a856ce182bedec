"""Texts as the gate compares them: words in small letters, whatever stands between them.

A text reaches a page through Markdown, HTML, JSON and addresses, and each writes signs in its own
way. The words between two signs are the same in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_SIGNS = "*`[]()|<>&\"'\\#~^{}$%="
_PART = re.compile(rf"[{re.escape(_SIGNS)}\n\r\t]|://|(?<!\w)[_-]+|[_-]+(?!\w)|[.:?!]\s")
_BORDER = b"\x01"
"""A word of its own between two parts: no phrase reaches across it."""


def _lower(byte: int) -> int:
    if chr(byte) in _SIGNS:
        return _BORDER[0]
    return bytes([byte]).lower()[0] if byte >= 128 or chr(byte).isalnum() else _OTHER.get(byte, 32)


_OTHER = {ord(sign): ord(sign) for sign in "-_,\x01"}
_LOWER = bytes(map(_lower, range(256)))

_PHRASE = 10
"""How many words a phrase has at least, where its text is longer."""

Phrase = tuple[bytes, ...]


def words_of(data: bytes) -> list[bytes]:
    """Return the words of a file; a comma is one, and so is the end of a sentence."""
    if b"\\" in data:
        data = data.replace(b"\\n", b"\n").replace(b"\\t", b"\t")
        data = _ESCAPE.sub(lambda m: chr(int(m[1], 16)).encode(errors="replace"), data)
    for end in (b". ", b".\n", b": ", b"? ", b"! "):
        data = data.replace(end, _BORDER)
    return _spaced(data.translate(_LOWER)).split()


def _spaced(data: bytes) -> bytes:
    return data.replace(_BORDER, b" \x01 ").replace(b",", b" , ")


def phrases_of(text: str) -> Iterator[Phrase]:
    """Yield the phrases of a text, each of words that stand together in every format."""
    for part in _PART.split(text):
        words = _spaced(part.encode(errors="replace").translate(_LOWER)).split()
        begin = 0
        while len(words) - begin >= 2 * _PHRASE:
            yield tuple(words[begin : begin + _PHRASE])
            begin += _PHRASE
        if words[begin:]:
            yield tuple(words[begin:])


def is_in(phrase: Phrase, words: bytes) -> bool:
    """Say whether a phrase stands in words that are joined by spaces, with one at each end."""
    return b" %s " % b" ".join(phrase) in words
