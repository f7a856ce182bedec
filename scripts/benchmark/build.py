"""What a build costs with the plugin, against plain Material: `scripts/bench` without a mode."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmark.measure import (
    Build,
    BuildError,
    Check,
    Core,
    fastest,
    least,
    measure,
    measure_check,
    measure_core,
    quickest,
)
from benchmark.option import new_parser, positive
from benchmark.project import make_projects
from benchmark.report import FULL, QUICK, Limits, Report, Sample, as_json, as_table

_ABOUT = """\
Builds generated knowledge bases with the plugin and with plain Material (the same pages, the same
navigation, no plugin; no search index in both) and prints time, memory and site size as ratios.
`postmortems check` may take a fifth of the time of the build with the plugin.
From 10,000 postmortems on, what the analysis of all numbers takes has its limits as well.
`scripts/bench search` measures the search, `scripts/bench browse` the list; see their --help.
"""


def main(arguments: list[str]) -> int:
    """Run the benchmark; return 1 when `--check` is given and a ratio is over its limit."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.keep and options.keep.exists() and any(options.keep.iterdir()):
        parser.error(f"--keep: {options.keep} is not empty")
    if not hasattr(os, "wait4"):
        print("scripts/bench: needs Linux or macOS to measure processes", file=sys.stderr)
        return 1
    sizes = sorted(set(options.sizes or ((300, 600) if options.quick else (1000, 4000))))
    try:
        report = _run(sizes, options.repeat, QUICK if options.quick else FULL, options.keep)
    except BuildError as error:
        print(f"scripts/bench: a build failed: {error}", file=sys.stderr)
        return 1
    print(as_json(report) if options.json else as_table(report))
    return 1 if options.check and report.failures() else 0


def _parser() -> argparse.ArgumentParser:
    parser = new_parser("scripts/bench", _ABOUT, "default: 1000 4000")
    add = parser.add_argument
    add("--repeat", type=positive, default=3, metavar="N", help="take the fastest of N builds")
    add("--keep", type=Path, metavar="DIR", help="make the projects in DIR and leave them there")
    quick = "sizes 300 and 600: CPU time without that of 100, and wider limits"
    add("--quick", action="store_true", help=quick)
    return parser


def _run(sizes: list[int], repeat: int, limits: Limits, keep: Path | None) -> Report:
    with tempfile.TemporaryDirectory(prefix="postmortems-bench-") as temporary:
        folder = keep or Path(temporary)
        # A hundred postmortems load all that the figures need, and fill the lists of most pages.
        base = _sample(folder, 100 if limits.less_base else 0, repeat)
        return Report(limits, base, [_sample(folder, size, repeat) for size in sizes])


def _sample(folder: Path, size: int, repeat: int) -> Sample:
    """Build both projects in turn, so that a busy moment of the machine meets both."""
    plain, plugin = make_projects(folder / str(size), size)
    plain_builds: list[Build] = []
    plugin_builds: list[Build] = []
    checks: list[Check] = []
    cores: list[Core] = []
    for turn in range(repeat):
        print(f"{size:,} postmortems, {turn + 1} of {repeat} ...", file=sys.stderr, flush=True)
        plain_builds.append(measure(plain))
        plugin_builds.append(measure(plugin))
        checks.append(measure_check(plugin))
        cores.append(measure_core(plugin))
    builds = fastest(plain_builds), fastest(plugin_builds)
    return Sample(size, *builds, quickest(checks), least(cores))
