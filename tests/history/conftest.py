"""A repository whose `main` has two files, and a branch `topic` made from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from git_repository import Repository, isolate_git

LINES = "".join(f"line {number}\n" for number in range(20))


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate_git(monkeypatch)


@pytest.fixture
def repository(tmp_path: Path, alone: None) -> Repository:
    made = Repository(tmp_path / "repository")
    made.commit({"mkdocs.yml": "site_name: x\n", "postmortems/old.md": LINES})
    made.git("switch", "-q", "-c", "topic")
    return made
