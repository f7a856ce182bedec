"""Text to words: what two stories are compared by, and what is looked for in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# White space, punctuation and signs part words. Letters of every script, their marks, digits and
# the underscore do not, nor do a hyphen and a full stop inside a name: orders-db, pg_wal, 10.0.0.1.
_SIGN = (
    r"[^\x00-/:-@\[-^`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u2000-\u206f\u2190-\u2bff"
    r"\u3000-\u303f\ue000-\uf8ff\ufe30-\ufe4f\ufffd\U0001f000-\U0001faff]"
)
_WORD = re.compile(rf"{_SIGN}+(?:[-.]{_SIGN}+)*")
_LETTER = re.compile(r"[^\W\d_]")

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+"
)
"""Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese."""

_LONGEST = 60
"""Characters: what is longer is a key or a hash."""

_COMMON = frozenset(
    """
about above after afternoon again against all almost along already also although always am among an
and another any anything april are around as at august away back be became because become been
before began begin being below between both but by came can cannot com come could day days december
did didn do does doesn doing don done down due during each eight either eleven else en enough etc
even evening ever every everything february few first five for four friday from further get getting
give given go going gone got had hadn has hasn have haven having he her here hers him his hour
hours how however html http https hundred if in instead into is isn it its itself january july june
just keep kept know known last later least less let like ll made make many march may me might
minute minutes monday month months more morning most much must my near need neither never new next
night nine no nobody none nor not nothing november now october of off often on once one only onto
or org other others our out over own per perhaps pm put quite rather re same saturday saw seconds
see seen september set seven several shall she should shouldn since six so some something soon
still such sunday take taken ten than that the their them then there these they thing things this
those though three through thursday thus til to today together tomorrow too took toward tuesday
twelve two un under until up upon us use used using utc ve very via was wasn way we wednesday week
weeks well went were weren what when where whether which while who whole whom whose why will with
within without won would wouldn www year years yes yesterday yet you your
""".split()  # noqa: SIM905
)
"""English words of grammar and of time. In other languages their frequency gives them away."""


def split_words(text: str) -> list[str]:
    """Return the words of a text in their order, folded: equal words are equal texts."""
    words: list[str] = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if not _UNSPACED.search(text):
        return words
    return [part for word in words for part in _parted(word)]


def says_something(word: str) -> bool:
    """Say whether a folded word is more than grammar, a time of day or a date."""
    if len(word) < 2 or len(word) > _LONGEST or word in _COMMON:
        return False
    if _LETTER.search(word):
        return True
    # Codes of errors, ports and addresses of hosts.
    return len(word) > 2 and (word.isdigit() or word.count(".") == 3)


def singulars(word: str) -> Iterable[str]:
    """Yield what the singular of an English word may be; most of these are no words at all."""
    if len(word) > 3 and word.isascii() and word.isalpha() and word[-1] == "s" and word[-2] != "s":
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]
        if word.endswith("ies"):
            yield f"{word[:-3]}y"


def _parted(word: str) -> Iterable[str]:
    """Yield a word, or the pairs of characters of what is written without spaces."""
    end = 0
    for run in _UNSPACED.finditer(word):
        yield from filter(None, (word[end : run.start()].strip("-."),))
        text, end = run[0], run.end()
        yield from (text[at : at + 2] for at in range(max(len(text) - 1, 1)))
    yield from filter(None, (word[end:].strip("-."),))
