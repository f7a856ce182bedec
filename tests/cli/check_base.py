"""A folder to run `postmortems check` in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.cli.check import check
from mkdocs_postmortems.history.base import CI_BRANCHES, CI_COMMITS

CONFIG = "site_name: Example\nplugins:\n  - search\n  - postmortems\n"
GOOD = """---
title: Orders down
severity: SEV-3
services: [orders]
started: 2026-03-15T14:44:00Z
---
"""
BAD = GOOD.replace("SEV-3", "SEVERE-1").replace("14:44:00Z", "14:44:00Z\nserivces: [a]")
WARNED = GOOD.replace("title:", "colour: red\ntitle:")
ENVIRONMENT = ("NO_COLOR", "GITHUB_WORKSPACE", "SOURCE_DATE_EPOCH", *CI_COMMITS, *CI_BRANCHES)


def make_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with one good postmortem the current one."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "postmortems" / "2026").mkdir(parents=True)
    (tmp_path / "postmortems" / "2026" / "good.md").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, charset: str = "utf-8", colour: bool = False) -> Result:
    return CliRunner(charset=charset).invoke(check, list(arguments), color=colour)


def write(base: Path, name: str, text: str | bytes) -> None:
    path = base / "postmortems" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def addresses(result: Result) -> list[str]:
    return [problem["file"] for problem in json.loads(result.stdout)["problems"]]
