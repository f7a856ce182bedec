"""`postmortems metrics`: numbers for programs and for people."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from mkdocs_postmortems.cli import main
from mkdocs_postmortems.exports.metrics import SCHEMA

CONFIG = "plugins:\n  - postmortems:\n      as_of: 2026-10-05\n"
INCIDENT = """---
title: Orders down
severity: SEV-1
services: [orders]
started: 2026-0{month}-15T14:44:00Z
detected: 2026-0{month}-15T14:50:00Z
mitigated: 2026-0{month}-15T15:07:00Z
resolved: 2026-0{month}-15T15:30:00Z
causes: [test-gap]
actions:
  - {{title: Test it, priority: high, owner: me}}
---
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "postmortems").mkdir()
    for month in range(3, 8):
        (tmp_path / "postmortems" / f"i{month}.md").write_text(INCIDENT.format(month=month))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["metrics", *arguments])


def test_text_is_for_people_and_says_why_a_number_is_missing(base: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout.startswith("Postmortem metrics as of 2026-10-05, UTC\n5 incidents, 5 of")
    assert "5 incidents: too few for a median, all five are shown; 23 min" in result.stdout
    assert "2026-Q3 against 2026-Q2: 1 against 3: too few to compare." in result.stdout
    assert "MTTR" not in result.stdout
    assert "mean" not in result.stdout


def test_json_is_what_the_schema_says(base: Path) -> None:
    result = run("--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(found)
    assert [one["count"] for one in found["counts"]] == [1, 3, 1, 0]


def test_it_is_read_on_another_day(base: Path) -> None:
    found = json.loads(run("--format", "json", "--as-of", "2026-05-01").stdout)
    assert (found["as_of"], len(found["incidents"])) == ("2026-05-01", 2)
    assert found["comparison"]["current"] == "2026-Q1"


@pytest.mark.parametrize("quarter", ["2026-q2", "2026-Q2"])
def test_another_quarter_is_compared(base: Path, quarter: str) -> None:
    found = json.loads(run("--format", "json", "--period", quarter).stdout)
    assert found["comparison"]["current"] == "2026-Q2"
    assert "Durations, 2026-Q2" in run("--period", quarter).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--as-of", "yesterday"], '--as-of: found "yesterday", not a date. Write a date such as'),
        (["--as-of", "2026-02-30"], "--as-of: found"),
        (["--period", "2026"], '--period: found "2026", not a quarter. Write one such as 2026-q3'),
        (["--period", "2027-q1"], "--period: 2027-Q1 had not begun on 2026-10-05. Write 2026-q4"),
        (["--period", "2025-q4"], "--period: the first incident is of 2026-Q1. Write 2026-q1"),
    ],
)
def test_what_cannot_be_read_ends_with_two_and_says_what_to_write(
    base: Path, arguments: list[str], message: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert f"postmortems: {message}" in result.stderr
    assert result.stdout == ""


def test_what_the_numbers_leave_out_is_said_beside_them(base: Path) -> None:
    (base / "postmortems" / "i7.md").write_text("---\ntitle: [\n---\n")
    result = run("--format", "json")
    assert result.stderr == "postmortems: 1 file could not be read: see `postmortems check`\n"
    assert json.loads(result.stdout)["incidents"][-1]["quarter"] is None


def test_a_missing_folder_ends_with_two(base: Path) -> None:
    (base / "mkdocs.yml").write_text("plugins:\n  - postmortems: {source: elsewhere}\n")
    assert run().exit_code == 2


def test_no_incidents(base: Path) -> None:
    for path in (base / "postmortems").iterdir():
        path.unlink()
    assert run().stdout == "Postmortem metrics as of 2026-10-05, UTC\n0 incidents.\n"


def test_a_label_cannot_command_the_terminal(base: Path) -> None:
    text = INCIDENT.format(month=8).replace("[orders]", '["a\\u001b[31mb"]')
    (base / "postmortems" / "i8.md").write_text(text)
    assert "\x1b" not in run().stdout


def test_the_other_commands_do_without_scipy() -> None:
    code = "import sys; import mkdocs_postmortems.cli; print('scipy' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout == "False\n"
