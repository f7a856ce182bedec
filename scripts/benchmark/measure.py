"""Builds in processes of their own, measured from outside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmark.indexing import Run, run_of, wrapper
from benchmark.memory import BYTES_IN_RSS, Together
from benchmark.project import Project
from benchmark.refused import BuildError


@dataclass(frozen=True)
class Check:
    """What a run of the check took: seconds of wall and CPU time, MB at the peak."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Build:
    """What a build took, and what it made.

    Seconds of wall and CPU time, the indexer's within; MB that the Python process held at its
    peak, and `together` with the processes it forked; `size` of the site in bytes.
    """

    wall: float
    cpu: float
    memory: float
    together: float
    size: int
    files: int
    index: Run


def measure(project: Project) -> Build:
    """Build a project for the first time: strictly, into an empty folder, nothing kept."""
    for folder in (project.site, project.kept):
        shutil.rmtree(folder, ignore_errors=True)
    return measure_again(project)


def measure_again(project: Project) -> Build:
    """Build a project as the build before has left it."""
    peak, indexed = project.folder / "peak.txt", project.folder / "indexing.jsonl"
    indexed.unlink(missing_ok=True)
    command = [sys.executable, "-m", "benchmark.building", str(peak), "build", "--strict", "-q"]
    program = wrapper(project.folder, indexed)
    together = Together()
    took = _time(command, project, together, PAGEFIND_BINARY_PATH=str(program))
    files = [path for path in project.site.rglob("*") if path.is_file()]
    return Build(
        wall=took.wall,
        cpu=took.cpu,
        memory=float(peak.read_text("utf-8")),
        together=together.peak,
        size=sum(path.stat().st_size for path in files),
        files=len(files),
        index=run_of(indexed),
    )


def measure_check(project: Project) -> Check:
    """Run `postmortems check` once over a project."""
    start = "from mkdocs_postmortems.cli import main; main(prog_name='postmortems')"
    return _time([sys.executable, "-c", start, "check"], project, Together())


def _time(command: list[str], project: Project, together: Together, **environment: str) -> Check:
    """Run a command in the folder of a project, and return what it and all it started took."""
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
        with together.watch(process.pid):
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BuildError(f"{project.folder}\n{log.read_text(encoding='utf-8', errors='replace')}")
    cpu = usage.ru_utime + usage.ru_stime
    return Check(wall, cpu, usage.ru_maxrss * BYTES_IN_RSS / 1e6)


def fastest(builds: list[Build]) -> Build:
    """Return the least of every measure: what a quiet machine would have taken."""
    return replace(
        builds[0],
        wall=min(build.wall for build in builds),
        cpu=min(build.cpu for build in builds),
        memory=min(build.memory for build in builds),
        together=min(build.together for build in builds),
        index=Run(
            seconds=min(build.index.seconds for build in builds),
            cpu=min(build.index.cpu for build in builds),
            memory=min(build.index.memory for build in builds),
        ),
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
    """What the core takes by itself: CPU seconds and peak memory in MB, by stage."""

    seconds: dict[str, float]
    memory: dict[str, float]


def measure_core(project: Project) -> Core:
    """Run the stages of the core, then the analysis alone; problems are refused."""
    frames = project.folder / "frames.pickle"
    result = _run("benchmark.stages", project.folder, frames)
    if result["problems"]:
        found = "\n".join(result["problems"][:10])
        raise BuildError(f"the generated postmortems have problems:\n{found}")
    alone = _run("benchmark.analysis", frames)
    frames.unlink()
    return Core(result["seconds"], {**result["memory"], **alone})


def _run(module: str, *arguments: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    if process.returncode:
        raise BuildError(process.stderr)
    return dict(json.loads(process.stdout))
