"""Every number of METRICS.md at one date: what the data, the command and the pages are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mkdocs_postmortems.analysis.action import ActionRecord, Debt, list_actions, sum_debt
from mkdocs_postmortems.analysis.cause import (
    CauseCount,
    CauseService,
    count_cause_services,
    count_causes,
)
from mkdocs_postmortems.analysis.closing import Closing, draw_closing
from mkdocs_postmortems.analysis.comparison import Comparison, compare_quarters
from mkdocs_postmortems.analysis.count import (
    DetectionCount,
    QuarterCount,
    count_detection,
    count_quarters,
)
from mkdocs_postmortems.analysis.distribution import Distribution, summarise_durations
from mkdocs_postmortems.analysis.flow import FlowDay, count_flow
from mkdocs_postmortems.analysis.impact import (
    ServiceImpact,
    UserMinutes,
    measure_impact,
    sum_user_minutes,
)
from mkdocs_postmortems.analysis.incident import Incident, list_incidents
from mkdocs_postmortems.analysis.observation import Observation, observe
from mkdocs_postmortems.analysis.publishing import Publication, list_publications
from mkdocs_postmortems.analysis.quality import Quality, assess_quality
from mkdocs_postmortems.analysis.quarter import (
    Quarter,
    QuarterError,
    last_complete_quarter,
    quarter_of,
)
from mkdocs_postmortems.analysis.ratio import DurationRatio, compare_durations
from mkdocs_postmortems.analysis.repeat import Repeats, find_repeats
from mkdocs_postmortems.frames import Frames
from mkdocs_postmortems.settings import Settings


@dataclass(frozen=True)
class Metrics:
    """All results. Incidents, repeats, actions and publications by `started`, then by id.

    `later_incidents` started, and `later_actions` were created, after `as_of`: not counted.
    `seen` is what everything is computed from, row by row; `filed` the publications in the
    order of its rows.
    """

    as_of: dt.date
    timezone: str
    later_incidents: int
    later_actions: int
    incidents: tuple[Incident, ...]
    impact: tuple[ServiceImpact, ...]
    user_minutes: tuple[UserMinutes, ...]
    counts: tuple[QuarterCount, ...]
    comparison: Comparison
    durations: tuple[Distribution, ...]
    ratios: tuple[DurationRatio, ...]
    causes: tuple[CauseCount, ...]
    cause_services: tuple[CauseService, ...]
    detection: tuple[DetectionCount, ...]
    repeats: Repeats
    actions: tuple[ActionRecord, ...]
    debt: Debt
    flow: tuple[FlowDay, ...]
    closing: tuple[Closing, ...]
    publications: tuple[Publication, ...]
    quality: Quality
    seen: Observation
    filed: tuple[Publication, ...]


def measure(
    frames: Frames, settings: Settings, as_of: dt.date, period: Quarter | None = None
) -> Metrics:
    """Return all results of the frames at `as_of`.

    `period` is the quarter that is compared with the one before it; by default the last one
    that was complete before `as_of`.
    """
    current = period or last_complete_quarter(as_of)
    seen = observe(frames, settings, as_of)
    publications = list_publications(frames, settings, as_of)
    actions = list_actions(frames, settings, as_of)
    incidents = list_incidents(seen, settings)
    place = {incident.path: index for index, incident in enumerate(incidents)}
    return Metrics(
        as_of=as_of,
        timezone=settings.timezone,
        later_incidents=frames.later_incidents,
        later_actions=frames.later_actions,
        incidents=incidents,
        impact=measure_impact(seen, frames, settings, as_of),
        user_minutes=sum_user_minutes(seen),
        counts=count_quarters(frames, as_of),
        comparison=compare_quarters(frames, as_of, current),
        durations=summarise_durations(seen, publications, as_of),
        ratios=compare_durations(seen, current),
        causes=count_causes(frames),
        cause_services=count_cause_services(frames),
        detection=count_detection(frames),
        repeats=find_repeats(seen, frames),
        actions=tuple(sorted(actions, key=lambda a: (place[a.path], a.id))),
        debt=sum_debt(actions, publications, settings),
        flow=count_flow(actions, as_of),
        closing=draw_closing(actions, frames.actions["priority"].cat.categories),
        publications=tuple(sorted(publications, key=lambda p: place[p.path])),
        quality=assess_quality(seen, frames, actions, settings, as_of),
        seen=seen,
        filed=tuple(publications),
    )


def check_period(metrics: Metrics) -> None:
    """Raise `QuarterError` where the compared quarter holds no day that is on record."""
    current, today = metrics.comparison.current, quarter_of(metrics.as_of)
    if current > today:
        raise QuarterError(
            f"{current} had not begun on {metrics.as_of}. Write {str(today).lower()} or earlier"
        )
    first = metrics.counts[0].quarter if metrics.counts else None
    if first and str(current) < first:
        raise QuarterError(f"the first incident is of {first}. Write {first.lower()} or later")
