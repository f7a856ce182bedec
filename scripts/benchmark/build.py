"""What a build costs with the plugin, against plain Material: `scripts/bench` without a mode."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmark import limit
from benchmark.machine import machine
from benchmark.measure import (
    Check,
    fastest,
    measure,
    measure_again,
    measure_check,
    measure_core,
    quickest,
)
from benchmark.option import new_parser, positive
from benchmark.preview import measure_preview
from benchmark.project import Project, make_projects, save_anew
from benchmark.refused import BuildError
from benchmark.report import Report, as_json, as_markdown, written_into
from benchmark.sample import Sample, Taken

_ABOUT = """\
Builds generated knowledge bases with the plugin and with plain Material (the same pages, each with
its own search) and prints, as the tables of docs/reference/performance.md, time, memory and size of
the site, the next build with one changed file, and the time from a saved file to its page in live
preview. `scripts/bench search` measures what searching costs a reader, `scripts/bench browse` the
list of postmortems; see their --help.
"""

SIZES = (100, 1000, 4000, 10_000)
REPEAT, QUICK_REPEAT = 2, 3
BASE, QUICK_SIZES = 120, (300, 800)
"""The first number loads all that the figures need, and is built by workers like the others.

What takes the square of the pages is 2.2 times as much for a page at the second size.
"""
SAVES, PREVIEWED = 3, 1000
"""The largest size whose live preview is measured: that of ten thousand takes minutes each time."""

PAGE = Path(__file__).parents[2] / "docs/reference/performance.md"


def main(arguments: list[str]) -> int:
    """Run the benchmark; return 1 when `--check` is given and a number is over its limit."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.keep and options.keep.exists() and any(options.keep.iterdir()):
        parser.error(f"--keep: {options.keep} is not empty")
    if options.quick and options.write:
        parser.error("--write: the page holds a full run")
    if not hasattr(os, "wait4"):
        print("scripts/bench: needs Linux or macOS to measure processes", file=sys.stderr)
        return 1
    run = _quick if options.quick else _full
    try:
        with tempfile.TemporaryDirectory(prefix="postmortems-bench-") as temporary:
            report = run(options, options.keep or Path(temporary))
    except BuildError as error:
        print(f"scripts/bench: a build failed: {error}", file=sys.stderr)
        return 1
    print(as_json(report) if options.json else as_markdown(report))
    if options.write:
        PAGE.write_text(written_into(PAGE.read_text("utf-8"), report), encoding="utf-8")
    return 1 if options.check and report.failures() else 0


def _parser() -> argparse.ArgumentParser:
    parser = new_parser("scripts/bench", _ABOUT, f"default: {' '.join(map(str, SIZES))}")
    add = parser.add_argument
    turns = f"take the fastest of N builds (default: {REPEAT}); a quick run stops as soon as no "
    turns += f"number is over its limit (default: {QUICK_REPEAT})"
    add("--repeat", type=positive, metavar="N", help=turns)
    add("--keep", type=Path, metavar="DIR", help="make the projects in DIR and leave them there")
    quick = f"sizes {' and '.join(map(str, QUICK_SIZES))}, without search: CPU time without that "
    add("--quick", action="store_true", help=f"{quick}of {BASE}, and wider limits")
    add("--write", action="store_true", help="put the tables into the page of the reference")
    return parser


def _full(options: argparse.Namespace, folder: Path) -> Report:
    repeat = options.repeat or REPEAT
    samples = []
    for size in sorted(set(options.sizes or SIZES)):
        builds = _Builds.of(folder, size)
        for turn in range(repeat):
            builds.measure(turn)
        samples.append(_with_previews(builds.sample(), builds.plain, builds.plugin))
    how = f"the fastest of {repeat} builds, the median of {SAVES} saved files"
    return Report(samples, list(limit.full(samples)), f"{machine()}; {how}.")


def _quick(options: argparse.Namespace, folder: Path) -> Report:
    """Measure until no number is over its limit, and give up in the end: a busy moment passes."""
    sizes = sorted(set(options.sizes or QUICK_SIZES))
    builds = [_Builds.of(folder, size, search=False) for size in (BASE, *sizes)]
    for turn in range(options.repeat or QUICK_REPEAT):
        for one in builds:
            one.measure(turn)
        base, *samples = (one.sample() for one in builds)
        report = Report(samples, list(limit.quick(base, samples)), f"{machine()}.")
        if not report.failures():
            break
    return report


@dataclass
class _Builds:
    """The two projects of a size, and what each build of them took.

    Without search, only what a quick run needs.
    """

    size: int
    plain: Project
    plugin: Project
    search: bool
    taken: dict[Project, list[Taken]] = field(default_factory=lambda: defaultdict(list))
    checks: list[Check] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path, size: int, search: bool = True) -> _Builds:
        return cls(size, *make_projects(folder / str(size), size, search), search)

    def measure(self, turn: int) -> None:
        """Build both projects in turn, so that a busy moment of the machine meets both."""
        print(f"{self.size:,} postmortems, build {turn + 1} ...", file=sys.stderr, flush=True)
        for project in (self.plain, self.plugin):
            self.taken[project].append(_taken(project, turn, again=self.search))
        self.checks.append(measure_check(self.plugin))

    def sample(self) -> Sample:
        """Return the fastest of all builds so far."""
        return Sample(
            self.size,
            _fastest(self.taken[self.plain]),
            _fastest(self.taken[self.plugin]),
            quickest(self.checks),
            measure_core(self.plugin) if self.search else None,
        )


def _taken(project: Project, turn: int, again: bool) -> Taken:
    first = measure(project)
    if not again:
        return Taken(first)
    save_anew(project.newest, f"Written before build {turn + 1}.")
    return Taken(first, measure_again(project))


def _fastest(several: list[Taken]) -> Taken:
    again = [taken.again for taken in several if taken.again]
    return Taken(fastest([taken.first for taken in several]), fastest(again) if again else None)


def _with_previews(sample: Sample, plain: Project, plugin: Project) -> Sample:
    if sample.size > PREVIEWED:
        return sample
    print(f"{sample.size:,} postmortems, live preview ...", file=sys.stderr, flush=True)
    return replace(
        sample,
        plain=replace(sample.plain, preview=measure_preview(plain, SAVES)),
        plugin=replace(sample.plugin, preview=measure_preview(plugin, SAVES)),
    )
