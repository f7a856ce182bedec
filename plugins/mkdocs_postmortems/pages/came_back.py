"""Incidents that came back: what resembles one since it happened (METRICS.md, Repeat)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_postmortems.analysis.repeat import Repeats
from mkdocs_postmortems.pages.view import IncidentRow, Link
from mkdocs_postmortems.render.text import day


@dataclass(frozen=True)
class CameBack:
    """Incidents that resemble one since it happened: how many, and the newest."""

    times: int
    newest: Link
    day: dt.date | None

    @property
    def said(self) -> str:
        """When, in words."""
        on = f" {day(self.day)}" if self.day else ""
        return f"came back{on}" if self.times == 1 else f"came back {self.times} times, last{on}"


def find_came_back(repeats: Repeats, rows: Mapping[str, IncidentRow]) -> dict[str, CameBack]:
    """Return what came back, by the page of the incident that it resembles."""
    later: dict[str, list[str]] = defaultdict(list)
    for item in repeats.items:
        for path in item.earlier:
            later[path].append(item.path)
    return {
        rows[path].incident.page: CameBack(
            len(found), rows[found[-1]].incident, rows[found[-1]].day
        )
        for path, found in later.items()
    }
