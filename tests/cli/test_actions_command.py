"""`postmortems actions`, as a scheduled job runs it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.cli.action_list import list_actions
from mkdocs_postmortems.cli.actions import actions

TEXT = """---
title: Orders down
severity: SEV-1
services: [orders]
started: 2026-09-01T08:00:00Z
actions:
  - {title: One, owner: spatel, due: 2026-09-10, priority: high}
  - {title: Two, owner: spatel, due: 2026-09-11}
  - {title: Three, owner: mtorres, due: 2026-10-05}
  - {title: Four, owner: mtorres, status: done, closed: 2026-09-20}
---
"""


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Example\nplugins:\n  - postmortems: {as_of: 2026-10-05}\n"
    )
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "orders.md").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(actions, list(arguments))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--overdue"], 0),
        (["--overdue", "--fail-on", "3"], 0),
        (["--overdue", "--fail-on", "2"], 1),
        (["--overdue", "--fail-on", "1"], 1),
        (["--fail-on", "3"], 1),
        (["--fail-on", "4"], 0),
        (["--owner", "mtorres", "--overdue", "--fail-on", "1"], 0),
        (["--owner", "spatel", "--service", "orders", "--priority", "high", "--fail-on", "1"], 1),
        (["--overdue", "--fail-on", "1", "--as-of", "2026-09-10"], 0),
        (["--overdue", "--fail-on", "1", "--as-of", "2026-09-11"], 1),
    ],
)
def test_it_fails_where_so_many_are_listed_or_more(arguments: list[str], code: int) -> None:
    assert run(*arguments).exit_code == code


def test_why_it_fails_stands_on_standard_error() -> None:
    result = run("--overdue", "--fail-on", "2")
    assert "postmortems: 2 actions listed, failing from 2 on\n" in result.stderr


BROKEN = TEXT.replace("title: Orders down", "title: [Orders down")
UNREAD = "postmortems: 1 file could not be read: see `postmortems check`\n"


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (BROKEN, ""),
        (BROKEN, ", rules: {PM103: off}"),
        (TEXT.replace("title:", "title: One\ntitle:"), ""),
        (TEXT.removeprefix("---\n"), ""),
        ("---\ntitle: \0\n---\n", ""),
    ],
    ids=["broken", "broken, and the rule is off", "a key twice", "no front matter", "NUL"],
)
def test_a_file_that_cannot_be_read_is_no_success(base: Path, text: str, options: str) -> None:
    (base / "mkdocs.yml").write_text(f"plugins:\n  - postmortems: {{as_of: 2026-10-05{options}}}\n")
    (base / "postmortems" / "orders.md").write_text(text)
    passed = run("--overdue", "--as-of", "2026-10-05")
    assert (passed.exit_code, passed.stderr) == (0, UNREAD)
    failed = run("--overdue", "--as-of", "2026-10-05", "--fail-on", "1")
    assert failed.exit_code == 2
    path = Path("postmortems", "orders.md")
    assert failed.stderr == f"{UNREAD}{path}: it cannot be read, and its actions are not listed\n"


def test_too_many_are_too_many_whatever_else_cannot_be_read(base: Path) -> None:
    (base / "postmortems" / "broken.md").write_text(BROKEN)
    assert run("--overdue", "--fail-on", "2").exit_code == 1
    assert run("--overdue", "--fail-on", "3").exit_code == 2


def test_a_day_that_the_settings_hold_is_told(base: Path) -> None:
    told = "postmortems: read on 2020-10-05, by `as_of` in mkdocs.yml\n"
    (base / "mkdocs.yml").write_text("plugins:\n  - postmortems: {as_of: 2020-10-05}\n")
    assert run("--fail-on", "9").stderr == told
    assert run("--as-of", "2020-10-05").stderr == ""
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    (base / "mkdocs.yml").write_text(f"plugins:\n  - postmortems: {{as_of: {tomorrow}}}\n")
    assert run().stderr == ""


@pytest.mark.parametrize("name", ["close", "decline", "reopen", "list"])
def test_who_wants_to_change_an_action_is_sent_to_the_command_that_can(name: str) -> None:
    result = run(name, "orders", "A1")
    assert result.exit_code == 2
    assert f"found `actions {name}`. Write `postmortems action {name}`" in result.stderr


@pytest.mark.parametrize("shown", ["text", "json", "csv", "markdown"])
def test_the_list_is_that_of_action_list(shown: str) -> None:
    arguments = ["--overdue", "--format", shown]
    listed = CliRunner().invoke(list_actions, arguments)
    assert listed.exit_code == 0
    assert run(*arguments, "--fail-on", "1").stdout_bytes == listed.stdout_bytes


def test_json_stays_json_where_it_fails() -> None:
    found = json.loads(run("--overdue", "--format", "json", "--fail-on", "1").stdout)
    assert [action["title"] for action in found["actions"]] == ["One", "Two"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--fail-on", "0"], "0 is not in the range x>=1"),
        (["--fail-on", "many"], "'many' is not a valid integer"),
        (["--owner", "nobody", "--fail-on", "1"], '--owner: found "nobody"'),
        (["--as-of", "1"], "--as-of: "),
        (["--config", "no.yml"], "'no.yml' does not exist"),
    ],
)
def test_what_cannot_be_listed_is_no_success(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_without_postmortems_there_is_nothing_to_fail_on(base: Path) -> None:
    (base / "postmortems" / "orders.md").unlink()
    assert run("--overdue", "--fail-on", "1").exit_code == 0
    (base / "postmortems").rmdir()
    assert run("--overdue", "--fail-on", "1").exit_code == 2


@pytest.mark.parametrize(
    ("action", "found"),
    [
        ("due: soon", 'actions[0].due: found "soon", not a date'),
        ("priority: hihg", 'actions[0].priority: found "hihg"'),
        ("status: opne", 'actions[0].status: found "opne"'),
    ],
)
def test_it_never_passes_with_an_action_of_which_nobody_knows_when_it_is_due(
    base: Path, action: str, found: str
) -> None:
    fields = f"actions:\n  - {{title: One, {action}}}\n---\n"
    (base / "postmortems" / "orders.md").write_text(TEXT.partition("actions:")[0] + fields)
    assert run("--overdue").exit_code == 0
    result = run("--overdue", "--fail-on", "1")
    assert result.exit_code == 2
    assert f"orders.md:7: {found}, so nobody knows when it is due\n" in result.stderr
