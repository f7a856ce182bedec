"""The live preview, started for real: the time from a saved file to the page that shows it."""

from __future__ import annotations

import signal
import socket
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

import psutil

from benchmark.project import Project, save_anew
from benchmark.refused import BuildError

_START, _REFRESH = 1800, 900
_PAUSE = 0.05
_IDLE = 0.02
"""Seconds of CPU time in a second below which a process only waits."""


def measure_preview(project: Project, saves: int) -> float:
    """Return the seconds from saving the newest postmortem to its refreshed page: the median."""
    log = project.folder / "preview.log"
    with _serving(project, log) as (address, server):
        path = project.newest.relative_to(project.postmortems).with_suffix("")
        page = f"{address}postmortems/{path.as_posix()}/"
        _wait(lambda: _shows(page, "<h1"), server, log, _START)
        return statistics.median(
            _save(project.newest, page, f"Saved for the {turn}. time.", server, log)
            for turn in range(1, saves + 1)
        )


def _save(file: Path, page: str, sentence: str, server: psutil.Popen, log: Path) -> float:
    _wait(lambda: _is_quiet(server), server, log, _START)
    begin = time.perf_counter()
    save_anew(file, sentence)
    _wait(lambda: _shows(page, sentence), server, log, _REFRESH)
    return time.perf_counter() - begin


@contextmanager
def _serving(project: Project, log: Path) -> Iterator[tuple[str, psutil.Popen]]:
    port = _free_port()
    # Some releases of Click read the default of `--livereload` as off.
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    with log.open("wb") as output:
        server = psutil.Popen(command, cwd=project.folder, stdout=output, stderr=output)
        try:
            yield f"http://127.0.0.1:{port}/", server
        finally:
            _stop(server)


def _stop(server: psutil.Popen) -> None:
    with suppress(psutil.NoSuchProcess):
        server.send_signal(signal.SIGINT)  # It deletes what it has built.
        try:
            server.wait(60)
        except psutil.TimeoutExpired:
            server.kill()


def _wait(done: Callable[[], bool], server: psutil.Popen, log: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        if server.poll() is not None or time.monotonic() > end:
            said = log.read_text("utf-8", errors="replace")
            raise BuildError(f"the live preview did not show the page\n{said}")
        time.sleep(_PAUSE)


def _shows(page: str, text: str) -> bool:
    """Whether a page holds a text. While it is built, the preview keeps the answer back."""
    try:
        with urlopen(page, timeout=_REFRESH) as answer:
            return text.encode() in answer.read()
    except (OSError, HTTPException):
        return False


def _is_quiet(server: psutil.Popen) -> bool:
    """Whether nothing that the preview has started works on, such as the index of the search."""
    before = _worked(server)
    time.sleep(1)
    return _worked(server) - before < _IDLE


def _worked(server: psutil.Popen) -> float:
    """Return the CPU seconds so far of all that the preview has running beside itself."""
    total = 0.0
    with suppress(psutil.Error):
        for process in server.children(recursive=True):
            took = process.cpu_times()
            total += took.user + took.system
    return total


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
