"""Runs the stages of a build one after the other and prints, as JSON, what each takes.

Called as `python -m benchmark.stages PROJECT FRAMES`, in a process of its own, with the folder of
a project. Leaves the frames in the file FRAMES, for `benchmark.analysis`.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from markdown import Markdown
from mkdocs.config import load_config

from benchmark.analysis import load_scipy
from benchmark.incident import AS_OF
from benchmark.memory import own_peak
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

    `seconds` is the CPU time of each, `memory` the peak of the process in MB when it was over.
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
        loaded = load(folder / "postmortems", settings)
    with stage("check"):
        problems = check(loaded, settings, AS_OF)
    with stage("scipy"):
        load_scipy()
    with stage("frames"):
        frames = build_frames(loaded.knowledge_base, settings, AS_OF)
    with stage("analyse"):
        results = analyse(frames, settings, AS_OF)
        figures = results.metrics
    with stage("data"):
        write_metrics(figures)
    with stage("pages"):
        site = Site(Library(loaded.knowledge_base, settings, results, problems), True)
        texts = [site.markdown(path, site.render(path)) for path in site.pages]
    with stage("render"):
        _render(texts, folder)
    kept.write_bytes(pickle.dumps(frames))
    return {
        "seconds": seconds,
        "memory": memory,
        "pages": len(site.pages),
        "problems": [str(problem) for problem in problems],
    }


def _render(texts: list[str], folder: Path) -> None:
    """Turn the Markdown of pages into HTML, with the extensions of the project."""
    config = load_config(str(folder / "mkdocs.yml"))
    for text in texts:
        extensions = config.markdown_extensions
        Markdown(extensions=extensions, extension_configs=config.mdx_configs).convert(text)


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), Path(sys.argv[2]))))
