"""Every command ends with 0, with 1 for problems in the content, with 2 where it could not run."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mkdocs_postmortems.cli.main import main

CONFIG = "plugins:\n  - postmortems: {as_of: 2026-10-05}\n"
DISK_FULL = """---
title: Disk full
severity: SEV-3
services: [orders]
started: 2026-03-15T14:44:00Z
resolved: 2026-03-15T15:30:00Z
actions:
  - {title: Alert on growth, owner: storage-team, created: 2026-03-16}
  - {title: Delete logs, owner: storage-team, created: 2026-03-16, status: done, closed: 2026-03-20}
---
"""
BROKEN = "---\ntitle: [never closed\n---\n"
ID = "2026-03-15-disk-full"
NEW = "new --severity SEV-3 --service orders --started 2026-03-15"

# Command -> arguments that end with 0, arguments that end with 1. Without arguments for the
# second, nothing in the content makes the command refuse.
CALLS: dict[str, tuple[str, str | None]] = {
    "action close": (f"action close {ID} A1", f"action close {ID} A9"),
    "action decline": (
        f"action decline {ID} A1 --reason costly",
        f"action decline {ID} A9 --reason costly",
    ),
    "action list": ("action list", None),
    "action reopen": (f"action reopen {ID} A2", f"action reopen {ID} A9"),
    "actions": ("actions", None),
    "check": ("check", "check"),
    "csp": ("csp site", None),
    "digest": ("digest", None),
    "export": ("export", None),
    "fmt": (f"fmt postmortems/{ID}.md", "fmt"),
    "init": ("init another", None),
    "metrics": ("metrics", None),
    "new": (f"{NEW} --title Another", f'{NEW} --title "Disk full"'),
    "pr-comment": ("pr-comment", None),
    "review new": ("review new 2026-Q1", None),
    "schema": ("schema", None),
    "similar": ("similar disk", None),
    "sync": ("sync", None),
}
NOT_TO_BE_RUN_HERE = {
    "pr-comment": "needs a git repository: tests/cli/test_pr_comment.py",
    "sync": "needs a ticket system: tests/cli/test_sync.py",
}


def commands(group: click.Group, above: str = "") -> Iterator[str]:
    """Yield every command by its full name."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")
        else:
            yield above + name


def write(root: Path, *, broken: bool) -> None:
    (root / "docs").mkdir()
    (root / "postmortems").mkdir()
    (root / "site").mkdir()
    (root / "site/index.html").write_text("<!doctype html>", "utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (root / "postmortems" / f"{ID}.md").write_text(DISK_FULL, "utf-8")
    if broken:
        (root / "postmortems" / "broken.md").write_text(BROKEN, "utf-8")


def code_of(arguments: str) -> int:
    result = CliRunner().invoke(main, shlex.split(arguments))
    assert "Traceback" not in result.output
    return result.exit_code


def test_every_command_is_in_the_table() -> None:
    assert list(commands(main)) == sorted(CALLS)


@pytest.mark.parametrize("name", sorted(CALLS.keys() - NOT_TO_BE_RUN_HERE))
def test_zero_when_all_is_well(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, broken=False)
    monkeypatch.chdir(tmp_path)
    assert code_of(CALLS[name][0]) == 0


@pytest.mark.parametrize("name", [name for name, (_, refused) in CALLS.items() if refused])
def test_one_when_the_content_is_at_fault(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, broken=True)
    monkeypatch.chdir(tmp_path)
    refused = CALLS[name][1]
    assert refused is not None
    assert code_of(refused) == 1


@pytest.mark.parametrize("name", CALLS)
def test_two_when_it_could_not_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert code_of(f"{CALLS[name][0]} --no-such-option") == 2


@pytest.mark.parametrize("name", sorted(CALLS.keys() - {"init", "schema"}))
def test_two_when_there_is_no_knowledge_base(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert code_of(CALLS[name][0]) == 2
