"""`postmortems action`: one action changes in its file, and nothing else does."""

import datetime as dt
from pathlib import Path

import pytest
from action_base import CONFIG, ID, ORDERS, PATH, SEARCH, differences, make_base, run


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_base(tmp_path, monkeypatch)


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


def test_entries_that_are_no_actions_do_not_move_the_others(base: Path) -> None:
    text = ORDERS.replace("actions:\n", "actions:\n  - [not, an, action]\n  -\n")
    (base / PATH).write_bytes(text.encode())
    assert run("close", ID, "A1", "--on", "2026-03-17").exit_code == 0
    assert differences(base, text)[-1] == "+     closed: 2026-03-17\n"
