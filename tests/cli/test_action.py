"""`postmortems action`: one action changes in its file, and nothing else does."""

import datetime as dt
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


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
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


def test_closing_writes_two_lines_and_says_which(base: Path) -> None:
    result = run("close", ID, "A1", "--on", "2026-03-17")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"Closed A1 of {ID}: Alert on disk usage",
        PATH,
        "   15 - status: open   # see the ticket",
        "   15 + status: done   # see the ticket",
        "   16 + closed: 2026-03-17",
        f"Commit it: git commit -m 'Close A1 of {ID}' {PATH}",
    ]
    assert differences(base) == [
        "-     status: open   # see the ticket\n",
        "+     status: done   # see the ticket\n",
        "+     closed: 2026-03-17\n",
    ]


@pytest.mark.parametrize(
    ("ident", "lines"),
    [
        (
            "a2",
            [
                '-   - {title: "Test it, again", owner: Storage, priority: low, status: '
                "in-progress}\n",
                '+   - {title: "Test it, again", owner: Storage, priority: low, status: done, '
                "closed: 2026-03-17}\n",
            ],
        ),
        (
            "A3",
            [
                "-   - Ask the vendor   # one day\n",
                "+   - title: Ask the vendor   # one day\n",
                "+     status: done\n",
                "+     closed: 2026-03-17\n",
            ],
        ),
    ],
)
def test_every_form_of_an_action_can_be_closed(base: Path, ident: str, lines: list[str]) -> None:
    assert run("close", ID, ident, "--on", "2026-03-17").exit_code == 0
    assert differences(base) == lines


def test_a_postmortem_is_named_by_its_id_or_its_path(base: Path) -> None:
    path = "postmortems/2026-09-20-search.md"
    for name in (path, "2026-09-20-search.md", str(base / path), "2026-09-20-search"):
        assert run("close", name, "A1", "--on", "2026-09-21").exit_code == 0
        assert "  - title: Warm the cache\n    status: done\n" in (base / path).read_text()
        (base / path).write_text(SEARCH)


def test_line_ends_and_byte_order_mark_stay(base: Path) -> None:
    before = "\ufeff" + ORDERS.replace("\n", "\r\n")
    (base / PATH).write_bytes(before.encode())
    assert run("close", ID, "A1", "--on", "2026-03-17").exit_code == 0
    assert differences(base, before) == [
        "-     status: open   # see the ticket\r\n",
        "+     status: done   # see the ticket\r\n",
        "+     closed: 2026-03-17\r\n",
    ]


def test_declining_needs_a_reason(base: Path) -> None:
    result = run("decline", ID, "A1")
    assert (result.exit_code, result.stderr) == (
        2,
        "postmortems: missing --reason: why it is not done\n",
    )
    assert run("decline", ID, "A1", "--reason", " ").exit_code == 2
    assert differences(base) == []
    given = ("--reason", "Costs: too\nmuch", "--on", "2026-03-17")
    assert run("decline", ID, "A1", *given).exit_code == 0
    assert differences(base)[1:] == [
        "+     status: declined   # see the ticket\n",
        "+     closed: 2026-03-17\n",
        '+     reason: "Costs: too much"\n',
    ]


def test_in_a_terminal_the_reason_is_asked_for(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_postmortems.cli.action.is_terminal", lambda: True)
    result = run("decline", ID, "A1", "--on", "2026-03-17", input="\nNot worth it\n")
    assert result.exit_code == 0
    assert "+     reason: Not worth it\n" in differences(base)


def test_reopening_takes_date_and_reason_away(base: Path) -> None:
    assert run("reopen", ID, "DB-2").exit_code == 0
    assert sorted(differences(base)) == [
        "+     status: open\n",
        "-     closed: 2026-03-20\n",
        "-     reason: Too expensive\n",
        "-     status: declined\n",
    ]


def test_closing_and_reopening_gives_the_same_file(base: Path) -> None:
    run("close", ID, "A1", "--on", "2026-03-17")
    run("reopen", ID, "A1")
    assert differences(base) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["reopen", ID, "A1"], "A1 is open already. Nothing was changed"),
        (["reopen", ID, "A2"], "A2 is in progress already"),
        (["close", ID, "DB-2"], "DB-2 was declined on 2026-03-20. Reopen it first"),
        (["decline", ID, "DB-2"], "DB-2 is declined already, since 2026-03-20"),
        (
            ["close", ID, "A1", "--on", "2026-03-15"],
            "A1 was created on 2026-03-16, after 2026-03-15. Write a later day",
        ),
        (
            ["close", ID, "A3", "--on", "2026-03-14"],
            "the incident began on 2026-03-15, after 2026-03-14. Write a later day",
        ),
        (["close", "2026-03-15-order", "A1"], 'no postmortem "2026-03-15-order". Did you mean "20'),
        (["close", "x", "A1"], 'there is no postmortem "x". Write the id of one'),
    ],
)
def test_what_does_not_fit_the_action_is_refused(
    base: Path, arguments: list[str], message: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert differences(base) == []


def test_an_action_that_is_closed_says_since_when(base: Path) -> None:
    run("close", ID, "A1", "--on", "2026-03-17")
    before = (base / PATH).read_text()
    result = run("close", ID, "A1")
    assert result.exit_code == 1
    assert result.stderr == f"{PATH}: A1 is done already, since 2026-03-17. Nothing was changed\n"
    assert (base / PATH).read_text() == before


def test_an_unknown_action_shows_those_of_the_file(base: Path) -> None:
    result = run("close", ID, "DB2")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f'{PATH}: {ID} has no action "DB2". Did you mean "DB-2"?',
        "  A1    open         Alert on disk usage",
        "  A2    in-progress  Test it, again",
        "  A3    open         Ask the vendor",
        "  DB-2  declined     Second database",
    ]


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ("2099-01-01", "--on: found 2099-01-01, which is in the future. Write 20"),
        ("yesterday", '--on: found "yesterday", not a date. Write a date such as 2026-03-15'),
        ("2026-02-30", '--on: found "2026-02-30", no day of the calendar'),
    ],
)
def test_a_date_that_cannot_be_ends_with_two(base: Path, on: str, message: str) -> None:
    result = run("close", ID, "A1", "--on", on)
    assert result.exit_code == 2
    assert message in result.stderr
    assert differences(base) == []


def test_without_a_date_it_is_today_and_says_where_the_site_stands_earlier(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    (base / "mkdocs.yml").write_text(CONFIG.replace("2026-10-05", "2026-04-01"))
    days = [dt.datetime.now(dt.UTC).date()]
    result = run("close", ID, "A1")
    days.append(dt.datetime.now(dt.UTC).date())
    assert differences(base)[2] in {f"+     closed: {day}\n" for day in days}
    assert "`as_of` in mkdocs.yml is 2026-04-01: the site shows" in result.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ORDERS.replace("severity", "title"), ':3:1: found the key "title" a second time'),
        (
            ORDERS.replace("---\n\nstatus", "\nstatus"),
            ":1:1: found front matter that is not closed",
        ),
        ("", ":1:1: found no front matter"),
        (
            ORDERS.replace("id: DB-2", "id: A1"),
            ': 2026-03-15-orders has 2 actions with the id "A1"',
        ),
        (
            ORDERS.replace("  - title: Alert", "  - &a\n    title: Alert").replace(
                "---\n\n", "x-copy: *a\n---\n\n"
            ),
            ': actions[0].status: written once and used in several places ("&a", "*a"). Write the',
        ),
        (ORDERS.partition("actions:")[0] + "---\n", ' has no action "A1". Write them under `act'),
    ],
)
def test_a_file_that_cannot_be_edited_is_left_alone(base: Path, text: str, message: str) -> None:
    (base / PATH).write_bytes(text.encode())
    result = run("close", ID, "A1", "--on", "2026-03-17")
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert result.stderr.startswith((PATH, ID))
    assert differences(base, text) == []


def test_entries_that_are_no_actions_do_not_move_the_others(base: Path) -> None:
    text = ORDERS.replace("actions:\n", "actions:\n  - [not, an, action]\n  -\n")
    (base / PATH).write_bytes(text.encode())
    assert run("close", ID, "A1", "--on", "2026-03-17").exit_code == 0
    assert differences(base, text)[-1] == "+     closed: 2026-03-17\n"


def test_two_files_of_one_id_are_told_apart_by_path(base: Path) -> None:
    (base / f"postmortems/{ID}.md").write_text(ORDERS)
    result = run("close", ID, "A1")
    assert result.exit_code == 1
    assert f'"{ID}" is the id of {ID}.md and 2026/{ID}.md. Write the path' in result.stderr
    assert run("close", PATH, "A1", "--on", "2026-03-17").exit_code == 0


def test_a_file_that_cannot_be_written_ends_with_two(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mkdocs_postmortems.cli.action.replace_file", full)
    result = run("close", ID, "A1", "--on", "2026-03-17")
    assert result.exit_code == 2
    assert result.stderr == f"postmortems: {PATH} cannot be written: No space left on device\n"


@pytest.mark.parametrize("command", [["list"], ["close", ID, "A1"], ["reopen", ID, "A1"]])
def test_a_missing_folder_ends_with_two(base: Path, command: list[str]) -> None:
    (base / "mkdocs.yml").write_text("plugins:\n  - postmortems: {source: elsewhere}\n")
    result = run(*command)
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr
