"""A folder to run `postmortems init` in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.cli.init import init


def make_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty folder, which is then the current one."""
    made = tmp_path / "payments"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(init, list(arguments), prog_name="postmortems init")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def states(result: Result) -> dict[str, str]:
    """Return what became of each path."""
    lines = re.findall(r"^(.{15}\S?) *(\S+)(?: \(.*\))?$", result.stdout, re.MULTILINE)
    return {path: state.strip() for state, path in lines}
