"""Incidents that resemble an earlier one: same service, same cause, within ninety days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from mkdocs_postmortems.analysis.incident import in_order
from mkdocs_postmortems.analysis.observation import Observation
from mkdocs_postmortems.frames import Frames
from mkdocs_postmortems.taxonomy import UNUSABLE

WINDOW_DAYS = 90
_WINDOW = WINDOW_DAYS * 86_400_000_000
_BLOCK = 500

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Repeat:
    """One incident and the earlier ones it repeats, by their paths.

    `classifiable`: a full window of look-back lies between it and the first incident.
    `usable_cause`: it has a cause other than unknown or other. Only incidents with both are in
    a denominator. `causes` and `services` are shared with any of the earlier ones;
    `open_actions` are (path, id) of their actions that were open when this one started.
    """

    path: str
    id: str
    classifiable: bool
    usable_cause: bool
    earlier: tuple[str, ...]
    causes: tuple[str, ...]
    services: tuple[str, ...]
    open_actions: tuple[tuple[str, str], ...]

    @property
    def judged(self) -> bool:
        """Whether it can be said that it repeats one or not."""
        return self.classifiable and self.usable_cause


@dataclass(frozen=True)
class Chance:
    """How many repeats chance would bring: expected = within_window x matching / pairs.

    Of all `pairs` of two dated incidents, `within_window` started at most 90 days apart (one
    after the other) and `matching` share a service and a usable cause. `observed` pairs are
    repeats. `expected` is None where there is no pair.
    """

    pairs: int
    within_window: int
    matching: int
    observed: int
    expected: float | None


@dataclass(frozen=True)
class Repeats:
    """Every incident by `started` and id, and the yardstick of chance."""

    window_days: int
    items: tuple[Repeat, ...]
    chance: Chance

    @property
    def judged(self) -> tuple[Repeat, ...]:
        """The incidents of which can be said whether they repeat one: the denominator."""
        return tuple(item for item in self.items if item.judged)


def find_repeats(seen: Observation, frames: Frames) -> Repeats:
    """Return which incidents repeat which.

    Incident i repeats j when s_j < s_i <= s_j + 90 days (start to start), the impact of j had
    ended at or before s_i, and both share a service and a cause, unknown and other not counted.
    Where only the date of a start is known, midnight stands for it.
    """
    start, end = _instants(seen)
    order = np.argsort(start, kind="stable")
    dated = order[start[order] != _NEVER]
    keys = _keys(frames, seen)[dated]
    pairs = [
        (dated[later], dated[earlier])
        for later, earlier in _close_pairs(keys, start[dated], end[dated])
    ]
    later = np.concatenate([p[0] for p in pairs]) if pairs else np.empty(0, np.int64)
    earlier = np.concatenate([p[1] for p in pairs]) if pairs else np.empty(0, np.int64)
    return Repeats(
        window_days=WINDOW_DAYS,
        items=_items(frames, seen, start, pd.DataFrame({"row": later, "earlier": earlier})),
        chance=_chance(keys, start[dated], len(later)),
    )


_NEVER = np.iinfo(np.int64).max


def _instants(seen: Observation) -> tuple[Integers, Integers]:
    """Return start and end of every incident in microseconds; `_NEVER` where not known."""
    columns = (c.astype("datetime64[us, UTC]") for c in (seen.begin, seen.end))
    start, end = (np.where(c.notna(), c.astype("int64").to_numpy(), _NEVER) for c in columns)
    return start, end


def _keys(frames: Frames, seen: Observation) -> scipy.sparse.csr_array:
    """Return incidents x pairs of a usable cause and a service, 1 where an incident has both.

    Two incidents share a service and a cause if and only if they share such a pair.
    """
    pairs = _usable(frames).merge(frames.services, on="path", suffixes=("_cause", "_service"))
    rows = pairs["path"].map({path: row for row, path in enumerate(seen.incidents["path"])})
    column = pairs.groupby(["name_cause", "name_service"], sort=False).ngroup()
    ones = np.ones(len(pairs), dtype=np.int32)
    shape = (len(seen.incidents), int(column.max()) + 1 if len(pairs) else 1)
    at = (rows.to_numpy(dtype=np.int64), column.to_numpy(dtype=np.int64))
    return scipy.sparse.csr_array((ones, at), shape=shape)


def _usable(frames: Frames) -> pd.DataFrame:
    return frames.causes[~frames.causes["name"].isin({*UNUSABLE, ""})]


def _close_pairs(
    keys: scipy.sparse.csr_array, start: Integers, end: Integers
) -> Iterator[tuple[Integers, Integers]]:
    """Yield the pairs (later, earlier) that are repeats, for a block of rows at a time."""
    for first in range(0, len(start), _BLOCK):
        last = min(first + _BLOCK, len(start))
        back = int(np.searchsorted(start, start[first] - _WINDOW))
        shared = (keys[first:last] @ keys[back:last].T).tocoo()
        later, earlier = shared.coords[0] + first, shared.coords[1] + back
        apart = start[later] - start[earlier]
        kept = (apart > 0) & (apart <= _WINDOW) & (end[earlier] <= start[later])
        yield later[kept].astype(np.int64), earlier[kept].astype(np.int64)


def _chance(keys: scipy.sparse.csr_array, start: Integers, observed: int) -> Chance:
    n = len(start)
    pairs = n * (n - 1) // 2
    before = np.searchsorted(start, start) - np.searchsorted(start, start - _WINDOW)
    within, matching = int(before.sum()), _matching(keys)
    expected = within * matching / pairs if pairs else None
    return Chance(pairs, within, matching, observed, expected)


def _matching(keys: scipy.sparse.csr_array) -> int:
    """Return how many pairs of incidents share a key, whenever they happened."""
    rows = keys.shape[0]
    blocks = range(0, rows, _BLOCK)
    shared = sum((keys[first : first + _BLOCK] @ keys.T).nnz for first in blocks)
    with_keys = int((np.diff(keys.indptr) > 0).sum())
    return (int(shared) - with_keys) // 2


def _items(
    frames: Frames, seen: Observation, start: Integers, pairs: pd.DataFrame
) -> tuple[Repeat, ...]:
    order = in_order(seen)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    paths, ids = seen.incidents["path"].tolist(), seen.incidents["id"].tolist()
    pairs = pairs.sort_values("earlier", key=lambda rows: rank[rows], ignore_index=True)
    pairs = pairs.assign(
        path=seen.incidents["path"].to_numpy()[pairs["row"]],
        path_earlier=seen.incidents["path"].to_numpy()[pairs["earlier"]],
    )
    earlier = _grouped(pairs[["row", "path_earlier"]])
    causes = _grouped(_shared(pairs, _usable(frames)))
    services = _grouped(_shared(pairs, frames.services))
    actions = _grouped(_open_actions(pairs, frames, seen))
    first = start.min() if len(start) else _NEVER
    classifiable = (start != _NEVER) & (start - first >= _WINDOW)
    usable = seen.incidents["path"].isin(_usable(frames)["path"]).to_numpy()
    return tuple(
        Repeat(
            path=paths[row],
            id=ids[row],
            classifiable=bool(classifiable[row]),
            usable_cause=bool(usable[row]),
            earlier=tuple(name for (name,) in earlier[row]),
            causes=tuple(name for (name,) in sorted(causes[row])),
            services=tuple(name for (name,) in sorted(services[row])),
            open_actions=tuple((path, ident) for path, ident in actions[row]),
        )
        for row in order
    )


def _shared(pairs: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Return (row, name) for every label that an incident shares with one it repeats."""
    of_later = pairs.merge(names, on="path")
    both = of_later.merge(
        names, left_on=["path_earlier", "name"], right_on=["path", "name"], suffixes=("", "_of")
    )
    return both[["row", "name"]].drop_duplicates()


def _open_actions(pairs: pd.DataFrame, frames: Frames, seen: Observation) -> pd.DataFrame:
    """Return (row, path, id) of the actions of earlier incidents that were open at the start.

    An action is open from the end of the day it was created to the end of the day it was closed,
    in the site's zone. What was closed on a day that is not known is left out.
    """
    actions = frames.actions.rename(columns={"path": "path_earlier"})
    found = pairs.merge(actions, on="path_earlier")
    day = pd.Series(seen.incidents["day"].to_numpy()[found["row"]], dtype="datetime64[s]")
    closing = found["status"].isin(["done", "declined"])
    still = ~closing | (found["closed"] >= day)
    return found[(found["created"] < day) & still][["row", "path_earlier", "id"]]


def _grouped(table: pd.DataFrame) -> defaultdict[int, list[tuple[str, ...]]]:
    """Return the other columns of a table, by its column `row`."""
    found: defaultdict[int, list[tuple[str, ...]]] = defaultdict(list)
    rows, *others = (table[name].tolist() for name in table)
    for row, values in zip(rows, zip(*others, strict=True), strict=True):
        found[row].append(values)
    return found
