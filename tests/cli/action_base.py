"""A folder with two postmortems and their actions, to run `postmortems action` in."""

import difflib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.cli.action import action

CONFIG = """plugins:
  - postmortems:
      as_of: 2026-10-05
      tickets: {'OPS-\\d+': 'https://tickets.example.com/{key}'}
"""
ORDERS = """---
title: Orders down   # for now
severity: SEV-1
serivces: [orders]
services: [orders]
started: 2026-03-15T14:44:00Z
mitigated: not yet known
actions:
  - title: Alert on disk usage
    priority: high
    owner: spatel
    ticket: OPS-431
    created: 2026-03-16
    due: 2026-03-20
    status: open   # see the ticket
    addresses: [monitoring-gap]
  - {title: "Test it, again", owner: Storage, priority: low, status: in-progress}
  - Ask the vendor   # one day
  - title: Second database
    id: DB-2
    status: declined
    closed: 2026-03-20
    reason: Too expensive
---

status: open
"""
SEARCH = """---
title: Search slow
severity: SEV-3
services: [search]
started: 2026-09-20T10:00:00Z
resolved: 2026-09-20T11:00:00Z
actions: Warm the cache
---
"""
ID = "2026-03-15-orders"
PATH = f"postmortems/2026/{ID}.md"


def make_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with two postmortems the current one."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "postmortems" / "2026").mkdir(parents=True)
    (tmp_path / PATH).write_bytes(ORDERS.encode())
    (tmp_path / "postmortems" / "2026-09-20-search.md").write_bytes(SEARCH.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, columns: int = 120, **more: str) -> Result:
    environment = {"COLUMNS": str(columns)}
    return CliRunner().invoke(action, list(arguments), env=environment, **more)  # type: ignore[arg-type]


def differences(base: Path, before: str = ORDERS, path: str = PATH) -> list[str]:
    after = (base / path).read_bytes().decode()
    compared = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line for line in compared if line[0] in "+-"]
