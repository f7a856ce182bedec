"""`postmortems schema`: the labels of the knowledge base, for editors."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from mkdocs_postmortems.cli.schema import schema

CONFIG = """plugins:
  - postmortems:
      source: incidents
      severities: {P1: Down, P2: Slow}
      aliases: {severities: {urgent: P1}}
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(schema, list(arguments))


def test_it_offers_the_configured_labels_and_accepts_old_spellings(base: Path) -> None:
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    validator = Draft202012Validator(json.loads(result.stdout))
    severity = validator.schema["properties"]["severity"]
    assert severity["anyOf"][0]["enum"] == ["P1", "P2"]
    front = {"title": "T", "services": "orders", "started": "2026-03-15"}
    assert validator.is_valid({**front, "severity": "p1"})
    assert validator.is_valid({**front, "severity": "Urgent"})
    assert not validator.is_valid({**front, "severity": "SEV-1"})


def test_it_writes_the_files_of_editors_and_says_which(base: Path) -> None:
    result = run("--editor")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "written         incidents/.schema/postmortem.schema.json",
        "written         incidents/.schema/services.schema.json",
        "written         incidents/.schema/contacts.schema.json",
        "written         .vscode/postmortem.code-snippets",
        "written         .vscode/settings.json",
        "written         .vscode/tasks.json",
    ]
    assert (base / "incidents/.schema/postmortem.schema.json").read_text("utf-8") == run().stdout


def test_when_the_labels_change_it_writes_anew_what_holds_them(base: Path) -> None:
    run("--editor")
    (base / "mkdocs.yml").write_text(CONFIG.replace("Slow", "Slower"))
    outcomes = run("--editor").stdout.split()[::2]
    assert outcomes == ["written", "current", "current", "written", "current", "current"]


def test_files_that_others_write_in_too_are_left_and_what_they_lack_is_shown(base: Path) -> None:
    (base / ".vscode").mkdir()
    (base / ".vscode/settings.json").write_text('{"editor.tabSize": 2}')
    (base / ".vscode/tasks.json").write_text('{"tasks": [{"command": "postmortems check"}]}')
    result = run("--editor")
    assert result.exit_code == 0
    assert "to add by hand  .vscode/settings.json" in result.stdout
    assert "current         .vscode/tasks.json" in result.stdout
    assert 'To .vscode/settings.json add:\n\n{\n  "[markdown]": {' in result.stdout
    assert (base / ".vscode/settings.json").read_text() == '{"editor.tabSize": 2}'


def test_what_is_in_the_way_ends_with_two(base: Path) -> None:
    (base / ".vscode").write_text("a file")
    result = run("--editor")
    assert result.exit_code == 2
    assert ".vscode" in result.stderr
    assert "Traceback" not in result.output


def test_a_wrong_setting_ends_with_two(base: Path) -> None:
    (base / "mkdocs.yml").write_text("plugins:\n  - postmortems: {severitys: [a]}\n")
    result = run("--editor")
    assert result.exit_code == 2
    assert 'did you mean "severities"?' in result.stderr
    assert not (base / "postmortems").exists()
