"""What the data of one quarter does not say: fields, files and actions with something missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.analysis.action import ActionRecord
from mkdocs_postmortems.analysis.publishing import PublishState
from mkdocs_postmortems.analysis.quarterly import Quarterly
from mkdocs_postmortems.analysis.refusal import incomplete
from mkdocs_postmortems.model import Status
from mkdocs_postmortems.pages.account import action_links, short_day
from mkdocs_postmortems.pages.ledger import Ledger
from mkdocs_postmortems.pages.view import IncidentRow, Link


@dataclass(frozen=True)
class Gap:
    """Something missing: how often, in words, and the incidents or actions it is missing in.

    `refused`: no figure is made of the field.
    """

    said: str
    links: tuple[Link, ...]
    refused: bool = False


def gaps_of(ledger: Ledger, quarterly: Quarterly, rows: Sequence[IncidentRow]) -> tuple[Gap, ...]:
    """Return what is missing in the incidents of a quarter, and in the actions that it touched."""
    return (*_fields(ledger, rows), *_files(ledger, rows), *_actions(ledger, quarterly))


def _fields(ledger: Ledger, rows: Sequence[IncidentRow]) -> Iterator[Gap]:
    """Yield the fields that figures need, in the order of the front matter."""
    lacking: dict[str, list[Link]] = defaultdict(list)
    for row in rows:
        for field in ledger.missing.get(ledger.library.path_of[row.incident.page], ()):
            lacking[field].append(_dated(row))
    for one in ledger.library.results.metrics.quality.fields:
        # Where a postmortem stands on its way to being published is told apart.
        if one.field != "published" and (links := lacking[one.field]):
            filled = len(rows) - len(links)
            yield Gap(
                f"{one.field.replace('_', ' ')} known for {filled:,} of {len(rows):,}",
                tuple(links),
                incomplete(filled, len(rows)) is not None,
            )


def _files(ledger: Ledger, rows: Sequence[IncidentRow]) -> Iterator[Gap]:
    states = {
        row.incident: ledger.late.get(ledger.library.path_of[row.incident.page]) for row in rows
    }
    kinds = {
        "in draft": [row for row in rows if row.status == Status.DRAFT.value],
        "in review": [row for row in rows if row.status == Status.IN_REVIEW.value],
        "published late": [r for r in rows if states[r.incident] is PublishState.LATE],
        "overdue to be published": [r for r in rows if states[r.incident] is PublishState.OVERDUE],
        "with a problem in the file": [row for row in rows if row.problems],
    }
    for said, found in kinds.items():
        if found:
            yield Gap(f"{len(found):,} of {len(rows):,} {said}", tuple(map(_dated, found)))


def _dated(row: IncidentRow) -> Link:
    """Return an incident by its day: many stand in one sentence."""
    return replace(row.incident, text=short_day(row.day)) if row.day else row.incident


def _actions(ledger: Ledger, quarterly: Quarterly) -> Iterator[Gap]:
    owed, opened = quarterly.owed, quarterly.opened
    closed = (*quarterly.done, *quarterly.declined)
    undated = (closed, "closed actions without a date, counted as closed now")
    if quarterly.over:
        undated = (opened, "opened actions closed without a date")
    kinds: dict[str, tuple[Iterable[ActionRecord], int]] = {
        "open actions without an owner": ((a for a in owed if a.owner is None), len(owed)),
        "open actions without a due date": ((a for a in owed if a.due is None), len(owed)),
        undated[1]: ((a for a in undated[0] if not a.open and a.closed is None), len(undated[0])),
    }
    for said, (found, of) in kinds.items():
        if links := action_links(ledger.row(action) for action in found):
            yield Gap(f"{len(links):,} of {of:,} {said}", links)
