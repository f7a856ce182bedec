"""Texts as the gate compares them: words in small letters, whatever stands between them.

A text reaches a page through Markdown, HTML, JSON and addresses, and each writes signs in its own
way. The words between two signs are the same in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_SIGNS = re.compile(
    r"[*`\[\]()|<>&\"'\\#~^{}$!%=;\n\r\t]|(?<!\w)[_-]+|[_-]+(?!\w)|[^\W\d_]{2,12}://"
)
_WORDLIKE = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789-_") | frozenset(range(128, 256))
_LOWER = bytes(
    byte if byte in _WORDLIKE else 32 for byte in (bytes([b]).lower()[0] for b in range(256))
)

LONG = 4
"""From how many words on a phrase is found by its first words."""
_PHRASE = 8
"""How many words a phrase has at least, where its text is longer."""

Phrase = tuple[bytes, ...]


def words_of(data: bytes) -> list[bytes]:
    """Return the words of a file."""
    if b"\\u" in data:
        data = _ESCAPE.sub(lambda m: chr(int(m[1], 16)).encode(errors="replace"), data)
    return data.translate(_LOWER).split()


def phrases_of(text: str) -> Iterator[Phrase]:
    """Yield the phrases of a text, each of words that stand together in every format."""
    for part in _SIGNS.split(text):
        words = part.encode(errors="replace").translate(_LOWER).split()
        begin = 0
        while len(words) - begin >= 2 * _PHRASE:
            yield tuple(words[begin : begin + _PHRASE])
            begin += _PHRASE
        if words[begin:]:
            yield tuple(words[begin:])


def keys_of(phrase: Phrase) -> Iterator[int]:
    """Yield what the gate looks for: one key for each four words, or one for a short phrase."""
    if len(phrase) < LONG:
        yield hash(phrase)
    for begin in range(0, len(phrase) - LONG + 1, LONG):
        yield hash(phrase[begin : begin + LONG])


def keys_in(words: list[bytes], lengths: frozenset[int]) -> set[int]:
    """Return the keys of all phrases of these lengths in a text."""
    found: set[int] = set()
    for length in lengths:
        found.update(map(hash, zip(*(words[start:] for start in range(length)), strict=False)))
    return found


def is_in(phrase: Phrase, words: bytes) -> bool:
    """Say whether a phrase stands in words that are joined by spaces, with one at each end."""
    return b" %s " % b" ".join(phrase) in words
