"""The examples of the guide to the data run, on the data of the example."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from mkdocs_postmortems.cli import main

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide" / "data.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command of the guide has run."""
    made = tmp_path_factory.mktemp("guide")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        lines = [line for block in blocks("sh") for line in block.splitlines()]
        for line in [line for line in lines if line.startswith("postmortems ")]:
            arguments = [*shlex.split(line)[1:], "--config", str(ROOT / "mkdocs.yml")]
            result = CliRunner().invoke(main, arguments)
            assert (result.exit_code, line) == (0, line)
    return made


def test_the_commands_write_what_is_said(folder: Path) -> None:
    assert (folder / "report" / "actions.csv").is_file()
    assert (folder / "postmortems-data" / "datapackage.json").is_file()


@pytest.mark.parametrize("number", range(len(blocks("sql"))))
def test_a_query_finds_something(
    number: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert duckdb.sql(blocks("sql")[number]).fetchall()


def test_the_python_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    (block,) = blocks("python")
    exec(block, names)
    table = names["by_quarter"]
    assert int(table.to_numpy().sum()) == len(names["incidents"]) == 36  # type: ignore[attr-defined, arg-type]


@pytest.mark.skipif(not shutil.which("jq"), reason="needs jq")
def test_jq_finds_something(folder: Path) -> None:
    (block,) = (block for block in blocks("sh") if block.startswith("jq "))
    commands = block.replace("\\\n", " ").splitlines()
    assert len(commands) == 2
    for command in commands:
        done = subprocess.run(
            ["sh", "-ec", command], cwd=folder, capture_output=True, text=True, check=True
        )
        assert len(done.stdout.splitlines()) > 5
