"""What the list of postmortems costs a reader: `scripts/bench browse`."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmark import sizes
from benchmark.measure import measure
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
class Sample(sizes.Sample):
    """One size, and its reading."""

    reading: Reading

    def rows(self) -> Iterator[tuple[str, float]]:
        """Yield the name of each number, with its unit, and the number."""
        reading = self.reading
        yield "the page, kB", reading.page
        yield "the scripts of lists, kB", reading.scripts
        yield "its data, kB", reading.data
        yield f"ready, median of {VISITS} cold visits, ms", reading.ready
        yield "a facet, ms", reading.facet
        yield "  the slowest", reading.slowest_facet
        yield "a letter of the text filter, ms", reading.filter
        yield "  the slowest", reading.slowest_filter
        yield "a sort, ms", reading.sort
        yield "  the slowest", reading.slowest_sort

    def limits(self) -> Iterator[tuple[str, float, float]]:
        """Yield name, value and limit of everything that has one."""
        yield f"ready at {self.size:,}, ms", self.reading.ready, READY_LIMIT
        yield f"a facet at {self.size:,}, ms", self.reading.facet, FACET_LIMIT


def main(arguments: list[str]) -> int:
    """Run the benchmark; return the exit code."""
    return sizes.run("scripts/bench browse", _ABOUT, arguments, _sample)


def _sample(size: int) -> Sample:
    with tempfile.TemporaryDirectory(prefix="postmortems-bench-") as temporary:
        project = make_project(Path(temporary) / "plugin", size, search="material")
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
