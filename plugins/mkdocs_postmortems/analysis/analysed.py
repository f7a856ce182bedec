"""The results of the last analysis, for the next one of the same tables."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from mkdocs_postmortems.analysis.result import Results, analyse
from mkdocs_postmortems.frames import Frames
from mkdocs_postmortems.settings import Settings


class Analysed:
    """One analysis after the other: who changes a text changes no table."""

    def __init__(self) -> None:
        self._last: tuple[str, Results] | None = None

    def results(self, frames: Frames, settings: Settings, as_of: dt.date) -> Results:
        """Return what `analyse` returns, the last results where they are the same."""
        name = repr((settings, as_of, frames.later_incidents, frames.later_actions))
        if self._last and self._last[0] == name and _are_same(self._last[1].frames, frames):
            return self._last[1]
        results = analyse(frames, settings, as_of)
        self._last = name, results
        return results


def _are_same(one: Frames, other: Frames) -> bool:
    return all(
        _is_same(getattr(one, name), getattr(other, name))
        for name in ("incidents", "actions", "services", "causes")
    )


def _is_same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two tables have the same rows, types and labels in the same order."""
    labels = ([list(t[name].cat.categories) for name in _labels(t)] for t in (one, other))
    return one.equals(other) and _labels(one) == _labels(other) and next(labels) == next(labels)


def _labels(table: pd.DataFrame) -> list[str]:
    return list(table.select_dtypes("category").columns)
