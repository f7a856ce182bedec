"""What the list of postmortems costs a reader: `scripts/bench browse`."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmark.measure import BuildError, measure
from benchmark.option import new_parser
from benchmark.project import make_project
from benchmark.served import Served, chromium, serve

_ABOUT = """\
Builds generated knowledge bases, serves them compressed on loopback and reads the list of
postmortems in Chromium. Prints the bytes of its page, scripts and data from a cold page, the time
until it is ready, and the median times of a facet, a text filter and a sort, each until the rows
are on the screen. With --check, a time over its limit fails.
"""

PAGE = "postmortems/"
DATA = "data/listings/postmortems.json"
VISITS, TURNS = 5, 10
READY_LIMIT, FACET_LIMIT = 1000, 50

# The time at which the rows of the script were on the screen, counted from the navigation.
_READY = """
new MutationObserver((_, watch) => {
  if (!document.querySelector(".pm-count")?.textContent) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.readyAt = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""
_ON_SCREEN = """
const onScreen = act => new Promise(done => {
  const begin = performance.now();
  act();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
});
"""
# Each facet is opened, and its first options chosen and taken back.
_FACETS = (
    "async turns => {"
    + _ON_SCREEN
    + """
  const took = [];
  for (const facet of document.querySelectorAll(".pm-tools:not(.pm-state) .pm-facet")) {
    const [button, panel] = facet.children;
    button.click();
    for (const box of [...panel.querySelectorAll("input[type=checkbox]")].slice(0, turns / 2))
      for (let turn = 0; turn < 2; turn++) took.push(await onScreen(() => box.click()));
    button.click();
  }
  return took;
}"""
)
_FILTER = (
    "async words => {"
    + _ON_SCREEN
    + """
  const field = document.querySelector(".pm-tools > .pm-field");
  const took = [];
  for (const word of words) for (let end = 1; end <= word.length; end++)
    took.push(await onScreen(() => {
      field.value = word.slice(0, end);
      field.dispatchEvent(new Event("input"));
    }));
  field.value = "";
  field.dispatchEvent(new Event("input"));
  return took;
}"""
)
_SORT = (
    "async () => {"
    + _ON_SCREEN
    + """
  const took = [];
  for (const head of document.querySelectorAll("th[data-sort] button"))
    for (let turn = 0; turn < 3; turn++) took.push(await onScreen(() => head.click()));
  return took;
}"""
)
_WORDS = ("orders", "disk full", "OPS-41", "zzz")


@dataclass(frozen=True)
class Reading:
    """kB (1,000 bytes) over the wire, milliseconds: medians, and the slowest of each."""

    page: float
    scripts: float
    data: float
    ready: float
    facet: float
    slowest_facet: float
    filter: float
    slowest_filter: float
    sort: float
    slowest_sort: float


@dataclass(frozen=True)
class Sample:
    """One size, and its reading."""

    size: int
    reading: Reading

    def limits(self) -> Iterator[tuple[str, float, float]]:
        """Yield name, value and limit of everything that has one."""
        yield f"ready at {self.size:,}, ms", self.reading.ready, READY_LIMIT
        yield f"a facet at {self.size:,}, ms", self.reading.facet, FACET_LIMIT


def main(arguments: list[str]) -> int:
    """Run the benchmark; return 1 when `--check` is given and a number is over its limit."""
    parser = new_parser("scripts/bench browse", _ABOUT, "default: 1000 10000")
    options = parser.parse_args(arguments)
    if not hasattr(os, "wait4"):
        print("scripts/bench: needs Linux or macOS to measure processes", file=sys.stderr)
        return 1
    try:
        samples = [_sample(size) for size in sorted(set(options.sizes or (1000, 10_000)))]
    except BuildError as error:
        print(f"scripts/bench: a build failed: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps({"samples": [asdict(sample) for sample in samples]}, indent=2))
    else:
        print("\n".join(line for sample in samples for line in _lines(sample)))
    over = [name for sample in samples for name, value, limit in sample.limits() if value > limit]
    return 1 if options.check and over else 0


def _sample(size: int) -> Sample:
    print(f"{size:,} postmortems ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="postmortems-bench-") as temporary:
        project = make_project(Path(temporary) / "plugin", size)
        measure(project)
        return Sample(size, read(project.site))


def read(site: Path) -> Reading:
    """Return what reading the list of a built site takes."""
    with chromium() as browser, serve(site) as served:
        ready = [_visit(browser, served)[1] for _ in range(VISITS - 1)]
        served.taken()
        page, last = _visit(browser, served)
        sent = list(served.sent)
        facet, words, sort = (
            page.evaluate(_FACETS, TURNS),
            page.evaluate(_FILTER, _WORDS),
            page.evaluate(_SORT),
        )
    return Reading(
        page=_kilobytes(sent, f"/{PAGE}"),
        scripts=_kilobytes(sent, "/assets/postmortems/", ".js"),
        data=_kilobytes(sent, f"/{DATA}"),
        ready=statistics.median([*ready, last]),
        facet=statistics.median(facet),
        slowest_facet=max(facet),
        filter=statistics.median(words),
        slowest_filter=max(words),
        sort=statistics.median(sort),
        slowest_sort=max(sort),
    )


def _visit(browser: Browser, served: Served) -> tuple[Page, float]:
    """Open the list in a new context, where nothing is kept, and return when it was ready."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(_READY)
    page.goto(served.address + PAGE)
    page.wait_for_function("window.readyAt")
    return page, float(page.evaluate("window.readyAt"))


def _kilobytes(sent: list[tuple[str, int]], begin: str, end: str = "") -> float:
    return sum(size for path, size in sent if path.startswith(begin) and path.endswith(end)) / 1e3


def _lines(sample: Sample) -> Iterator[str]:
    reading = sample.reading
    yield f"{sample.size:,} postmortems"
    for name, value in (
        ("the page, kB", reading.page),
        ("the scripts of lists, kB", reading.scripts),
        ("its data, kB", reading.data),
        (f"ready, median of {VISITS} cold visits, ms", reading.ready),
        ("a facet, ms", reading.facet),
        ("  the slowest", reading.slowest_facet),
        ("a letter of the text filter, ms", reading.filter),
        ("  the slowest", reading.slowest_filter),
        ("a sort, ms", reading.sort),
        ("  the slowest", reading.slowest_sort),
    ):
        yield f"  {name:<36}{value:>12,.1f}"
    for name, value, limit in sample.limits():
        yield f"  {name}: {value:,.0f}, limit {limit:,}: {'OVER' if value > limit else 'ok'}"
    yield ""
