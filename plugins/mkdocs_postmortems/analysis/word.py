"""Text to words: what two stories are compared by, and what is looked for in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_PARTING = bytes(
    byte if byte > 127 or chr(byte).isalnum() or chr(byte) in "_-." else 32 for byte in range(256)
)
"""Byte of UTF-8 -> itself in a word, or a space.

White space, punctuation and signs part words; letters, digits, `_`, `-` and `.` do not, so that
orders-db, pg_wal and 10.0.0.1 stay whole.
"""

_FURTHER_SIGNS = re.compile(
    "[\x80-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u2000-\u206f\u2190-\u2bff\u3000-\u303f"
    "\ue000-\uf8ff\ufe30-\ufe4f\ufff9-\uffff\U0001f000-\U0001faff]"
)
"""What parts words beyond ASCII. The marks of Indic and Arabic letters belong to them."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+"
)
"""Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese."""

_LETTER = re.compile(r"[^\W\d_]")

_LONGEST = 60
"""Characters: what is longer is a key or a hash."""

_COMMON = frozenset(
    """
about above after afternoon again against all almost along already also although always am among an
and another any anything april are around as at august away back be became because become been
before began begin being below between both but by came can cannot com come could day days december
did didn do does doesn doing don done down due during e.g each eight either eleven else en enough
etc even evening ever every everything february few first five for four friday from further gb get
getting gib give given go going gone got had hadn has hasn have haven having he her here hers him
his hour hours how however html http https hundred i.e if in instead into is isn it its itself
january july june just kb keep kept kib know known last later least less let like ll made make many
march may mb me mib might minute minutes monday month months more morning most ms much must my near
need neither never new next night nine no nobody none nor not nothing november now october of off
often on once one only onto or org other others our out over own per perhaps pm put quite rather re
same saturday saw seconds see seen september set seven several shall she should shouldn since six
so some something soon still such sunday take taken tb ten than that the their them then there
these they thing things this those though three through thursday thus tib til to today together
tomorrow too took toward tuesday twelve two un under until up upon us use used using utc ve very
via was wasn way we wednesday week weeks well went were weren what when where whether which while
who whole whom whose why will with within without won would wouldn www year years yes yesterday yet
you your
""".split()  # noqa: SIM905
)
"""English words of grammar, of time and units. Of other languages, frequency tells them."""

_GENERAL = frozenset(
    """
able accept accepted act active added agree agreed ahead alone answer answered apart appear
appeared appears arrive arrived aside ask asked asking asks based begins behind big bigger bought
bring brings brought call called calls careful case cases chance change changed changes changing
choose chose chosen clear colleague colleagues comes common compare compared complete completed
confirmed consider considered correct corrected cover covered create created current currently
decide decided decision decisions declared describe described difference differences different draw
drawing drawn drew easy effect effects end ended ending ends entire estimate estimated except exist
existed exists expect expected explain explained extra fact fall fell felt figure figures find
finding finds fine finish finished fix fixed follow followed following follows form former forward
found gave general gives goes good great green grew group groups grow grown guess half hand hands
happen happened happens hard harmless held help helped helps high higher hold holds idea important
include included intended involved issue issues join joined keeps kind kinds knew large larger
largest late latest lead leads learn learned leave leaves led left length listed little live long
longer look looked looking looks low lower main mark marked matter mean means meant measure
measured meet mention mentioned message messages met middle mind moment move moved moves moving
name named names necessary needed needs noon normal normally note noted notes notice noticed number
numbers old older ones open opened opens outage owned pair part parts pass passed passes people
person place placed places plan planned play please point points possible post prepare prepared
present prevent prevented probably problem problems processed promise promised proper properly
proposed purpose question questions quick quickly quiet raise raised ran reach reached reaches
reaching reading ready real reason reasons receive received remain remained remains remember
removal remove removed repeated result results right rise roll rolled rolling rose round run
running runs safe said sat say says season seem seemed seems send sending sends sense sent separate
sets severity shape shared short shorter show showed showing shown shows side sides signal signals
similar simple simply single size sizes small smaller sort spent spoke stage stages stand stands
start started starting starts stay stayed step steps stood stop stopped stops stored story strange
strike struck suggest suggested sure taking talk team teams tell term tested themselves think third
thought tidy time timed times tried try trying turn turned turning turns twice unavailable unclear
understand understood unusual useful uses usual usually visible waited want wanted wants watch
watched whatever wish wished word words work worked working works worth write written wrong wrote
""".split()  # noqa: SIM905
)
"""English words that reports of any subject have: with few incidents, they can look rare."""

_SAYS_NOTHING = _COMMON | _GENERAL


def split_words(text: str) -> list[str]:
    """Return the words of a text in their order, folded: equal words are equal texts."""
    return list(filter(None, map(bare, split_roughly(text))))


def split_roughly(text: str) -> list[str]:
    """Return the words of a text, some of which are not yet `bare`: in a fifth of the time."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("--", " ").replace("..", " ")
    if not folded.isascii():
        folded = _UNSPACED.sub(_in_pairs, _FURTHER_SIGNS.sub(" ", folded))
    return folded.encode(errors="replace").translate(_PARTING).decode(errors="replace").split()


def bare(word: str) -> str:
    """Return a word without the full stop after it, and without the marks of Markdown round it."""
    return word.strip("-._")


def says_something(word: str) -> bool:
    """Say whether a folded word is more than grammar, general talk, a time of day or a date."""
    if len(word) < 2 or len(word) > _LONGEST or word in _SAYS_NOTHING:
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


def _in_pairs(run: re.Match[str]) -> str:
    """Return what is written without spaces as its pairs of characters, which stand for words."""
    text = run[0]
    pairs = (text[at : at + 2] for at in range(max(len(text) - 1, 1)))
    return f" {' '.join(pairs)} "
