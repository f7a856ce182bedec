"""The ratios, their limits, and the tables that stand in the reference."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from benchmark.limit import Limited
    from benchmark.sample import Sample

PAGE = Path(__file__).parents[2] / "docs/reference/performance.md"
STAGES = ("read", "check", "scipy", "frames", "analyse", "data", "pages", "render")


def sample(
    size: int,
    seconds: float = 7.5,
    *,
    again: float = 2.0,
    preview: float = 1.0,
    memory: float = 100,
    pagefind: float = 1000,
    check: float = 1.0,
    stage: float = 0.05,
    analysis_memory: float = 400,
) -> Sample:
    """Return what was measured where plain Material took 10 s, 100 MB, and 4 s in preview."""
    from benchmark.indexing import NONE, Run
    from benchmark.measure import Build, Check, Core
    from benchmark.sample import Sample, Taken

    def build(seconds: float, memory: float = 100) -> Build:
        return Build(seconds, seconds, memory, memory, size=2_000_000, files=10, index=NONE)

    first = replace(build(seconds, memory), index=Run(1, 1, pagefind))
    return Sample(
        size,
        Taken(build(10), build(10), 4.0),
        Taken(first, build(again), preview),
        Check(check, check, 80),
        Core(dict.fromkeys(STAGES, stage), {"analysis alone": analysis_memory}),
    )


def full(**large: float) -> list[Limited]:
    """Return what has a limit where 10,000 postmortems took this and 1,000 what they should."""
    from benchmark.limit import full

    return list(full([sample(1000, 0.75, check=0.1), sample(10_000, **large)]))


def over(limited: list[Limited]) -> list[str]:
    return [one.name for one in limited if one.is_over]


def test_what_is_within_its_limit_is_no_failure() -> None:
    limited = full()
    assert over(limited) == []
    assert len(limited) == 10


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ({"seconds": 7.6, "again": 0.1}, "Whole build at 10,000, of plain Material's"),
        ({"seconds": 8.7, "again": 0.1}, "Time per page at 10,000, of that at 1,000"),
        ({"again": 2.7}, "One changed file at 10,000, of the first build"),
        ({"memory": 131}, "Peak memory of Python at 10,000, of plain's"),
        ({"pagefind": 1501}, "Peak memory of Pagefind at 10,000, GB"),
        ({"check": 1.6}, "`postmortems check` at 10,000, of the build"),
        ({"stage": 0.1}, "All numbers at 10,000, of Python's CPU time"),
        ({"analysis_memory": 501}, "Peak memory of all numbers alone at 10,000, GB"),
    ],
)
def test_what_is_over_its_limit_is_named(taken: dict[str, float], name: str) -> None:
    assert name in over(full(**taken))


def test_the_live_preview_is_judged_at_a_thousand() -> None:
    from benchmark.limit import full

    slow = [sample(1000, preview=1.5), sample(10_000, preview=9)]
    assert [one.value for one in full(slow) if "preview" in one.name] == [1.5 / 4]


def test_a_quick_run_compares_cpu_time_without_what_is_fixed() -> None:
    from benchmark.limit import quick
    from benchmark.sample import Taken

    def few(size: int, plain: float, plugin: float) -> Sample:
        whole = sample(size)
        first = whole.plain.first
        one, other = (Taken(replace(first, cpu=cpu)) for cpu in (plain, plugin))
        return replace(whole, plain=one, plugin=other, core=None, check=replace(whole.check, cpu=1))

    found = list(quick(few(100, 2, 5), [few(200, 3, 8), few(500, 6, 19)]))
    assert [one.value for one in found] == pytest.approx([3.5, 14 / 12, 1 / 8, 1 / 19])
    # Twice the pages, four times the time.
    squared = [few(200, 3, 5 + 3 * 1), few(500, 6, 5 + 3 * 16)]
    assert over(list(quick(few(100, 2, 5), squared)))


def test_the_tables_hold_ratios_and_say_what_is_over() -> None:
    from benchmark.report import Report, as_json, as_markdown

    report = Report([sample(1000)], full(memory=140), "Measured here.")
    text = as_markdown(report)
    assert text.startswith("Measured here.\n\n| Postmortems ")
    assert re.search(r"^\| Live preview, with the plugin +\| +1\.0 s \|$", text, re.MULTILINE)
    assert re.search(r"^\| Peak memory of Python at .* \| +1\.40 \| +1\.30 \| OVER \|$", text, re.M)
    assert json.loads(as_json(report))["limits"][3]["over"]


def test_a_quick_run_leaves_out_what_it_does_not_measure() -> None:
    from benchmark.report import Report, as_markdown
    from benchmark.sample import Taken

    whole = sample(200)
    first = replace(whole, plain=Taken(whole.plain.first), plugin=Taken(whole.plugin.first))
    text = as_markdown(Report([replace(first, core=None)], [], "Measured here."))
    assert "Whole build, with the plugin" in text
    assert "changed file" not in text
    assert "preview" not in text
    assert "Part of the CPU time" not in text


def frame(text: str) -> Iterator[tuple[str, int]]:
    """Yield the first cell of each row of each table, and how many cells there are."""
    for line in text.splitlines():
        if line.startswith("| "):
            cells = line.strip("|").split("|")
            yield cells[0].strip(" -"), len(cells)


def test_the_page_holds_the_tables_that_a_full_run_prints() -> None:
    from benchmark.build import SIZES
    from benchmark.limit import full
    from benchmark.report import BEGIN, END, Report, as_markdown, written_into

    page = PAGE.read_text("utf-8")
    tables = page.partition(BEGIN)[2].partition(END)[0]
    samples = [sample(size) for size in SIZES]
    report = Report(samples, list(full(samples)), "Measured here.")
    assert list(frame(tables)) == list(frame(as_markdown(report)))
    assert f"| {' | '.join(f'{size:,}' for size in SIZES)} |" in re.sub(" +", " ", tables)
    written = written_into(page, report)
    assert "Measured here." in written
    assert written.startswith(page.partition(BEGIN)[0])
    assert written.endswith(page.partition(END)[2])
