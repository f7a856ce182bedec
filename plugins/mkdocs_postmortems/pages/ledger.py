"""The quarters that are reviewed, computed once for all their pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mkdocs_postmortems.addresses import review_page
from mkdocs_postmortems.analysis.action import ActionRecord
from mkdocs_postmortems.analysis.part import Measured, part_of
from mkdocs_postmortems.analysis.publishing import PublishState
from mkdocs_postmortems.analysis.quarter import Quarter, quarter_of, quarters_between
from mkdocs_postmortems.analysis.quarterly import Quarterly, list_quarters
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import ActionRow, IncidentRow, Link

_SO_FAR = "time_to_mitigate"
"""How long an impact that goes on has lasted."""


def reviewed_quarters(library: Library) -> tuple[Quarter, ...]:
    """Return every quarter from that of the first incident to that of `as_of`."""
    days = [row.day for row in library.counted_rows if row.day]
    if not days:
        return ()
    return quarters_between(quarter_of(min(days)), quarter_of(library.as_of))


@dataclass(frozen=True)
class Ledger:
    """What the reviews look up by quarter, by incident and by action."""

    library: Library

    @cached_property
    def quarters(self) -> dict[Quarter, Quarterly]:
        """The actions of every quarter that is reviewed, in order."""
        return {one.quarter: one for one in list_quarters(self.library.results.metrics)}

    @cached_property
    def incidents(self) -> dict[Quarter, tuple[IncidentRow, ...]]:
        """The incidents of each quarter that has any, the newest first."""
        found: dict[Quarter, list[IncidentRow]] = defaultdict(list)
        for row in self.library.counted_rows:
            if row.day:
                found[quarter_of(row.day)].append(row)
        return {quarter: tuple(rows) for quarter, rows in found.items()}

    @cached_property
    def lasted(self) -> dict[Quarter, tuple[Measured, ...]]:
        """The impacts of each quarter as the column of the incidents has them, or so far."""
        rows = self.library.incident_rows
        part = part_of(self.library.results.metrics, "", rows.keys(), only=(_SO_FAR,))
        so_far = {one.path: one for one in part.measured[_SO_FAR] if one.lasting}
        return {
            quarter: tuple(
                one for row in counted if (one := _lasted(self._path(row), row, so_far)) is not None
            )
            for quarter, counted in self.incidents.items()
        }

    def _path(self, row: IncidentRow) -> str:
        return self.library.path_of[row.incident.page]

    @cached_property
    def late(self) -> dict[str, PublishState]:
        """The postmortems that were published late or are overdue, by path."""
        late = (PublishState.LATE, PublishState.OVERDUE)
        publications = self.library.results.metrics.publications
        return {one.path: one.state for one in publications if one.state in late}

    @cached_property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """The fields that each incident lacks where they apply, by path."""
        found: dict[str, list[str]] = defaultdict(list)
        for field, paths in self.library.results.metrics.quality.missing.items():
            for path in paths:
                found[path].append(field)
        return {path: tuple(fields) for path, fields in found.items()}

    @cached_property
    def actions(self) -> dict[str, tuple[ActionRecord, ...]]:
        """The actions of each incident that has any, by path."""
        found: dict[str, list[ActionRecord]] = defaultdict(list)
        for action in self.library.results.metrics.actions:
            found[action.path].append(action)
        return {path: tuple(actions) for path, actions in found.items()}

    def row(self, action: ActionRecord) -> ActionRow:
        """Return the row of an action, one of those of the metrics."""
        return self._rows[id(action)]

    def review_link(self, quarter: Quarter) -> Link | str:
        """Return a quarter as a link to its review, as a text where it has none."""
        return (
            Link(str(quarter), review_page(str(quarter)))
            if quarter in self.quarters
            else str(quarter)
        )

    @cached_property
    def _rows(self) -> dict[int, ActionRow]:
        """The rows by the identity of the records: two of a file may share an id and all else."""
        return {id(record): row for row, record in self.library.recorded}


def _lasted(path: str, row: IncidentRow, so_far: Mapping[str, Measured]) -> Measured | None:
    """Return how long one impact lasted; None where it is not known, or impossible."""
    if row.impact is None or row.ongoing:
        return so_far.get(path)
    minutes = row.impact.total_seconds() / 60
    return Measured(path, minutes, lasting=False) if minutes >= 0 else None
