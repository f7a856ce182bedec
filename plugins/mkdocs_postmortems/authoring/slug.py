"""The words of a file's name: plain ASCII, so that it travels through every system and URL."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60

_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "\u0131": "i"}
)
"""Latin letters that are no ASCII letter with a mark."""


def file_slug(*texts: str) -> str:
    """Return the first text that has ASCII words as lower-case words with `-` between them.

    At most 60 characters, cut between two words where that is possible; `incident` where no text
    has such words.
    """
    return next(filter(None, map(_slug, texts)), "incident")


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    # The marks are dropped, what they stood on is kept; an apostrophe does not end a word.
    apart = unicodedata.normalize("NFKD", folded)
    letters = "".join(c for c in apart if not unicodedata.combining(c) and c not in "'\u2019")
    words = re.findall(r"[a-z0-9]+", letters)
    joined = "-".join(words)
    if len(joined) <= LONGEST:
        return joined
    cut = joined[: LONGEST + 1].rpartition("-")[0]
    return cut or joined[:LONGEST]
