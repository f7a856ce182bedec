"""Dates and instants as the front matter writes them, always made into UTC."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 1990, 2100

# Digits of other scripts are digits to `\d` alone, and to no other reader of the file.
_DATE = re.compile(r"(\d{4,})-(\d{1,2})-(\d{1,2})", re.ASCII)
_INSTANT = re.compile(
    r"(?P<date>\d{4,}-\d{1,2}-\d{1,2})[Tt ]\s*"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"\s*(?P<zone>[Zz]|UTC|[+-]\d{2}(?::?\d{2})?)?",
    re.ASCII,
)
_KINDS: dict[type, str] = {list: "a list", dict: "a mapping"}
_WRITE_DATE = "Write a date such as 2026-03-15"
_WRITE_INSTANT = "Write an instant such as 2026-03-15T14:44:00Z"


class MomentError(ValueError):
    """Text that is no date or instant. `hint` says what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def parse_date(value: object) -> dt.date:
    """Return the date; raise `MomentError` for anything but a plausible `YYYY-MM-DD`."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    text = str(value).strip()
    match = _DATE.fullmatch(text)
    if not match:
        raise MomentError(f"found {_found(value)}, not a date", _WRITE_DATE)
    return _date(match, text)


def parse_instant(value: object, zone: ZoneInfo) -> dt.datetime:
    """Return the instant in UTC.

    Text without an offset is read in `zone`. Raises `MomentError`, also for a time that a clock
    change skips or repeats.
    """
    if isinstance(value, dt.datetime):
        return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(dt.UTC)
    text = str(value).strip()
    match = _INSTANT.fullmatch(text)
    if not match:
        hint = f"{_WRITE_INSTANT}, with Z or an offset"
        raise MomentError(f"found {_found(value)}, not an instant", hint)
    date_match = _DATE.fullmatch(match["date"])
    assert date_match
    day = _date(date_match, text)
    try:
        clock = dt.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        raise MomentError(f'found "{text[:40]}", no such time of day', _WRITE_INSTANT) from None
    return _to_utc(dt.datetime.combine(day, clock), match["zone"], zone, text)


def parse_moment(value: object, zone: ZoneInfo) -> dt.datetime | dt.date:
    """Return an instant in UTC, or the date where only a date is written."""
    if isinstance(value, dt.datetime):
        return parse_instant(value, zone)
    if isinstance(value, dt.date) or _DATE.fullmatch(str(value).strip()):
        return parse_date(value)
    return parse_instant(value, zone)


def _found(value: object) -> str:
    return _KINDS.get(type(value)) or f'"{str(value).strip()[:40]}"'


def _date(match: re.Match[str], text: str) -> dt.date:
    year, month, day = (int(part[:9]) for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise MomentError(
            f'found "{text[:40]}", whose year is outside {FIRST_YEAR} to {LAST_YEAR}',
            "Check the digits of the year",
        )
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise MomentError(f'found "{text[:40]}", no day of the calendar', _WRITE_DATE) from None


def _to_utc(local: dt.datetime, offset: str | None, zone: ZoneInfo, text: str) -> dt.datetime:
    if offset is None:
        instant = local.replace(tzinfo=zone).astimezone(dt.UTC)
        if instant != local.replace(tzinfo=zone, fold=1).astimezone(dt.UTC):
            skipped = instant.astimezone(zone).replace(tzinfo=None) != local
            what = "skips" if skipped else "has twice"
            hint = "Write the instant with its offset, such as +01:00, or in UTC with Z"
            raise MomentError(f'found "{text}", a time that {zone.key} {what}', hint)
        return instant
    if offset in {"Z", "z", "UTC"}:
        return local.replace(tzinfo=dt.UTC)
    digits = offset[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > (14 if offset[0] == "+" else 12) or minutes not in {0, 15, 30, 45}:
        raise MomentError(f'found the offset "{offset}"', "Write an offset such as +02:00, or Z")
    delta = dt.timedelta(hours=hours, minutes=minutes)
    return (local - (delta if offset[0] == "+" else -delta)).replace(tzinfo=dt.UTC)


def is_zone(name: str) -> bool:
    """Say whether there is a time zone of this IANA name."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
