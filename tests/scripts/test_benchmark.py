"""The generated knowledge bases: valid, realistic, the same each time; and the ratios."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from benchmark.report import Sample

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    monkeypatch.setenv("PYTHONPATH", str(SCRIPTS), prepend=os.pathsep)
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "benchmark"]:
        del sys.modules[name]


def test_generated_postmortems_have_no_problem(tmp_path: Path) -> None:
    from benchmark.project import make_projects
    from benchmark.stages import run

    plain, plugin = make_projects(tmp_path, 30)
    result = run(plugin.postmortems, tmp_path / "frames")
    assert result["problems"] == []
    files = {path.relative_to(plugin.postmortems) for path in plugin.postmortems.rglob("*.md")}
    assert len(files) == 30
    assert files == {
        path.relative_to(plain.postmortems) for path in plain.postmortems.rglob("*.md")
    }


def test_generated_postmortems_are_as_long_as_real_ones() -> None:
    from benchmark.project import incidents

    texts = [made.text for made in incidents(200)]
    words = [len(text.split("---\n", 2)[2].split()) for text in texts]
    assert 650 < sum(words) / len(words) < 950
    assert len({word for text in texts for word in re.findall(r"\w+", text)}) > 5000


def test_generating_twice_gives_the_same() -> None:
    from benchmark.project import incidents

    assert list(incidents(5)) == list(incidents(5))


def test_every_number_of_the_site_is_within_a_stage(tmp_path: Path) -> None:
    from benchmark.analysis import run as analyse
    from benchmark.project import make_projects
    from benchmark.stages import run

    _, plugin = make_projects(tmp_path, 30)
    result = run(plugin.postmortems, tmp_path / "frames")
    assert list(result["seconds"]) == ["read", "check", "scipy", "analyse", "data", "pages"]
    assert set(result["memory"]) == {"start", *result["seconds"]}
    marks = list(result["memory"].values())
    assert marks == sorted(marks)
    alone = analyse(tmp_path / "frames")
    assert 0 < alone["modules alone"] <= alone["analysis alone"]


def test_the_core_is_measured_in_processes_of_its_own(tmp_path: Path) -> None:
    from benchmark.measure import least, measure_core
    from benchmark.project import make_projects
    from benchmark.report import _MEMORY, _STAGES

    _, plugin = make_projects(tmp_path, 3)
    core = measure_core(plugin)
    assert set(_STAGES) == set(core.seconds)
    assert set(_MEMORY) <= set(core.memory)
    assert [path.name for path in plugin.folder.glob("*.pickle")] == []
    assert least([core, core]) == core


def test_loading_scipy_is_not_hidden_in_loading_the_program() -> None:
    code = "import sys, benchmark.stages; print('scipy.stats' in sys.modules)"
    command = [sys.executable, "-c", code]
    process = subprocess.run(command, capture_output=True, text=True, check=True)
    assert process.stdout.strip() == "False"


def sample(
    size: int,
    plain: float,
    plugin: float,
    *,
    check: float = 0.1,
    analysis: float = 0.1,
    memory: float = 200,
) -> Sample:
    """Return what builds of so many seconds and an analysis of so many seconds and MiB gave."""
    from benchmark.measure import Build, Check, Core
    from benchmark.report import Sample

    def build(seconds: float) -> Build:
        return Build(wall=seconds, cpu=seconds, memory=100, size=2**20, files=10)

    seconds = dict.fromkeys(("read", "check", "scipy", "data", "pages"), 0.1)
    marks = dict.fromkeys(("start", "read", "data", "modules alone"), 100.0)
    core = Core({**seconds, "analyse": analysis}, {**marks, "analysis alone": memory})
    took = Check(wall=check, cpu=check, memory=80)
    return Sample(size, build(plain), build(plugin), took, core)


def test_ratios_over_their_limit_fail() -> None:
    from benchmark.report import FULL, QUICK, Report, as_json, as_table

    empty = sample(0, 0.5, 1.0)
    fine = Report(FULL, empty, [sample(1000, 10, 14), sample(4000, 40, 56)])
    assert fine.failures() == []
    assert "1.40, limit 1.40: ok" in as_table(fine)
    slow = Report(FULL, empty, [sample(1000, 10, 14), sample(4000, 40, 66)])
    assert [ratio.value for ratio in slow.failures()] == [1.65, pytest.approx(66 / 56)]
    assert "OVER" in as_table(slow)
    assert '"over": true' in as_json(slow)
    quick = Report(QUICK, empty, [sample(100, 1.5, 2.5)])
    assert [ratio.value for ratio in quick.ratios()] == [1.5, pytest.approx(0.04)]
    few = sample(40, 1.0, 2.0)
    based = Report(QUICK, few, [sample(100, 1.6, 3.2), sample(200, 2.6, 5.2)])
    assert [ratio.value for ratio in based.ratios()] == pytest.approx(
        [2.0, 2.0, 1.0, 0.1 / 3.2, 0.1 / 5.2]
    )
    assert "40 postmortems" in as_table(based)


def test_a_check_that_takes_more_than_a_fifth_of_the_build_fails() -> None:
    from benchmark.report import FULL, QUICK, Report, as_table

    empty = sample(0, 0.5, 1.0)
    for limits in (FULL, QUICK):
        assert Report(limits, empty, [sample(1000, 10, 12, check=2.4)]).failures() == []
        slow = Report(limits, empty, [sample(1000, 10, 12, check=2.5)])
        (ratio,) = slow.failures()
        assert (ratio.name, ratio.value) == (
            "check at 1,000, share of the build with the plugin",
            pytest.approx(2.5 / 12),
        )
        assert f"{ratio.name}: 0.21, limit 0.20: OVER" in as_table(slow)


def test_the_analysis_has_limits_from_ten_thousand_postmortems() -> None:
    from benchmark.report import FULL, Report, as_table

    def report(size: int, analysis: float, memory: float) -> Report:
        one = sample(size, 100, 100, analysis=analysis, memory=memory)
        return Report(FULL, sample(0, 0.5, 1.0), [one])

    fine = report(10_000, 4.7, 476)
    assert fine.failures() == []
    assert "analysis at 10,000, share of the build's CPU time: 0.05, limit 0.05: ok" in as_table(
        fine
    )
    over = report(10_000, 4.9, 477)
    assert [ratio.value for ratio in over.failures()] == [
        pytest.approx(0.051),
        pytest.approx(500.17, abs=0.01),
    ]
    small = report(1000, 50, 4000)
    assert small.failures() == []
    assert "all numbers (SciPy to data)" in as_table(small)


def test_every_mode_has_its_own_options(capsys: pytest.CaptureFixture[str]) -> None:
    from benchmark.__main__ import MODES, main

    for mode in MODES:
        with pytest.raises(SystemExit) as stopped:
            main([mode, "--help"])
        assert stopped.value.code == 0
        told = capsys.readouterr().out
        assert f"usage: scripts/bench {mode}" in told
        assert "--sizes" in told


def test_the_search_is_asked_for_what_stands_in_the_postmortems() -> None:
    from benchmark.project import incidents
    from benchmark.search import queries

    text = "".join(made.text for made in incidents(50))
    asked = queries(50)
    assert len(asked) == 20
    assert all(query.strip('"') in text for query in asked)


def test_neither_project_of_the_builds_has_a_search(tmp_path: Path) -> None:
    from benchmark.project import SETTINGS, make_projects

    assert SETTINGS["search"] == "material"
    for project in make_projects(tmp_path, 1):
        assert "- search" not in (project.folder / "mkdocs.yml").read_text("utf-8")
