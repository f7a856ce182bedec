"""The generated knowledge bases: valid, realistic, the same each time; and what is measured."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from benchmark.project import Project


@pytest.fixture(scope="module")
def projects(
    tmp_path_factory: pytest.TempPathFactory, benchmark_is_importable: None
) -> tuple[Project, Project]:
    """Plain Material and the plugin, with the same ten postmortems."""
    from benchmark.project import make_projects

    return make_projects(tmp_path_factory.mktemp("benchmark"), 10)


def test_both_projects_have_the_same_postmortems(projects: tuple[Project, Project]) -> None:
    def files(project: Project) -> dict[Path, bytes]:
        paths = project.postmortems.rglob("*.md")
        return {path.relative_to(project.postmortems): path.read_bytes() for path in paths}

    plain, plugin = map(files, projects)
    assert plain == plugin
    assert len(plain) == 10


@pytest.mark.parametrize(
    ("search", "theirs", "ours"), [(True, ["search"], "pagefind"), (False, [], "material")]
)
def test_each_has_its_own_search_or_neither_has_one(
    search: bool, theirs: list[str], ours: str, tmp_path: Path
) -> None:
    from benchmark.project import make_projects

    plain, plugin = (
        yaml.safe_load((project.folder / "mkdocs.yml").read_text("utf-8"))["plugins"]
        for project in make_projects(tmp_path, 1, search)
    )
    assert plain == theirs
    (block,) = plugin
    assert block["postmortems"]["search"] == ours


def test_generated_postmortems_are_like_real_ones() -> None:
    from benchmark.project import incidents

    made = [incident.text.split("---\n", 2) for incident in incidents(200)]
    words = [len(body.split()) for _, _, body in made]
    assert 700 < statistics.mean(words) < 900
    assert {len(yaml.safe_load(front)["actions"]) for _, front, _ in made} == {3}
    assert len({word for parts in made for word in re.findall(r"\w+", "".join(parts))}) > 5000


def test_generating_twice_gives_the_same() -> None:
    from benchmark.project import incidents

    assert list(incidents(5)) == list(incidents(5))


def test_every_stage_is_measured_and_no_postmortem_has_a_problem(
    projects: tuple[Project, Project], tmp_path: Path
) -> None:
    from benchmark.analysis import run as analyse
    from benchmark.stages import run

    result = run(projects[1].folder, tmp_path / "frames")
    assert result["problems"] == []
    seconds, memory = result["seconds"], result["memory"]
    assert isinstance(seconds, dict)
    assert isinstance(memory, dict)
    names = ["read", "check", "scipy", "frames", "analyse", "data", "pages", "render"]
    assert list(seconds) == names
    assert list(memory) == ["start", *names]
    assert list(memory.values()) == sorted(memory.values())
    alone = analyse(tmp_path / "frames")
    assert 0 < alone["modules alone"] <= alone["analysis alone"]


def test_loading_scipy_is_not_hidden_in_loading_the_program() -> None:
    code = "import sys, benchmark.stages; print('scipy.stats' in sys.modules)"
    command = [sys.executable, "-c", code]
    process = subprocess.run(command, capture_output=True, text=True, check=True)
    assert process.stdout.strip() == "False"


def test_a_build_is_measured_apart_from_its_indexer(tmp_path: Path) -> None:
    from benchmark.measure import fastest, measure, measure_again
    from benchmark.project import make_projects

    plain, plugin = make_projects(tmp_path, 1)
    build, other = measure(plugin), measure(plain)
    assert 0 < build.index.cpu < build.cpu
    assert 0 < build.index.memory < build.memory
    assert (plugin.site / "pagefind").is_dir()
    assert fastest([build, build]) == build
    assert other.index.cpu == 0
    assert measure_again(plain).files == other.files


def test_runs_of_the_indexer_add_up(tmp_path: Path) -> None:
    from benchmark.indexing import Run, run_of

    written = tmp_path / "runs"
    written.write_text(
        '{"begin": 10, "end": 14, "cpu": 3, "memory": 100}\n'
        '{"begin": 12, "end": 15, "cpu": 2, "memory": 50}\n'
        '{"begin": 15, "end": 16, "cpu": 1, "memory": 70}\n'
    )
    assert run_of(written) == Run(seconds=6, cpu=6, memory=150)
    assert run_of(tmp_path / "none") == Run(0, 0, 0)


def test_a_saved_file_is_seen_in_the_live_preview(projects: tuple[Project, Project]) -> None:
    from benchmark.preview import measure_preview

    plain, _ = projects
    before = plain.newest.read_text("utf-8")
    assert 0 < measure_preview(plain, saves=1) < 60
    added = "## Executive summary\n\n- Saved for the 1. time.\n"
    assert added in plain.newest.read_text("utf-8")
    assert added not in before


def test_a_build_that_fails_is_told(tmp_path: Path) -> None:
    from benchmark.measure import measure
    from benchmark.preview import measure_preview
    from benchmark.project import make_project
    from benchmark.refused import BuildError

    project = make_project(tmp_path, 1)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: none-such\n")
    with pytest.raises(BuildError, match="none-such"):
        measure(project)
    with pytest.raises(BuildError, match="none-such"):
        measure_preview(project, saves=1)


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
