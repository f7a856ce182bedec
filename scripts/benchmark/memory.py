"""Memory of processes, in MB (1,000,000 bytes)."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

BYTES_IN_RSS = 1 if sys.platform == "darwin" else 1024
"""The unit of `ru_maxrss`: bytes on macOS, KiB elsewhere."""

_PAUSE = 0.2


def own_peak() -> float:
    """Return the most memory that this process has held so far."""
    import resource  # Not there on Windows, where the command says what it needs.

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_IN_RSS / 1e6


class Together:
    """The most memory that a process and those it started held at one moment, without Pagefind.

    What processes share is counted once, where the system tells it (`pss`, on Linux).
    """

    def __init__(self) -> None:
        self.peak = 0.0
        self._over = threading.Event()

    @contextmanager
    def watch(self, pid: int) -> Iterator[None]:
        """Look at the processes a few times a second, while something else goes on."""
        looking = threading.Thread(target=self._look, args=[pid], daemon=True)
        looking.start()
        try:
            yield
        finally:
            self._over.set()
            looking.join()

    def _look(self, pid: int) -> None:
        while not self._over.wait(_PAUSE):
            self.peak = max(self.peak, _held(pid))


def _held(pid: int) -> float:
    import psutil  # Not for the processes that are measured.

    try:
        process = psutil.Process(pid)
        several = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0.0
    held = 0.0
    for one in several:
        try:
            if not one.name().startswith("pagefind"):
                info = one.memory_full_info()
                held += getattr(info, "pss", info.uss) / 1e6
        except psutil.Error:
            continue  # It ended meanwhile.
    return held
