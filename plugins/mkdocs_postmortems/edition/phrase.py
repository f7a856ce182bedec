"""Texts as the gate compares them: words in small letters, whatever stands between them.

A text reaches a page through Markdown, HTML, JSON and addresses, and each writes signs in its own
way. The words between two signs are the same in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_SIGNS = "*`[]()|<>&\"'\\#~^{}$%="
_PART = re.compile(rf"[{re.escape(_SIGNS)}\n\r\t]|://|(?<!\w)[_-]+|[_-]+(?!\w)|[.:?!]\s")
_BORDER = b"\x01"
"""A word of its own between two parts: no phrase reaches across it."""


_INLINE = re.compile(
    rb"</?(?:a|abbr|b|cite|code|del|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var"
    rb"|wbr)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
"""Tags that part no words: what stands around them is read as one."""

_UNSEEN = {
    "\xa0".encode(): b" ",
    **{sign.encode(): b"" for sign in "\xad\u200b\u200c\u200d\u2060\ufeff"},
}
"""Signs within a text that no reader sees, and what is seen there."""


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
    """Return the words of a file; a comma is one, and so is the end of a sentence.

    They come twice where it has tags or character references: as written, and as read.
    """
    if b"\\" in data:
        data = data.replace(b"\\n", b"\n").replace(b"\\t", b"\t")
        data = _ESCAPE.sub(lambda m: chr(int(m[1], 16)).encode(errors="replace"), data)
    words = _words(data)
    read = _as_read(data)
    return words if read == data else [*words, _BORDER, *_words(read)]


def _words(data: bytes) -> list[bytes]:
    for end in (b". ", b".\n", b": ", b"? ", b"! "):
        data = data.replace(end, _BORDER)
    return _spaced(data.translate(_LOWER)).split()


def _as_read(data: bytes) -> bytes:
    """Return a text as a reader sees it. A feed has its HTML escaped once more."""
    if b"<" in data:
        data = _INLINE.sub(b"", data)
    if b"&" in data:
        once = unescape(data.decode(errors="surrogateescape")).encode(errors="surrogateescape")
        text = _INLINE.sub(b"", once).decode(errors="surrogateescape")
        data = unescape(text).encode(errors="surrogateescape")
    for sign, seen in _UNSEEN.items():
        data = data.replace(sign, seen)
    return data


def _spaced(data: bytes) -> bytes:
    return data.replace(_BORDER, b" \x01 ").replace(b",", b" , ")


def phrases_of(text: str) -> Iterator[Phrase]:
    """Yield the phrases of a text, each of words that stand together in every format."""
    yield from _phrases_in(text)
    data = text.encode(errors="replace")
    read = _as_read(data)
    if read != data:
        yield from _phrases_in(read.decode())


def _phrases_in(text: str) -> Iterator[Phrase]:
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
