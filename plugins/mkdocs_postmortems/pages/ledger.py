"""The quarters that are reviewed, computed once for all their pages."""

from __future__ import annotations

from collections import defaultdict
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

LONGEST = "time_to_mitigate"
"""What the longest incident is the longest in."""


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
    def measured(self) -> dict[Quarter, tuple[Measured, ...]]:
        """How long the incidents of each quarter took to mitigate, or have lasted so far."""
        rows, found = self.library.incident_rows, defaultdict(list)
        part = part_of(self.library.results.metrics, "", rows.keys(), only=(LONGEST,))
        for one in part.measured[LONGEST]:
            if day := rows[one.path].day:
                found[quarter_of(day)].append(one)
        return {quarter: tuple(values) for quarter, values in found.items()}

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
        """Return the row of an action; of two with one id in one file, the first."""
        return self._rows[action.path, action.id]

    def review_link(self, quarter: Quarter) -> Link | str:
        """Return a quarter as a link to its review, as a text where it has none."""
        return (
            Link(str(quarter), review_page(str(quarter)))
            if quarter in self.quarters
            else str(quarter)
        )

    @cached_property
    def _rows(self) -> dict[tuple[str, str], ActionRow]:
        found: dict[tuple[str, str], ActionRow] = {}
        for path, rows in self.library.actions_by_path.items():
            for row in rows:
                found.setdefault((path, row.id), row)
        return found
