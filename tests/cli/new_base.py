"""A folder to run `postmortems new` in."""

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.cli import main

CONFIG = "plugins:\n  - search\n  - postmortems\n"
KNOWN = """---
title: Replica lag
severity: SEV-3
services: [orders, orders-db]
teams: [storage]
started: 2025-11-02T08:00:00Z
links:
  - {title: Dashboard, url: https://grafana.example.com/d/1}
---
"""
ID = "2025-11-02-orders-replica-lag"
GIVEN = ("--title", "Orders down", "--severity", "2", "--service", "orders")
AT = ("--started", "2026-03-15 14:05")
PATH = "postmortems/2026/2026-03-15-orders-down.md"


def make_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with one postmortem the current one, without an editor."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "postmortems" / "2025").mkdir(parents=True)
    (tmp_path / "postmortems" / "2025" / f"{ID}.md").write_text(KNOWN)
    monkeypatch.chdir(tmp_path)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["new", *arguments], input=typed)


def files(base: Path) -> list[str]:
    return sorted(path.name for path in (base / "postmortems").rglob("*") if path.is_file())


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
