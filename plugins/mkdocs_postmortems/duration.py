"""Durations as people write them: `45s`, `23m`, `2h 15m`, `1d 4h`, `PT1H30M`."""

from __future__ import annotations

import datetime as dt
import re

_UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_WORDS = {"min": "m", "mins": "m", "sec": "s", "hr": "h", "hrs": "h", "day": "d", "days": "d"}
_PART = re.compile(r"(\d{1,6})\s*([a-z]{1,4})\s*", re.ASCII)
_ISO = re.compile(
    r"P(?:(?P<d>\d{1,5})D)?(?:T(?:(?P<h>\d{1,6})H)?(?:(?P<m>\d{1,6})M)?(?:(?P<s>\d{1,6})S)?)?",
    re.ASCII,
)
_CLOCK = re.compile(r"\d{1,4}(?::\d{1,2}){1,2}", re.ASCII)
_LONGEST = dt.timedelta(days=3_660)
_KINDS: dict[type, str] = {list: "a list", dict: "a mapping"}


class DurationError(ValueError):
    """Text that is no duration. `hint` says what to write."""

    def __init__(self, message: str, hint: str = "Write such as 45s, 23m, 2h 15m or 1d 4h") -> None:
        super().__init__(message)
        self.hint = hint


def parse_duration(value: object) -> dt.timedelta:
    """Return the duration, 0 or longer.

    Raises `DurationError` for a number without a unit, a clock such as `1:30` (which YAML 1.1
    reads as 90), an unknown unit and anything over ten years.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        found = _KINDS.get(type(value)) or str(value).lower()
        raise DurationError(f"found {found}, not a duration")
    text = str(value).strip()
    if re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        raise DurationError(f"found {text[:40]} without a unit", f"Write {_with_unit(text)}")
    if _CLOCK.fullmatch(text):
        raise DurationError(f"found {text}, which YAML reads as {_sexagesimal(text)}", _clock(text))
    duration = _iso(text) if text.startswith("P") else _parts(text)
    if duration > _LONGEST:
        raise DurationError(f"found {text[:40]}, longer than ten years")
    return duration


def format_duration(duration: dt.timedelta) -> str:
    """Return it as the contract writes it, exact to the second: `2h 15m`, `0m` for nothing."""
    seconds = round(duration.total_seconds())
    parts = []
    for unit, size in _UNITS.items():
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count}{unit}")
    return " ".join(parts) or "0m"


def _parts(text: str) -> dt.timedelta:
    seconds, end = 0, 0
    for match in _PART.finditer(text.lower()):
        unit = _WORDS.get(match[2], match[2])
        if match.start() != end or unit not in _UNITS:
            break
        seconds += int(match[1]) * _UNITS[unit]
        end = match.end()
    if end == 0 or end != len(text):
        raise DurationError(f'found "{text[:40]}", not a duration')
    return dt.timedelta(seconds=seconds)


def _iso(text: str) -> dt.timedelta:
    match = _ISO.fullmatch(text)
    if not match or not any(match.groups()):
        raise DurationError(
            f'found "{text[:40]}", not an ISO 8601 duration', "Write such as PT1H30M"
        )
    return dt.timedelta(seconds=sum(int(match[u] or 0) * size for u, size in _UNITS.items()))


def _with_unit(number: str) -> str:
    if number.isdecimal() and len(number) < 7:
        return f"{number}m for minutes, or another unit"
    return "such as 45s, 23m, 2h 15m or 1d 4h"


def _sexagesimal(text: str) -> int:
    total = 0
    for part in text.split(":"):
        total = total * 60 + int(part)
    return total


def _clock(text: str) -> str:
    """Say both readings of a clock: hours and minutes, minutes and seconds."""
    numbers = [int(part) for part in text.split(":")]
    if len(numbers) == 3:
        return f"Write {numbers[0]}h {numbers[1]}m {numbers[2]}s"
    first, second = numbers
    return f"Write {first}h {second}m, or {first}m {second}s"
