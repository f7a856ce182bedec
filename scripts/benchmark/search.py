"""What the search costs, for the build and for a reader: `scripts/bench search`."""

from __future__ import annotations

import re
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmark import sizes
from benchmark.indexing import Run
from benchmark.measure import measure
from benchmark.project import incidents, make_project
from benchmark.served import Served, chromium, serve

_ABOUT = """\
Builds generated knowledge bases with the search of the plugin, serves them compressed on loopback
and searches in Chromium. Prints what the index takes, the bytes for the first query from a cold
page and for the next, the median of 20 queries from the last key to the results on the screen, and
the heap of page and worker. With --check, a number over its limit fails.
"""

_FIRST, _NEXT = "snapshot corrupted", "deadlocked commit"


def queries(size: int) -> list[str]:
    """Return 20 queries: of five postmortems the ticket, the title, a name and a line of a log."""
    made = list(incidents(size))
    several = [made[at * size // 5].text for at in range(5)]
    forms = (r"ticket: (\S+)", r"title: (.+)", r"ERROR (\w+):", r"ERROR \w+: (\S+ \S+ \S+ \S+)")
    found = [[re.findall(form, text)[0] for form in forms] for text in several]
    return [q for ticket, title, name, line in found for q in (ticket, title, name, f'"{line}"')]


# The time until the list has the answer, and how many results that tells.
_ASK = """
words => new Promise(done => {
  const input = document.querySelector(".pm-finder__input");
  const status = document.querySelector(".pm-finder__status");
  const begin = performance.now();
  const watch = new MutationObserver(() => {
    watch.disconnect();
    const told = () => done([performance.now() - begin, status.textContent]);
    requestAnimationFrame(() => setTimeout(told));
  });
  watch.observe(status, { childList: true, characterData: true, subtree: true });
  input.value = words;
  input.dispatchEvent(new Event("input"));
})
"""
_HEAP = "() => performance.memory ? performance.memory.usedJSHeapSize : 0"


@dataclass(frozen=True)
class Reading:
    """What a reader's searches took: kB (1,000 bytes) over the wire, milliseconds, MB of heap.

    `facets` is the first answer of the page with the facets, from a cold page, without the page.
    """

    first: float
    next: float
    facets: float
    first_ms: float
    median_ms: float
    slowest_ms: float
    heap: float


@dataclass(frozen=True)
class Sample(sizes.Sample):
    """One size: the build as a whole, the run of the indexer, and the reading."""

    build_seconds: float
    index: Run
    index_megabytes: float
    reading: Reading

    def rows(self) -> Iterator[tuple[str, float]]:
        """Yield the name of each number, with its unit, and the number."""
        reading = self.reading
        yield "the build as a whole, s", self.build_seconds
        yield "Pagefind in it, s", self.index.seconds
        yield "Pagefind's peak memory, MB", self.index.memory
        yield "index on the disk, MB", self.index_megabytes
        yield "first query from a cold page, kB", reading.first
        yield "the next query, kB", reading.next
        yield "first answer with facets, kB", reading.facets
        yield "first query, ms", reading.first_ms
        yield "median of 20 queries, ms", reading.median_ms
        yield "the slowest of them, ms", reading.slowest_ms
        yield "JS heap, page and worker, MB", reading.heap

    def limits(self) -> Iterator[tuple[str, float, float]]:
        """Yield name, value and limit of everything that has one."""
        yield f"first query at {self.size:,}, kB", self.reading.first, 400
        yield f"next query at {self.size:,}, kB", self.reading.next, 300
        yield f"median of 20 queries at {self.size:,}, ms", self.reading.median_ms, 300


def main(arguments: list[str]) -> int:
    """Run the benchmark; return the exit code."""
    return sizes.run("scripts/bench search", _ABOUT, arguments, _sample)


def _sample(size: int) -> Sample:
    with tempfile.TemporaryDirectory(prefix="postmortems-bench-") as temporary:
        project = make_project(Path(temporary) / "plugin", size)
        build = measure(project)
        index = [path for path in (project.site / "pagefind").rglob("*") if path.is_file()]
        megabytes = sum(path.stat().st_size for path in index) / 1e6
        with chromium() as browser, serve(project.site) as served:
            reading = _read(browser, served, queries(size))
        return Sample(size, build.wall, build.index, megabytes, reading)


def _read(browser: Browser, served: Served, asked: list[str]) -> Reading:
    page = browser.new_context().new_page()
    page.goto(served.address)
    page.wait_for_load_state("networkidle")
    own = sum(size for path, size in served.sent if "/search" in path)
    served.taken()
    page.keyboard.press("/")
    page.locator("dialog[open]").wait_for()
    first_ms, _ = page.evaluate(_ASK, _FIRST)
    first = served.taken() + own
    page.evaluate(_ASK, _NEXT)
    following = served.taken()
    took = [page.evaluate(_ASK, words)[0] for words in asked]
    heap = page.evaluate(_HEAP) + sum(worker.evaluate(_HEAP) for worker in page.workers)
    return Reading(
        first=first / 1e3,
        next=following / 1e3,
        facets=_facets(browser.new_context().new_page(), served) / 1e3,
        first_ms=first_ms,
        median_ms=statistics.median(took),
        slowest_ms=max(took),
        heap=heap / 1e6,
    )


def _facets(page: Page, served: Served) -> int:
    served.taken()
    page.goto(f"{served.address}search/?q={_FIRST.replace(' ', '+')}")
    page.locator(".pm-found").first.wait_for()
    return sum(size for path, size in served.sent if "/search" in path or "/pagefind/" in path)
