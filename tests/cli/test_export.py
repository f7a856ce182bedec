"""`postmortems export`: the data of the site, without a site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.cli import export as command
from mkdocs_postmortems.cli import main
from mkdocs_postmortems.exports.data import FORMATS, TABLES

CONFIG = """site_url: https://kb.example.com/
plugins:
  - postmortems: {as_of: 2026-10-05}
"""
DISK = """---
title: Orders down
severity: SEV-1
services: [orders]
started: 2026-03-15T14:44:00Z
causes: [monitoring-gap]
actions: [Test it]
---
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "postmortems" / "2026").mkdir(parents=True)
    (tmp_path / "postmortems" / "2026" / "disk.md").write_text(DISK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", "--as-of", "2026-10-05", *arguments])


def written(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found}


def test_it_writes_the_data_of_the_site(base: Path) -> None:
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    names = ("postmortems", "actions", "causes", "services")
    assert written(base / "postmortems-data") == {
        *(f"{name}.{ending}" for name in names for ending in ("json", "csv", "parquet")),
        *(f"schema/{name}.schema.json" for name in (*names, "document", "metrics")),
        "metrics.json",
        "datapackage.json",
        "postmortems/2026/disk.json",
    }
    found = json.loads((base / "postmortems-data" / "postmortems.json").read_text())
    assert found["postmortems"][0]["url"] == "https://kb.example.com/postmortems/2026/disk/"
    lines = result.stdout.splitlines()
    assert lines[1].split() == ["1", "kB", "postmortems-data/postmortems.json"]
    assert lines[-2].endswith("postmortems-data/postmortems, 1 file")


def test_formats_and_tables_can_be_chosen(base: Path) -> None:
    run("--format", "csv", "--format", "parquet", "--table", "actions", "-o", "a")
    assert written(base / "a") == {"actions.csv", "actions.parquet"}
    run("--table", "causes", "--format", "json", "-o", "b")
    assert written(base / "b") == {"causes.json", "schema/causes.schema.json"}
    run("--format", "csv", "-o", "c")
    assert written(base / "c") == {
        "actions.csv", "causes.csv", "postmortems.csv", "services.csv", "datapackage.json"
    }  # fmt: skip


def test_one_table_goes_to_the_standard_output(base: Path) -> None:
    result = run("--table", "actions", "--format", "csv", "-o", "-")
    assert result.exit_code == 0
    run("--table", "actions", "--format", "csv", "-o", "a")
    assert result.stdout_bytes == (base / "a" / "actions.csv").read_bytes()
    assert run("--table", "actions", "--format", "parquet", "-o", "-").stdout_bytes[:4] == b"PAR1"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--table", "actions"],
        ["--format", "csv"],
        ["--table", "actions", "--table", "causes", "--format", "csv"],
    ],
)
def test_more_than_one_table_does_not(base: Path, arguments: list[str]) -> None:
    result = run(*arguments, "-o", "-")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Give one --table and one --format" in result.stderr


def test_nothing_is_replaced_without_force(base: Path) -> None:
    folder = base / "out"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    (folder / "actions.csv").write_text("mine")
    result = run("-o", "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "postmortems: out/actions.csv is there already. Give --force to replace it, or another "
        "folder with --output\n"
    )
    assert written(folder) == {"notes.txt", "actions.csv"}
    assert run("-o", "out", "--force").exit_code == 0
    assert (folder / "actions.csv").read_text("utf-8-sig").startswith("incident,")
    assert (folder / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("", "found an empty --output. Write a folder of its own, such as postmortems-data"),
        (".", ". is the folder of mkdocs.yml. Give --output a folder of its own, such as"),
        ("postmortems", "postmortems/metrics.json would be in postmortems, among the postmortems"),
        ("postmortems/2026/data", "would be in postmortems, among the postmortems. Give --output"),
        ("shortcut", "shortcut/metrics.json would be in postmortems, among the postmortems"),
    ],
)
def test_it_does_not_write_among_what_people_write(base: Path, output: str, said: str) -> None:
    (base / "shortcut").symlink_to("postmortems")
    result = run("-o", output, "--force")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert written(base) == {"mkdocs.yml", "postmortems/2026/disk.md"}


def test_a_folder_around_that_of_the_postmortems_is_not_written_into(base: Path) -> None:
    (base / "mkdocs.yml").write_text("plugins:\n  - postmortems: {source: kb/postmortems}\n")
    (base / "kb").mkdir()
    (base / "postmortems").rename(base / "kb" / "postmortems")
    result = run("-o", "kb")
    assert result.exit_code == 2
    assert "kb/postmortems/2026/disk.json would be in kb/postmortems" in result.stderr
    assert run("-o", "kb", "--table", "actions").exit_code == 0


def test_what_an_earlier_export_has_left_is_said(base: Path) -> None:
    run("-o", "out")
    (base / "postmortems" / "2026" / "disk.md").rename(base / "postmortems" / "full.md")
    result = run("-o", "out", "--force")
    assert result.stderr == (
        "postmortems: out/postmortems/2026/disk.json: not of this export; remove what is of an "
        "earlier one\n"
    )


def test_a_file_that_cannot_be_read_is_said(base: Path) -> None:
    (base / "postmortems" / "broken.md").write_text("---\ntitle: [\n---\n")
    result = run("-o", "out")
    assert result.exit_code == 0
    assert result.stderr == "postmortems: 1 file could not be read: see `postmortems check`\n"


def test_a_place_that_cannot_be_written_ends_with_two(base: Path) -> None:
    (base / "out").write_text("a file")
    result = run("-o", "out")
    assert result.exit_code == 2
    assert result.stderr.startswith("postmortems: out")
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "xlsx"], "'xlsx' is not one of 'json', 'csv', 'parquet'"),
        (["--table", "owners"], "'owners' is not one of 'postmortems'"),
        (["--as-of", "soon"], '--as-of: found "soon", not a date'),
    ],
)
def test_wrong_options_end_with_two(base: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (base / "postmortems-data").exists()


def test_a_missing_folder_ends_with_two(base: Path) -> None:
    (base / "mkdocs.yml").write_text("plugins:\n  - postmortems: {source: elsewhere}\n")
    assert run().exit_code == 2


def test_the_options_name_every_table_and_format() -> None:
    options = {option.name: option for option in command.export.params}
    assert [*options["tables"].type.choices] == [table.name for table in TABLES]
    assert [*options["formats"].type.choices] == [*FORMATS]
