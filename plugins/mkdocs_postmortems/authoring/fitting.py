"""A team's template for one incident: what a template cannot know, where it left room for it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from mkdocs_postmortems.authoring.document import Document
from mkdocs_postmortems.model import Body

_ZONE = re.compile(r"\(([^()|]{1,60})\)")
_RULE = re.compile(r"\|[\s|:-]*-[\s|:-]*")
_CELLS = re.compile(r"(?<!\\)\|")


def start_row(started: dt.datetime | dt.date, zone: ZoneInfo, cells: int = 2) -> str:
    """Return the first row of a timeline with so many cells; empty where the time is not known."""
    clock = _clock(started, zone)
    return f"| {clock} | Impact begins |{'  |' * (cells - 2)}" if clock and cells > 1 else ""


def begin_timeline(document: Document, body: Body, started: dt.datetime | dt.date) -> Document:
    """Return a template whose timeline begins with the start, where that is an empty table.

    `body` is that of the same file.
    """
    section = body.section("timeline")
    if section is None or body.timeline:
        return document
    rows = [(n, line) for n, line in enumerate(section.text.split("\n")) if line.startswith("|")]
    if len(rows) != 2 or not _RULE.fullmatch(rows[1][1]):
        return document
    head = rows[0][1]
    zone = _zone_of(head)
    row = start_row(started, zone, len(_CELLS.findall(head.strip())) - 1) if zone else ""
    if not row:
        return document
    lines = document.rest.splitlines(keepends=True)
    # The rest begins with the line that closes the front matter.
    place = section.text_line + rows[1][0] - document.block.count("\n") - 1
    end = document.line_end.encode()
    before = b"".join(lines[:place])
    gap = b"" if before.endswith((b"\n", b"\r")) else end
    return replace(document, rest=before + gap + row.encode() + end + b"".join(lines[place:]))


def _zone_of(head: str) -> ZoneInfo | None:
    """Return the zone that the head of a timeline names, UTC where it names none."""
    named = _ZONE.search(head)
    try:
        return ZoneInfo(named[1] if named else "UTC")
    except (KeyError, ValueError, OSError):
        return None


def _clock(started: dt.datetime | dt.date, zone: ZoneInfo) -> str:
    """Return the time of day, with its offset in an hour that comes twice."""
    if not isinstance(started, dt.datetime):
        return ""
    local = started.astimezone(zone)
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{clock} {local:%z}" if twice else clock
