"""The runs of the indexer inside a build, measured: a program that stands in for Pagefind's."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from pagefind.service import get_executable

from benchmark.memory import BYTES_IN_RSS
from benchmark.refused import BuildError

# Each run adds a line to the file, by one write: several may end at once.
_WRAPPER = """\
#!{python}
import json, os, subprocess, sys, time
begin = time.time()
process = subprocess.Popen([{program!r}, *sys.argv[1:]])
_, status, usage = os.wait4(process.pid, 0)
took = {{
    "begin": begin,
    "end": time.time(),
    "cpu": usage.ru_utime + usage.ru_stime,
    "memory": usage.ru_maxrss * {unit} / 1e6,
}}
written = os.open({written!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
os.write(written, json.dumps(took).encode() + b"\\n")
sys.exit(os.waitstatus_to_exitcode(status))
"""


@dataclass(frozen=True)
class Run:
    """What the indexer took: seconds until all was there, of CPU time, MB at the peak."""

    seconds: float
    cpu: float
    memory: float


NONE = Run(0, 0, 0)


@dataclass(frozen=True)
class _Process:
    begin: float
    end: float
    cpu: float
    memory: float


def wrapper(folder: Path, written: Path) -> Path:
    """Return a program that runs Pagefind and adds what it took to the file `written`."""
    program = get_executable()
    if program is None:
        raise BuildError('there is no Pagefind; install "pagefind[bin]"')
    path = folder / "pagefind"
    text = _WRAPPER.format(
        python=sys.executable, program=str(program), written=str(written), unit=BYTES_IN_RSS
    )
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def run_of(written: Path) -> Run:
    """Return what the wrapper wrote, as one run; what ran at once held its memory together."""
    if not written.exists():
        return NONE
    ran = [_Process(**json.loads(line)) for line in written.read_text("utf-8").splitlines()]
    return Run(
        seconds=max(one.end for one in ran) - min(one.begin for one in ran),
        cpu=sum(one.cpu for one in ran),
        memory=max(sum(o.memory for o in ran if o.begin <= one.begin < o.end) for one in ran),
    )
