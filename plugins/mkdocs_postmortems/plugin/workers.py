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
    """What workers do for each page or other file, by its path.

    `begin` prepares a worker that has just started.
    """

    each: Callable[[str], Result]
    begin: Callable[[], None] = lambda: None

    current: ClassVar[Work[Any] | None] = None


class Workers(Generic[Result]):
    """Workers that inherit the build as it stands: nothing is sent to them but paths.

    The paths of `together` are done first, all by one worker.
    """

    def __init__(
        self,
        work: Work[Result],
        paths: Sequence[str],
        processes: int,
        together: Sequence[str] = (),
    ) -> None:
        self._done: dict[str, Result | None] = {}
        self._expected = {*paths, *together}
        chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
        Work.current = work
        self._pool: Pool = multiprocessing.get_context("fork").Pool(processes, work.begin)
        self._results: Iterator[list[tuple[str, Result | None]]] = self._pool.imap_unordered(
            _each, [together, *chunks]
        )

    def take(self, path: str) -> Result | None:
        """Return what was made when it is ready; None where nothing was, or where it failed."""
        if path not in self._expected:
            return None
        while path not in self._done:
            self._done.update(next(self._results))
        self._expected.discard(path)
        return self._done.pop(path)

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


def _each(paths: Sequence[str]) -> list[tuple[str, Any]]:
    return [(path, _done(path)) for path in paths]


def _done(path: str) -> Any:
    assert Work.current is not None
    try:
        return Work.current.each(path)
    except Exception:
        # Done again in the loop, where the host reports the error with the page it is in.
        return None
