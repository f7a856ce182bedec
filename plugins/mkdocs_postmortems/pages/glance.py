"""The figures of one service or one factor: how long, how many, what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.part import part_of
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.recurrence import Recurrence, recurrence_of
from mkdocs_postmortems.pages.spread import Spread, spread_of
from mkdocs_postmortems.pages.tally import Tally, by_year, tally_of
from mkdocs_postmortems.pages.view import IncidentRow

_METRIC = "time_to_mitigate"


@dataclass(frozen=True)
class Glance:
    """The figures over the incidents of one label, over all quarters of the knowledge base.

    What came back came back under this label: both incidents have it.
    """

    spread: Spread
    tally: Tally
    recurrence: Recurrence


def glance_at(
    library: Library, incidents: Sequence[IncidentRow], facet: str, label: str
) -> Glance | None:
    """Return the figures over the incidents with a label of a facet, None where there are none."""
    if not incidents:
        return None
    metrics = library.results.metrics
    paths = {library.path_of[row.incident.page] for row in incidents}
    part = part_of(metrics, "", paths, only=(_METRIC,), within=True)
    quarters = [one.quarter for one in metrics.counts]
    return Glance(
        spread=spread_of(library, part, part.durations[0], quarters, "dots"),
        tally=tally_of(
            library, part.counts, len(part.incidents), "counts", by_year({facet: label})
        ),
        recurrence=recurrence_of(library, part, quarters, "repeats"),
    )
