"""Builds in processes of their own, measured from outside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmark.project import Project

_MEBIBYTE_IN_RSS = 2**20 if sys.platform == "darwin" else 2**10
"""The unit of `ru_maxrss`: bytes on macOS, KiB elsewhere."""


class BuildError(Exception):
    """A build or a measurement that failed, with what it printed."""


@dataclass(frozen=True)
class Check:
    """What a run of the check took: seconds of wall and CPU time, MiB at the peak."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Build:
    """What a build took: seconds of wall and CPU time, MiB at the peak; and what it made."""

    wall: float
    cpu: float
    memory: float
    size: int
    files: int

    def as_dict(self) -> dict[str, float]:
        """Return the numbers by name."""
        return asdict(self)


def measure(project: Project, **environment: str) -> Build:
    """Build a project once, strictly, into an empty folder; `environment` is set besides ours."""
    shutil.rmtree(project.site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    took = _time(command, project, **environment)
    files = [path for path in project.site.rglob("*") if path.is_file()]
    return Build(
        wall=took.wall,
        cpu=took.cpu,
        memory=took.memory,
        size=sum(path.stat().st_size for path in files),
        files=len(files),
    )


def measure_check(project: Project) -> Check:
    """Run `postmortems check` once over a project."""
    start = "from mkdocs_postmortems.cli import main; main(prog_name='postmortems')"
    return _time([sys.executable, "-c", start, "check"], project)


def _time(command: list[str], project: Project, **environment: str) -> Check:
    """Run a command in the folder of a project, and return what the process took."""
    log = project.folder / "build.log"
    with log.open("wb") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=project.folder,
            stdout=output,
            stderr=output,
            env={**os.environ, **environment},
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BuildError(f"{project.folder}\n{log.read_text(encoding='utf-8', errors='replace')}")
    cpu = usage.ru_utime + usage.ru_stime
    return Check(wall, cpu, usage.ru_maxrss / _MEBIBYTE_IN_RSS)


def fastest(builds: list[Build]) -> Build:
    """Return the least of every measure: what a quiet machine would have taken."""
    return Build(
        wall=min(build.wall for build in builds),
        cpu=min(build.cpu for build in builds),
        memory=min(build.memory for build in builds),
        size=builds[0].size,
        files=builds[0].files,
    )


def quickest(checks: list[Check]) -> Check:
    """Return the least of every measure."""
    return Check(
        wall=min(check.wall for check in checks),
        cpu=min(check.cpu for check in checks),
        memory=min(check.memory for check in checks),
    )


@dataclass(frozen=True)
class Core:
    """What the core takes by itself: CPU seconds and peak memory in MiB, by stage."""

    seconds: dict[str, float]
    memory: dict[str, float]


def measure_core(project: Project) -> Core:
    """Run the stages of the core, then the analysis alone; problems are refused."""
    frames = project.folder / "frames.pickle"
    result = _run("benchmark.stages", project.postmortems, frames)
    if result["problems"]:
        found = "\n".join(result["problems"][:10])
        raise BuildError(f"the generated postmortems have problems:\n{found}")
    alone = _run("benchmark.analysis", frames)
    frames.unlink()
    return Core(result["seconds"], {**result["memory"], **alone})


def least(cores: list[Core]) -> Core:
    """Return the least of every measure."""
    return Core(_least([core.seconds for core in cores]), _least([core.memory for core in cores]))


def _least(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: min(run[name] for run in runs) for name in runs[0]}


def own_peak() -> float:
    """Return the most memory that this process has held so far, in MiB."""
    import resource  # Not there on Windows, where the command says what it needs.

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBIBYTE_IN_RSS


def load_scipy() -> None:
    """Import the parts of SciPy that the analysis uses; they load at first use otherwise."""
    for part in ("scipy.sparse", "scipy.stats"):
        import_module(part)


def _run(module: str, *arguments: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    if process.returncode:
        raise BuildError(process.stderr)
    return dict(json.loads(process.stdout))
