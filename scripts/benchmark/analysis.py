"""Holds nothing but frames, analyses them and prints, as JSON, the memory that takes.

Called as `python -m benchmark.analysis FRAMES`, in a process of its own: no postmortem is read
in it, and its peak is not that of another stage.
"""

from __future__ import annotations

import json
import pickle
import sys
from importlib import import_module
from pathlib import Path

from benchmark.incident import AS_OF
from benchmark.memory import own_peak
from benchmark.project import SETTINGS
from mkdocs_postmortems.analysis.result import analyse
from mkdocs_postmortems.exports.metrics import write_metrics
from mkdocs_postmortems.frames import Frames
from mkdocs_postmortems.settings import Settings


def load_scipy() -> None:
    """Import the parts of SciPy that the analysis uses; they load at first use otherwise."""
    for part in ("scipy.sparse", "scipy.stats"):
        import_module(part)


def run(kept: Path) -> dict[str, float]:
    """Return the peak memory in MB with all modules loaded, and after the last number."""
    load_scipy()
    loaded = own_peak()
    frames: Frames = pickle.loads(kept.read_bytes())
    results = analyse(frames, Settings.from_mapping(SETTINGS), AS_OF)
    write_metrics(results.metrics)
    return {"modules alone": loaded, "analysis alone": own_peak()}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
