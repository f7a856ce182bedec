"""What `init` makes builds at once, and four commands lead from nothing to a first postmortem."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner
from site_project import Built, Project
from test_build_addresses import dead_links

from mkdocs_postmortems.cli.init import init

PROGRAMS = Path(sys.executable).parent


def run(*command: str, at: Path) -> str:
    """Run a program of the environment that has to succeed, and return what it printed."""
    result = subprocess.run(
        [str(PROGRAMS / command[0]), *command[1:]],
        cwd=at,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_the_first_page_of_a_new_team_says_how_to_begin(tmp_path: Path) -> None:
    assert CliRunner().invoke(init, [str(tmp_path / "payments")]).exit_code == 0
    built = Project(tmp_path / "payments").build(strict=True)
    assert built.warnings == []
    assert dead_links(built) == []
    first = built.page("")
    assert "No postmortem has been written yet." in first.text
    assert first.href("How to write the first one") == "postmortems/"
    assert "Payments postmortems" in built.files["index.html"].decode()


def test_four_commands_lead_from_an_empty_folder_to_a_site(tmp_path: Path) -> None:
    title = ("--title", "Orders were not accepted")
    what = ("--severity", "SEV-2", "--service", "orders", "--started", "2026-03-15T14:44:00Z")
    run("postmortems", "init", at=tmp_path)
    run("postmortems", "new", *title, *what, at=tmp_path)
    run("postmortems", "check", at=tmp_path)
    run("mkdocs", "build", "--strict", at=tmp_path)
    (written,) = tmp_path.glob("postmortems/2026/2026-03-15-*.md")
    built = Built(tmp_path / "site", [])
    page = built.page(f"postmortems/2026/{written.stem}/")
    assert "Orders were not accepted" in page.text
    assert "Orders were not accepted" in built.page("").text
    assert "guidance" not in page.text
