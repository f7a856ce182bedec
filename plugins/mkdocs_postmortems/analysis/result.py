"""All results of one knowledge base at one date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from mkdocs_postmortems.analysis.action import (
    ActionState,
    ActionSummary,
    assess_actions,
    summarise_actions,
)
from mkdocs_postmortems.analysis.duration import Durations, measure_durations
from mkdocs_postmortems.analysis.metrics import Metrics, measure
from mkdocs_postmortems.analysis.publishing import Publishing, assess_publishing
from mkdocs_postmortems.frames import Frames
from mkdocs_postmortems.settings import Settings


@dataclass(frozen=True)
class Results:
    """What the analysis found; `durations` and `publishing` by path, `actions` in file order."""

    as_of: dt.date
    durations: dict[str, Durations]
    actions: tuple[ActionState, ...]
    action_summary: ActionSummary
    publishing: dict[str, Publishing]
    frames: Frames
    settings: Settings

    @cached_property
    def metrics(self) -> Metrics:
        """The figures over all incidents, computed when they are asked for."""
        return measure(self.frames, self.settings, self.as_of)


def analyse(frames: Frames, settings: Settings, as_of: dt.date) -> Results:
    """Return all results of the frames at `as_of`."""
    actions = assess_actions(frames, settings, as_of)
    return Results(
        as_of=as_of,
        durations=measure_durations(frames),
        actions=actions,
        action_summary=summarise_actions(frames, actions),
        publishing=assess_publishing(frames, settings, as_of),
        frames=frames,
        settings=settings,
    )
