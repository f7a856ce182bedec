"""What a run has found and done, as lines for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from mkdocs_postmortems.authoring.scalar import Value
from mkdocs_postmortems.render.text import plural
from mkdocs_postmortems.tickets.plan import Plan
from mkdocs_postmortems.tickets.reading import Failure, Reading

_FEW = 10


def change_lines(plan: Plan, folder: str) -> Iterator[str]:
    """Yield what differs, by file: `A1 (OPS-412) status: open -> done`.

    `folder` is that of the postmortems, as it stands before their paths.
    """
    last = ""
    for change in plan.changes:
        if change.fields and change.path != last:
            yield f"{folder}/{change.path}"
            last = change.path
        for field in change.fields:
            name = f"{change.action} ({change.ticket}) {field.name}"
            yield f"  {name}: {_shown(field.old)} -> {_shown(field.new)}"


def note_lines(reading: Reading, plan: Plan, folder: str) -> Iterator[str]:
    """Yield what is left to people, and then what went wrong."""
    for change in plan.changes:
        for note in change.notes:
            yield f"{folder}/{change.path}: {change.action} ({change.ticket}) {note}."
    if reading.elsewhere:
        count = plural(len(reading.elsewhere), "ticket is", "tickets are")
        yield f"{count} in none of the trackers: {_few(reading.elsewhere)}."
    for failure in reading.failures:
        yield f"{failure.tracker}: {failure.message}{_sentence(failure.hint)}."
        yield f"  Not read: {', '.join(_placed(failure, reading, folder))}"
    for refusal in plan.refusals:
        yield f"{folder}/{refusal.path}: {refusal.message}{_sentence(refusal.hint)}."


def sum_up(reading: Reading, plan: Plan, written: bool, failed: bool) -> str:
    """Return the last line: how many tickets were read, and what became of the files."""
    unread = sum(len(failure.tickets) for failure in reading.failures)
    read = f"{plural(reading.count, 'ticket')} read" + (f", {unread:,} not" if unread else "")
    fields = sum(len(change.fields) for change in plan.changes)
    if not fields:
        return f"{read}. {'No file was changed.' if failed else 'Nothing differs.'}"
    actions = plural(sum(bool(change.fields) for change in plan.changes), "action")
    size = f"{plural(fields, 'field')} of {actions} in {plural(len(plan.edits), 'file')}"
    if written:
        return f"{read}. {size} changed."
    ending = "No file was changed." if failed else "Write that with --write."
    return f"{read}. {size} {'differs' if fields == 1 else 'differ'}. {ending}"


def _shown(value: Value | None) -> str:
    if value is None:
        return "none"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _sentence(hint: str) -> str:
    return f". {hint}" if hint else ""


def _few(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _FEW:,} more" if len(names) > _FEW else ""
    return ", ".join(names[:_FEW]) + more


def _placed(failure: Failure, reading: Reading, folder: str) -> Iterable[str]:
    """Return the tickets; of those that do not exist, also the files to mend."""
    if not failure.missing:
        return failure.tickets
    wanted = set(failure.tickets)
    return (
        f"{it.key} in {folder}/{it.path}"
        for it in reading.followed
        if it.tracker and it.tracker.name == failure.tracker and it.key in wanted
    )
