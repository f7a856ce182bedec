"""What the guide shows of `postmortems similar` is what it prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_postmortems.cli.similar import similar

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "guide" / "related.md").read_text("utf-8")
COMMANDS = re.findall(r"^postmortems similar (.+)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_page_finds_something(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(similar, shlex.split(command), env={"COLUMNS": "80"})
    assert result.exit_code == 0
    assert result.stdout.startswith("SEV-")


def test_the_answer_on_the_page_is_the_first_one(monkeypatch: pytest.MonkeyPatch) -> None:
    (answer,) = re.findall(r"^```text\n(SEV.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(similar, shlex.split(COMMANDS[0]), env={"COLUMNS": "80"})
    assert result.stdout.startswith(answer)
