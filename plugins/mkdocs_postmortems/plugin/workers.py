"""Forked processes that share the work of a build."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.pool import Pool
from typing import Any, ClassVar, Generic, TypeVar

Result = TypeVar("Result")

ENOUGH = 100
"""From how many pages on forking pays for itself."""

CHUNK = 8


@dataclass(frozen=True)
class Work(Generic[Result]):
    """What workers do for each page, by its path."""

    each: Callable[[str], Result]
    begin: Callable[[], None] = lambda: None
    """Prepares a worker that has just started."""
    once: Callable[[], Any] = lambda: None
    """Done before all others, by one worker."""

    current: ClassVar[Work[Any] | None] = None


class Workers(Generic[Result]):
    """Workers that inherit the build as it stands: nothing is sent to them but paths."""

    def __init__(self, work: Work[Result], paths: Sequence[str], processes: int) -> None:
        self._done: dict[str, Result | None] = {}
        self._expected = set(paths)
        Work.current = work
        self._pool: Pool = multiprocessing.get_context("fork").Pool(processes, work.begin)
        self._once = self._pool.apply_async(_once)
        self._results: Iterator[tuple[Any, Any]] = self._pool.imap(_each, paths, CHUNK)

    def take(self, path: str) -> Result | None:
        """Return what was made when it is ready; None where nothing was, or where it failed."""
        if path not in self._expected:
            return None
        while path not in self._done:
            ready, result = next(self._results)
            self._done[ready] = result
        self._expected.discard(path)
        return self._done.pop(path)

    def once(self) -> Any:
        """Return what was done before all others."""
        return self._once.get()

    def close(self) -> None:
        """End the workers."""
        self._pool.terminate()
        self._pool.join()
        Work.current = None


def how_many(pages: int) -> int:
    """Return how many workers make `pages` pages: 0 where forking is unsafe or not worth it.

    A process with more threads than one, such as a live preview, is never forked.
    """
    processes = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    alone = threading.active_count() == 1
    return processes if processes > 1 and alone and pages >= ENOUGH else 0


def _once() -> Any:
    assert Work.current is not None
    return Work.current.once()


def _each(path: str) -> tuple[str, Any]:
    assert Work.current is not None
    try:
        return path, Work.current.each(path)
    except Exception:
        # Done again in the loop, where the host reports the error with the page it is in.
        return path, None
