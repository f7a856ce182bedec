"""Runs the core on a folder of postmortems and prints, as JSON, what each stage takes.

Called as `python -m benchmark.stages FOLDER FRAMES`, in a process of its own. Leaves the frames
in the file FRAMES, for `benchmark.analysis`.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmark.incident import AS_OF
from benchmark.measure import load_scipy, own_peak
from benchmark.project import SETTINGS
from mkdocs_postmortems.analysis.result import analyse
from mkdocs_postmortems.checks import check
from mkdocs_postmortems.exports.metrics import write_metrics
from mkdocs_postmortems.frames import build_frames
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site
from mkdocs_postmortems.source.loader import load


def run(folder: Path, kept: Path) -> dict[str, object]:
    """Return what the stages took, the number of `pages`, the `problems` found as text.

    `seconds` is the CPU time of each, `memory` the peak of the process in MiB when it was over.
    The frames are pickled into the file `kept`.
    """
    seconds: dict[str, float] = {}
    memory = {"start": own_peak()}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        begin = time.process_time()
        yield
        seconds[name] = time.process_time() - begin
        memory[name] = own_peak()

    settings = Settings.from_mapping(SETTINGS)
    with stage("read"):
        loaded = load(folder, settings)
    with stage("check"):
        problems = check(loaded, settings, AS_OF)
    with stage("scipy"):
        load_scipy()
    with stage("analyse"):
        frames = build_frames(loaded.knowledge_base, settings, AS_OF)
        results = analyse(frames, settings, AS_OF)
        figures = results.metrics
    with stage("data"):
        write_metrics(figures)
    with stage("pages"):
        site = Site(Library(loaded.knowledge_base, settings, results, problems), True)
        for path in site.pages:
            site.markdown(path, site.render(path))
    kept.write_bytes(pickle.dumps(frames))
    return {
        "seconds": seconds,
        "memory": memory,
        "pages": len(site.pages),
        "problems": [str(problem) for problem in problems],
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), Path(sys.argv[2]))))
