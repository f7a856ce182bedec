"""Forked processes that share the work of a build."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

Result = TypeVar("Result")

ENOUGH = 100
"""From how many pages on forking pays for itself."""

CHUNK = 8
"""How many paths are sent to a worker at once."""

AHEAD = 16
"""How many chunks for each worker may be made before they are taken."""


@dataclass(frozen=True)
class Work(Generic[Result]):
    """What workers do for each page or other file, by its path.

    `begin` prepares a worker that has just started.
    """

    each: Callable[[str], Result]
    begin: Callable[[], None] = lambda: None

    current: ClassVar[Work[Any] | None] = None


class Workers(Generic[Result]):
    """Workers that inherit the build as it stands: nothing is sent to them but paths.

    Each list of `together` is done by one worker, before all others. Of `paths`, which are taken in
    about this order, only so many are done that few finished results wait to be taken.
    """

    def __init__(
        self,
        work: Work[Result],
        paths: Sequence[str],
        processes: int,
        together: Sequence[Sequence[str]] = (),
    ) -> None:
        chunks = [
            *together,
            *(paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)),
        ]
        self._chunk_of = {path: number for number, chunk in enumerate(chunks) for path in chunk}
        self._waiting = dict(enumerate(chunks))
        self._begun: dict[int, Future[list[tuple[str, Result | None]]]] = {}
        self._done: dict[str, Result | None] = {}
        self._most = len(together) + AHEAD * processes
        Work.current = work
        self._pool = ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), work.begin)
        self._begin_more()

    def take(self, path: str) -> Result | None:
        """Return what was made when it is ready; None where nothing was, or where it failed."""
        number = self._chunk_of.pop(path, None)
        if number is None:
            return None
        if number in self._waiting:
            self._begin(number)
        begun = self._begun.pop(number, None)
        if begun:
            self._done.update(_results(begun))
        self._begin_more()
        return self._done.pop(path, None)

    def close(self) -> None:
        """End the workers."""
        self._pool.shutdown(cancel_futures=True)
        Work.current = None

    def _begin_more(self) -> None:
        while self._waiting and len(self._begun) < self._most:
            self._begin(next(iter(self._waiting)))

    def _begin(self, number: int) -> None:
        chunk = self._waiting.pop(number)
        # Without its workers, all that is left is done in the loop.
        with suppress(BrokenProcessPool):
            self._begun[number] = self._pool.submit(_each, chunk)


def how_many(pages: int) -> int:
    """Return how many workers make `pages` pages: 0 where forking is unsafe or not worth it.

    A process with more threads than one, such as a live preview, is never forked.
    """
    processes = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    alone = threading.active_count() == 1
    return processes if processes > 1 and alone and pages >= ENOUGH else 0


def _results(begun: Future[list[tuple[str, Result | None]]]) -> list[tuple[str, Result | None]]:
    try:
        return begun.result()
    except Exception:
        # A worker was ended from outside, or what it made cannot be sent: done again in the loop.
        return []


def _each(paths: Sequence[str]) -> list[tuple[str, Any]]:
    return [(path, _done(path)) for path in paths]


def _done(path: str) -> Any:
    assert Work.current is not None
    try:
        return Work.current.each(path)
    except Exception:
        # Done again in the loop, where the host reports the error with the page it is in.
        return None
