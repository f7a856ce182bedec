"""What `init` makes builds at once, and four commands lead from nothing to a first postmortem."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli as mkdocs
from site_project import Built, Project
from test_build_addresses import dead_links

from mkdocs_postmortems.cli import main
from mkdocs_postmortems.cli.init import init


def run(program: click.Command, *arguments: str) -> None:
    """Run a command in the current folder that has to succeed, without anybody to answer it."""
    result = CliRunner().invoke(program, arguments)
    assert result.exit_code == 0, result.output


def test_the_first_page_of_a_new_team_says_how_to_begin(tmp_path: Path) -> None:
    assert CliRunner().invoke(init, [str(tmp_path / "payments")]).exit_code == 0
    built = Project(tmp_path / "payments").build(strict=True)
    assert built.warnings == []
    assert dead_links(built) == []
    first = built.page("")
    assert "No postmortem has been written yet." in first.text
    assert first.href("How to write the first one") == "postmortems/"
    assert "Payments postmortems" in built.files["index.html"].decode()


def test_four_commands_lead_from_an_empty_folder_to_a_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As functions: the programs themselves are started in the tests of the wheel."""
    monkeypatch.chdir(tmp_path)
    title = ("--title", "Orders were not accepted")
    what = ("--severity", "SEV-2", "--service", "orders", "--started", "2026-03-15T14:44:00Z")
    run(main, "init")
    run(main, "new", *title, *what)
    run(main, "check")
    run(mkdocs, "build", "--strict")
    (written,) = tmp_path.glob("postmortems/2026/2026-03-15-*.md")
    built = Built(tmp_path / "site", [])
    page = built.page(f"postmortems/2026/{written.stem}/")
    assert "Orders were not accepted" in page.text
    assert "Orders were not accepted" in built.page("").text
    assert "guidance" not in page.text
