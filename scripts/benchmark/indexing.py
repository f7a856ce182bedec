"""The run of the indexer inside a build, measured: a program that stands in for Pagefind's."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from pagefind.service import get_executable

from benchmark.measure import BuildError

_WRAPPER = """\
#!{python}
import json, os, subprocess, sys, time
begin = time.perf_counter()
process = subprocess.Popen([{program!r}, *sys.argv[1:]])
_, status, usage = os.wait4(process.pid, 0)
memory = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
with open({written!r}, "w") as file:
    json.dump({{"seconds": time.perf_counter() - begin, "memory": memory}}, file)
sys.exit(os.waitstatus_to_exitcode(status))
"""


@dataclass(frozen=True)
class Run:
    """What the indexer took: seconds, and MiB at the peak."""

    seconds: float
    memory: float


def wrapper(folder: Path, written: Path) -> Path:
    """Return a program that runs Pagefind and writes what it took."""
    program = get_executable()
    if program is None:
        raise BuildError('there is no Pagefind; install "pagefind[bin]"')
    path = folder / "pagefind"
    text = _WRAPPER.format(python=sys.executable, program=str(program), written=str(written))
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def run_of(written: Path) -> Run:
    """Return what the wrapper wrote."""
    return Run(**json.loads(written.read_text("utf-8")))
