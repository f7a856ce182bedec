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
    r"</?(?:a|abbr|b|cite|code|del|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var"
    r"|wbr)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
"""Tags that part no words: what stands around them is read as one."""

_UNSEEN = {ord("\xa0"): " ", **dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u2060\ufeff"))}


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
    if _is_marked_up(data):
        read = _as_read(data.decode(errors="surrogateescape"))
        words += [_BORDER, *_words(read.encode(errors="surrogateescape"))]
    return words


def _words(data: bytes) -> list[bytes]:
    for end in (b". ", b".\n", b": ", b"? ", b"! "):
        data = data.replace(end, _BORDER)
    return _spaced(data.translate(_LOWER)).split()


def _is_marked_up(data: bytes) -> bool:
    return any(sign in data for sign in (b"<", b"&", b"\xc2\xa0", b"\xc2\xad", b"\xe2\x80\x8b"))


def _as_read(text: str) -> str:
    """Return a text as a reader sees it. A feed has its HTML escaped once more."""
    return _INLINE.sub("", unescape(_INLINE.sub("", unescape(text)))).translate(_UNSEEN)


def _spaced(data: bytes) -> bytes:
    return data.replace(_BORDER, b" \x01 ").replace(b",", b" , ")


def phrases_of(text: str) -> Iterator[Phrase]:
    """Yield the phrases of a text, each of words that stand together in every format."""
    yield from _phrases_in(text)
    if _is_marked_up(text.encode(errors="replace")):
        yield from _phrases_in(_as_read(text))


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
