"""Commands that read the history from git: what they say where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from git_repository import Repository, isolate_git

from mkdocs_postmortems.cli.action_list import list_actions
from mkdocs_postmortems.cli.check import check
from mkdocs_postmortems.cli.digest import digest
from mkdocs_postmortems.cli.metrics import metrics

CONFIG = "site_name: x\nplugins:\n  - postmortems: {git: true, as_of: 2026-10-05}\n"
FILE = """---
title: Orders down
severity: SEV-3
services: [orders]
started: 2026-03-15T14:44:00Z
resolved: 2026-03-15T15:44:00Z
actions: [{title: Alert, owner: storage, ticket: OPS-1}]
---
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate_git(monkeypatch)
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "a.md").write_text(FILE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", [check, metrics, list_actions, digest])
def test_a_command_warns_once_and_does_its_work(folder: Path, command: click.Command) -> None:
    result = CliRunner().invoke(command)
    assert result.exit_code == 0
    lines = [line for line in result.stderr.splitlines() if "git" in line]
    assert lines == [
        f"postmortems: no history from git: {folder / 'postmortems'} is not in the work tree of a "
        "git repository. Run this in a clone, or `git init` first"
    ]


def test_ages_are_counted_from_the_commit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-09-25T12:00:00Z")
    Repository(folder).commit()
    result = CliRunner().invoke(list_actions, ["--format", "json", "--as-of", "2026-10-05"])
    (action,) = json.loads(result.stdout)["actions"]
    assert (result.stderr, action["age_days"]) == ("", 10)
