"""`postmortems action list`: what is still to be done, for people, programs and spreadsheets."""

import csv
import json
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
title: Orders down
severity: SEV-1
services: [orders]
started: 2026-03-15T14:44:00Z
actions:
  - title: Alert on disk usage
    priority: high
    owner: spatel
    ticket: OPS-431
    created: 2026-03-16
    due: 2026-03-20
  - {title: Test it again, owner: Storage, priority: low, status: in-progress, due: 2026-09-11}
  - Ask the vendor
  - {title: Second database, id: DB-2, status: declined, closed: 2026-03-20, reason: Expensive}
---
"""
SEARCH = """---
title: Search slow
severity: SEV-3
services: [search]
started: 2026-09-20T10:00:00Z
actions: Warm the cache
---
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "orders.md").write_text(ORDERS)
    (tmp_path / "postmortems" / "search.md").write_text(SEARCH)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, columns: int = 120) -> Result:
    environment = {"COLUMNS": str(columns)}
    return CliRunner().invoke(action, ["list", *arguments], env=environment)


def test_it_begins_with_what_is_overdue_and_ends_with_the_debt(base: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "199 days overdue  high         spatel    Alert on disk usage",
        "                                         orders A1  OPS-431",
        "24 days overdue   low          Storage   Test it again",
        "                                         orders A2  in progress",
        "no due date       no priority  no owner  Ask the vendor",
        "                                         orders A3",
        "no due date       no priority  no owner  Warm the cache",
        "                                         search A1",
        "",
        "4 open actions on 2026-10-05. Debt: 2 overdue actions + 0 overdue postmortems = 2.",
    ]


def test_in_a_narrow_terminal_an_action_takes_several_lines(base: Path) -> None:
    text = ORDERS.replace("Alert on disk usage", "Alert on disk usage above 80% on every host")
    (base / "postmortems" / "orders.md").write_text(text)
    lines = run("--owner", "SPATEL", columns=40).stdout.splitlines()
    assert lines == [
        "199 days overdue, high, spatel, OPS-431",
        "  Alert on disk usage above 80% on every",
        "  host",
        "  orders A1",
        "",
        "1 of 4 open actions on 2026-10-05. Debt",
        "of all postmortems: 2 overdue actions +",
        "0 overdue postmortems = 2.",
    ]
    assert all(len(line) <= 40 for line in run(columns=40).stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "actions"),
    [
        (["--owner", "storage"], ["A2"]),
        (["--service", "Search"], ["A1"]),
        (["--priority", "HIGH"], ["A1"]),
        (["--priority", "p1"], ["A1"]),
        (["--overdue"], ["A1", "A2"]),
        (["--overdue", "--service", "search"], []),
        (["--as-of", "2026-03-18"], ["A1", "A2", "DB-2", "A3"]),
    ],
)
def test_it_can_be_narrowed(base: Path, arguments: list[str], actions: list[str]) -> None:
    found = json.loads(run("--format", "json", *arguments).stdout)
    assert [one["action"] for one in found["actions"]] == actions


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--owner", "patel"], '--owner: found "patel". Did you mean "spatel"?'),
        (["--service", "serach"], '--service: found "serach". Did you mean "search"?'),
        (["--priority", "x"], '--priority: found "x". Known are '),
        (["--as-of", "soon"], '--as-of: found "soon", not a date. Write a date'),
        (["--format", "xml"], "'xml' is not one of 'text', 'json', 'csv', 'markdown'"),
    ],
)
def test_what_nothing_has_ends_with_two(base: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_what_was_closed_later_was_open_on_that_day(base: Path) -> None:
    found = json.loads(run("--format", "json", "--as-of", "2026-03-18").stdout)
    assert [one["status"] for one in found["actions"]] == ["open", "in-progress", "open", "open"]


def test_json_has_a_version_and_every_field_and_the_help_names_them(base: Path) -> None:
    found = json.loads(run("--format", "json").stdout)
    first = found["actions"][0]
    assert {key: value for key, value in found.items() if key != "actions"} == {
        "version": 1,
        "as_of": "2026-10-05",
        "open": 4,
        "overdue": 2,
        "overdue_postmortems": 0,
        "debt": 2,
    }
    assert first == {
        "incident": "orders",
        "action": "A1",
        "title": "Alert on disk usage",
        "status": "open",
        "type": "",
        "priority": "high",
        "owner": "spatel",
        "ticket": "OPS-431",
        "ticket_url": "https://tickets.example.com/OPS-431",
        "due": "2026-03-20",
        "days_overdue": 199,
        "age_days": 203,
        "severity": "SEV-1",
        "services": ["orders"],
        "path": "orders.md",
    }
    described = run("--help").stdout
    assert [key for key in (*found, *first) if f"`{key}`" not in described] == []


@pytest.mark.parametrize(
    ("title", "cell", "markdown"),
    [
        ("=cmd()", "'=cmd()", "=cmd()"),
        ("+1", "'+1", "+1"),
        ("-1", "'-1", "-1"),
        ("@SUM(A1)", "'@SUM(A1)", "@&#8203;SUM(A1)"),
        ("\\t=1", "'=1", "=1"),
        ("a | <b> [c](d)", "a | <b> [c](d)", "a &#124; &#60;b&#62; &#91;c&#93;(d)"),
        ("\\e[31mred\\u202e", "[31mred", "&#91;31mred"),
        ("two\\nlines, *bold*", "two lines, *bold*", "two lines, &#42;bold&#42;"),
    ],
)  # fmt: skip
def test_a_hostile_title_commands_neither_spreadsheet_nor_document_nor_terminal(
    base: Path, title: str, cell: str, markdown: str
) -> None:
    text = ORDERS.replace("Alert on disk usage", f'"{title}"')
    (base / "postmortems" / "orders.md").write_text(text)
    rows = list(csv.DictReader(run("--format", "csv").stdout.splitlines()))
    assert (rows[0]["title"], rows[0]["due"], len(rows)) == (cell, "2026-03-20", 4)
    table = run("--format", "markdown", "--overdue").stdout.splitlines()
    assert table[2] == (
        f"| 199 days overdue, 2026-03-20 | high | {markdown} | spatel | orders A1 "
        "| [OPS-431](<https://tickets.example.com/OPS-431>) |"
    )
    assert table[-1].startswith(
        "2 of 4 open actions on 2026-10-05. Debt of all postmortems: 2 overdue actions"
    )
    for shown in (run().stdout, CliRunner().invoke(action, ["close", "orders", "x"]).stderr):
        assert not set("\x1b\u202e\t") & set(shown)


def test_it_says_how_many_files_it_was_made_without(base: Path) -> None:
    assert run("--as-of", "2026-10-05").stderr == ""
    (base / "postmortems" / "broken.md").write_text("---\ntitle: [\n---\n")
    (base / "postmortems" / "twice.md").write_text("---\ntitle: a\ntitle: b\n---\n")
    result = run("--format", "json", "--as-of", "2026-10-05")
    assert result.exit_code == 0
    assert result.stderr == ("postmortems: 2 files could not be read: see `postmortems check`\n")
    assert len(json.loads(result.stdout)["actions"]) == 4


def test_nothing_is_open(base: Path) -> None:
    for path in (base / "postmortems").iterdir():
        path.unlink()
    assert run().stdout == (
        "0 open actions on 2026-10-05. Debt: 0 overdue actions + 0 overdue postmortems = 0.\n"
    )
    assert run("--format", "csv").stdout.count("\n") == 1
    assert json.loads(run("--format", "json").stdout)["actions"] == []
    assert run("--owner", "me").exit_code == 2
