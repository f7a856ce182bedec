"""The timeline section: a table or a list, made into events with instants."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model import Event
from mkdocs_postmortems.moment import MomentError, parse_date, parse_instant

# Patterns that meet a whole line are linear: no two unbounded parts stand side by side.
_RULE = re.compile(r"^[\s|:-]+$")
_ITEM = re.compile(r"^(\s*)[-*+]\s+(.*)$")
_CELLS = re.compile(r"(?<!\\)\|")
_TIME = re.compile(
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2})?[T ]{0,2}(?:~|about |ca\. ?)?"
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)? ?(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?"
)
_LIST_TIME = re.compile(
    r"(?P<strong>\*\*)?(?P<tick>`)?(?P<time>(?:\d{4}-\d{1,2}-\d{1,2}[T\s]*)?~?\d{1,2}:\d{2}(?::\d{2})?"
    r"(?!:?\d|\s*(?i:[ap]\.?m\b))\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?|\d{4}-\d{1,2}-\d{1,2}"
    r"(?!\d|[T\s]*~?\d{1,2}:))(?(tick)`)(?(strong)\*\*)\s*(?:[-:,\u2013\u2014]\s+)?(?P<text>.*)$",
    re.DOTALL,
)
_ALMOST = re.compile(
    r"[*`]{0,3}(?P<time>(?:\d{4}-\d{1,2}-\d{1,2}[T ]{1,3}|\d{1,2}[./]\d{1,2}[./]\d{2,4} {1,3})?~?"
    r"(?:\d{1,2}(?:[.:h]\d{2}){1,2}(?![.:]?\d)(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?))",
    re.IGNORECASE,
)
"""What stands at the beginning of an item for a time, written as we do not read it."""
_ZONE = re.compile(r"\(([^()|]{1,60})\)")
_WRITE = "Write 14:44 or 2026-03-15 14:44"
_HALF_DAY = dt.timedelta(hours=12)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Unread:
    """What could not be read: line and column in the section from 0, and what to write."""

    line: int
    column: int
    width: int
    found: str
    hint: str


@dataclass(frozen=True)
class Timeline:
    """The events, what stands around them, and what could not be read."""

    events: tuple[Event, ...]
    around: str
    unread: tuple[Unread, ...]


def read_timeline(text: str, start: dt.datetime | dt.date | None) -> Timeline:
    """Read the section's Markdown; times are UTC unless the head of the table names a zone.

    A time without a date belongs to the day of the one before it, the first to the day that
    brings it nearest to `start`; a step back of more than half a day is the next day. A timeline
    with code blocks in it stays as written.
    """
    if "```" in text or "~~~" in text:
        return Timeline((), text, ())
    rows, around, zone, unread = _rows(text)
    clock = _Clock(start, zone)
    events = []
    for row in rows:
        at = None
        try:
            at = clock.read(row.time)
        except MomentError:
            unread.append(row.unread())
        events.append(Event(at=at, time=row.time, text=row.text))
    return Timeline(tuple(events), around, tuple(unread))


class _Clock:
    """Reads times in order, keeping the day they belong to."""

    def __init__(self, start: dt.datetime | dt.date | None, zone: ZoneInfo) -> None:
        self.zone = zone
        self.before: dt.datetime | None = None
        if isinstance(start, dt.datetime):
            self.anchor: dt.datetime | None = start
        elif start is not None:
            self.anchor = dt.datetime.combine(start, dt.time(12), tzinfo=zone)
        else:
            self.anchor = None

    def read(self, time: str) -> dt.datetime | None:
        """Return the instant, or None where nothing says on which day it is.

        That is so only without `started`, which is a problem of its own. Raises `MomentError`.
        """
        at = self._read(" ".join(time.split()).strip("`*"))
        self.before = at or self.before
        return at

    def _read(self, time: str) -> dt.datetime | None:
        match = _TIME.fullmatch(time)
        if not match or not (match["clock"] or match["date"]):
            raise MomentError("no time", _WRITE)
        clock, offset = match["clock"] or "00:00", match["zone"] or ""
        if match["date"]:
            return parse_instant(f"{parse_date(match['date'])}T{clock}{offset}", self.zone)
        if offset.startswith("-") and ":" in offset:
            # `09:10-09:25` is from when to when, not an offset.
            raise MomentError("a span of time", _WRITE)
        return self._nearest(clock, offset)

    def _nearest(self, clock: str, offset: str) -> dt.datetime | None:
        near = self.before or self.anchor
        if near is None:
            return None
        at = parse_instant(f"{near.astimezone(self.zone).date()}T{clock}{offset}", self.zone)
        if near - at > _HALF_DAY:
            return at + _DAY
        if self.before is None and at - near > _HALF_DAY:
            return at - _DAY
        return at


@dataclass(frozen=True)
class _Row:
    """One event as written; `meant` is what stands for its time, at `line` and `column`."""

    line: int
    column: int
    width: int
    meant: str
    time: str
    text: str

    def unread(self) -> Unread:
        meant = self.meant
        found = f'found the time "{meant[:40]}"' if meant else "found a row without a time"
        return Unread(self.line, self.column, self.width, found, _WRITE)


Rows = tuple[list[_Row], str, ZoneInfo, list[Unread]]
"""The rows, the text around them, the zone, what is unread."""

_UTC = ZoneInfo("UTC")


def _rows(text: str) -> Rows:
    lines = text.split("\n")
    if any(_RULE.match(line) and "-" in line and "|" in line for line in lines):
        return _table(lines)
    return _list(lines)


def _table(lines: list[str]) -> Rows:
    rows: list[_Row] = []
    around: list[str] = []
    unread: list[Unread] = []
    zone: ZoneInfo | None = None
    for number, line in enumerate(lines):
        if not line.lstrip().startswith("|"):
            around.append(line)
        elif zone is None:
            zone, unknown = _named_zone(_cells(line)[0])
            unread += [
                Unread(number, line.index(f"({name})") + 1, len(name), found, hint)
                for name, found, hint in unknown
            ]
        elif not _RULE.match(line):
            time, *rest = _cells(line)
            text = " · ".join(cell for cell in rest if cell)
            rows.append(_Row(number, *_first_cell(line), meant=time, time=time, text=text))
    return rows, "\n".join(around).strip(), zone or _UTC, unread


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in _CELLS.split(line.strip().removeprefix("|"))]
    return cells if cells[-1] or len(cells) == 1 else cells[:-1]


def _first_cell(line: str) -> tuple[int, int]:
    """Return column and width of what stands in the first cell, or of the empty cell."""
    begin = line.index("|") + 1
    bar = _CELLS.search(line, begin)
    cell = line[begin : bar.start() if bar else len(line)]
    if not cell.strip():
        return (begin, len(cell)) if cell else (begin - 1, 1)
    return begin + len(cell) - len(cell.lstrip()), len(cell.strip())


def _list(lines: list[str]) -> Rows:
    rows: list[_Row] = []
    around: list[str] = []
    depth = 3
    for number, line in enumerate(lines):
        item = _ITEM.match(line)
        if item and len(item[1]) <= depth:
            rows.append(_item(number, item))
            depth = min(depth, len(item[1]) + 1)
        elif rows and line.startswith((" ", "\t")) and line.strip():
            more = f" · {item[2]}" if item else f" {line.strip()}"
            rows[-1] = replace(rows[-1], text=rows[-1].text + more)
        else:
            around.append(line)
    return rows, "\n".join(around).strip(), _UTC, []


def _item(number: int, item: re.Match[str]) -> _Row:
    match = _LIST_TIME.match(item[2])
    almost = match or _ALMOST.match(item[2])
    if almost is None:
        return _Row(number, 0, 1, meant="", time="", text=item[2])
    meant, column = almost["time"].strip(), item.start(2) + almost.start("time")
    time, text = (meant, match["text"]) if match else ("", item[2])
    return _Row(number, column, len(meant), meant, time, text)


def _named_zone(head: str) -> tuple[ZoneInfo, list[tuple[str, str, str]]]:
    """Return the zone that the head of the times names, as in `Time (Europe/Berlin)`.

    With it comes a name that is no zone, what was found and what to write.
    """
    named = _ZONE.search(head)
    if not named:
        return _UTC, []
    try:
        return ZoneInfo(named[1]), []
    except (KeyError, ValueError, OSError):
        hint = "Write such as `Time (UTC)` or `Time (Europe/Berlin)`; until then it is read as UTC"
        return _UTC, [(named[1], f'found "{named[1]}", not a time zone', hint)]
