"""Charts of the incidents that a block chooses, or of all actions: those that the pages have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.part import Mix, Part, mix_of, part_of
from mkdocs_postmortems.embed.choice import (
    ALL,
    chosen_in_list,
    chosen_rows,
    link_to,
    told,
    years_of,
)
from mkdocs_postmortems.embed.option import Chart
from mkdocs_postmortems.embed.shown import Shown
from mkdocs_postmortems.pages.group import count_severities
from mkdocs_postmortems.pages.label import Chosen
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.mixture import (
    Ranked,
    Ranking,
    causes_of,
    detection_of,
    grid_of,
    pairs_of,
)
from mkdocs_postmortems.pages.progress import progress_of
from mkdocs_postmortems.pages.recurrence import recurrence_of
from mkdocs_postmortems.pages.spread import spread_of
from mkdocs_postmortems.pages.tally import by_year, tally_of
from mkdocs_postmortems.pages.view import IncidentRow, Link
from mkdocs_postmortems.saved_view import FACETS

_MITIGATE = "time_to_mitigate"


@dataclass(frozen=True)
class Figure:
    """One figure over `n` incidents, and the link to them; `noun` says what a ranking is of.

    `legend` has the severities of the marks: rank and label.
    """

    one: object
    n: int
    incidents: Link
    noun: str = ""
    legend: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class _Over:
    """What the charts are drawn from: the chosen incidents and their quarters.

    `all` incidents are chosen; a repeat counts `within` the chosen ones, unless a year was chosen.
    """

    library: Library
    rows: tuple[IncidentRow, ...]
    quarters: tuple[str, ...]
    ident: str
    link: Link
    chosen: Chosen
    within: bool
    all: bool

    def part(self, metric: str = _MITIGATE) -> Part:
        metrics = self.library.results.metrics
        return part_of(metrics, "", self.paths, set(self.quarters), (metric,), self.within)

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(self.library.path_of[row.incident.page] for row in self.rows)

    @property
    def mix(self) -> Mix:
        return mix_of(self.library.results.frames, self.paths)

    def figure(self, one: object, noun: str = "") -> Figure:
        legend = tuple((badge.rank, badge.label) for badge, _ in count_severities(self.rows))
        return Figure(one, len(self.rows), self.link, noun, legend)


def show_chart(library: Library, show: Chart, ident: str) -> Shown:
    """Return one chart; `ident` is unique among the blocks of a page."""
    if show.chart in _OF_ACTIONS:
        return _OF_ACTIONS[show.chart](library, ident)
    rows, said = chosen_rows(library, show), told(show, library.as_of)
    if not rows:
        empty = f"No incident yet{said}. When there is one, this shows {CHARTS[show.chart]}."
        return Shown("chart", empty=empty, links=(ALL,))
    years = years_of(show, library.as_of)
    counts = library.results.metrics.counts
    over = _Over(
        library,
        rows,
        tuple(one.quarter for one in counts if not years or one.quarter[:4] in years),
        ident,
        link_to(show, library.as_of, f"the incidents{said}" if said else "all incidents"),
        chosen=chosen_in_list(show, library.as_of),
        within=any(getattr(show, facet) for facet in FACETS if facet != "year"),
        all=not said,
    )
    return _OF_INCIDENTS[show.chart](over)


def _per_quarter(over: _Over) -> Shown:
    counts = over.part().counts
    tally = tally_of(over.library, counts, len(over.rows), over.ident, by_year(over.chosen))
    return Shown("chart_tally", over.figure(tally))


def _severity(over: _Over) -> Shown:
    counted = count_severities(over.rows)
    rows = tuple(
        Ranked(_of_severity(badge.label), badge.meaning, number) for badge, number in counted
    )
    without = len(over.rows) - sum(number for _, number in counted)
    sentence = f"Without a severity: {without:,}." if without else ""
    return Shown("chart_ranking", over.figure(Ranking(rows, len(over.rows), sentence), "Severity"))


def _of_severity(label: str) -> Link:
    return Link(label, addresses.POSTMORTEMS, query=addresses.choice(severity=label))


def _time(metric: str) -> Callable[[_Over], Shown]:
    def show(over: _Over) -> Shown:
        part = over.part(metric)
        whole = part.durations[0]
        spread = spread_of(
            over.library, part, whole, over.quarters, over.ident, by_quarter=over.all
        )
        return Shown("chart_spread", over.figure(spread))

    return show


def _detection(over: _Over) -> Shown:
    found = detection_of(over.library, over.part(), over.mix, over.chosen)
    return Shown("chart_ranking", over.figure(found, "Found by"))


def _causes(over: _Over) -> Shown:
    found = causes_of(over.library, over.part(), over.mix, over.chosen)
    return Shown("chart_ranking", over.figure(found, "Factor"))


def _causes_and_services(over: _Over) -> Shown:
    part, mix = over.part(), over.mix
    refused = causes_of(over.library, part, mix)
    if refused.refused:
        return Shown("chart_ranking", over.figure(refused, "Factor"))
    grid = grid_of(over.library, part, mix, over.chosen)
    one = grid or pairs_of(over.library, mix)
    return Shown("chart_grid" if grid else "chart_pairs", over.figure(one))


def _repeats(over: _Over) -> Shown:
    found = recurrence_of(over.library, over.part(), over.quarters, over.ident, chance=over.all)
    behind = replace(over.link, text=f"Of {over.link.text}")
    return Shown("chart_repeats", over.figure(found), links=(behind,))


def _actions_over_time(library: Library, ident: str) -> Shown:
    return _of_progress("chart_flow", library, ident)


def _closing_curve(library: Library, ident: str) -> Shown:
    return _of_progress("chart_closing", library, ident)


def _of_progress(template: str, library: Library, ident: str) -> Shown:
    if not library.results.action_summary.total:
        empty = "No action has been written down yet. What becomes of the actions is drawn here."
        return Shown(template, empty=empty, links=(_ACTIONS,))
    rows = [row for row in library.action_rows if row.open]
    found = progress_of(library, rows)
    named = replace(
        found, flow=replace(found.flow, ident=ident), closing=replace(found.closing, ident=ident)
    )
    return Shown(template, named, links=(_ACTIONS,))


_ACTIONS = Link("All open actions", addresses.ACTIONS)

_OF_ACTIONS = {"actions-over-time": _actions_over_time, "closing-curve": _closing_curve}

_OF_INCIDENTS: dict[str, Callable[[_Over], Shown]] = {
    "incidents-per-quarter": _per_quarter,
    "severity": _severity,
    "time-to-detect": _time("time_to_detect"),
    "time-to-acknowledge": _time("time_to_acknowledge"),
    "time-to-mitigate": _time(_MITIGATE),
    "time-to-resolve": _time("time_to_resolve"),
    "time-to-publish": _time("time_to_publish"),
    "detection": _detection,
    "causes": _causes,
    "causes-and-services": _causes_and_services,
    "repeats": _repeats,
}

CHARTS = {
    "incidents-per-quarter": "how many incidents there were in each quarter, by severity",
    "severity": "how many incidents there were of each severity",
    "time-to-detect": "how long it took to detect each, by quarter",
    "time-to-acknowledge": "how long it took until somebody took each on, by quarter",
    "time-to-mitigate": "how long users felt each, by quarter",
    "time-to-resolve": "how long it took until nothing was left to do, by quarter",
    "time-to-publish": "how long it took to publish each postmortem, by quarter",
    "detection": "what found the incidents, and how many were caught before users felt them",
    "causes": "the contributing factors, and how many incidents the first ones cover",
    "causes-and-services": "which factors and services come together",
    "repeats": "which incidents resemble an earlier one",
    "actions-over-time": "open, done and declined actions at the end of each month",
    "closing-curve": "how long actions stay open",
}
"""Every chart, and what it shows."""
