"""How each kind of value is written, for editors: the same texts that `fields` can read.

Each is a JSON schema whose pattern means the same in Python and in JavaScript. What only a
calendar can tell (30 February, a time that a clock change skips) is left to the reader.
`errorMessage` is what editors say of another text; validators pass over it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Schema = dict[str, Any]

_SYNTAX = frozenset(r"^$\.*+?()[]{}|/")


def caseless(words: Iterable[str]) -> str:
    """Return a pattern for each of the words, in upper or lower case."""
    return "|".join("".join(map(_either_case, word)) for word in words)


def _either_case(sign: str) -> str:
    cases = sorted({case for case in (sign, sign.lower(), sign.upper()) if len(case) == 1})
    return f"[{''.join(cases)}]" if len(cases) > 1 else f"\\{sign}" if sign in _SYNTAX else sign


def _text(pattern: str, message: str) -> Schema:
    return {"type": "string", "pattern": rf"^\s*(?:{pattern})\s*$", "errorMessage": message}


_YEAR = "0*(?:199[0-9]|20[0-9][0-9]|2100)"
_DAY = rf"{_YEAR}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
_MINUTES = r"(?::?(?:00|15|30|45))?"
_OFFSET = rf"[Zz]|UTC|\+(?:0[0-9]|1[0-4]){_MINUTES}|-(?:0[0-9]|1[0-2]){_MINUTES}"
_TIME = rf"[Tt ]\s*{_CLOCK}(?:\s*(?:{_OFFSET}))?"

_UNIT = caseless(("days", "day", "d", "hrs", "hr", "h", "mins", "min", "m", "sec", "s"))
_PART = rf"[0-9]{{1,6}}\s*(?:{_UNIT})"
_ISO = (
    r"P(?=T?[0-9])(?:[0-9]{1,5}D)?"
    r"(?:T(?:[0-9]{1,6}H)?(?:[0-9]{1,6}M)?(?:[0-9]{1,6}S)?)?"
)

_BEGINNING = rf'(?:{caseless(("https", "http"))})://[^\s<>"\\/?#]|{caseless(["mailto"])}:'

TEXT: Schema = {"type": ["string", "number"]}
"""A text; what looks like a number is read as text."""

FILLED: Schema = {**TEXT, "pattern": r"\S", "errorMessage": "Write a text, or remove it"}
"""A text that is not blank."""

DATE = _text(_DAY, "Write a date such as 2026-03-15")
INSTANT = _text(_DAY + _TIME, "Write an instant such as 2026-03-15T14:44:00Z")
MOMENT = _text(f"{_DAY}(?:{_TIME})?", "Write an instant such as 2026-03-15T14:44:00Z, or a date")
DURATION = _text(
    rf"{_PART}(?:\s*{_PART})*|{_ISO}", "Write a duration such as 45s, 23m, 2h 15m or 1d 4h"
)
LINK = _text(
    rf'(?:{_BEGINNING})[^\s<>"\\\u0000-\u001f]*',
    "Write a link that begins with https://, http:// or mailto:",
)
TIME_ZONE = _text("[A-Za-z][A-Za-z0-9_+/-]*", "Write an IANA name such as Europe/Berlin")
AMOUNT = _text(
    r"[0-9]{1,15}(?:\.[0-9]{1,2})?\s*[A-Z]{3}", "Write an amount and a currency such as 12000 EUR"
)
COUNT: Schema = {
    "type": ["integer", "string"],
    "minimum": 0,
    "maximum": 10**12,
    "pattern": r"^\s*\+?[0-9]+(?:_[0-9]+)*(?:\.0+)?\s*$",
    "errorMessage": "Write a whole number without separators, such as 2400",
}
