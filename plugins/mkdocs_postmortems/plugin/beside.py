"""The index of the search is made beside the build: in a forked process, or else in a thread.

A thread shares the interpreter with the build, so a process is better where forking is safe.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

from mkdocs_postmortems.plugin import memory


class Beside:
    """A running task; `run` says what went wrong, or nothing, and `stop` ends it."""

    def __init__(self, run: Callable[[], str], stop: Callable[[], None], fork: bool) -> None:
        self._run, self._stop = run, stop
        self._said = "the search has no index: its making ended before its time"
        self._process: multiprocessing.process.BaseProcess | None = None
        if fork:
            context = multiprocessing.get_context("fork")
            self._reader, writer = context.Pipe(duplex=False)
            self._process = context.Process(target=self._in_process, args=[writer], daemon=True)
            memory.keep()
            self._process.start()
            writer.close()
        else:
            self._thread = threading.Thread(target=self._in_thread, daemon=True)
            self._thread.start()

    def wait(self) -> str:
        """Wait for the end; return what went wrong, or nothing."""
        if self._process is None:
            self._thread.join()
            return self._said
        try:
            self._said = str(self._reader.recv())
        except EOFError:
            self._process.join()
            self._said = f"the search has no index: its process ended with {self._process.exitcode}"
        self._process.join()
        self._reader.close()
        return self._said

    def stop(self) -> None:
        """End the task before its time."""
        if self._process is None:
            self._stop()
        elif self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def _in_thread(self) -> None:
        self._said = self._run()

    def _in_process(self, writer: Connection) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        writer.send(self._run())

    def _end(self, *_: object) -> None:
        self._stop()
        sys.exit(1)
