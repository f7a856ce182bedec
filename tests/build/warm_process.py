"""Programs in processes of their own, forked where all that a build imports is loaded already.

Importing takes most of the time of a small build.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from subprocess import CompletedProcess

LOADED = ["mkdocs.__main__", "mkdocs_postmortems.plugin.plugin", "scipy.stats"]


def run(program: str, *arguments: str, at: Path) -> CompletedProcess[str]:
    """Run the text of a program as `python -c` does, and wait for its end; not on Windows."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([*LOADED, __name__])
    with tempfile.TemporaryDirectory() as folder:
        printed = [Path(folder, name) for name in ("output", "error")]
        process = processes.Process(target=_run, args=(program, arguments, at, printed))
        process.start()
        process.join()
        status, texts = process.exitcode, [path.read_text("utf-8") for path in printed]
    assert status is not None
    return CompletedProcess(["python", "-c", program, *arguments], status, *texts)


def _run(program: str, arguments: Sequence[str], at: Path, printed: Sequence[Path]) -> None:
    for number, path in enumerate(printed, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.chdir(at)
    sys.path.insert(0, "")
    sys.argv = ["-c", *arguments]
    exec(compile(program, "<string>", "exec"), {"__name__": "__main__"})
