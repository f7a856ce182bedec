"""The rows of tests/fixtures/stats, and how a result is compared with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from mkdocs_postmortems.analysis.distribution import Sample
from mkdocs_postmortems.analysis.metrics import Metrics, measure
from mkdocs_postmortems.analysis.quarter import Quarter
from mkdocs_postmortems.frames import Frames, build_frames
from mkdocs_postmortems.model import KnowledgeBase
from mkdocs_postmortems.settings import Settings

from .worked_example import AS_OF, knowledge_base, rows

__all__ = ["AS_OF", "close", "example", "number", "placed_in", "rows", "sample"]


def number(text: str) -> float | None:
    """Return a cell of a fixture; blank is None."""
    return float(text) if text else None


def close(found: float | None, expected: str) -> None:
    """Compare a result with a cell: equal to 1e-9, or both absent."""
    wanted = number(expected)
    assert found == (None if wanted is None else pytest.approx(wanted, abs=1e-9, rel=1e-9))


def sample(known: Sequence[float], lasting: Sequence[float] = ()) -> Sample:
    n = len(known) + len(lasting)
    ordered = (np.sort(np.array(values, dtype=float)) for values in (known, lasting))
    return Sample(*ordered, of=n, filled=n, applicable=n, left_out=())


@cache
def placed_in(zone: str) -> tuple[Frames, Settings]:
    """Return the frames of the worked example on a site in another time zone."""
    settings = Settings(timezone=zone)
    moved = tuple(
        p.model_copy(update={"day": p.start.astimezone(ZoneInfo(zone)).date() if p.start else None})
        for p in knowledge_base().postmortems
    )
    return build_frames(KnowledgeBase(postmortems=moved), settings, AS_OF), settings


@cache
def example(zone: str = "UTC", as_of: dt.date = AS_OF, period: Quarter | None = None) -> Metrics:
    """Return the metrics of the worked example."""
    frames, settings = placed_in(zone)
    return measure(frames, settings, as_of, period)
