"""What became of actions over time: the flow of all, the curve of closing, the open ones by age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.analysis.closing import Closing
from mkdocs_postmortems.analysis.distribution import tell_quantile
from mkdocs_postmortems.analysis.flow import FlowDay
from mkdocs_postmortems.analysis.quarter import Quarter, quarter_of, quarters_between
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import ActionRow
from mkdocs_postmortems.render.chart.closing import ClosingChart, CurveStep
from mkdocs_postmortems.render.chart.flow import FlowChart, FlowStep
from mkdocs_postmortems.render.text import plural

_AGES = ((30, "up to 30 days"), (90, "31 to 90 days"), (180, "91 to 180 days"), (365, "to a year"))
_OLDER = "more than a year"


@dataclass(frozen=True)
class AgeRow:
    """How many open actions are of an age, and how many of them are overdue."""

    name: str
    open: int
    overdue: int


@dataclass(frozen=True)
class Progress:
    """Pictures of all actions: `days` are the counts at the ends of months, and at `as_of`."""

    flow: FlowChart
    days: tuple[FlowDay, ...]
    closing: ClosingChart
    closed: Closing
    half: str
    became: str
    ages: tuple[AgeRow, ...]


def progress_of(library: Library, open_rows: Iterable[ActionRow]) -> Progress:
    """Return what became of the actions of all incidents."""
    metrics = library.results.metrics
    closed = metrics.closing[0]
    return Progress(
        flow=_flow(metrics.flow, library.as_of),
        days=metrics.flow,
        closing=_closing(closed, library),
        closed=closed,
        half=half_closed(closed),
        became=what_became(closed),
        ages=_ages(list(open_rows)),
    )


def half_closed(closed: Closing) -> str:
    """Return within how many days half of the actions are closed, or why that is not told."""
    if closed.refused is not None:
        return f"{closed.refused}."
    n = plural(closed.n, "action")
    if closed.median.value is None:
        return f"Fewer than half are closed in the days that can be told (n = {n})."
    bounded = closed.median.low is not None or closed.median.high is not None
    half = tell_quantile(closed.median, _days) if bounded else _days(closed.median.value)
    told = f"Half are closed within {half}, n = {n}."
    if closed.rosier_median is None or closed.closed == closed.n:
        return told
    return (
        f"{told} The closed ones alone would say {_days(closed.rosier_median)}: "
        "those that stay open are missing from them."
    )


def what_became(closed: Closing) -> str:
    """Return what the actions became in the days that can be told: done or declined.

    The cumulative incidence of Aalen and Johansen: to take declined ones as still open would
    overstate what gets done.
    """
    if not closed.steps or closed.steps[-1].declined_share <= 0:
        return ""
    last = closed.steps[-1]
    done, declined = (round(100 * s) for s in (last.done_share, last.declined_share))
    return (
        f"By then an estimated {done:,} in 100 are done and {declined:,} in 100 declined "
        f"(n = {closed.n:,})."
    )


def _days(value: float) -> str:
    return plural(round(value), "day")


def _flow(days: tuple[FlowDay, ...], as_of: dt.date) -> FlowChart:
    first = quarter_of(days[0].day) if days else quarter_of(as_of)
    quarters = quarters_between(first, quarter_of(as_of))
    steps = [FlowStep(_place(one.day, quarters), one.done, one.declined, one.open) for one in days]
    last = days[-1] if days else None
    said = f"{last.open} open, {last.done} done, {last.declined} declined" if last else "none"
    return FlowChart(
        ident="flow",
        title="Actions over time",
        description=f"Done, declined and open at the end of each month. Now: {said}.",
        quarters=tuple(map(str, quarters)),
        steps=tuple(steps),
    )


def _place(day: dt.date, quarters: tuple[Quarter, ...]) -> float:
    """Return the place of the end of a day, in quarters since the first one began."""
    quarter = quarter_of(day)
    passed = (day - quarter.first).days + 1
    return quarters.index(quarter) + passed / ((quarter.last - quarter.first).days + 1)


def _closing(closed: Closing, library: Library) -> ClosingChart:
    policies = library.settings.priorities.items()
    return ClosingChart(
        ident="closing",
        title="Actions still open, by days since they were written down",
        description=f"Of {plural(closed.n, 'action')}, {closed.closed} are closed.",
        steps=tuple(
            CurveStep(step.day, step.open_share, step.low, step.high, step.at_risk)
            for step in closed.steps
        ),
        policies=tuple((name, days) for name, days in policies if days is not None),
    )


def _ages(rows: list[ActionRow]) -> tuple[AgeRow, ...]:
    def named(days: int) -> str:
        return next((name for most, name in _AGES if days <= most), _OLDER)

    return tuple(
        AgeRow(
            name,
            open=sum(named(row.age_days) == name for row in rows),
            overdue=sum(named(row.age_days) == name and row.overdue for row in rows),
        )
        for name in (*(name for _, name in _AGES), _OLDER)
    )
