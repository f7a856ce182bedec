"""What `postmortems action` refuses, with the file left as it was."""

from pathlib import Path

import pytest
from action_base import ID, ORDERS, PATH, differences, make_base, run


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_base(tmp_path, monkeypatch)


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
