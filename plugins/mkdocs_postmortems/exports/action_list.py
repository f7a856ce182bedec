"""The open actions as a list for a terminal, a program, a spreadsheet or a Markdown document."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from mkdocs_postmortems.exports.quote import words
from mkdocs_postmortems.exports.safe_text import cell, one_line
from mkdocs_postmortems.render.text import plural

VERSION = 1
_LEAST_ROOM = 48
"""Columns that a title needs to stand beside the date, the priority and the owner."""


@dataclass(frozen=True)
class OpenAction:
    """One action that is neither done nor declined on the day of the list.

    `incident` is the id of its postmortem and `path` its file, below their folder. `due` is the
    date given or that of the policy. Texts are as written, and hostile.
    """

    incident: str
    action: str
    title: str
    status: str
    type: str
    priority: str
    owner: str
    ticket: str
    ticket_url: str
    due: dt.date | None
    days_overdue: int
    age_days: int
    severity: str
    services: tuple[str, ...]
    path: str


@dataclass(frozen=True)
class ActionList:
    """Open actions on `as_of`, the most urgent first; the counts are of the whole site.

    `listed` can be fewer than the `open` ones, where somebody asked for some of them.
    """

    as_of: dt.date
    listed: tuple[OpenAction, ...]
    open: int
    overdue: int
    overdue_postmortems: int

    @property
    def debt(self) -> int:
        """Overdue actions and overdue postmortems together (METRICS.md, Actions)."""
        return self.overdue + self.overdue_postmortems


def write_text(found: ActionList, width: int, emphasise: Callable[[str], str]) -> str:
    """Return lines of at most `width` columns: a table, or a paragraph for each action.

    `emphasise` marks what is overdue.
    """
    rows = [(_when(action), *_labels(action)) for action in found.listed]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = width - sum(widths) - 2 * len(widths)
    lines: list[str] = []
    for action in found.listed:
        mark = emphasise if action.days_overdue else str
        if room < _LEAST_ROOM:
            lines += _paragraph(action, width, mark)
        else:
            lines += _row(action, widths, room, mark)
    return "\n".join([*lines, *([""] if lines else []), *_wrapped(_sum_up(found), width), ""])


def write_json(found: ActionList) -> str:
    """Return one JSON object.

    Keys: `version` (1), `as_of`, `open`, `overdue`, `overdue_postmortems` and `debt`, which count
    the whole site, and `actions`: a list, the most urgent first, whose entries have the keys of
    `OpenAction`. Dates are `YYYY-MM-DD`, `due` is null where there is none; a text that is not
    given is empty.
    """
    record = {
        "version": VERSION,
        "as_of": found.as_of.isoformat(),
        "open": found.open,
        "overdue": found.overdue,
        "overdue_postmortems": found.overdue_postmortems,
        "debt": found.debt,
        "actions": [_record(action) for action in found.listed],
    }
    return json.dumps(record, indent=2) + "\n"


def write_csv(found: ActionList) -> str:
    """Return a row for each action, with a header: the keys of `OpenAction`.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(OpenAction))
    for action in found.listed:
        values = {**_record(action), "services": " ".join(action.services)}
        writer.writerow(cell("" if v is None else str(v)) for v in values.values())
    return text.getvalue()


def write_markdown(found: ActionList) -> str:
    """Return a table, and the counts as a sentence below it."""
    rows = [("Due", "Priority", "Action", "Owner", "Postmortem", "Ticket"), ("---",) * 6]
    for action in found.listed:
        incident = f"{_whole(action.incident)} {_whole(action.action)}"
        priority, owner = map(_whole, _labels(action))
        due = _when(action) + (f", {action.due}" if action.days_overdue else "")
        rows.append((due, priority, _whole(action.title), owner, incident, _ticket(action)))
    table = [f"| {' | '.join(row)} |" for row in rows] if found.listed else []
    return "\n".join([*table, *([""] if table else []), _sum_up(found), ""])


def _sum_up(found: ActionList) -> str:
    late, unpublished = found.overdue, found.overdue_postmortems
    count, whose = plural(found.open, "open action"), ""
    if len(found.listed) < found.open:
        count, whose = f"{len(found.listed):,} of {count}", " of all postmortems"
    return (
        f"{count} on {found.as_of}. Debt{whose}: {plural(late, 'overdue action')} + "
        f"{plural(unpublished, 'overdue postmortem')} = {found.debt:,}."
    )


def _when(action: OpenAction) -> str:
    if action.days_overdue:
        return f"{plural(action.days_overdue, 'day')} overdue"
    return f"due {action.due}" if action.due else "no due date"


def _labels(action: OpenAction) -> tuple[str, str]:
    return one_line(action.priority) or "no priority", one_line(action.owner) or "no owner"


def _row(
    action: OpenAction, widths: list[int], room: int, mark: Callable[[str], str]
) -> Iterator[str]:
    """Yield the lines of one action, with its texts in a column `room` wide."""
    cells = (_when(action), *_labels(action))
    first, *rest = (cell.ljust(size) for cell, size in zip(cells, widths, strict=True))
    more = (one_line(action.ticket), _progress(action))
    texts = (one_line(action.title), "  ".join([_name(action), *filter(None, more)]))
    head, *lines = (line for text in texts for line in _wrapped(text, room))
    yield "  ".join([mark(first), *rest, head])
    yield from (f"{' ' * (sum(widths) + 2 * len(widths))}{line}" for line in lines)


def _paragraph(action: OpenAction, width: int, mark: Callable[[str], str]) -> Iterator[str]:
    labels = [_when(action), *_labels(action), one_line(action.ticket), _progress(action)]
    head, *more = _wrapped(", ".join(label for label in labels if label), width)
    yield from (mark(head), *more)
    for text in (one_line(action.title), _name(action)):
        yield from (f"  {line}" for line in _wrapped(text, width - 2))


def _progress(action: OpenAction) -> str:
    return "" if action.status == "open" else action.status.replace("-", " ")


def _name(action: OpenAction) -> str:
    """Return what names an action to `postmortems action close`."""
    return f"{one_line(action.incident)} {one_line(action.action)}"


def _wrapped(text: str, width: int) -> list[str]:
    # Broken at a hyphen, an id could not be copied.
    return textwrap.wrap(text, max(width, 10), break_on_hyphens=False) or [""]


def _record(action: OpenAction) -> dict[str, object]:
    values = {field.name: getattr(action, field.name) for field in fields(OpenAction)}
    return {**values, "due": action.due.isoformat() if action.due else None}


def _whole(text: str) -> str:
    """Return text as it reads in an issue, where it calls nobody."""
    return words(text, len(text))


def _ticket(action: OpenAction) -> str:
    text = _whole(action.ticket)
    if text and action.ticket_url:
        address = re.sub(r"[\\<>|\s]", "", one_line(action.ticket_url))
        return f"[{text}](<{address}>)"
    return text
